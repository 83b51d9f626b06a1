/** Bounds of an upload. A county's ledger has some hundred rows; these leave room for every office and none for a bomb. */
export const MAX_BYTES = 20 * 1024 * 1024;
export const MAX_ROWS = 100_000;
/** The widest column read; what lies further right is formatting, not a ledger. */
export const MAX_COLUMNS = 256;
/** Filled or formatted: some 700 bytes of memory each while a workbook is read. */
export const MAX_CELLS = 2_000_000;
/** Of all parts that are read; a filled cell has four, and each becomes something in memory. */
export const MAX_TAGS = 12_000_000;
/** Columns up to the last cell of each row, in sum: what a reader walks over. */
export const MAX_REACH = 50_000_000;
/** Excel's own end of a text; what is longer is none of a ledger's. */
export const MAX_CELL_CHARACTERS = 32_767;
/** Files that are read at the same time by one process; further ones wait for their turn. */
export const AT_ONCE = 2;
/** Of the thread in which a file is read: 2,000,000 cells of text need some 1,500 MB. */
export const MAX_READING_MEGABYTES = 2_048;
/** Of a file in its thread, and of one that waits for its turn. */
export const MAX_READING_SECONDS = 120;
export const MAX_ZIP_ENTRIES = 2_000;
/** Sum of the inflated parts that hold cells. 100,000 rows of 16 columns need about 50 MB. */
export const MAX_INFLATED_BYTES = 128 * 1024 * 1024;
/** Sum of what all the files of a zip would inflate to, whether they are read or not: whoever opens a stored paper inflates them. */
export const MAX_PROMISED_BYTES = 512 * 1024 * 1024;
/** Deflate itself ends near 1,030; repetitive but honest sheets stay under 100. */
export const MAX_INFLATE_RATIO = 300;
/** Below this size a high ratio is harmless (empty style tables, zero-filled pictures). */
export const RATIO_FREE_BYTES = 4 * 1024 * 1024;
