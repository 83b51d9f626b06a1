import type { ProblemFiguresAnswer, PromisesKeptAnswer } from '../answers.ts';
import { PROMISE_KIND } from '../problem-words.ts';
import type { Session } from '../session.ts';

type Figures = ProblemFiguresAnswer['sum'];
type Row = ProblemFiguresAnswer['items'][number];

/** What the numbers mean stands below every table: a rate without its definition says nothing. */
export async function showFigures(session: Session, found: ProblemFiguresAnswer): Promise<void> {
  const { out, texts } = session;
  const { heads, ...said } = texts.problemLedger;
  const { sum, items } = found;
  const rows: Row[] = [...items, { ...sum, id: null, name: said.sum }];
  const number = (head: string, cell: (row: Row) => number) => ({ head, cell, align: 'right' as const, whole: true });
  await out.table<Row>(
    [
      { head: texts.evaluation.heads.what, cell: row => row.name ?? row.id ?? said.nobody },
      number(heads.raised, row => row.raised),
      number(heads.solved, row => row.solved),
      number(heads.closed, row => row.closed),
      number(heads.open, row => row.open),
      number(heads.overdue, row => row.overdue),
      { head: heads.solveRate, cell: row => percent(row.solveRate), align: 'right', whole: true },
      { head: heads.closeRate, cell: row => percent(row.closeRate), align: 'right', whole: true },
      { head: heads.solving, cell: row => agesText(row.solving, session), whole: true },
      { head: heads.waiting, cell: row => agesText(row.waiting, session), whole: true },
      number(heads.onTheSpot, row => row.onTheSpot),
      number(heads.rejected, row => row.rejected),
      number(heads.reopened, row => row.reopened),
      number(heads.withdrawn, row => row.withdrawn),
      number(heads.merged, row => row.merged),
    ],
    rows,
  );
  if (sum.imported > 0) out.line(said.imported({ count: sum.imported }));
  const unknown = sum.solving.unknown + sum.waiting.unknown;
  if (unknown > 0) out.line(said.unknownAges({ count: unknown }));
  tellDefinition(session, found.definition);
}

const percent = (text: string | null): string => (text === null ? '' : `${text}%`);

function agesText({ count, workingDays, calendarDays }: Figures['solving'], { texts }: Session): string {
  if (count === 0) return '';
  return texts.problemLedger.ages({
    ...workingDays,
    calendarMedian: calendarDays.median,
    calendarP90: calendarDays.p90,
  });
}

function tellDefinition({ out }: Session, definition: readonly string[]): void {
  for (const line of definition) out.styled(out.colors.dim(line));
}

export async function showPromises(session: Session, found: PromisesKeptAnswer): Promise<void> {
  const { out, texts } = session;
  const { heads, ...said } = texts.problemLedger;
  type PromiseRow = PromisesKeptAnswer['items'][number];
  const rows: PromiseRow[] = [...found.items, { ...found.sum, unit: null, unitName: said.sum }];
  await out.table<PromiseRow>(
    [
      { head: heads.unit, cell: row => row.unitName ?? row.unit ?? said.nobody },
      { head: heads.kept, cell: row => row.kept, align: 'right', whole: true },
      { head: heads.missed, cell: row => row.missed, align: 'right', whole: true },
      { head: heads.explained, cell: row => row.explained, align: 'right', whole: true },
      { head: heads.ppc, cell: row => percent(row.percent), align: 'right', whole: true },
      { head: heads.notDue, cell: row => row.open, align: 'right', whole: true },
      { head: heads.replaced, cell: row => row.replaced, align: 'right', whole: true },
      { head: heads.lapsed, cell: row => row.lapsed, align: 'right', whole: true },
    ],
    rows,
  );
  if (found.misses.length > 0) {
    out.line(said.misses({ count: found.misses.length }));
    await showMisses(session, found.misses);
  }
  tellDefinition(session, found.definition);
}

async function showMisses(session: Session, misses: PromisesKeptAnswer['misses']): Promise<void> {
  const { heads, noReason, nobody } = session.texts.problemLedger;
  await session.out.table<PromisesKeptAnswer['misses'][number]>(
    [
      { head: heads.unit, cell: row => row.unitName ?? row.unit ?? nobody },
      { head: session.texts.heads.code, cell: row => row.problem, whole: true },
      { head: session.texts.heads.title, cell: row => row.title },
      { head: heads.kind, cell: row => `${row.promise} ${session.label(PROMISE_KIND, row.kind)}`, whole: true },
      { head: heads.madeOn, cell: row => row.madeOn, whole: true },
      { head: heads.on, cell: row => row.on, whole: true },
      { head: heads.reason, cell: row => row.reason ?? noReason },
    ],
    misses,
  );
}
