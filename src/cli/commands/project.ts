import type { Command } from 'commander';
import type {
  EventAnswer,
  ProjectAnswer,
  ProjectCommandAnswer,
  ProjectDetailAnswer,
  ProjectsBeside,
  WaitingAnswer,
} from '../answers.ts';
import { changing, collect, examples, given } from '../building.ts';
import { withStoredFiles } from '../evidence.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import { evidenceList, give } from '../project-command.ts';
import { filterOf, withFilters, type FilterOptions } from '../project-filter.ts';
import type { Session, Setup, Work } from '../session.ts';
import { countOf, dateOf, pathOf, sourceOf, stageDatesOf, wanOf, wordOf } from '../values.ts';
import { showHistory, showWaiting } from '../views/common.ts';
import { showProject, showProjects, tellProjectCommand } from '../views/project.ts';
import { AGREEMENT, LAND_KIND, RELATION, STAGE } from '../words.ts';
import { addExport } from './project-export.ts';
import { addMoneyCommands } from './project-money.ts';
import { addPathCommands } from './project-path.ts';

/** As commander fills it in; what is not given is not sent, so that the server can tell "not said" from "none". */
interface FactOptions {
  code?: string;
  name: string;
  county?: string;
  investor?: string;
  industry?: string;
  type?: string;
  agreement?: string;
  investment?: string;
  leader?: string;
  leaderName?: string;
  team?: string;
  issue?: string;
  note?: string;
  source?: string;
  leadSource?: string;
  stage?: string;
  plan: string[];
  actual: string[];
  evidence: string[];
  path?: string;
  land?: string;
  parent?: string;
  relation?: string;
  phase?: string;
  distinctFrom: string[];
  distinctReason?: string;
}

/** The life of a project (domain §2): on the path by `advance`, off it by `pause` and `withdraw`, set right by `correct`. */
export function addProjectCommands(program: Command, setup: Setup): void {
  const { texts, run } = setup;
  const { help } = texts;
  const project = program.command('project').description(help.project.group);
  addStart(project, setup);
  addMoves(project, setup);
  addPathCommands(project, setup);
  addMoneyCommands(project, setup);
  withFilters(project.command('list').description(help.project.list), setup)
    .addHelpText(
      'after',
      examples(
        setup,
        'project list',
        'project list --stage 签约 --county 南安市',
        'project list --sort 总投资 --desc',
        'project list --as-of 2026-06-30',
        'project list --gaps --json',
        'project list --missing-papers --path 外资',
      ),
    )
    .action(run(list));
  addExport(project, setup);
  project
    .command('show <code>')
    .description(help.project.show)
    .addHelpText('after', examples(setup, 'project show P-2026-0001'))
    .action(run(show));
  project
    .command('history <code>')
    .description(help.project.history)
    .addHelpText('after', examples(setup, 'project history P-2026-0001'))
    .action(run(history));
  project
    .command('waiting <code>')
    .description(help.project.waiting)
    .addHelpText('after', examples(setup, 'project waiting P-2026-0001'))
    .action(run(waiting));
}

function addStart(project: Command, setup: Setup): void {
  const { options, project: help } = setup.texts.help;
  const { options: more } = setup.texts.path.help;
  changing(project.command('start'), setup)
    .description(help.start)
    .requiredOption('--name <name>', options.name)
    .option('--code <code>', options.code)
    .option('--county <county>', options.county)
    .option('--investor <name>', options.investor)
    .option('--industry <text>', options.industry)
    .option('--type <text>', options.projectType)
    .option('--agreement <kind>', options.agreement)
    .option('--investment <money>', options.investment)
    .option('--leader <id>', options.leader)
    .option('--leader-name <name>', options.leaderName)
    .option('--team <unit>', options.team)
    .option('--stage <stage>', options.stageNow)
    .option('--plan <stage=date>', options.plan, collect, [])
    .option('--actual <stage=date>', options.actual, collect, [])
    .option('--evidence <text>', options.evidence, collect, [])
    .option('--issue <text>', options.issue)
    .option('--note <text>', options.note)
    .option('--source <text>', options.source)
    .option('--lead-source <source>', setup.texts.before.help.options.leadSource)
    .option('--path <path>', more.path)
    .option('--land <kind>', more.land)
    .option('--parent <code>', more.parent)
    .option('--relation <relation>', more.relation)
    .option('--phase <n>', more.phase)
    .option('--distinct-from <code>', more.distinctFrom, collect, [])
    .option('--distinct-reason <text>', more.distinctReason)
    .addHelpText(
      'after',
      examples(
        setup,
        'project start --name 腾云硬科技半导体产业园 --county 南安市 --investment 20亿元',
        'project start --name 储能中心 --stage 签约 --actual 签约=2026-04-28 --agreement 正式合同 --plan 开工=2026-10-01',
        'project start --name 储能中心 --parent P-2026-0001 --relation 分期 --phase 2 --path 标准 --land 存量用地',
        'project start --name 储能中心 --county 南安市 --distinct-from P-2026-0001 --distinct-reason 另一家企业的项目',
      ),
    )
    .action(setup.run(start));
}

