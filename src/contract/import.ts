/** `projects` 项目台账 · `problems` 问题台账, 销号台账 */
export const IMPORTED_LEDGERS = ['projects', 'problems'] as const;
export type ImportedLedger = (typeof IMPORTED_LEDGERS)[number];

/** How far an import has come; counts of rows. */
export interface ImportProgress {
  total: number;
  done: number;
  /** Rows the ledger refused although the dry run had not: the ledger changed in between. */
  refused: number;
}
