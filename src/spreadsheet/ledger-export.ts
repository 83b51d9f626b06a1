import type { LedgerLine } from '../domain/ledger-import/columns.ts';
import type { MoneyLine } from '../domain/ledger-import/money-columns.ts';

/** One project of a ledger that goes out. */
export interface LedgerExportLine {
  cells: LedgerLine;
  /** In words; for readers only, an import does not read it. */
  status: string;
}

/** Page by page, so that a ledger of any size is written in bounded memory. */
export interface LedgerExport {
  /** The day the ledger is shown of, `YYYY-MM-DD`. */
  day: string;
  rows: AsyncIterable<readonly LedgerExportLine[]>;
  /** The money of the same projects; asked for when their rows are written. */
  money: AsyncIterable<readonly MoneyLine[]>;
}
