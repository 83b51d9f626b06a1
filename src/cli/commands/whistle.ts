import type { Command } from 'commander';
import type {
  EventAnswer,
  MeAnswer,
  WaitingAnswer,
  WhistleAnswerWire,
  WhistleCommandAnswer,
  WhistleDetailAnswer,
} from '../answers.ts';
import { changing, collect, examples, given } from '../building.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { dateOf, wordOf } from '../values.ts';
import { showHistory, showWaiting } from '../views/common.ts';
import { showWhistle, showWhistles, tellWhistle } from '../views/whistle.ts';
import { WHISTLE_ANSWER, WHISTLE_RESULT, WHISTLE_STATUS } from '../words.ts';

/** County whistles (县区吹哨): a county calls departments to a special meeting, and each answers. */
export function addWhistleCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.supervision.whistle;
  const whistle = program.command('whistle').description(help.group);
  addBlow(whistle, setup);
  addSteps(whistle, setup);
  addReads(whistle, setup);
}

function addBlow(whistle: Command, setup: Setup): void {
  const { help } = setup.texts.supervision.whistle;
  const { options } = help;
  changing(whistle.command('blow'), setup)
    .description(help.blow)
    .requiredOption('--county <county>', options.county)
    .requiredOption('--topic <text>', options.topic)
    .requiredOption('--department <unit>', options.department, collect, [])
    .requiredOption('--on <date>', options.on)
    .requiredOption('--time <time>', options.time)
    .requiredOption('--venue <venue>', options.venue)
    .option('--problem <code>', options.problem)
    .option('--project <code>', options.project)
    .addHelpText(
      'after',
      examples(
        setup,
        'whistle blow --county 南安市 --problem Q-2026-0001 --topic 用地指标现场协调 --department land-office ' +
          '--department forestry --on 2026-12-02 --time 15:00 --venue 市政务中心',
      ),
    )
    .action(setup.run(blow));
}

function addSteps(whistle: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.supervision.whistle;
  const { options } = help;
  changing(whistle.command('answer <whistle> <answer>'), setup)
    .description(help.answer)
    .option('--department <unit>', options.ownDepartment)
    .option('--person <id>', options.person)
    .option('--reason <text>', options.objection)
    .addHelpText(
      'after',
      examples(
        setup,
        'whistle answer W-2026-0001 参加',
        'whistle answer W-2026-0001 派员参加 --person chen',
        'whistle answer W-2026-0001 有异议 --reason 事项属省级权限',
      ),
    )
    .action(run(answer));
  changing(whistle.command('hold <whistle>'), setup)
    .description(help.hold)
    .requiredOption('--result <result>', options.result)
    .requiredOption('--text <text>', options.text)
    .option('--present <unit>', options.present, collect, [])
    .option('--problem <code>', options.tabled)
    .addHelpText(
      'after',
      examples(setup, 'whistle hold W-2026-0001 --result 现场解决 --text 当场划定红线 --present land-office'),
    )
    .action(run(hold));
  changing(whistle.command('call-off <whistle>'), setup)
    .description(help.callOff)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'whistle call-off W-2026-0001 --reason 问题已解决'))
    .action(run(callOff));
}

function addReads(whistle: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.supervision.whistle;
  const { options } = help;
  whistle
    .command('list')
    .description(help.list)
    .option('--county <county>', options.countyFilter)
    .option('--status <status>', options.status)
    .option('--month <month>', options.month)
    .option('--department <unit>', options.departmentFilter)
    .option('--silent', options.silent)
    .option('--as-of <date>', options.asOf)
    .addHelpText(
      'after',
      examples(setup, 'whistle list --month 2026-11', 'whistle list --silent --department forestry'),
    )
    .action(run(list));
  whistle
    .command('show <whistle>')
    .description(help.show)
    .addHelpText('after', examples(setup, 'whistle show W-2026-0001'))
    .action(run(show));
  whistle
    .command('history <whistle>')
    .description(help.history)
    .addHelpText('after', examples(setup, 'whistle history W-2026-0001'))
    .action(run(history));
  whistle
    .command('waiting <whistle>')
    .description(help.waiting)
    .addHelpText('after', examples(setup, 'whistle waiting W-2026-0001'))
    .action(run(waiting));
}

async function ask(session: Session, path: string, typed: object): Promise<void> {
  const body = given(typed);
  await tellWhistle(
    session,
    await session.client.change<WhistleCommandAnswer>('POST', path, { body, key: session.key }),
  );
}

interface BlowOptions {
  county: string;
  topic: string;
  department: string[];
  on: string;
  time: string;
  venue: string;
  problem?: string;
  project?: string;
}

const blow: Work<BlowOptions> = (session, _args, options) => {
  const { county, topic, department: departments, on, time, venue, problem, project } = options;
  return ask(session, paths.whistles, {
    ...{ county, problem, project, topic, departments, time, venue },
    on: dateOf(on),
  });
};

interface AnswerOptions {
  department?: string;
  person?: string;
  reason?: string;
}

/** Whoever names no department answers for his own. */
const answer: Work<AnswerOptions> = async (session, [code = '', word = ''], { department, person, reason }) => {
  const said = wordOf(WHISTLE_ANSWER, word, session.place('answer'));
  const own = department ?? (await session.client.get<MeAnswer>(paths.me)).unit;
  await ask(session, paths.whistleCommand(code, 'answer'), { department: own, answer: said, person, reason });
};

interface HoldOptions {
  result: string;
  text: string;
  present: string[];
  problem?: string;
}

const hold: Work<HoldOptions> = (session, [code = ''], { result, text, present, problem }) =>
  ask(session, paths.whistleCommand(code, 'hold'), {
    result: wordOf(WHISTLE_RESULT, result, session.place('--result')),
    ...{ text, present, problem },
  });

const callOff: Work<{ reason: string }> = (session, [code = ''], { reason }) =>
  ask(session, paths.whistleCommand(code, 'call-off'), { reason });

interface ListOptions {
  county?: string;
  status?: string;
  month?: string;
  department?: string;
  silent?: boolean;
  asOf?: string;
}

const list: Work<ListOptions> = async (session, _args, { status, asOf, ...filter }) => {
  const found = await session.client.list<WhistleAnswerWire>(paths.whistles, {
    ...filter,
    status: status === undefined ? undefined : wordOf(WHISTLE_STATUS, status, session.place('--status')),
    asOf: asOf === undefined ? undefined : dateOf(asOf),
  });
  await session.out.show(found, () => showWhistles(session, found));
};

const show: Work<object> = async (session, [code = '']) => {
  const whistle = await session.client.get<WhistleDetailAnswer>(paths.whistle(code));
  await session.out.show(whistle, () => showWhistle(session, whistle));
};

const history: Work<object> = async (session, [code = '']) => {
  const found = await session.client.list<EventAnswer>(paths.whistleHistory(code));
  await session.out.show(found, () => showHistory(session, found));
};

const waiting: Work<object> = async (session, [code = '']) => {
  const answered = await session.client.get<WaitingAnswer>(paths.whistleWaiting(code));
  await session.out.show(answered, () => showWaiting(session, answered, WHISTLE_STATUS));
};
