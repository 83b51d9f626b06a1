import type { Command } from 'commander';
import type {
  EventAnswer,
  MeAnswer,
  VisitListedAnswer,
  VisitCommandAnswer,
  VisitCountsAnswer,
  VisitDetailAnswer,
  WaitingAnswer,
} from '../answers.ts';
import { changing, collect, examples, given } from '../building.ts';
import { findingsOf } from '../findings.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { dateOf, wordOf } from '../values.ts';
import { showHistory, showWaiting } from '../views/common.ts';
import { showVisit, showVisitCounts, showVisits, tellVisit } from '../views/visit.ts';
import { VISIT_STATUS } from '../words.ts';

/** Visits of supervision teams (走访, domain §5): planned, moved, cancelled, held; what they find becomes problems. */
export function addVisitCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.supervision.visit;
  const visit = program.command('visit').description(help.group);
  addBeginnings(visit, setup);
  addSteps(visit, setup);
  addReads(visit, setup);
}

/** Both say where it goes and who; only of one that took place there is more to say. */
function addBeginnings(visit: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.supervision.visit;
  const { options } = help;
  const whereAndWho = (command: Command): Command =>
    changing(command, setup)
      .option('--team <unit>', options.team)
      .option('--project <code>', options.project)
      .option('--county <county>', options.county)
      .option('--person <id>', options.person, collect, [])
      .option('--purpose <text>', options.purpose)
      .option('--distinct <text>', options.distinct);
  whereAndWho(visit.command('plan <date>'))
    .description(help.plan)
    .addHelpText(
      'after',
      examples(setup, 'visit plan 2026-12-02 --project P-2026-0001 --person zhang --person li --purpose 查看用地进展'),
    )
    .action(run(plan));
  whereAndWho(visit.command('record <date>'))
    .description(help.record)
    .option('--note <text>', options.note)
    .option('--finding <text>', options.finding, collect, [])
    .addHelpText(
      'after',
      examples(setup, 'visit record 2026-11-27 --county 南安市 --person zhang --finding 变电站容量不足,类别=要素'),
    )
    .action(run(record));
}

function addSteps(visit: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.supervision.visit;
  const { options } = help;
  changing(visit.command('move <visit> <date>'), setup)
    .description(help.move)
    .requiredOption('--reason <text>', options.reason)
    .option('--person <id>', options.person, collect, [])
    .addHelpText('after', examples(setup, 'visit move V-2026-0001 2026-12-04 --reason 企业负责人出差'))
    .action(run(move));
  changing(visit.command('cancel <visit>'), setup)
    .description(help.cancel)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'visit cancel V-2026-0001 --reason 并入联合督查'))
    .action(run(cancel));
  changing(visit.command('hold <visit>'), setup)
    .description(help.hold)
    .option('--on <date>', options.heldOn)
    .option('--person <id>', options.person, collect, [])
    .option('--note <text>', options.note)
    .option('--finding <text>', options.finding, collect, [])
    .option('--reason <text>', options.reason)
    .addHelpText(
      'after',
      examples(
        setup,
        'visit hold V-2026-0001 --note 主体施工正常',
        'visit hold V-2026-0001 --finding 进场道路被占,类别=配套,现场化解=当场协调清障,照片=./road.jpg',
      ),
    )
    .action(run(hold));
  changing(visit.command('find <visit>'), setup)
    .description(help.find)
    .requiredOption('--finding <text>', options.finding, collect, [])
    .option('--reason <text>', options.reason)
    .addHelpText(
      'after',
      examples(setup, 'visit find V-2026-0001 --finding 用工缺口30人,类别=用工 --reason 企业次日补充'),
    )
    .action(run(find));
}

function addReads(visit: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.supervision.visit;
  const { options } = help;
  visit
    .command('list')
    .description(help.list)
    .option('--team <unit>', options.teamFilter)
    .option('--project <code>', texts.help.options.project)
    .option('--county <county>', texts.help.options.county)
    .option('--status <status>', options.status)
    .option('--month <month>', options.month)
    .option('--as-of <date>', options.asOf)
    .addHelpText('after', examples(setup, 'visit list --month 2026-11', 'visit list --team dc-1 --status 已计划'))
    .action(run(list));
  visit
    .command('show <visit>')
    .description(help.show)
    .addHelpText('after', examples(setup, 'visit show V-2026-0001'))
    .action(run(show));
  visit
    .command('counts')
    .description(help.counts)
    .option('--team <unit>', options.teamFilter)
    .option('--from <month>', options.from)
    .option('--to <month>', options.to)
    .option('--as-of <date>', options.asOf)
    .addHelpText('after', examples(setup, 'visit counts --from 2026-01 --to 2026-06 --as-of 2026-06-20'))
    .action(run(counts));
  visit
    .command('history <visit>')
    .description(help.history)
    .addHelpText('after', examples(setup, 'visit history V-2026-0001'))
    .action(run(history));
  visit
    .command('waiting <visit>')
    .description(help.waiting)
    .addHelpText('after', examples(setup, 'visit waiting V-2026-0001'))
    .action(run(waiting));
}

