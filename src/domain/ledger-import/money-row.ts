import { parsePartialDate } from '../calendar/dates.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { Wan } from '../money/money.ts';
import { parseMoneyCell, parseTextCell } from './cells.ts';
import { classifyRow } from './classify-row.ts';
import type { FigureColumn, MoneyTable } from './money-table.ts';
import { cellAt, columnLetters, contentOf, saysNothing, shownText } from './text.ts';
import { moneyField, type MoneyFacts, type MoneyRow, type PassedOverReason } from './types.ts';

const MAX_NAME = 200;
const MAX_CODE = 200;

/**
 * Every row that names figures, and the lines that are no project's. Of two rows for the same year of a project the first is read, and the
 * other refused.
 */
export function readMoneyTable(table: MoneyTable): {
  rows: MoneyRow[];
  others: [row: number, what: PassedOverReason][];
} {
  const rows: MoneyRow[] = [];
  const others: [number, PassedOverReason][] = [];
  const taken = new Map<string, MoneyRow>();
  let afterNotes = false;
  for (let index = table.headerBottom + 1; index < table.sheet.rows.length; index++) {
    const kind = classifyRow(table, index, afterNotes);
    if (kind === 'blank') continue;
    afterNotes = kind === 'note';
    if (kind !== 'data') others.push([index, kind]);
    const row = kind === 'data' ? new MoneyRowReader(table, index).read() : null;
    if (row) rows.push(refusedAsTwin(row, taken) ?? row);
  }
  return { rows, others };
}

function refusedAsTwin(row: MoneyRow, taken: Map<string, MoneyRow>): MoneyRow | null {
  const { facts } = row;
  const keys = facts ? yearsOf(facts).map(year => `${facts.code} ${year}`) : [];
  const twin = keys.map(key => taken.get(key)).find(other => other !== undefined);
  for (const key of keys) taken.set(key, taken.get(key) ?? row);
  if (!twin) return null;
  const place = `${row.sheet} ${row.row}`;
  const refusal = refuse('rowTwice', place, row.name || (facts?.code ?? ''), { sheet: twin.sheet, row: twin.row });
  return { ...row, facts: null, refusals: [refusal] };
}

const yearsOf = ({ plans, months }: MoneyFacts): number[] => [
  ...new Set([...plans.map(({ year }) => year), ...months.map(({ month }) => Number(month.slice(0, 4)))]),
];

class MoneyRowReader {
  readonly #refusals: Refusal[] = [];
  readonly #places: Record<string, string> = {};
  readonly #table: MoneyTable;
  readonly #index: number;

  constructor(table: MoneyTable, index: number) {
    this.#table = table;
    this.#index = index;
  }

  /** Null when the row holds no figure: then it says nothing about money. */
  read(): MoneyRow | null {
    const { sheet, columns, figures } = this.#table;
    if (figures.every(column => saysNothing(shownText(this.#cell(column))))) return null;
    const code = this.#text('code', MAX_CODE);
    if (code === null && this.#refusals.length === 0) {
      this.#refusals.push(refuse('required', this.#place(columns.get('code')), null));
    }
    const name = this.#text('name', MAX_NAME) ?? '';
    const facts = this.#figures(code ?? '');
    return {
      sheet: sheet.name,
      row: this.#index + 1,
      name: name || (code ?? ''),
      facts: this.#refusals.length === 0 ? facts : null,
      refusals: this.#refusals,
      places: this.#places,
    };
  }

  #figures(code: string): MoneyFacts {
    const facts: MoneyFacts = { code, plans: [], months: [] };
    const rowYear = this.#table.yearColumn === null ? null : this.#year();
    const last = new Map<number, Wan>();
    for (const column of inOrder(this.#table.figures)) {
      const year = column.year ?? rowYear;
      if (year === null) continue;
      if (column.kind === 'plan') {
        const amountWan = this.#money(column, moneyField('yearPlan', year));
        if (amountWan !== null) facts.plans.push({ year, amountWan });
      } else {
        const month = this.#month(column, year, last.get(year) ?? null);
        if (month) facts.months.push(month);
        if (month && month.toDateWan !== null) last.set(year, month.toDateWan);
      }
    }
    return facts;
  }

  /** A year to date beside a blank month that only carries the last one on says nothing new; another one asks for its month. */
  #month(column: FigureColumn, year: number, last: Wan | null): MoneyFacts['months'][number] | null {
    const month = `${year}-${String(column.month).padStart(2, '0')}`;
    const doneWan = this.#money(column, moneyField('done', month));
    const other = this.#table.figures.find(
      ({ kind, year: its, month: number }) => kind === 'toDate' && its === column.year && number === column.month,
    );
    const toDateWan = other ? this.#money(other, moneyField('toDate', month)) : null;
    if (doneWan !== null) return { month, doneWan, toDateWan };
    if (toDateWan !== null && toDateWan !== last && this.#refusals.length === 0) {
      this.#refusals.push(refuse('required', this.#place(column), null));
    }
    return null;
  }

  #year(): number | null {
    const cell = contentOf(this.#cell(this.#table.yearColumn));
    const place = this.#place(this.#table.yearColumn ?? undefined);
    const text = shownText(cell)
      .normalize('NFKC')
      .replace(/年度?$/, '')
      .trim();
    if (text === '') this.#refusals.push(refuse('required', place, null));
    else if (!/^\d{4}$/.test(text)) this.#refusals.push(refuse('badFormat', place, shownText(cell), { shape: '2026' }));
    else {
      const year = parsePartialDate(text, place);
      if (!isRefusal(year)) return Number(year);
      this.#refusals.push(year);
    }
    return null;
  }

  #money(column: FigureColumn, field: string): Wan | null {
    const place = this.#place(column);
    this.#places[field] = place;
    const amount = parseMoneyCell(this.#cell(column), this.#table.unit, place);
    if (!isRefusal(amount)) return amount;
    this.#refusals.push(amount);
    return null;
  }

  #text(field: 'code' | 'name', max: number): string | null {
    const column = this.#table.columns.get(field);
    const text = parseTextCell(this.#cell(column ?? null), this.#place(column), max);
    if (!isRefusal(text)) return text;
    this.#refusals.push(text);
    return null;
  }

  #cell(column: { index: number } | null) {
    return cellAt(this.#table.sheet.rows[this.#index], column?.index ?? -1);
  }

  #place(column: { index: number; header: string } | undefined): string {
    return column ? `${column.header} ${columnLetters(column.index + 1)}${this.#index + 1}` : '';
  }
}

/** Plans first, then the months as they follow one another; a month's year to date is read with it. */
const inOrder = (figures: readonly FigureColumn[]): FigureColumn[] =>
  figures
    .filter(({ kind }) => kind !== 'toDate')
    .sort((a, b) => (a.year ?? 0) - (b.year ?? 0) || (a.month ?? 0) - (b.month ?? 0));
