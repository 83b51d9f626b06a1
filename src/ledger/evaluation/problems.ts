import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import type { HolidayTable } from '../../domain/calendar/working-calendar.ts';
import type { Week } from '../../domain/calendar/weeks.ts';
import type { ProblemEvent } from '../../domain/problem/commands.ts';
import { FigureSums, groupOf, isInScope } from '../../domain/problem-figures/figures.ts';
import type { FigureGroup, Figures, FigureScope } from '../../domain/problem-figures/figures.ts';
import { nobodyLast, promisesDue, promiseTable } from '../../domain/problem-figures/promises.ts';
import type { PromiseOf, PromiseTable } from '../../domain/problem-figures/promises.ts';
import { recordOf, type DatedEvent, type ProblemRecord } from '../../domain/problem-figures/record.ts';
import type { LedgerSource } from '../as-of.ts';
import { historiesOf, type HistoryRow } from '../histories.ts';

/** A problem as it was at the end of a day. */
export interface ProblemThen extends ProblemRecord {
  seq: number;
  beganMs: number;
  changedMs: number;
}

/**
 * The problems as the ledger held them at the end of a local day, in the order of their codes: worked out from the events alone, today's
 * too, because their state does not tell any more when they were solved. Events are taken up to the first that came later.
 */
export async function* problemsOn({ db, clock, reach }: LedgerSource, day: IsoDate): AsyncGenerator<ProblemThen> {
  const beforeMs = clock.toInstant(addDays(day, 1), '00:00');
  const dayOf = (atMs: number): IsoDate => clock.toLocal(atMs).date;
  for await (const [, rows] of historiesOf(db, { kind: 'problem', reach, beforeMs })) {
    const known = rows.filter(({ seq }, index) => seq === index + 1);
    const record = recordOf(known.map(datedEvent), dayOf);
    if (!record) continue;
    const [first, last] = [known[0], known.at(-1)];
    yield { ...record, seq: known.length, beganMs: first?.atMs ?? 0, changedMs: last?.atMs ?? 0 };
  }
}

const datedEvent = ({ type, data, atMs }: HistoryRow): DatedEvent => ({
  event: { type, ...(data as object) } as ProblemEvent,
  atMs,
});

export interface FigureRow extends Figures {
  /** A unit, county, category, source, level or month; null: the problems without one. */
  id: string | null;
}

export interface FigureTable {
  rows: FigureRow[];
  total: Figures;
}

/** Figures of the problems raised in a period, as they stood on a day. The rows are in the order of their ids, those without one last. */
export async function problemFigures(
  source: LedgerSource,
  { scope, by, table }: { scope: FigureScope; by: FigureGroup; table: HolidayTable },
): Promise<FigureTable> {
  const total = new FigureSums(scope, table);
  const groups = new Map<string | null, FigureSums>();
  for await (const record of problemsOn(source, scope.asOf)) {
    if (!isInScope(record, scope)) continue;
    total.add(record);
    if (by === 'total') continue;
    const id = groupOf(record, by);
    const sums = groups.get(id) ?? new FigureSums(scope, table);
    groups.set(id, sums);
    sums.add(record);
  }
  const rows = [...groups].sort(([a], [b]) => nobodyLast(a, b)).map(([id, sums]) => ({ id, ...sums.figures() }));
  return { rows, total: total.figures() };
}

/** The promises of a week and how they were kept (PPC), as known at the end of a day. */
export async function promisesOfWeek(
  source: LedgerSource,
  { week, asOf, unit }: { week: Week; asOf: IsoDate; unit?: string | undefined },
): Promise<PromiseTable> {
  const promises: PromiseOf[] = [];
  for await (const record of problemsOn(source, asOf)) {
    promises.push(...promisesDue(record, week).filter(({ unitId }) => unit === undefined || unitId === unit));
  }
  return promiseTable(promises);
}
