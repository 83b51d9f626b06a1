import type { IsoDate } from '../../domain/calendar/dates.ts';
import { monthOf, type Month } from '../../domain/calendar/months.ts';
import { PaceSums, type PaceByBasis, type PaceSum } from '../../domain/evaluation/pace-table.ts';
import type { PaceBasis } from '../../domain/money/pace.ts';
import { hasLeft } from '../../domain/project/leaving.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import { ledgerOn, type LedgerSource } from '../as-of.ts';

export const PACE_GROUPS = ['project', 'county', 'total'] as const;
export type PaceGroup = (typeof PACE_GROUPS)[number];

export interface PaceAsked {
  month: Month;
  on: IsoDate;
  today: IsoDate;
  by: PaceGroup;
  bases: readonly PaceBasis[];
  /** Only the projects of this county. */
  county?: string | undefined;
}

export interface PaceRow extends PaceSum {
  /** The project's code or the county's name; null: the projects without a county. */
  id: string | null;
  name: string | null;
  county: string | null;
  pace: PaceByBasis;
}

export interface PaceTable {
  rows: PaceRow[];
  total: Omit<PaceRow, 'id' | 'name' | 'county'>;
}

/** 序时 of a month as known on a day, by project, by county or of all. The rows are in the order of their names, those without one last. */
export async function paceTable(
  source: LedgerSource,
  { month, on, today, by, bases, county: only }: PaceAsked,
): Promise<PaceTable | Refusal> {
  if (month > monthOf(on)) return refuse('monthInFuture', 'month', month, { present: monthOf(on) });
  const total = new PaceSums(month);
  const counties = new Map<string | null, PaceSums>();
  const projects: PaceRow[] = [];
  for await (const { code, state } of ledgerOn(source, { day: on, today })) {
    if (hasLeft(state) || (only !== undefined && state.county !== only)) continue;
    total.add(state);
    const { name, county } = state;
    if (by === 'project') {
      const own = new PaceSums(month);
      own.add(state);
      projects.push({ id: code, name, county, ...written(own, bases) });
    }
    if (by === 'county') {
      const sums = counties.get(county) ?? new PaceSums(month);
      counties.set(county, sums);
      sums.add(state);
    }
  }
  const byName = [...counties].sort(
    ([a], [b]) => Number(a === null) - Number(b === null) || (String(a) < String(b) ? -1 : 1),
  );
  const rows = byName.map(([county, sums]) => ({ id: county, name: county, county, ...written(sums, bases) }));
  return { rows: by === 'project' ? projects : rows, total: written(total, bases) };
}

const written = (sums: PaceSums, bases: readonly PaceBasis[]) => ({ ...sums.sum, pace: sums.paceBy(bases) });