/** Whoever changes a plan, pauses or gives up says why: the reason is an option that cannot be left out. */
function addMoves(project: Command, setup: Setup): void {
  const { run } = setup;
  const { options, project: help } = setup.texts.help;
  changing(project.command('advance <code> <stage>'), setup)
    .description(help.advance)
    .option('--on <date>', options.on)
    .option('--passed <stage=date>', options.passed, collect, [])
    .option('--evidence <text>', options.evidence, collect, [])
    .addHelpText(
      'after',
      examples(
        setup,
        'project advance P-2026-0001 开工 --on 2026-11-20 --passed 落地=2026-06 --evidence 施工许可证,编号=350502202611010101',
      ),
    )
    .action(run(advance));
  changing(project.command('revise <code> <stage> <date>'), setup)
    .description(help.revise)
    .requiredOption('--reason <text>', options.reason)
    .option('--approved-by <id>', options.approvedBy)
    .addHelpText('after', examples(setup, 'project revise P-2026-0001 竣工 2027-06-30 --reason 用地指标晚到'))
    .action(run(revise));
  changing(project.command('pause <code>'), setup)
    .description(help.pause)
    .requiredOption('--reason <text>', options.reason)
    .requiredOption('--review-on <date>', options.reviewOn)
    .addHelpText('after', examples(setup, 'project pause P-2026-0001 --reason 企业资金未到位 --review-on 2027-03-01'))
    .action(run(pause));
  changing(project.command('resume <code>'), setup)
    .description(help.resume)
    .option('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'project resume P-2026-0001'))
    .action(run(resume));
  changing(project.command('withdraw <code>'), setup)
    .description(help.withdraw)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'project withdraw P-2026-0001 --reason 投资方退出'))
    .action(run(withdraw));
  changing(project.command('correct <code> <field> [value]'), setup)
    .description(help.correct)
    .requiredOption('--reason <text>', options.reason)
    .option('--clear', options.clear)
    .addHelpText(
      'after',
      examples(
        setup,
        'project correct P-2026-0001 county 南安市 --reason 台账漏填',
        'project correct P-2026-0001 actual.签约 2026-04-28 --reason 日期补录',
        'project correct P-2026-0001 investment 13.8亿元 --reason 合同额更正',
      ),
    )
    .action(run(correct));
}

/** Plan and actual dates come as two lists of options and leave as one milestone each. */
const start: Work<FactOptions> = async (session, _args, options) => {
  const plans = stageDatesOf(options.plan, session.place('--plan'));
  const actuals = stageDatesOf(options.actual, session.place('--actual'));
  const stages = new Set([...Object.keys(plans), ...Object.keys(actuals)]) as Set<keyof typeof plans>;
  const milestones = [...stages].map(stage => [stage, given({ plan: plans[stage], actual: actuals[stage] })] as const);
  const { name, county, investor, industry, note, source } = options;
  const typed = given({
    code: options.code,
    name,
    county,
    investor,
    industry,
    projectType: options.type,
    agreement: options.agreement && wordOf(AGREEMENT, options.agreement, session.place('--agreement')),
    investmentWan:
      options.investment === undefined ? undefined : wanOf(options.investment, session.place('--investment')),
    leaderId: options.leader,
    leaderName: options.leaderName,
    teamUnitId: options.team,
    knownIssue: options.issue,
    note,
    source,
    leadSource: options.leadSource === undefined ? undefined : sourceOf(options.leadSource),
    stage: options.stage && wordOf(STAGE, options.stage, session.place('--stage')),
    milestones: milestones.length === 0 ? undefined : Object.fromEntries(milestones),
    path: options.path === undefined ? undefined : pathOf(options.path),
    landKind: options.land && wordOf(LAND_KIND, options.land, session.place('--land')),
    parent: parentOf(session, options),
    distinctFrom: distinctOf(session, options),
    evidence: evidenceList(session, options.evidence),
  });
  const body = await withStoredFiles(session, typed);
  const answer = await session.client.change<ProjectCommandAnswer>('POST', paths.projects, { body, key: session.key });
  await tellProjectCommand(session, answer);
};

/** What it hangs on; a number alone makes it a phase. */
function parentOf(session: Session, { parent, relation, phase }: FactOptions) {
  const { parentNeeded, relationNeeded } = session.texts.path;
  if (parent === undefined) {
    if (relation !== undefined || phase !== undefined) throw misused('parentNeeded', parentNeeded);
    return undefined;
  }
  if (relation === undefined && phase === undefined) throw misused('relationNeeded', relationNeeded);
  return given({
    code: parent,
    relation: relation === undefined ? 'phase' : wordOf(RELATION, relation, session.place('--relation')),
    phase: phase === undefined ? undefined : countOf(phase, 99, session.place('--phase')),
  });
}

