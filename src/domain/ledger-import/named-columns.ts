import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { HEADER_WITHIN_ROWS } from './find-table.ts';
import { columnLetters, normalise, shownText } from './text.ts';
import type { Cell, Sheet } from './types.ts';

export interface NamedColumn {
  index: number;
  /** As the file heads it. */
  header: string;
}

/** Columns by their names, as far as a header has them. */
export type ColumnsOf<Name extends string> = Partial<Record<Name, NamedColumn>>;

/** Compared without spaces, width and what is in brackets. */
const bare = (text: string): string => normalise(text).replaceAll(/\([^()]*\)|[*★☆::]/g, '');

/** Which columns a row heads, by the words that offices use for each; two for one column are refused. `at`: the row, from 0. */
function columnsIn<Name extends string>(
  row: readonly Cell[],
  at: number,
  words: Readonly<Record<Name, readonly string[]>>,
): ColumnsOf<Name> | Refusal {
  const names = Object.keys(words) as Name[];
  const found: ColumnsOf<Name> = {};
  for (const [index, cell] of row.entries()) {
    const header = shownText(cell).replaceAll(/\s+/g, ' ');
    const column = names.find(name => words[name].includes(bare(header)));
    if (column === undefined) continue;
    const before = found[column];
    if (before) {
      const columns = [before.index, index].map(each => columnLetters(each + 1));
      return refuse('columnTwice', header, before.header, { row: at + 1, columns });
    }
    found[column] = { index, header };
  }
  return found;
}

/** A table whose rows each stand for themselves. */
interface Wanted<Name extends string> {
  words: Readonly<Record<Name, readonly string[]>>;
  /** Whether a row heads it: a title above may have one of the words by itself. */
  heads: (columns: ColumnsOf<Name>) => boolean;
  /** Without it there is no table. */
  needed: NoInfer<Name>;
}

interface NamedTable<Name extends string> {
  columns: ColumnsOf<Name>;
  rows: readonly { sheet: string; row: number; cells: readonly Cell[] }[];
}

/** The first table of a file that has these columns, with every row below its header; hidden sheets are not looked at. */
export function firstTable<Name extends string>(
  { sheets, fileName }: { sheets: readonly Sheet[]; fileName: string },
  { words, heads, needed }: Wanted<Name>,
): NamedTable<Name> | Refusal {
  for (const sheet of sheets.filter(({ hidden }) => !hidden)) {
    for (const [at, row] of sheet.rows.slice(0, HEADER_WITHIN_ROWS).entries()) {
      const columns = columnsIn(row, at, words);
      if (isRefusal(columns)) return columns;
      if (!heads(columns)) continue;
      const below = sheet.rows.slice(at + 1);
      // As the spreadsheet counts, from 1.
      return { columns, rows: below.map((cells, index) => ({ sheet: sheet.name, row: at + 2 + index, cells })) };
    }
  }
  const [usual = needed] = words[needed];
  return refuse('headerNotFound', 'file', fileName, { rows: HEADER_WITHIN_ROWS, needed: usual, others: 1 });
}
