import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import type { HolidayTable } from '../../domain/calendar/working-calendar.ts';
import { daysOfWeek, type Week } from '../../domain/calendar/weeks.ts';
import type { ProblemEvent } from '../../domain/problem/commands.ts';
import { FigureSums, groupOf, isInScope } from '../../domain/problem-figures/figures.ts';
import type { FigureGroup, Figures, FigureScope } from '../../domain/problem-figures/figures.ts';
import { nobodyLast, promisesDue, promiseTable } from '../../domain/problem-figures/promises.ts';
import type { PromiseOf, PromiseTable } from '../../domain/problem-figures/promises.ts';
import { recordOf, type DatedEvent, type ProblemRecord } from '../../domain/problem-figures/record.ts';
import type { LedgerSource } from '../as-of.ts';
import { historiesOf, type HistoryRow } from '../histories.ts';
import { eachOf } from '../kept.ts';
import { entityWithin } from '../reach/index.ts';

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
export function problemsOn({ db, clock, reach, kept }: LedgerSource, day: IsoDate): AsyncGenerator<ProblemThen> {
  const beforeMs = clock.toInstant(addDays(day, 1), '00:00');
  const dayOf = (atMs: number): IsoDate => clock.toLocal(atMs).date;
  return eachOf({
    kept: kept?.problems,
    serves: ({ changedMs }) => changedMs < beforeMs,
    places: (after, limit) =>
      db
        .selectFrom('entity')
        .select(['id', 'seq'])
        .where('kind', '=', 'problem')
        .where('id', '>', after)
        .where(entityWithin(reach, 'problem', 'entity.id'))
        .orderBy('id')
        .limit(limit)
        .execute(),
    read: async ids => {
      const found = new Map<string, ProblemThen>();
      for await (const [id, rows] of historiesOf(db, { kind: 'problem', ids, beforeMs })) {
        const problem = problemThen(rows, dayOf);
        if (problem) found.set(id, problem);
      }
      return found;
    },
  });
}

function problemThen(rows: readonly HistoryRow[], dayOf: (atMs: number) => IsoDate): ProblemThen | null {
  const known = rows.filter(({ seq }, index) => seq === index + 1);
  const record = recordOf(known.map(datedEvent), dayOf);
  const [first, last] = [known[0], known.at(-1)];
  return record && { ...record, seq: known.length, beganMs: first?.atMs ?? 0, changedMs: last?.atMs ?? 0 };
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
    promises.push(...promisesDue(record, week));
  }
  promises.push(...(await decisionsDue(source, { week, asOf })));
  return promiseTable(promises.filter(({ unitId }) => unit === undefined || unitId === unit));
}

/** Decisions of meetings (议定事项) are promises too: those whose day lies in the week, of minutes that were published by then. */
async function decisionsDue(
  { db, reach = null }: LedgerSource,
  { week, asOf }: { week: Week; asOf: IsoDate },
): Promise<PromiseOf[]> {
  const { from, to } = daysOfWeek(week);
  const rows = await db
    .selectFrom('meeting_decision')
    .selectAll()
    .where('due_on', '>=', from)
    .where('due_on', '<=', to)
    .where('published_on', '<=', asOf)
    .where('made_on', '<=', asOf)
    .orderBy('meeting_id')
    .orderBy('no')
    .execute();
  const by = (day: string | null): boolean => day !== null && day <= asOf;
  // Who reads a part of the ledger reads the decisions given to his own unit.
  const mine = rows.filter(({ unit_id: unitId }) => reach === null || unitId === reach.unitId);
  return mine.map(row => ({
    ...{ problem: row.meeting_id, title: row.text, no: row.no, kind: 'decision', unitId: row.unit_id },
    ...{ on: row.due_on, madeOn: row.made_on, reason: by(row.explained_on) ? row.miss_reason : null },
    standing: standingOn(row, asOf),
  }));
}

function standingOn(
  {
    done_on: doneOn,
    dropped_on: droppedOn,
    due_on: dueOn,
  }: { done_on: IsoDate | null; dropped_on: IsoDate | null; due_on: IsoDate },
  asOf: IsoDate,
): PromiseOf['standing'] {
  if (droppedOn !== null && droppedOn <= asOf) return 'lapsed';
  const done = doneOn !== null && doneOn <= asOf ? doneOn : null;
  if ((done ?? asOf) > dueOn) return 'missed';
  return done === null ? 'open' : 'kept';
}
