import type { Cell } from './types.ts';

/** For comparing words: full-width and half-width alike, no spaces or line breaks, lower case. */
export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\u200b-\u200d\ufeff]+/g, '')
    .replaceAll(/[【〔[{]/g, '(')
    .replaceAll(/[】〕\]}]/g, ')')
    .toLowerCase();

/** Project names are the same when they differ in spaces and width only. */
export const normaliseName = (name: string): string =>
  name.normalize('NFKC').replaceAll(/[\s\u200b-\u200d\ufeff]+/g, '');

/** Names a row within one file. One name in two counties has two keys: whether it is one project is asked where the ledger is known. */
export const projectKey = (name: string, county: string | null): string =>
  `${normaliseName(name)}|${normaliseName(county ?? '')}`;

/** 1 → `A`, 27 → `AA`. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

const EMPTY: Cell = { kind: 'empty' };

/** The cell at a 0-based column, beyond the end of the row too. */
export const cellAt = (row: readonly Cell[] | undefined, column: number): Cell => row?.[column] ?? EMPTY;

/** What a merged cell shares, or the cell itself. */
export const contentOf = (cell: Cell): Exclude<Cell, { kind: 'shared' }> =>
  cell.kind === 'shared' ? contentOf(cell.value) : cell;

/** Without width: they come along from web pages and other programs, nobody types them, and two names that look the same must be the same. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g;
/** What no database holds, no editor writes, or turns the direction of writing so that a name reads as another. */
const ILLEGIBLE = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2065-\u206f\ufffe\uffff]/gu;

/** Every text of a file that is told or kept, whatever stands in it. */
export const legible = (text: string): string => text.replaceAll(UNSEEN, '').replaceAll(ILLEGIBLE, '\ufffd');

export const isLegible = (text: string): boolean => text.search(ILLEGIBLE) < 0;

/** The cell as a person reads it. */
export function shownText(cell: Cell): string {
  const content = contentOf(cell);
  return content.kind === 'empty' ? '' : legible(content.value).trim();
}

/** Dashes and words by which people say "nothing here". */
const NOTHING = new Set(['无', '暂无', '空', '待定', '未定', '不详', '未知', '待补', '待补充', 'n/a', 'na', 'null']);

export const saysNothing = (text: string): boolean => {
  const word = normalise(text);
  return /^[-‐-―─_/\\.。]*$/.test(word) || NOTHING.has(word);
};
