import { isRefusal, type Refusal } from '../refusal.ts';
import { parseTextCell } from './cells.ts';
import type { OfficeWords } from '../reading/office-words.ts';
import { rowKey } from '../reading/questions.ts';
import type { Table } from './find-table.ts';
import { cellAt, columnLetters } from './text.ts';
import type { Cell } from './types.ts';

export const MAX_SHORT = 200;
export const MAX_LONG = 4000;
const EMPTY: Cell = { kind: 'empty' };

/** Reads the cells of one row by field, and gathers what is refused on the way. */
export class RowReader<Field extends string> {
  readonly refusals: Refusal[] = [];
  private readonly table: Table<Field>;
  private readonly rowIndex: number;
  private readonly readings: OfficeWords;

  constructor(table: Table<Field>, { rowIndex, readings }: { rowIndex: number; readings: OfficeWords }) {
    this.table = table;
    this.rowIndex = rowIndex;
    this.readings = readings;
  }

  cell(field: Field): Cell {
    const column = this.table.columns.get(field);
    if (!column) return EMPTY;
    return this.readings.cell(field, cellAt(this.table.sheet.rows[this.rowIndex], column.index), this.#row());
  }

  /** Several words of one cell, each as it is read. */
  words(field: Field, texts: readonly string[]): string[] {
    return texts.map(text => this.readings.word(field, text, this.#row()));
  }

  /** A word that nobody knows; `isRefused`: the row is not taken for it. */
  ask(field: Field, word: string, isRefused = true): void {
    const header = this.table.columns.get(field)?.header ?? field;
    this.readings.questions.ask({ field: header, column: field, word }, this.#row(), isRefused);
  }

  #row(): string {
    return rowKey(this.table.sheet.name, this.rowIndex);
  }

  /** `签约时间 I21`: the header as written and the address. */
  place(field: Field): string {
    const column = this.table.columns.get(field);
    return column ? `${column.header} ${columnLetters(column.index + 1)}${this.rowIndex + 1}` : field;
  }

  keep<T>(answer: T | Refusal): T | null {
    if (!isRefusal(answer)) return answer;
    this.refusals.push(answer);
    return null;
  }

  text(field: Field, max: number): string | null {
    return this.keep(parseTextCell(this.cell(field), this.place(field), max));
  }

  /** One of the words a column may hold; null for a blank, and for any other word, which is refused with the choices. */
  word<T>(field: Field, read: (text: string) => T | null, refusal: (text: string) => Refusal): T | null {
    const text = this.text(field, MAX_LONG);
    if (text === null) return null;
    const value = read(text);
    if (value === null) this.ask(field, text);
    return this.keep(value ?? refusal(text));
  }
}
