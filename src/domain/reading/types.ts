/** The kinds of ledger that come in; `contract/import.ts` names the same. */
export type ReadLedger = 'projects' | 'problems';

/** How an office's own header, or its own word in a column, is read. */
export interface Reading {
  ledger: ReadLedger;
  /** The field of the column in which the word stands; null: `written` heads a column. */
  column: string | null;
  /** As the file has it. */
  written: string;
  /** The field of a header; the value of a word, as a command would have it (`utilities`, a unit's id), or a county's name. */
  means: string;
}

export interface ImportSettings {
  readings: readonly Reading[];
}

export const DEFAULT_IMPORTS: ImportSettings = { readings: [] };

/** What is known beforehand when a file is read; plain data, since it is read in another thread. */
export interface ReadingsOfFile {
  /** Given with the file: it goes before what is remembered. */
  given?: readonly Reading[] | undefined;
  remembered?: readonly Reading[] | undefined;
  /** Words of the stage column that are assumed about in this file: what is remembered of them is left alone. */
  assumed?: readonly string[] | undefined;
}

/** A reading that was used in a file, and on how many rows; a header is used on none. */
export interface ReadAs extends Omit<Reading, 'ledger'> {
  rows: number;
  /** Known from before; else it was given with this file. */
  remembered: boolean;
}

/** A word that nobody knows in a column of few words. */
export interface Question {
  /** The header as written. */
  field: string;
  /** The field of the column. */
  column: string;
  word: string;
  rows: number;
  /** The rows are refused for it; else it is only new (a county). */
  refused: boolean;
}
