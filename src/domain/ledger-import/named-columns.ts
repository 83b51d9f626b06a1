import { refuse, type Refusal } from '../refusal.ts';
import { columnLetters, normalise, shownText } from './text.ts';
import type { Cell } from './types.ts';

/** A table's header may stand below a title; farther down nobody looks for it. */
export const HEADER_WITHIN_ROWS = 15;

export interface NamedColumn {
  index: number;
  /** As the file heads it. */
  header: string;
}

/** Compared without spaces, width and what is in brackets. */
const bare = (text: string): string => normalise(text).replaceAll(/\([^()]*\)|[*★☆::]/g, '');

/** Which columns a row heads, by the words that offices use for each; two for one column are refused. `at`: the row, from 0. */
export function columnsIn<Name extends string>(
  row: readonly Cell[],
  at: number,
  words: Readonly<Record<Name, readonly string[]>>,
): Partial<Record<Name, NamedColumn>> | Refusal {
  const names = Object.keys(words) as Name[];
  const found: Partial<Record<Name, NamedColumn>> = {};
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
