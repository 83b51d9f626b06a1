import type { IsoDate, PartialDate } from '../calendar/dates.ts';
import type { MoneyUnit, Wan } from '../money/money.ts';
import type { Stage } from '../project/stages.ts';
import type { PathTemplate } from '../project/path.ts';
import type { LeadSource } from '../project/sources.ts';
import type { Agreement, LandKind, Month, Parent } from '../project/types.ts';
import type { Question, ReadAs, ReadingsOfFile } from '../reading/types.ts';
import type { Refusal } from '../refusal.ts';

/** One cell as a spreadsheet reader hands it over; neutral of the library that read it. */
export type Cell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly value: string }
  /** Plain decimal text (`13.8`, never `1.38e1`), at most the 15 digits a spreadsheet holds. */
  | { readonly kind: 'number'; readonly value: string }
  /** As precise as the cell *shows* it: typing `2022年12月` stores 1 December, but nobody named that day. */
  | { readonly kind: 'date'; readonly value: PartialDate }
  /** A formula nobody has calculated yet, with its text. */
  | { readonly kind: 'formula'; readonly value: string }
  /** `#REF!` and the like. */
  | { readonly kind: 'error'; readonly value: string }
  /** Lies in a vertical merge under a cell with this content, which it shares. */
  | { readonly kind: 'shared'; readonly value: Cell };

export interface Sheet {
  name: string;
  hidden: boolean;
  /** `rows[0]` is row 1; a row ends with its last non-empty cell. */
  rows: readonly (readonly Cell[])[];
}

export interface MilestoneFacts {
  plan?: IsoDate;
  actual?: PartialDate;
}

/**
 * What one row of a ledger says about one project. `null` means that the file says nothing, never "none".
 * `gaps` holds what people must still fill in: `county`, `stage`, `actual.<stage>` (date not known), `precision.<stage>`
 * (day not known), `precision.plan.<stage>` (plan known by month or year; taken as its last day).
 */
export interface ProjectFacts {
  code?: string;
  name: string;
  county: string | null;
  investor: string | null;
  industry: string | null;
  /** 项目类型 as written, e.g. 新引进, 增资扩产. */
  kind: string | null;
  agreement: Agreement | null;
  /** Id of a path template; as written when none is called so: the rules refuse it, unless the project walks it already. */
  path: string | null;
  landKind: LandKind | null;
  /** Id of a source of leads; as written when none is called so. */
  leadSource: string | null;
  parent: Parent | null;
  investmentWan: Wan | null;
  stage: Stage;
  /** The cell was blank: `stage` is what the dates show, or the lowest. It never sets a project back. */
  stageInferred?: true;
  milestones: Partial<Record<Stage, MilestoneFacts>>;
  knownIssue: string | null;
  note: string | null;
  source: string | null;
  leaderName: string | null;
  gaps: string[];
}

export interface ImportRow {
  sheet: string;
  /** Row number as the spreadsheet shows it, from 1. */
  row: number;
  /** The name as written, also when the row is refused; empty when there is none. */
  name: string;
  /** Null when anything in the row was refused: a row comes in whole or not at all. */
  facts: ProjectFacts | null;
  /** `field` is the header as written and the address, e.g. `当前阶段 M44`. */
  refusals: Refusal[];
}

/** What one row of a money table says: plans and months of one project. */
export interface MoneyFacts {
  code: string;
  plans: { year: number; amountWan: Wan }[];
  /** Ascending within a year. `toDateWan` null: the file does not say the year to date. */
  months: { month: Month; doneWan: Wan; toDateWan: Wan | null }[];
}

/** `yearPlan.2026`, `done.2026-01`, `toDate.2026-01`: a figure as a field of a change. */
export const moneyField = (kind: 'yearPlan' | 'done' | 'toDate', period: Month | number): string => `${kind}.${period}`;

export const isMoneyFacts = (facts: ProjectFacts | MoneyFacts): facts is MoneyFacts => 'months' in facts;

export interface MoneyRow extends Pick<ImportRow, 'sheet' | 'row' | 'name' | 'refusals'> {
  facts: MoneyFacts | null;
  /** Field (`done.2026-01`) → the header as written and the address, for what the rules refuse. */
  places: Readonly<Record<string, string>>;
}

export type PassedOverReason =
  | 'title'
  | 'unit'
  | 'total'
  | 'note'
  | 'section'
  | 'columnNumbers'
  | 'repeatedHeader'
  | 'sheetWithoutHeader'
  | 'hiddenSheet';

/** What was not read as a project, so that nothing disappears silently. `row` is null for a whole sheet. */
export interface PassedOver {
  sheet: string;
  row: number | null;
  reason: PassedOverReason;
  text: string;
}

/** Where a ledger was found in the file and how its columns were understood. */
export interface LedgerTable {
  sheet: string;
  headerRow: number;
  /** Null when the table has no money column. */
  unit: MoneyUnit | null;
  /** Column letters → header as written and the field it was read as (`name`, `actual.signing`, …). */
  columns: { column: string; header: string; field: string }[];
}

export interface ImportOptions {
  /** The office's day; actual dates after it are refused. */
  today: IsoDate;
  /** Words of the stage column that name no stage → the stage they stand for, e.g. `{ 推进中: 'signing' }`. */
  assume: Readonly<Record<string, string>>;
  /** Path templates in force, by whose names or ids a row says its path; the built-in ones when left out. */
  paths?: readonly PathTemplate[] | undefined;
  /** Sources of leads in force, likewise. */
  leadSources?: readonly LeadSource[] | undefined;
  /** What the office's own headers and words mean; nothing when left out. */
  readings?: ReadingsOfFile | undefined;
}

export interface Interpretation {
  tables: LedgerTable[];
  rows: ImportRow[];
  money: MoneyRow[];
  passedOver: PassedOver[];
  ignoredColumns: { sheet: string; column: string; header: string }[];
  /** What was read as the office reads it. */
  readAs: ReadAs[];
  /** Words that nobody knows. */
  questions: Question[];
}

export type RowVerdict = 'create' | 'change' | 'same' | 'behind';

/** `advance`: a further stage; `fill`: a blank or a less precise date is filled; `correction`: another value. */
export interface FactChange {
  field: string;
  kind: 'advance' | 'fill' | 'correction';
  old: string | number | null;
  new: string | number | null;
}

export interface RowComparison {
  verdict: RowVerdict;
  /** Empty unless the verdict is `change`. */
  changes: FactChange[];
  /** For `behind`: the stage of the ledger and the earlier one of the file; the row is left alone. */
  behind?: { ledger: Stage; file: Stage };
}
