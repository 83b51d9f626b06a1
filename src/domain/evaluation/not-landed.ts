import { daysBetween, lastDay, type IsoDate, type PartialDate } from '../calendar/dates.ts';
import type { Wan } from '../money/money.ts';
import { milestoneOf } from '../project/evolve.ts';
import { hasLeft } from '../project/leaving.ts';
import { AGREEMENTS, type Agreement, type LandKind, type ProjectState, type ProjectStatus } from '../project/types.ts';

/** A project that was signed and has not landed. */
export interface NotLanded {
  code: string;
  name: string;
  county: string | null;
  status: ProjectStatus;
  agreement: Agreement | null;
  investmentWan: Wan | null;
  landKind: LandKind | null;
  signedOn: PartialDate | null;
  /** Since the signing; since the last day it can have been on when only its month or year is known. Null: no date at all. */
  days: number | null;
  /** When it is to land: first said, and by the plan in force. */
  baseline: IsoDate | null;
  plan: IsoDate | null;
  /** Days past the plan in force; 0 when there is none, or it is still ahead. */
  lateDays: number;
}

export interface NotLandedTotal {
  agreement: Agreement | null;
  count: number;
  investmentWan: Wan;
  withoutAmount: number;
  late: number;
  unplanned: number;
}

/** Null for a project that is not on the list: not signed, landed, gone, or on a path without a landing. */
export function notLanded(state: ProjectState, day: IsoDate): NotLanded | null {
  if (hasLeft(state) || state.stage !== 'signing' || !state.path.stages.includes('landing')) return null;
  const { code, name, county, status, agreement, investmentWan, landKind } = state;
  const signedOn = milestoneOf(state, 'signing').actual;
  const { baseline, plan } = milestoneOf(state, 'landing');
  return {
    ...{ code, name, county, status, agreement, investmentWan, landKind, signedOn, baseline, plan },
    days: signedOn === null ? null : Math.max(0, daysBetween(lastDay(signedOn), day)),
    lateDays: plan === null ? 0 : Math.max(0, daysBetween(plan, day)),
  };
}

/** The longest waiting first; those nobody knows the signing of come last. */
export const longestFirst = (rows: readonly NotLanded[]): NotLanded[] =>
  [...rows].sort((a, b) => (b.days ?? -1) - (a.days ?? -1) || (a.code < b.code ? -1 : 1));

/** By kind of agreement (意向 · 协议 · 正式合同), each kind once, and those without a kind last when there are any. */
export function notLandedTotals(rows: readonly NotLanded[]): NotLandedTotal[] {
  const totals = [...AGREEMENTS, null].map(agreement => totalOf(agreement, rows));
  return totals.filter(({ agreement, count }) => agreement !== null || count > 0);
}

function totalOf(agreement: Agreement | null, all: readonly NotLanded[]): NotLandedTotal {
  const rows = all.filter(row => row.agreement === agreement);
  return {
    agreement,
    count: rows.length,
    investmentWan: rows.reduce((sum, row) => sum + (row.investmentWan ?? 0), 0),
    withoutAmount: rows.filter(row => row.investmentWan === null).length,
    late: rows.filter(row => row.lateDays > 0).length,
    unplanned: rows.filter(row => row.plan === null).length,
  };
}
