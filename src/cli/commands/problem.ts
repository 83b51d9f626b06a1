import type { Command } from 'commander';
import type {
  EventAnswer,
  ProblemAnswer,
  ProblemCommandAnswer,
  ProblemDetailAnswer,
  WaitingAnswer,
} from '../answers.ts';
import { changing, collect, examples, given } from '../building.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import { giveProblem } from '../problem-command.ts';
import type { Setup, Work } from '../session.ts';
import { dateOf, evidenceOf, wordOf } from '../values.ts';
import { addProtocolCommands } from './problem-protocol.ts';
import { problemHistory, showHistory, showWaiting } from '../views/common.ts';
import { showProblem, showProblems, tellProblemCommand } from '../views/problem.ts';
import { CATEGORY, PROBLEM_STATE, SOURCE } from '../words.ts';
import { addProblemExport, addProblemFigures } from './problem-ledger.ts';
import { addProblemImport } from './import.ts';

/** A problem from raising to closing, 销号 (domain §3). Two keys close it: the solver's result, then a team that is not the solver. */
export function addProblemCommands(program: Command, setup: Setup): void {
  const { run } = setup;
  const { options, problem: help } = setup.texts.help;
  const { options: more } = setup.texts.problem.help;
  const problem = program.command('problem').description(help.group);
  addRaise(problem, setup);
  addSteps(problem, setup);
  addProtocolCommands(problem, setup);
  addProblemFigures(problem, setup);
  addProblemExport(problem, setup);
  addProblemImport(problem, setup);
  problem
    .command('list')
    .description(help.list)
    .option('--state <state>', options.problemState)
    .option('--project <code>', options.project)
    .option('--unit <id>', options.anyUnit)
    .option('--county <county>', options.county)
    .option('--category <category>', options.category)
    .option('--overdue', options.overdue)
    .option('--on-agenda', more.onAgenda)
    .option('--to-verify', more.toVerify)
    .option('--on-the-spot', more.onTheSpot)
    .option('--as-of <date>', options.asOf)
    .addHelpText(
      'after',
      examples(
        setup,
        'problem list --overdue',
        'problem list --state 办理中 --unit land-office',
        'problem list --to-verify --on-the-spot',
      ),
    )
    .action(run(list));
  problem
    .command('show <code>')
    .description(help.show)
    .addHelpText('after', examples(setup, 'problem show Q-2026-0001'))
    .action(run(show));
  problem
    .command('history <code>')
    .description(help.history)
    .addHelpText('after', examples(setup, 'problem history Q-2026-0001'))
    .action(run(history));
  problem
    .command('waiting <code>')
    .description(help.waiting)
    .addHelpText('after', examples(setup, 'problem waiting Q-2026-0001'))
    .action(run(waiting));
}

function addRaise(problem: Command, setup: Setup): void {
  const { options, problem: help } = setup.texts.help;
  changing(problem.command('raise'), setup)
    .description(help.raise)
    .requiredOption('--title <text>', options.title)
    .requiredOption('--category <category>', options.category)
    .option('--source <source>', options.problemSource, '周调度')
    .option('--project <code>', options.project)
    .option('--county <county>', options.problemCounty)
    .option('--detail <text>', options.detail)
    .option('--firm-contact <person>', setup.texts.problem.help.options.firmContact)
    .option('--code <code>', options.code)
    .addHelpText(
      'after',
      examples(
        setup,
        'problem raise --title 用地指标未落实 --project P-2026-0001 --category 用地',
        'problem raise --title 变电站容量不足 --county 南安市 --category 要素 --source 企业',
      ),
    )
    .action(setup.run(raise));
}

/** One command for each arrow of the protocol (Quanzhou 2022-08). */
function addSteps(problem: Command, setup: Setup): void {
  const { run } = setup;
  const { options, problem: help } = setup.texts.help;
  changing(problem.command('assign <code>'), setup)
    .description(help.assign)
    .requiredOption('--lead <unit>', options.leadUnit)
    .option('--split <unit>', setup.texts.problem.help.options.splitUnit, collect, [])
    .option('--co <unit>', options.coUnit, collect, [])
    .option('--handler <person>', options.handler)
    .option('--reason <text>', setup.texts.problem.help.options.reassignReason)
    .addHelpText(
      'after',
      examples(
        setup,
        'problem assign Q-2026-0001 --lead land-office --co forestry --handler chen',
        'problem assign Q-2026-0001 --lead water --reason 职责在水利局',
      ),
    )
    .action(run(assign));
  changing(problem.command('answer <code> <text>'), setup)
    .description(help.answer)
    .requiredOption('--next <date>', options.nextOn)
    .addHelpText('after', examples(setup, 'problem answer Q-2026-0001 指标已报省厅 --next 2026-12-04'))
    .action(run(answer));
  changing(problem.command('resolve <code>'), setup)
    .description(help.resolve)
    .requiredOption('--result <text>', options.result)
    .option('--evidence <text>', options.evidence, collect, [])
    .addHelpText(
      'after',
      examples(setup, 'problem resolve Q-2026-0001 --result 指标已下达 --evidence 批复,编号=闽自然资〔2026〕12号'),
    )
    .action(run(resolve));
  changing(problem.command('verify <code>'), setup)
    .description(help.verify)
    .option('--accept', options.accept)
    .option('--reject', options.reject)
    .option('--reason <text>', options.rejectReason)
    .option('--evidence <text>', options.evidence, collect, [])
    .addHelpText(
      'after',
      examples(
        setup,
        'problem verify Q-2026-0001 --accept',
        'problem verify Q-2026-0001 --reject --reason 现场未通水 --evidence 现场照片,文件=./site.jpg',
      ),
    )
    .action(run(verify));
  changing(problem.command('withdraw <code>'), setup)
    .description(help.withdraw)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'problem withdraw Q-2026-0001 --reason 重复登记'))
    .action(run(withdraw));
}

