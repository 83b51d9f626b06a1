import type { LedgerLine } from '../domain/ledger-import/columns.ts';

/** One project of a ledger that goes out. */
export interface LedgerExportLine {
  cells: LedgerLine;
  /** In words; for readers only, an import does not read it. */
  status: string;
}

export interface LedgerExport {
  /** The day the ledger is shown of, `YYYY-MM-DD`. */
  day: string;
  /** Page by page, so that a ledger of any size is written in bounded memory. */
  rows: AsyncIterable<readonly LedgerExportLine[]>;
}
