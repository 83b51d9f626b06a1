import type { Command } from 'commander';
import type { List, MovedLimitsAnswer, ProblemCommandAnswer, ProblemDetailAnswer } from '../answers.ts';
import { changing, collect, examples, given } from '../building.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import { giveProblem } from '../problem-command.ts';
import type { Session, Setup, Work } from '../session.ts';
import { dateOf, evidenceOf, wordOf } from '../values.ts';
import { showMovedLimits, tellProblemCommand } from '../views/problem.ts';
import { CATEGORY, SATISFACTION } from '../words.ts';

/** The steps of the protocol beside its main line (泉州 2022-08): objections, departments, promises, extensions, look-back. */
export function addProtocolCommands(problem: Command, setup: Setup): void {
  addObjections(problem, setup);
  addPromises(problem, setup);
  addExtensions(problem, setup);
  addEnds(problem, setup);
  addTwins(problem, setup);
}

function addObjections(problem: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.problem;
  changing(problem.command('acknowledge <code>'), setup)
    .description(help.acknowledge)
    .addHelpText('after', examples(setup, 'problem acknowledge Q-2026-0001'))
    .action(run(acknowledge));
  changing(problem.command('object <code>'), setup)
    .description(help.object)
    .requiredOption('--reason <text>', texts.help.options.reason)
    .option('--unit <unit>', help.options.toUnit)
    .addHelpText('after', examples(setup, 'problem object Q-2026-0001 --reason 属水利部门职责 --unit water'))
    .action(run(object));
  changing(problem.command('rule-objection <code>'), setup)
    .description(help.ruleObjection)
    .option('--uphold', help.options.uphold)
    .option('--overrule', help.options.overrule)
    .requiredOption('--reason <text>', texts.help.options.reason)
    .option('--lead <unit>', help.options.newLead)
    .option('--handler <person>', texts.help.options.handler)
    .addHelpText(
      'after',
      examples(
        setup,
        'problem rule-objection Q-2026-0001 --uphold --lead water --reason 职责在水利局',
        'problem rule-objection Q-2026-0001 --overrule --reason 职责明确',
      ),
    )
    .action(run(ruleObjection));
  changing(problem.command('co-answer <code> <text>'), setup)
    .description(help.coAnswer)
    .option('--unit <unit>', help.options.forUnit)
    .addHelpText('after', examples(setup, 'problem co-answer Q-2026-0001 林地手续已齐'))
    .action(run(coAnswer));
}

function addPromises(problem: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.problem;
  changing(problem.command('table <code>'), setup)
    .description(help.table)
    .requiredOption('--proposal <text>', help.options.proposal)
    .requiredOption('--promise <date>', help.options.promisedOn)
    .addHelpText('after', examples(setup, 'problem table Q-2026-0001 --proposal 调剂50亩指标 --promise 2026-12-18'))
    .action(run(table));
  changing(problem.command('explain <code> <promise>'), setup)
    .description(help.explain)
    .requiredOption('--reason <text>', texts.help.options.reason)
    .addHelpText('after', examples(setup, 'problem explain Q-2026-0001 2 --reason 省厅批复未到'))
    .action(run(explain));
}

function addExtensions(problem: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.problem;
  changing(problem.command('ask-extension <code>'), setup)
    .description(help.askExtension)
    .requiredOption('--until <date>', help.options.until)
    .requiredOption('--reason <text>', texts.help.options.reason)
    .addHelpText('after', examples(setup, 'problem ask-extension Q-2026-0001 --until 2026-12-18 --reason 待省厅批复'))
    .action(run(askExtension));
  changing(problem.command('rule-extension <code>'), setup)
    .description(help.ruleExtension)
    .option('--grant', help.options.grant)
    .option('--refuse', help.options.refuse)
    .option('--reason <text>', texts.help.options.reason)
    .addHelpText(
      'after',
      examples(
        setup,
        'problem rule-extension Q-2026-0001 --grant',
        'problem rule-extension Q-2026-0001 --refuse --reason 已延期一次',
      ),
    )
    .action(run(ruleExtension));
}

function addEnds(problem: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.problem;
  changing(problem.command('solve-on-the-spot <code>'), setup)
    .description(help.solveOnTheSpot)
    .requiredOption('--result <text>', texts.help.options.result)
    .option('--evidence <text>', texts.help.options.evidence, collect, [])
    .addHelpText(
      'after',
      examples(
        setup,
        'problem solve-on-the-spot Q-2026-0001 --result 当场协调通电 --evidence 现场照片,文件=./site.jpg',
      ),
    )
    .action(run(solveOnTheSpot));
  changing(problem.command('look-back <code>'), setup)
    .description(help.lookBack)
    .requiredOption('--satisfied <word>', help.options.satisfied)
    .option('--relapsed', help.options.relapsed)
    .option('--note <text>', help.options.lookBackNote)
    .addHelpText(
      'after',
      examples(
        setup,
        'problem look-back Q-2026-0001 --satisfied 满意',
        'problem look-back Q-2026-0001 --satisfied 不满意 --relapsed --note 又断水',
      ),
    )
    .action(run(lookBack));
  changing(problem.command('interview <code>'), setup)
    .description(help.interview)
    .requiredOption('--on <date>', help.options.interviewOn)
    .requiredOption('--person <id>', help.options.interviewee)
    .requiredOption('--record <text>', help.options.record)
    .addHelpText(
      'after',
      examples(setup, 'problem interview Q-2026-0001 --on 2026-12-25 --person chen --record 限期一周拿出方案'),
    )
    .action(run(interview));
}

