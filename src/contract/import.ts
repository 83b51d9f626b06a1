/** How far an import has come; counts of rows. */
export interface ImportProgress {
  total: number;
  done: number;
  /** Rows the ledger refused although the dry run had not: the ledger changed in between. */
  refused: number;
}
