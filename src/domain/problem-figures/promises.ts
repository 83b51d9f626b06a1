import { daysOfWeek, type Week } from '../calendar/weeks.ts';
import { fraction, roundedText, type DecimalText } from '../money/exact.ts';
import type { ProblemRecord, PromiseRecord } from './record.ts';

/** How a department kept the promises of a week. */
export interface PromiseFigures {
  /** Whose: the lead department of the day it was made; null: nobody's. */
  unitId: string | null;
  /** Kept or missed: what is still open, was replaced before its day, or fell away with its problem, is not due. */
  due: number;
  kept: number;
  missed: number;
  /** Of `missed`, those with a reason. */
  explained: number;
  open: number;
  replaced: number;
  lapsed: number;
  /** PPC: kept ÷ due in per cent; null where nothing was due. */
  percent: DecimalText | null;
}

/** A promise with the problem it was made for, or a decision with its meeting. */
export interface PromiseOf extends Omit<PromiseRecord, 'kind' | 'dueMs'> {
  kind: PromiseRecord['kind'] | 'decision';
  /** Its code; of a decision the id of the meeting. */
  problem: string;
  title: string;
}

export interface PromiseTable {
  rows: PromiseFigures[];
  total: PromiseFigures;
  /** Every miss, by department and day. */
  misses: PromiseOf[];
}

/** The promises whose day lies in a week: interim answers' next dates and promised solutions. */
export function promisesDue(record: ProblemRecord, week: Week): PromiseOf[] {
  const { from, to } = daysOfWeek(week);
  const { code: problem, title } = record.state;
  return record.promises.filter(({ on }) => on >= from && on <= to).map(promise => ({ ...promise, problem, title }));
}

export function promiseTable(promises: readonly PromiseOf[]): PromiseTable {
  const units = [...new Set(promises.map(({ unitId }) => unitId))].sort(nobodyLast);
  const misses = promises.filter(({ standing }) => standing === 'missed').sort(byUnitAndDay);
  return {
    rows: units.map(unitId =>
      figuresOf(
        unitId,
        promises.filter(promise => promise.unitId === unitId),
      ),
    ),
    total: figuresOf(null, promises),
    misses,
  };
}

function figuresOf(unitId: string | null, promises: readonly PromiseOf[]): PromiseFigures {
  const of = (standing: PromiseOf['standing']): PromiseOf[] => promises.filter(each => each.standing === standing);
  const [kept, missed] = [of('kept').length, of('missed')];
  const due = kept + missed.length;
  return {
    unitId,
    due,
    kept,
    missed: missed.length,
    explained: missed.filter(({ reason }) => reason !== null).length,
    open: of('open').length,
    replaced: of('replaced').length,
    lapsed: of('lapsed').length,
    percent: due === 0 ? null : roundedText(fraction(BigInt(kept) * 100n, BigInt(due)), 2),
  };
}

export const nobodyLast = (a: string | null, b: string | null): number =>
  Number(a === null) - Number(b === null) || (String(a) < String(b) ? -1 : Number(a !== b));

const byUnitAndDay = (a: PromiseOf, b: PromiseOf): number =>
  nobodyLast(a.unitId, b.unitId) || (a.on < b.on ? -1 : a.on > b.on ? 1 : a.problem < b.problem ? -1 : 1);
