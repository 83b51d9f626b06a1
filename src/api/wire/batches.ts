import { refusalText, type Locale } from '../../contract/catalogue/index.ts';
import {
  moneyInYi,
  type BatchAnswer,
  type BatchCheckAnswer,
  type BatchDetailAnswer,
  type BatchProjectAnswer,
  type BatchTotalAnswer,
} from '../../contract/schemas/index.ts';
import type { Check } from '../../domain/batch/check.ts';
import type { FollowUp } from '../../domain/batch/types.ts';
import { wanToYi } from '../../domain/money/money.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { BatchProjectRow, BatchRow, BatchTotal, CheckedProject } from '../../ledger/reads/batches.ts';
import { instantOf } from './instants.ts';

const NOTHING: BatchTotal = { count: 0, investmentWan: 0, unknown: 0 };

const sum = (totals: readonly BatchTotal[]): BatchTotal =>
  totals.reduce(
    (all, { count, investmentWan, unknown }) => ({
      count: all.count + count,
      investmentWan: all.investmentWan + investmentWan,
      unknown: all.unknown + unknown,
    }),
    NOTHING,
  );

const totalWire = (totals: readonly BatchTotal[]): BatchTotalAnswer => {
  const { count, investmentWan, unknown } = sum(totals);
  return { count, investmentWan, investmentYi: wanToYi(investmentWan), unknown };
};

/** Who dropped out took no part: the list and its venues are counted without them. */
const takingPart = ({ totals }: BatchRow) => totals.filter(({ standing }) => standing !== 'dropped');

export function batchWire(row: BatchRow): BatchAnswer {
  const of = (standing: string) => totalWire(row.totals.filter(total => total.standing === standing));
  const totals = {
    all: totalWire(takingPart(row)),
    listed: of('listed'),
    moved: of('moved'),
    refused: of('refused'),
    dropped: of('dropped'),
  };
  const progress = {
    total: totals.all.count,
    moved: totals.moved.count,
    refused: totals.refused.count,
    waiting: totals.listed.count,
  };
  return {
    code: row.code,
    name: row.name,
    stage: row.stage as BatchAnswer['stage'],
    on: row.on,
    heldOn: row.held_on,
    cutOff: row.cut_off,
    mainVenue: row.main_venue,
    branchVenues: row.branch_venues,
    status: row.status as BatchAnswer['status'],
    confirmedBy: row.confirmed_by,
    cancelReason: row.cancel_reason,
    progress,
    totals,
    followUps: row.follow_ups as unknown as FollowUp[],
    seq: row.seq,
    plannedAt: instantOf(row.planned_at),
    changedAt: instantOf(row.changed_at),
  };
}

export const batchDetailWire = (
  row: BatchRow,
  projects: readonly BatchProjectRow[],
  locale: Locale,
): BatchDetailAnswer => ({
  ...batchWire(row),
  venues: [row.main_venue, ...row.branch_venues].map((venue, index) => ({
    venue,
    main: index === 0,
    ...totalWire(takingPart(row).filter(total => total.venue === venue)),
  })),
  projects: projects.map(project => projectWire(project, locale)),
});

function projectWire(row: BatchProjectRow, locale: Locale): BatchProjectAnswer {
  const investmentWan = row.standing === 'moved' ? row.investment_wan : row.presentWan;
  return {
    code: row.project_code,
    name: row.name,
    county: row.county,
    venue: row.venue,
    standing: row.standing as BatchProjectAnswer['standing'],
    late: row.late,
    reason: row.reason,
    replaces: row.replaces,
    replacedBy: row.replaced_by,
    refusal: refusalWire(row.refusal as unknown as Refusal | null, locale),
    investmentWan,
    investmentYi: moneyInYi(investmentWan),
    stage: row.stage as BatchProjectAnswer['stage'],
    status: row.status as BatchProjectAnswer['status'],
  };
}

/** Kept as a code; a sentence in the language of whoever reads it. */
const refusalWire = (refusal: Refusal | null, locale: Locale): BatchProjectAnswer['refusal'] =>
  refusal && { ...refusal, message: refusalText(refusal, locale) };

export function batchCheckWire(checked: readonly CheckedProject[], locale: Locale): BatchCheckAnswer {
  const count = (verdict: Check['verdict']): number => checked.filter(each => each.verdict === verdict).length;
  return {
    total: checked.length,
    counts: { ready: count('ready'), lacking: count('lacking'), cannot: count('cannot') },
    items: checked.map(({ missing, refusal, ...each }) => ({
      ...each,
      missing: missing.map(({ kind, needs, level }) => ({ kind, needs: [...needs], level })),
      refusal: refusalWire(refusal, locale),
    })),
  };
}