function addTwins(problem: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.problem;
  changing(problem.command('merge <code>'), setup)
    .description(help.merge)
    .requiredOption('--into <code>', help.options.into)
    .requiredOption('--reason <text>', texts.help.options.reason)
    .addHelpText('after', examples(setup, 'problem merge Q-2026-0002 --into Q-2026-0001 --reason 同一件事'))
    .action(run(merge));
  changing(problem.command('split <code>'), setup)
    .description(help.split)
    .requiredOption('--title <text>', texts.help.options.title)
    .option('--category <category>', texts.help.options.category)
    .option('--detail <text>', texts.help.options.detail)
    .addHelpText('after', examples(setup, 'problem split Q-2026-0001 --title 进场道路未通 --category 配套'))
    .action(run(split));
  problem
    .command('moved-limits')
    .description(help.movedLimits)
    .option('--since <date>', help.options.since)
    .option('--problem <code>', help.options.problem)
    .addHelpText('after', examples(setup, 'problem moved-limits --since 2026-11-01'))
    .action(run(movedLimits));
}

const acknowledge: Work<object> = (session, [code = '']) =>
  giveProblem(session, code, { command: 'acknowledge', body: {} });

const object: Work<{ reason: string; unit?: string }> = (session, [code = ''], { reason, unit }) =>
  giveProblem(session, code, { command: 'object', body: given({ reason, unit }) });

interface Ruling {
  uphold?: boolean;
  overrule?: boolean;
  reason: string;
  lead?: string;
  handler?: string;
}

/** Neither way is the default: a ruling is final. */
const ruleObjection: Work<Ruling> = async (session, [code = ''], options) => {
  const { uphold = false, overrule = false, reason, lead: leadUnit, handler } = options;
  if (uphold === overrule) throw misused('upholdOrOverrule', session.texts.problem.upholdOrOverrule);
  const body = given({ upheld: uphold, reason, leadUnit, handler });
  await giveProblem(session, code, { command: 'rule-objection', body });
};

const coAnswer: Work<{ unit?: string }> = (session, [code = '', text = ''], { unit }) =>
  giveProblem(session, code, { command: 'co-answer', body: given({ text, unit }) });

const table: Work<{ proposal: string; promise: string }> = (session, [code = ''], { proposal, promise }) =>
  giveProblem(session, code, { command: 'table', body: { proposal, promisedOn: dateOf(promise) } });

/** What is no number goes to the server as it is typed, which says so by the field. */
const explain: Work<{ reason: string }> = (session, [code = '', typed = ''], { reason }) => {
  const promise = /^\d+$/.test(typed) ? Number(typed) : typed;
  return giveProblem(session, code, { command: 'explain-miss', body: { promise, reason } });
};

const askExtension: Work<{ until: string; reason: string }> = (session, [code = ''], { until, reason }) =>
  giveProblem(session, code, { command: 'ask-extension', body: { until: dateOf(until), reason } });

const ruleExtension: Work<{ grant?: boolean; refuse?: boolean; reason?: string }> = async (
  session,
  [code = ''],
  { grant = false, refuse = false, reason },
) => {
  if (grant === refuse) throw misused('grantOrRefuse', session.texts.problem.grantOrRefuse);
  await giveProblem(session, code, { command: 'rule-extension', body: given({ granted: grant, reason }) });
};

const solveOnTheSpot: Work<{ result: string; evidence: string[] }> = (session, [code = ''], { result, evidence }) => {
  const proofs = evidence.map(text => evidenceOf(text, session.place('--evidence')));
  return giveProblem(session, code, { command: 'solve-on-the-spot', body: { result, evidence: proofs } });
};

const lookBack: Work<{ satisfied: string; relapsed?: boolean; note?: string }> = (
  session,
  [code = ''],
  { satisfied, relapsed = false, note },
) => {
  const satisfaction = wordOf(SATISFACTION, satisfied, session.place('--satisfied'));
  return giveProblem(session, code, { command: 'look-back', body: given({ satisfaction, relapsed, note }) });
};

const interview: Work<{ on: string; person: string; record: string }> = (
  session,
  [code = ''],
  { on, person, record },
) => giveProblem(session, code, { command: 'interview', body: { on: dateOf(on), person, record } });

const merge: Work<{ into: string; reason: string }> = (session, [code = ''], { into, reason }) =>
  giveProblem(session, code, { command: 'merge', body: { into, reason } });

/** The second half is raised with what it shares with the first: project, county, source. */
const split: Work<{ title: string; category?: string; detail?: string }> = async (
  session,
  [code = ''],
  { title, category, detail },
) => {
  const first = await session.client.get<ProblemDetailAnswer>(paths.problem(code));
  const body = given({
    ...{ title, detail, splitFrom: first.code, source: first.source, firmContact: first.firmContact ?? undefined },
    project: first.project ?? undefined,
    county: first.project === null ? (first.county ?? undefined) : undefined,
    category: category === undefined ? first.category : wordOf(CATEGORY, category, session.place('--category')),
  });
  const answer = await session.client.change<ProblemCommandAnswer>('POST', paths.problems, { body, key: session.key });
  await tellProblemCommand(session, answer);
};

const movedLimits: Work<{ since?: string; problem?: string }> = async (session: Session, _args, { since, problem }) => {
  const query = { since: since === undefined ? undefined : dateOf(since), problem };
  const found: List<MovedLimitsAnswer> = await session.client.list<MovedLimitsAnswer>(paths.movedLimits, query);
  await session.out.show(found, () => showMovedLimits(session, found));
};
