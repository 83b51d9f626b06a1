import type { Command } from 'commander';
import { MEDIA_TYPES } from '../../domain/files.ts';
import type { MinutesAnswer, MinutesCommandAnswer, ProblemCommandAnswer } from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import { keepFile } from '../keep-file.ts';
import type { Session, Setup, Work } from '../session.ts';
import { countOf, dateOf, wordOf } from '../values.ts';
import { showMinutes, tellMinutes } from '../views/minutes.ts';
import { tellProblemCommand } from '../views/problem.ts';
import { CATEGORY, OUTCOME, PRESENCE } from '../words.ts';
import { partsOf } from './agenda.ts';

/** The minutes of a meeting, and how its decisions are carried out. */
export function addMinutesCommands(meeting: Command, setup: Setup): void {
  const { help } = setup.texts.meetingMinutes;
  const minutes = meeting.command('minutes').description(help.group);
  minutes
    .command('show <meeting>')
    .description(help.show)
    .addHelpText('after', examples(setup, 'meeting minutes show weekly/2026-11-30'))
    .action(setup.run(show));
  minutes
    .command('document <meeting> <file.docx>')
    .description(help.document)
    .addHelpText('after', examples(setup, 'meeting minutes document weekly/2026-11-30 纪要.docx'))
    .action(setup.run(document));
  addWriting(minutes, setup);
  const decision = meeting.command('decision').description(help.decisionGroup);
  addDecisions(decision, setup);
  addProblem(decision, setup);
}

function addWriting(minutes: Command, setup: Setup): void {
  const { run } = setup;
  const { help } = setup.texts.meetingMinutes;
  const { options } = help;
  changing(minutes.command('attend <meeting> <person> <presence>'), setup)
    .description(help.attend)
    .option('--by <name>', options.by)
    .option('--correction <text>', options.correction)
    .addHelpText('after', examples(setup, 'meeting minutes attend weekly/2026-11-30 chen 委派代表 --by 王小明'))
    .action(run(attend));
  changing(minutes.command('conclude <meeting> <no> <outcome>'), setup)
    .description(help.conclude)
    .option('--note <text>', options.note)
    .option('--correction <text>', options.correction)
    .addHelpText('after', examples(setup, 'meeting minutes conclude weekly/2026-11-30 3 结转 --note 待省厅批复'))
    .action(run(conclude));
  changing(minutes.command('decide <meeting>'), setup)
    .description(help.decide)
    .requiredOption('--text <text>', options.text)
    .requiredOption('--unit <unit>', options.unit)
    .requiredOption('--due <date>', options.due)
    .option('--item <no>', options.item)
    .option('--person <person>', options.person)
    .option('--correction <text>', options.correction)
    .addHelpText(
      'after',
      examples(
        setup,
        'meeting minutes decide weekly/2026-11-30 --item 2 --text 调剂用地指标120亩 --unit zrzy --due 2026-12-11',
      ),
    )
    .action(run(decide));
  changing(minutes.command('drop-decision <meeting> <decision>'), setup)
    .description(help.drop)
    .option('--correction <text>', options.correction)
    .addHelpText('after', examples(setup, 'meeting minutes drop-decision weekly/2026-11-30 1'))
    .action(run(drop));
  changing(minutes.command('publish <meeting>'), setup)
    .description(help.publish)
    .addHelpText('after', examples(setup, 'meeting minutes publish weekly/2026-11-30'))
    .action(run(publish));
}

function addDecisions(decision: Command, setup: Setup): void {
  const { run } = setup;
  const { help } = setup.texts.meetingMinutes;
  changing(decision.command('report <meeting> <decision>'), setup)
    .description(help.report)
    .requiredOption('--result <text>', help.options.result)
    .addHelpText('after', examples(setup, 'meeting decision report weekly/2026-11-30 1 --result 指标已下达'))
    .action(run(report));
  changing(decision.command('explain <meeting> <decision>'), setup)
    .description(help.explain)
    .requiredOption('--reason <text>', help.options.reason)
    .addHelpText('after', examples(setup, 'meeting decision explain weekly/2026-11-30 1 --reason 省厅尚未批复'))
    .action(run(explain));
  changing(decision.command('postpone <meeting> <decision>'), setup)
    .description(help.postpone)
    .requiredOption('--until <date>', help.options.until)
    .requiredOption('--reason <text>', help.options.reason)
    .addHelpText(
      'after',
      examples(setup, 'meeting decision postpone weekly/2026-11-30 1 --until 2026-12-18 --reason 省厅尚未批复'),
    )
    .action(run(postpone));
}