/** Saying that a project is another one takes the codes and the reason. */
function distinctOf(session: Session, { distinctFrom: codes, distinctReason: reason }: FactOptions) {
  if (codes.length > 0 !== (reason !== undefined)) throw misused('distinctBoth', session.texts.path.distinctBoth);
  return reason === undefined ? undefined : { codes, reason };
}

/** Whether a move needs `--on` or `--passed` depends on where the project stands, so the server says it. */
const advance: Work<{ on?: string; passed: string[]; evidence: string[] }> = async (
  session,
  [code = '', stage = ''],
  options,
) => {
  const to = wordOf(STAGE, stage, session.place('stage'));
  const passed = stageDatesOf(options.passed, session.place('--passed'));
  const on = options.on === undefined ? undefined : dateOf(options.on);
  const dates = Object.keys(passed).length === 0 ? undefined : passed;
  const body = given({ to, on, passed: dates, evidence: evidenceList(session, options.evidence) });
  await give(session, code, { command: 'advance', body });
};

/** A new plan date beside the old ones: the server keeps the baseline and every revision (domain §2). */
const revise: Work<{ reason: string; approvedBy?: string }> = async (
  session,
  [code = '', stage = '', date = ''],
  options,
) => {
  const body = given({
    stage: wordOf(STAGE, stage, session.place('stage')),
    date: dateOf(date),
    reason: options.reason,
    approvedBy: options.approvedBy,
  });
  await give(session, code, { command: 'revise-plan', body });
};

/** A pause has a date on which somebody looks at it again; without one it would be a quiet end. */
const pause: Work<{ reason: string; reviewOn: string }> = (session, [code = ''], { reason, reviewOn }) =>
  give(session, code, { command: 'pause', body: { reason, reviewOn: dateOf(reviewOn) } });

const resume: Work<{ reason?: string }> = (session, [code = ''], { reason }) =>
  give(session, code, { command: 'resume', body: given({ reason }) });

const withdraw: Work<{ reason: string }> = (session, [code = ''], { reason }) =>
  give(session, code, { command: 'withdraw', body: { reason } });

/** `actual.签约`, `investment` and `type` beside the API's own field names. */
const FIELD_ALIASES: Readonly<Record<string, string>> = {
  investment: 'investmentWan',
  type: 'projectType',
  leader: 'leaderId',
  team: 'teamUnitId',
  issue: 'knownIssue',
  land: 'landKind',
  'lead-source': 'leadSource',
};

/** Nothing is emptied by leaving a value out: that takes `--clear`. `actual.签约` and `actual.signing` are one field. */
const correct: Work<{ reason: string; clear?: boolean }> = async (
  session,
  [code = '', name = '', typed],
  { reason, clear },
) => {
  if ((typed === undefined) !== (clear === true)) throw misused('valueOrClear', session.texts.valueOrClear);
  const [head = '', tail] = name.split('.');
  const stage = tail === undefined ? undefined : wordOf(STAGE, tail, session.place('field'));
  const field = stage === undefined ? (FIELD_ALIASES[head] ?? head) : `${head}.${stage}`;
  const value = typed === undefined ? null : correctedValue(session, field, typed);
  await give(session, code, { command: 'correct', body: { field, value, reason } });
};

/** A stage, money and dates are typed as everywhere else; every other fact is taken as it stands. */
function correctedValue(session: Session, field: string, typed: string): string | number {
  const place = session.place('value');
  if (field === 'investmentWan') return wanOf(typed, place);
  if (field === 'stage') return wordOf(STAGE, typed, place);
  if (field === 'agreement') return wordOf(AGREEMENT, typed, place);
  if (field === 'landKind') return wordOf(LAND_KIND, typed, place);
  if (field === 'leadSource') return sourceOf(typed);
  return field.startsWith('actual.') ? dateOf(typed) : typed;
}

const list: Work<FilterOptions> = async (session, _args, options) => {
  const found = await session.client.list<ProjectAnswer, ProjectsBeside>(paths.projects, filterOf(session, options));
  await session.out.show(found, () => showProjects(session, found));
};

const show: Work<object> = async (session, [code = '']) => {
  const project = await session.client.get<ProjectDetailAnswer>(paths.project(code));
  await session.out.show(project, () => showProject(session, project));
};

const history: Work<object> = async (session, [code = '']) => {
  const found = await session.client.list<EventAnswer>(paths.projectHistory(code));
  await session.out.show(found, () => showHistory(session, found));
};

/** The only read that asks the workflow itself; all others are the ledger's (architecture §1). */
const waiting: Work<object> = async (session, [code = '']) => {
  const answer = await session.client.get<WaitingAnswer>(paths.projectWaiting(code));
  await session.out.show(answer, () => showWaiting(session, answer));
};
