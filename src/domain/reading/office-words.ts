import { headerKey, unitInHeader, type LedgerShape } from '../ledger-import/headers.ts';
import { normalise, shownText } from '../ledger-import/text.ts';
import type { Cell } from '../ledger-import/types.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { readingKey } from './checked.ts';
import { Questions } from './questions.ts';
import type { ReadAs, Reading, ReadingsOfFile, ReadLedger } from './types.ts';

/** After any word that everybody uses: where both are there, the usual one is read. */
const LAST_RANK = 1_000;

interface Kept {
  reading: Reading;
  remembered: boolean;
  rows: Set<string>;
  isUsed: boolean;
}

interface Read {
  sheet: { name: string };
  columns: ReadonlyMap<string, { index: number; header: string }>;
  ignored: readonly { index: number; header: string }[];
}

/** The readings of one kind of ledger while a file is read: what was used of them, and which words nobody knew. */
export class OfficeWords {
  readonly #kept = new Map<string, Kept>();
  /** What nobody knows. */
  readonly questions = new Questions();

  constructor(ledger: ReadLedger, { given = [], remembered = [], assumed = [] }: ReadingsOfFile = {}) {
    const left = new Set(assumed.map(written => readingKey({ column: 'stage', written })));
    for (const [readings, isRemembered] of [[remembered, true] as const, [given, false] as const]) {
      for (const reading of readings) {
        const key = readingKey(reading);
        if (reading.ledger !== ledger || (isRemembered && left.has(key))) continue;
        this.#kept.set(key, { reading, remembered: isRemembered, rows: new Set(), isUsed: false });
      }
    }
  }

  /** The ledger with the headers of the office beside everybody's. */
  shapeOf<Field extends string>(shape: LedgerShape<Field>): LedgerShape<Field> {
    const knownHeader: LedgerShape<Field>['knownHeader'] = text => {
      const known = shape.knownHeader(text);
      const key = known ? '' : headerKey(text);
      if (known || key === '') return known;
      const kept = this.#kept.get(`=${key}`);
      if (!kept) return null;
      const field = kept.reading.means as Field;
      return { field, rank: LAST_RANK, unit: field === 'money' ? unitInHeader(text) : null };
    };
    return { ...shape, knownHeader };
  }

  /** Which headers were read by a reading. */
  headersOf({ columns }: Read): void {
    for (const [field, { header }] of columns) {
      const kept = this.#kept.get(`=${headerKey(header)}`);
      if (kept?.reading.means === field) kept.isUsed = true;
    }
  }

  /** The cell as it is read: with the value, where its word has a reading. */
  cell(column: string, cell: Cell, row: string): Cell {
    const text = shownText(cell);
    const value = text === '' ? text : this.word(column, text, row);
    return value === text ? cell : { kind: 'text', value };
  }

  /** One word of a cell that may hold several. */
  word(column: string, text: string, row: string): string {
    const kept = this.#kept.get(`${column}=${normalise(text)}`);
    if (!kept) return text;
    kept.isUsed = true;
    kept.rows.add(row);
    return kept.reading.means;
  }

  /** The first given one that this file has no place for: whoever gave it meant something else. */
  unused(tables: readonly Read[]): Refusal | null {
    const idle = [...this.#kept.values()].find(({ remembered, isUsed }) => !remembered && !isUsed);
    if (!idle) return null;
    const { column, written } = idle.reading;
    const open =
      column === null
        ? tables.flatMap(({ ignored }) => ignored.map(({ header }) => header))
        : this.questions
            .list()
            .filter(question => question.column === column)
            .map(({ word }) => word);
    return refuse('readingNotInFile', 'map', written, open.length > 0 ? { list: open.slice(0, MOST_NAMED) } : {});
  }

  told(): ReadAs[] {
    return [...this.#kept.values()]
      .filter(({ isUsed }) => isUsed)
      .map(({ reading: { ledger: _, ...reading }, rows, remembered }) => ({ ...reading, rows: rows.size, remembered }));
  }
}

const MOST_NAMED = 20;
