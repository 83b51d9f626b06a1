import type { IsoDate } from '../calendar/dates.ts';
import type { Month } from '../calendar/months.ts';
import type { ColourCounts } from '../colour/compare.ts';
import type { Colour, Coloured, Subject } from '../colour/types.ts';
import type { PaceBasis } from '../money/pace.ts';
import type { Refusal } from '../refusal.ts';

/** One line of a table of colours, published or not. */
export interface ColourRow extends Coloured {
  subject: Subject;
  /** The project's code or the county's name. */
  id: string;
  /** As it was called then. */
  name: string;
  county: string | null;
}

/** The rules a table was made by, and the basis that is printed under it. */
export interface ColourMakers {
  rules: Readonly<Record<Subject, { id: string; version: number }>>;
  basis: PaceBasis;
}

/** From one edition to the next. Null: not in that edition. */
export interface EditionChange {
  subject: Subject;
  id: string;
  name: string;
  from: Colour | null;
  to: Colour | null;
}

export interface PublishCommand {
  type: 'publish';
  /** Needed from the second edition on, and before the closing day of the month has passed. */
  reason?: string | undefined;
  /** A rule set for both reports, `points@1`, in place of those of the settings. */
  rules?: string | undefined;
}

/** The whole table is in the event: what was published is a fact, and is never worked out again. */
export interface PublishedEvent extends ColourMakers {
  type: 'published';
  month: Month;
  edition: number;
  /** The day as of which it was known. */
  on: IsoDate;
  reason: string | null;
  /** SHA-256 of the rows as canonical JSON. */
  hash: string;
  counts: Record<Subject, ColourCounts>;
  changes: readonly EditionChange[];
  rows: readonly ColourRow[];
}

/** One a month; its id is the month. */
export interface ColouringState {
  month: Month;
  edition: number;
  hash: string;
}

/** What the ledger worked out for a month that is to be published. */
export interface ColouringRuleFacts {
  month: Month;
  /** Or why there is none; null when it was not worked out, because whoever asked may not publish. */
  table: (ColourMakers & { rows: readonly ColourRow[]; hash: string }) | Refusal | null;
  /** The last day on which figures of the month are in time; null when the table was not worked out. */
  closesOn: IsoDate | null;
  /** The rows of the edition before; empty when there is none. */
  before: readonly Pick<ColourRow, 'subject' | 'id' | 'name' | 'colour'>[];
}
