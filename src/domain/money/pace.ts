import { daysBetween, daysInMonth, lastDay, type PartialDate } from '../calendar/dates.ts';
import {
  compareExact,
  exact,
  fraction,
  minus,
  over,
  roundedText,
  times,
  ZERO,
  type Amount,
  type DecimalText,
  type Exact,
} from './exact.ts';

/** By days (d ÷ 365 or 366) or by months (m ÷ 12). Printed under every table, because the two differ. */
export const PACE_BASES = ['days', 'months'] as const;
export type PaceBasis = (typeof PACE_BASES)[number];

/** How much of the year has passed: `{ basis: 'days', part: 304, whole: 365 }`. */
export interface Elapsed {
  basis: PaceBasis;
  part: number;
  whole: number;
}

/** Why a measure has no value. `nothingElapsed`: by months, before the end of January, nothing is due that could be divided by. */
export const PACE_GAPS = ['noPlan', 'zeroPlan', 'notReported', 'nothingElapsed'] as const;
export type PaceGap = (typeof PACE_GAPS)[number];

/** A rate in percent (or percentage points) as decimal text, or the reason why there is none. */
export type Measure = { percent: DecimalText; gap: null } | { percent: null; gap: PaceGap };

export interface Pace {
  elapsed: Elapsed;
  /** 完成年度计划: done ÷ plan. */
  ofPlan: Measure;
  /** 序时完成率: done ÷ (plan × elapsed share). */
  ratio: Measure;
  /** 超 (above 0) or 落后 (below 0) 序时: done ÷ plan − elapsed share, in percentage points. */
  points: Measure;
}

export interface PaceInput {
  /** The plan of the whole year. */
  plan: Amount | null;
  /** Done from 1 January to `asOf`. */
  done: Amount | null;
  /** A day, or a month (`2026-10`), which means its last day. */
  asOf: PartialDate;
}

const HUNDRED = fraction(100n);

/** What has passed of the year of `asOf`, that day included. By months only a month that is over counts: nobody owes half of one. */
export function elapsedAt(asOf: PartialDate, basis: PaceBasis): Elapsed {
  const day = lastDay(asOf);
  const year = Number(day.slice(0, 4));
  if (basis === 'days') {
    const whole = daysInMonth(year, 2) === 29 ? 366 : 365;
    return { basis, part: daysBetween(`${day.slice(0, 4)}-01-01`, day) + 1, whole };
  }
  const month = Number(day.slice(5, 7));
  const finished = Number(day.slice(8)) === daysInMonth(year, month);
  return { basis, part: finished ? month : month - 1, whole: 12 };
}

export const shareOf = ({ part, whole }: Elapsed): Exact => fraction(BigInt(part), BigInt(whole));

/** done ÷ plan, exact; or why not. A plan below zero is no plan. */
export function ofPlanExact({ plan, done }: Pick<PaceInput, 'plan' | 'done'>): Exact | PaceGap {
  if (plan === null) return 'noPlan';
  if (compareExact(exact(plan), ZERO) <= 0) return 'zeroPlan';
  return done === null ? 'notReported' : over(exact(done), exact(plan));
}

/** 序时完成率 as an exact share: 1 is on schedule. */
export function ratioExact(input: PaceInput, basis: PaceBasis): Exact | PaceGap {
  const ofPlan = ofPlanExact(input);
  if (typeof ofPlan === 'string') return ofPlan;
  const elapsed = elapsedAt(input.asOf, basis);
  return elapsed.part === 0 ? 'nothingElapsed' : over(ofPlan, shareOf(elapsed));
}

/** 超/落后序时 in exact percentage points: 0 is on schedule, below 0 is behind. */
export function pointsExact(input: PaceInput, basis: PaceBasis): Exact | PaceGap {
  const ofPlan = ofPlanExact(input);
  if (typeof ofPlan === 'string') return ofPlan;
  return times(minus(ofPlan, shareOf(elapsedAt(input.asOf, basis))), HUNDRED);
}

/** The measures of one report as they are printed, rounded once and last. */
export function paceOf(input: PaceInput, basis: PaceBasis, decimals = 2): Pace {
  const written = (value: Exact | PaceGap): Measure =>
    typeof value === 'string' ? { percent: null, gap: value } : { percent: roundedText(value, decimals), gap: null };
  const inPercent = (share: Exact | PaceGap) => (typeof share === 'string' ? share : times(share, HUNDRED));
  return {
    elapsed: elapsedAt(input.asOf, basis),
    ofPlan: written(inPercent(ofPlanExact(input))),
    ratio: written(inPercent(ratioExact(input, basis))),
    points: written(pointsExact(input, basis)),
  };
}

export const paceOnBothBases = (input: PaceInput, decimals = 2): Record<PaceBasis, Pace> => ({
  days: paceOf(input, 'days', decimals),
  months: paceOf(input, 'months', decimals),
});

/** `31.86` → `+31.86`: points are always read with their sign. */
export const signed = (text: DecimalText): string => (/^[-0.]+$|^-/.test(text) ? text : `+${text}`);