/** A problem belongs to one project or, when it names none, to one county. */
interface RaiseOptions {
  title: string;
  category: string;
  source: string;
  project?: string;
  county?: string;
  detail?: string;
  firmContact?: string;
  code?: string;
}

const raise: Work<RaiseOptions> = async (
  session,
  _args,
  { title, category, source, project, county, detail, firmContact, code },
) => {
  const body = given({
    code,
    title,
    detail,
    project,
    county,
    firmContact,
    category: wordOf(CATEGORY, category, session.place('--category')),
    source: wordOf(SOURCE, source, session.place('--source')),
  });
  if (project === undefined && county === undefined) throw misused('required', session.texts.projectOrCounty);
  const answer = await session.client.change<ProblemCommandAnswer>('POST', paths.problems, { body, key: session.key });
  await tellProblemCommand(session, answer);
};

/** 主办 answers for it, 分办 for a part of it, 协办 help: there is one of the first and any number of the others. */
const assign: Work<{ lead: string; split: string[]; co: string[]; handler?: string; reason?: string }> = (
  session,
  [code = ''],
  { lead, split, co, handler, reason },
) => {
  const some = (units: string[]) => (units.length > 0 ? units : undefined);
  const body = given({ leadUnit: lead, splitUnits: some(split), coUnits: some(co), handler, reason });
  return giveProblem(session, code, { command: 'assign', body });
};

/** An interim answer sets its own next date (一跟到底), so the option has no default. */
const answer: Work<{ next: string }> = (session, [code = '', text = ''], { next }) =>
  giveProblem(session, code, { command: 'answer', body: { text, nextOn: dateOf(next) } });

/** Without evidence the server refuses; that is its rule and not repeated here. */
const resolve: Work<{ result: string; evidence: string[] }> = (session, [code = ''], { result, evidence }) => {
  const proofs = evidence.map(text => evidenceOf(text, session.place('--evidence')));
  return giveProblem(session, code, { command: 'resolve', body: { result, evidence: proofs } });
};

/** Closing is the second key of two; it is never the default of a command somebody forgot to finish. */
const verify: Work<{ accept?: boolean; reject?: boolean; reason?: string; evidence: string[] }> = async (
  session,
  [code = ''],
  { accept = false, reject = false, reason, evidence },
) => {
  if (accept === reject) throw misused('acceptOrReject', session.texts.acceptOrReject);
  const proofs = evidence.map(text => evidenceOf(text, session.place('--evidence')));
  await giveProblem(session, code, {
    command: 'verify',
    body: given({ accepted: accept, reason, ...(proofs.length > 0 && { evidence: proofs }) }),
  });
};

/** For what was never a problem, or is one already: it is counted apart and closes nothing. */
const withdraw: Work<{ reason: string }> = (session, [code = ''], { reason }) =>
  giveProblem(session, code, { command: 'withdraw', body: { reason } });

interface ListOptions {
  state?: string;
  project?: string;
  unit?: string;
  county?: string;
  category?: string;
  overdue?: boolean;
  onAgenda?: boolean;
  toVerify?: boolean;
  onTheSpot?: boolean;
  asOf?: string;
}

/** `--overdue` means now, by the server's clock, told of or not; of a past day, at its end. */
const list: Work<ListOptions> = async (session, _args, { state, category, asOf, ...rest }) => {
  const found = await session.client.list<ProblemAnswer>(paths.problems, {
    ...rest,
    state: state === undefined ? undefined : wordOf(PROBLEM_STATE, state, session.place('--state')),
    category: category === undefined ? undefined : wordOf(CATEGORY, category, session.place('--category')),
    asOf: asOf === undefined ? undefined : dateOf(asOf),
  });
  await session.out.show(found, () => showProblems(session, found));
};

const show: Work<object> = async (session, [code = '']) => {
  const problem = await session.client.get<ProblemDetailAnswer>(paths.problem(code));
  await session.out.show(problem, () => showProblem(session, problem));
};

const history: Work<object> = async (session, [code = '']) => {
  const found = await session.client.list<EventAnswer>(paths.problemHistory(code));
  await session.out.show(found, () => showHistory(session, found, problemHistory(session)));
};

const waiting: Work<object> = async (session, [code = '']) => {
  const answered = await session.client.get<WaitingAnswer>(paths.problemWaiting(code));
  await session.out.show(answered, () => showWaiting(session, answered));
};
