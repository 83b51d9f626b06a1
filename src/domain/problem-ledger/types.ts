import type { IsoDate, PartialDate } from '../calendar/dates.ts';
import type { Interpretation } from '../ledger-import/types.ts';
import type { Category, ProblemStatus, Source } from '../problem/types.ts';
import type { Refusal } from '../refusal.ts';

/** What one row says about one problem, units and projects as written. `null`: the file says nothing. */
export interface ProblemRowFacts {
  code: string | null;
  title: string;
  detail: string | null;
  /** Code or name. */
  project: string | null;
  county: string | null;
  category: Category;
  source: Source;
  raisedOn: PartialDate;
  leadUnit: string | null;
  splitUnits: readonly string[];
  coUnits: readonly string[];
  dueOn: IsoDate | null;
  /** Blank: what the dates and the lead department show. */
  status: ProblemStatus;
  statusInferred: boolean;
  result: string | null;
  solvedOn: PartialDate | null;
  closedOn: PartialDate | null;
  /** The team that verified it, as written. */
  verifier: string | null;
  onTheSpot: boolean;
  reason: string | null;
  /** `closedOn`, `precision.raisedOn` …: what people may still want to know. */
  gaps: string[];
}

export interface ProblemRow {
  sheet: string;
  row: number;
  /** The problem as written, also when the row is refused. */
  name: string;
  facts: ProblemRowFacts | null;
  refusals: Refusal[];
}

export interface ProblemLedgerRead extends Omit<Interpretation, 'rows' | 'money'> {
  rows: ProblemRow[];
}
