import type { IsoDate } from '../calendar/dates.ts';
import { monthOf, type Month } from '../calendar/months.ts';
import type { VisitState } from './types.ts';

/** What a team did in a month. A visit counts in the month in which it took place, until then in that for which it is planned. */
export interface VisitCounts {
  team: string;
  month: Month;
  planned: number;
  held: number;
  /** Of those held: nobody had planned them. */
  unplanned: number;
  cancelled: number;
  /** Planned for a day that has passed, and nobody has said how they went. */
  missed: number;
  findings: number;
  /** Raised for others to solve, or solved on the spot (现场化解); the two add up to the findings. */
  raised: number;
  solvedOnSpot: number;
  /** Written down after the day of the visit. */
  late: number;
}

const BLANK = {
  planned: 0,
  held: 0,
  unplanned: 0,
  cancelled: 0,
  missed: 0,
  findings: 0,
  raised: 0,
  solvedOnSpot: 0,
  late: 0,
} as const satisfies Omit<VisitCounts, 'team' | 'month'>;

export const dayOf = ({ heldOn, on }: Pick<VisitState, 'heldOn' | 'on'>): IsoDate => heldOn ?? on;

/** By month and team, as of `day`; what does not occur has no row. */
export function countVisits(visits: readonly VisitState[], day: IsoDate): VisitCounts[] {
  const rows = new Map<string, VisitCounts>();
  for (const visit of visits) {
    const { team } = visit;
    const month = monthOf(dayOf(visit));
    const key = `${month} ${team}`;
    rows.set(key, added(rows.get(key) ?? { team, month, ...BLANK }, visit, day));
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function added(row: VisitCounts, visit: VisitState, day: IsoDate): VisitCounts {
  const { heldOn, status, on, unplanned, findings } = visit;
  const waits = status === 'planned';
  const solved = findings.filter(finding => finding.solved !== null).length;
  return {
    ...row,
    planned: row.planned + Number(waits),
    missed: row.missed + Number(waits && on < day),
    held: row.held + Number(heldOn !== null),
    unplanned: row.unplanned + Number(unplanned),
    cancelled: row.cancelled + Number(status === 'cancelled'),
    findings: row.findings + findings.length,
    raised: row.raised + findings.length - solved,
    solvedOnSpot: row.solvedOnSpot + solved,
    late: row.late + findings.filter(({ late }) => late).length,
  };
}

export type VisitSum = Omit<VisitCounts, 'team' | 'month'>;
const KEYS = Object.keys(BLANK) as (keyof VisitSum)[];

/** The rows as one, for the line under a table. */
export function sumOf(rows: readonly VisitCounts[]): VisitSum {
  const sum: VisitSum = { ...BLANK };
  for (const row of rows) for (const key of KEYS) sum[key] += row[key];
  return sum;
}
