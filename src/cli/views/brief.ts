import type { BriefAnswer, BriefDetailAnswer, BriefPreviewAnswer, List } from '../answers.ts';
import { COLOUR } from '../evaluation-words.ts';
import { clockTime, type Column } from '../output.ts';
import type { Session } from '../session.ts';
import { STAGE } from '../words.ts';
import { namedText, tellTotal } from './common.ts';

const LISTS = ['signing', 'groundbreaking', 'production', 'raised', 'solved', 'closed', 'overdue'] as const;

export async function showBriefs(session: Session, found: List<BriefAnswer>): Promise<void> {
  const { heads, late } = session.texts.brief;
  await session.out.table<BriefAnswer>(
    [
      { head: heads.week, cell: row => row.week, whole: true },
      { head: heads.compiled, cell: row => `${clockTime(row.compiledAt)}${row.late ? ` ${late}` : ''}`, whole: true },
      { head: heads.deliver, cell: row => clockTime(row.deliverAt), whole: true },
      ...LISTS.map(list => ({
        ...{ head: heads[list], cell: (row: BriefAnswer) => row.counts[list], align: 'right' as const, whole: true },
      })),
      { head: heads.ppc, cell: row => percent(row.percent), align: 'right', whole: true },
      { head: heads.recipients, cell: row => row.counts.recipients, align: 'right', whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

const percent = (text: string | null): string => (text === null ? '' : `${text}%`);

export async function showBrief(session: Session, brief: BriefDetailAnswer): Promise<void> {
  const { heads, late, altered } = session.texts.brief;
  session.out.details([
    ...spanOf(session, brief),
    [heads.compiled, `${clockTime(brief.compiledAt)}${brief.late ? ` ${late}` : ''}`],
    [heads.deliver, clockTime(brief.deliverAt)],
    [heads.recipients, recipientsOf(session, brief)],
    [heads.hash, brief.hash],
  ]);
  if (!brief.intact) session.out.styled(session.out.colors.red(altered));
  await showContent(session, brief.content);
}

export async function showBriefPreview(session: Session, brief: BriefPreviewAnswer): Promise<void> {
  const { heads } = session.texts.brief;
  session.out.details([
    ...spanOf(session, brief),
    [heads.compiled, clockTime(brief.compileAt)],
    [heads.deliver, clockTime(brief.deliverAt)],
    [heads.recipients, recipientsOf(session, brief)],
  ]);
  await showContent(session, brief.content);
}

type Span = Pick<BriefPreviewAnswer, 'week' | 'from' | 'to' | 'sinceAt' | 'untilAt'>;

function spanOf({ texts }: Session, { week, from, to, sinceAt, untilAt }: Span): [string, string][] {
  const { heads } = texts.brief;
  return [
    [heads.week, `${week} (${from} – ${to})`],
    [heads.since, clockTime(sinceAt)],
    [heads.until, clockTime(untilAt)],
  ];
}

function recipientsOf({ texts }: Session, { recipients }: Pick<BriefPreviewAnswer, 'recipients'>): string {
  const { unreachable, nobody } = texts.brief;
  const names = recipients.map(({ id, name, reachable }) => {
    const named = namedText(id, name);
    return reachable ? named : unreachable({ name: named });
  });
  return names.length === 0 ? nobody : names.join(texts.comma);
}

type Content = BriefPreviewAnswer['content'];

async function showContent(session: Session, content: Content): Promise<void> {
  const { texts, out } = session;
  const words = texts.brief;
  await listed(session, words.projects, () => showProjects(session, content.projects));
  await listed(session, words.problems, () => showProblems(session, content.problems));
  const { misses, percent: ppc, ...sums } = content.promises;
  const promises = `${words.promises(sums)}${ppc === null ? '' : ` · ${words.heads.ppc} ${ppc}%`}`;
  await listed(session, promises, () => showMisses(session, misses));
  for (const meeting of content.meetings) {
    const title = words.meeting({ at: clockTime(meeting.startAt), name: meeting.name });
    const basis = meeting.composed ? words.composed : words.asItWouldBe;
    await listed(session, `${title} · ${basis}`, () => showAgenda(session, meeting.agenda));
  }
  await listed(session, words.colours, () => showColours(session, content.colours));
  out.line();
}

/** A heading, and the table below it when there is one. */
async function listed({ out, texts }: Session, heading: string, show: () => Promise<number>): Promise<void> {
  out.line();
  out.styled(out.colors.bold(heading));
  const left = await show();
  if (left > 0) out.styled(out.colors.dim(texts.brief.more({ count: left })));
}

async function table<Row>(session: Session, columns: readonly Column<Row>[], rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) session.out.line(session.texts.brief.none);
  else await session.out.table(columns, rows);
}

const leftOf = ({ items, total }: { items: readonly unknown[]; total: number }): number => total - items.length;

async function showProjects(session: Session, projects: Content['projects']): Promise<number> {
  const { heads } = session.texts.brief;
  const stages = ['signing', 'groundbreaking', 'production'] as const;
  const rows = stages.flatMap(stage => projects[stage].items.map(item => ({ stage, ...item })));
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    { head: heads.kind, cell: ({ stage }) => session.label(STAGE, stage), whole: true },
    { head: session.texts.heads.code, cell: ({ code }) => code, whole: true },
    { head: heads.project, cell: ({ name }) => name },
    { head: session.texts.heads.county, cell: ({ county }) => county },
    { head: heads.investor, cell: ({ investor }) => investor },
    { head: heads.investment, cell: row => row.investmentWan, align: 'right', whole: true },
    { head: heads.leader, cell: ({ leader }) => leader?.name ?? leader?.id },
    { head: session.texts.heads.at, cell: ({ on }) => on, whole: true },
  ];
  await table(session, columns, rows);
  return stages.reduce((sum, stage) => sum + leftOf(projects[stage]), 0);
}

async function showProblems(session: Session, problems: Content['problems']): Promise<number> {
  const { heads } = session.texts.brief;
  const standings = ['raised', 'solved', 'closed', 'overdue'] as const;
  const rows = standings.flatMap(standing => problems[standing].items.map(item => ({ standing, ...item })));
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    { head: heads.kind, cell: ({ standing }) => heads[standing], whole: true },
    { head: session.texts.heads.code, cell: ({ code }) => code, whole: true },
    { head: heads.problem, cell: ({ title }) => title },
    { head: session.texts.heads.county, cell: ({ county }) => county },
    { head: heads.unit, cell: ({ unit }) => unit },
    { head: heads.due, cell: ({ dueOn }) => dueOn, whole: true },
  ];
  await table(session, columns, rows);
  return standings.reduce((sum, standing) => sum + leftOf(problems[standing]), 0);
}

async function showMisses(session: Session, misses: Content['promises']['misses']): Promise<number> {
  const { heads } = session.texts.brief;
  type Row = (typeof misses.items)[number];
  const columns: readonly Column<Row>[] = [
    { head: heads.promise, cell: ({ title }) => title },
    { head: heads.unit, cell: ({ unit }) => unit },
    { head: heads.promised, cell: ({ on }) => on, whole: true },
    { head: heads.reason, cell: ({ reason }) => reason },
  ];
  if (misses.items.length > 0) await table(session, columns, misses.items);
  return leftOf(misses);
}

async function showAgenda(session: Session, agenda: Content['meetings'][number]['agenda']): Promise<number> {
  const { heads } = session.texts.brief;
  type Row = (typeof agenda.items)[number];
  const columns: readonly Column<Row>[] = [
    { head: session.texts.heads.code, cell: ({ code }) => code, whole: true },
    { head: heads.item, cell: ({ title }) => title },
    { head: heads.unit, cell: ({ unit }) => unit },
    { head: heads.carried, cell: ({ carried }) => carried || null, align: 'right', whole: true },
  ];
  await table(session, columns, agenda.items);
  return leftOf(agenda);
}

async function showColours(session: Session, colours: Content['colours']): Promise<number> {
  const { heads, none } = session.texts.brief;
  type Row = (typeof colours.items)[number];
  const word = (colour: string | null): string => (colour === null ? none : session.label(COLOUR, colour));
  const columns: readonly Column<Row>[] = [
    { head: heads.month, cell: ({ month }) => month, whole: true },
    { head: heads.subject, cell: ({ subject, id, name }) => (subject === 'project' ? `${id} ${name}` : name) },
    { head: heads.before, cell: ({ from }) => word(from), whole: true },
    { head: heads.now, cell: ({ to }) => word(to), whole: true },
  ];
  await table(session, columns, colours.items);
  return leftOf(colours);
}
