import { MONEY_UNITS } from '../money/money.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { asMoneyUnit, HEADER_WITHIN_ROWS, oneLine, statedUnits, type Table, type TableColumn } from './find-table.ts';
import type { ColumnField, LedgerShape } from './headers.ts';
import { moneyHeader, type MoneyHeader } from './money-headers.ts';
import { columnLetters, shownText } from './text.ts';
import type { Sheet } from './types.ts';

export interface FigureColumn extends TableColumn, MoneyHeader {}

/** Plans and months of projects by their codes: a sheet of its own with a row a project and year, or columns of a ledger that name the year. */
export interface MoneyTable extends Table {
  /** The year of each row; null when every figure's header names its own. */
  yearColumn: TableColumn | null;
  figures: readonly FigureColumn[];
}

/** What says whose figures they are, and which lines are none (classify-row.ts). */
const OWNER_FIELDS: ReadonlySet<ColumnField> = new Set<ColumnField>(['serial', 'code', 'name']);

/** Finds the money in a sheet; null when there is none, or nobody could tell whose or which year's it is. */
export function findMoneyTable(sheet: Sheet, shape: LedgerShape): MoneyTable | null | Refusal {
  for (let top = 0; top < Math.min(HEADER_WITHIN_ROWS, sheet.rows.length); top++) {
    const table = tableAt(sheet, { top, shape });
    if (table !== null) return table;
  }
  return null;
}

function tableAt(sheet: Sheet, { top, shape }: { top: number; shape: LedgerShape }): MoneyTable | null | Refusal {
  const columns = new Map<ColumnField, TableColumn>();
  const money: FigureColumn[] = [];
  for (const column of headersOf(sheet, top)) {
    const known = shape.knownHeader(column.header);
    const found = moneyHeader(column.header);
    if (known && OWNER_FIELDS.has(known.field) && !columns.has(known.field)) columns.set(known.field, column);
    else if (found) money.push({ ...column, ...found });
  }
  const [yearColumn = null] = money.filter(({ kind }) => kind === 'year');
  const figures = figuresOf(money, yearColumn !== null);
  if (!columns.has('code') || figures.length === 0) return null;
  const twice = twiceIn(figures);
  if (twice) return refuseTwice(sheet, top, twice);
  const unit = unitOf(sheet, top, figures);
  if (isRefusal(unit)) return unit;
  const read = new Set([...columns.values(), ...figures, yearColumn].map(column => column?.index));
  const ignored = headersOf(sheet, top).filter(({ index, header }) => header !== '' && !read.has(index));
  return { sheet, headerTop: top, headerBottom: top, columns, ignored, unit, yearColumn, figures };
}

const headersOf = (sheet: Sheet, top: number): TableColumn[] =>
  (sheet.rows[top] ?? []).map((cell, index) => ({ index, header: oneLine(shownText(cell)) }));

/** A year to date alone does not say what its month was, and a figure without a year says nothing. */
function figuresOf(money: readonly FigureColumn[], hasYear: boolean): FigureColumn[] {
  const figures = money.filter(({ kind, year }) => kind !== 'year' && (year === null) === hasYear);
  const isDone =
    ({ year, month }: FigureColumn) =>
    (other: FigureColumn) =>
      other.kind === 'done' && other.year === year && other.month === month;
  return figures.filter(figure => figure.kind !== 'toDate' || figures.some(isDone(figure)));
}

const keyOf = ({ kind, year, month }: FigureColumn): string => [kind, year, month].join(' ');

function twiceIn(figures: readonly FigureColumn[]): readonly [FigureColumn, FigureColumn] | null {
  for (const [at, figure] of figures.entries()) {
    const other = figures.slice(0, at).find(earlier => keyOf(earlier) === keyOf(figure));
    if (other) return [other, figure];
  }
  return null;
}

const refuseTwice = (sheet: Sheet, top: number, [one, other]: readonly [FigureColumn, FigureColumn]): Refusal =>
  refuse('columnTwice', one.header, other.header, {
    sheet: sheet.name,
    row: top + 1,
    columns: [one, other].map(({ index }) => columnLetters(index + 1)),
  });

/** One unit for all of them: what the headers say, else the line above. Two that differ would make one of them a guess. */
function unitOf(sheet: Sheet, top: number, figures: readonly FigureColumn[]): Table['unit'] | Refusal {
  const written = new Set(figures.flatMap(({ unit }) => (unit === null ? [] : [unit])));
  const stated = [...(written.size > 0 ? written : statedUnits(sheet.rows.slice(0, top)))];
  const unit = stated.length === 1 ? asMoneyUnit(stated[0] ?? '') : null;
  if (unit !== null || stated.length === 0) return unit;
  const [first] = figures;
  const field = `${first?.header} ${columnLetters((first?.index ?? 0) + 1)}${top + 1}`;
  return refuse('unitUnclear', field, stated.join(' / '), { units: MONEY_UNITS, sheet: sheet.name });
}