interface PlanOptions {
  team?: string;
  project?: string;
  county?: string;
  person: string[];
  purpose?: string;
  distinct?: string;
}

interface ReportOptions {
  note?: string;
  finding?: string[];
}

/** Whoever names no team means his own; the server says whether that is one. */
async function planOf(session: Session, date: string, options: PlanOptions) {
  const team = options.team ?? (await session.client.get<MeAnswer>(paths.me)).unit;
  const { project, county, purpose, distinct, person: people } = options;
  return { on: dateOf(date), team, project, county, people, purpose, distinct };
}

async function reportOf(session: Session, { note, finding = [] }: ReportOptions) {
  const findings = await findingsOf(session, finding);
  return { note, findings: findings.length > 0 ? findings : undefined };
}

async function ask(session: Session, path: string, typed: object): Promise<void> {
  const body = given(typed);
  await tellVisit(session, await session.client.change<VisitCommandAnswer>('POST', path, { body, key: session.key }));
}

const plan: Work<PlanOptions> = async (session, [date = ''], options) =>
  ask(session, paths.visits, await planOf(session, date, options));

const record: Work<PlanOptions & ReportOptions> = async (session, [date = ''], options) =>
  ask(session, paths.recordVisit, {
    ...(await planOf(session, date, options)),
    ...(await reportOf(session, options)),
  });

/** Nobody named means that it stays as it was planned. */
const named = (people: readonly string[]): readonly string[] | undefined => (people.length > 0 ? people : undefined);

const move: Work<{ reason: string; person: string[] }> = (session, [code = '', date = ''], { reason, person }) =>
  ask(session, paths.visitCommand(code, 'move'), { to: dateOf(date), reason, people: named(person) });

const cancel: Work<{ reason: string }> = (session, [code = ''], { reason }) =>
  ask(session, paths.visitCommand(code, 'cancel'), { reason });

const hold: Work<ReportOptions & { on?: string; person: string[]; reason?: string }> = async (
  session,
  [code = ''],
  options,
) => {
  const { on, person, reason } = options;
  const body = { on: on === undefined ? undefined : dateOf(on), people: named(person), reason };
  await ask(session, paths.visitCommand(code, 'hold'), { ...body, ...(await reportOf(session, options)) });
};

const find: Work<{ finding: string[]; reason?: string }> = async (session, [code = ''], { finding, reason }) =>
  ask(session, paths.visitCommand(code, 'find'), { findings: await findingsOf(session, finding), reason });

interface ListOptions {
  team?: string;
  project?: string;
  county?: string;
  status?: string;
  month?: string;
  asOf?: string;
}

const list: Work<ListOptions> = async (session, _args, { status, asOf, ...filter }) => {
  const found = await session.client.list<VisitListedAnswer>(paths.visits, {
    ...filter,
    status: status === undefined ? undefined : wordOf(VISIT_STATUS, status, session.place('--status')),
    asOf: asOf === undefined ? undefined : dateOf(asOf),
  });
  await session.out.show(found, () => showVisits(session, found));
};

const show: Work<object> = async (session, [code = '']) => {
  const visit = await session.client.get<VisitDetailAnswer>(paths.visit(code));
  await session.out.show(visit, () => showVisit(session, visit));
};

interface CountOptions {
  team?: string;
  from?: string;
  to?: string;
  asOf?: string;
}

const counts: Work<CountOptions> = async (session, _args, { asOf, ...filter }) => {
  const query = { ...filter, asOf: asOf === undefined ? undefined : dateOf(asOf) };
  const found = await session.client.get<VisitCountsAnswer>(paths.visitCounts, query);
  await session.out.show(found, () => showVisitCounts(session, found));
};

const history: Work<object> = async (session, [code = '']) => {
  const found = await session.client.list<EventAnswer>(paths.visitHistory(code));
  await session.out.show(found, () => showHistory(session, found));
};

const waiting: Work<object> = async (session, [code = '']) => {
  const answered = await session.client.get<WaitingAnswer>(paths.visitWaiting(code));
  await session.out.show(answered, () => showWaiting(session, answered, VISIT_STATUS));
};