function addProblem(decision: Command, setup: Setup): void {
  const { help } = setup.texts.meetingMinutes;
  changing(decision.command('problem <meeting> <decision>'), setup)
    .description(help.problem)
    .option('--category <category>', help.options.category)
    .option('--title <text>', help.options.title)
    .option('--detail <text>', help.options.detail)
    .option('--project <code>', help.options.project)
    .option('--county <county>', help.options.county)
    .option('--lead <unit>', help.options.lead)
    .addHelpText('after', examples(setup, 'meeting decision problem weekly/2026-11-30 1 --category 用地'))
    .action(setup.run(problem));
}

const LAST_NO = 100_000;

const show: Work<object> = async (session, [id = '']) => {
  const minutes = await session.client.get<MinutesAnswer>(paths.minutes(...partsOf(session, id)));
  await session.out.show(minutes, () => showMinutes(session, minutes));
};

const document: Work<object> = async (session, [id = '', path = '']) => {
  const { texts, client, out } = session;
  if (!/\.docx$/i.test(path)) throw misused('documentKind', texts.meetingMinutes.documentKind({ path }));
  const content = await client.download(paths.minutesDocument(...partsOf(session, id)), MEDIA_TYPES.docx);
  await keepFile(session, path, content);
  await out.show({ path, bytes: content.length }, () => out.line(texts.exported({ path })));
};

interface Corrected {
  correction?: string;
}

const attend: Work<{ by?: string } & Corrected> = (session, [id = '', person = '', typed = ''], options) => {
  const presence = wordOf(PRESENCE, typed, session.place('<presence>'));
  return give(session, id, { name: 'attend', body: given({ person, presence, ...only(options, ['by']) }) });
};

const conclude: Work<{ note?: string } & Corrected> = (session, [id = '', no = '', typed = ''], options) => {
  const outcome = wordOf(OUTCOME, typed, session.place('<outcome>'));
  const body = { no: countOf(no, LAST_NO, session.place('<no>')), outcome, ...only(options, ['note']) };
  return give(session, id, { name: 'conclude', body: given(body) });
};

interface DecideOptions extends Corrected {
  text: string;
  unit: string;
  due: string;
  item?: string;
  person?: string;
}

const decide: Work<DecideOptions> = (session, [id = ''], { item, due, ...options }) =>
  give(session, id, {
    name: 'decide',
    body: given({
      ...only(options, ['text', 'unit', 'person']),
      due: dateOf(due),
      item: item === undefined ? undefined : countOf(item, LAST_NO, session.place('--item')),
    }),
  });

const drop: Work<Corrected> = (session, [id = '', no = ''], options) =>
  give(session, id, { name: 'drop-decision', body: given({ ...decisionOf(session, no), ...only(options, []) }) });

const publish: Work<object> = (session, [id = '']) => give(session, id, { name: 'publish', body: {} });

const report: Work<{ result: string }> = (session, [id = '', no = ''], { result }) =>
  give(session, id, { name: 'report', body: { ...decisionOf(session, no), result } });

const explain: Work<{ reason: string }> = (session, [id = '', no = ''], { reason }) =>
  give(session, id, { name: 'explain', body: { ...decisionOf(session, no), reason } });

const postpone: Work<{ reason: string; until: string }> = (session, [id = '', no = ''], { reason, until }) =>
  give(session, id, { name: 'postpone', body: { ...decisionOf(session, no), reason, until: dateOf(until) } });

interface ProblemOptions {
  category?: string;
  title?: string;
  detail?: string;
  project?: string;
  county?: string;
  lead?: string;
}

/** What is left out is taken over from what it was decided on. */
const problem: Work<ProblemOptions> = async (session, [id = '', no = ''], { category, lead, ...rest }) => {
  const { title, detail, project, county } = rest;
  const body = given({
    ...{ ...decisionOf(session, no), title, detail, project, county, leadUnit: lead },
    category: category === undefined ? undefined : wordOf(CATEGORY, category, session.place('--category')),
  });
  const path = paths.minutesCommand(...partsOf(session, id), 'problem');
  const answer = await session.client.change<ProblemCommandAnswer>('POST', path, { body, key: session.key });
  await tellProblemCommand(session, answer);
};

const decisionOf = (session: Session, no: string) => ({
  decision: countOf(no, LAST_NO, session.place('<decision>')),
});

/** The named options and a correction; whatever else the command line has is not for the server. */
const only = (options: object, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(options).filter(([name]) => name === 'correction' || names.includes(name)));

async function give(session: Session, id: string, { name, body }: { name: string; body: object }): Promise<void> {
  const path = paths.minutesCommand(...partsOf(session, id), name);
  const answer = await session.client.change<MinutesCommandAnswer>('POST', path, { body, key: session.key });
  await tellMinutes(session, answer);
}
