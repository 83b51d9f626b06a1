import { refuse, type Refusal } from '../domain/refusal.ts';
import type { Cell, Sheet } from '../domain/ledger-import/types.ts';
import { plainField } from './inert-csv.ts';
import { MAX_CELL_CHARACTERS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from './limits.ts';

const EMPTY: Cell = { kind: 'empty' };
const DELIMITERS = [',', '\t', ';'] as const;
const SNIFFED_CHARS = 64 * 1024;
// Anything below a space except tab, line feed, form feed and carriage return: no text editor writes them.
// eslint-disable-next-line no-control-regex
const BINARY = /[\u0000-\u0008\u000b\u000e-\u001f]/;

const decodeAs = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Chinese Excel saves CSV as GB18030 without saying so; UTF-8 text is hardly ever valid by accident, so it is tried first. */
export function decodeText(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  const utf16 = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : null;
  const text = utf16 ? decodeAs(bytes, utf16) : (decodeAs(bytes, 'utf-8') ?? decodeAs(bytes, 'gb18030'));
  return text === null || BINARY.test(text) ? null : text;
}

/** The delimiter that occurs most often in any one line, outside quotes: a header has one per column, a title has none. */
export function sniffDelimiter(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map(d => [d, 0]));
  const best = new Map(counts);
  let quoted = false;
  for (const char of text.slice(0, SNIFFED_CHARS)) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && char === '\n') for (const d of DELIMITERS) counts.set(d, 0);
    else if (!quoted && counts.has(char)) {
      const count = (counts.get(char) ?? 0) + 1;
      counts.set(char, count);
      if (count > (best.get(char) ?? 0)) best.set(char, count);
    }
  }
  return DELIMITERS.reduce(
    (winner, d) => ((best.get(d) ?? 0) > (best.get(winner) ?? 0) ? d : winner),
    DELIMITERS[0] as string,
  );
}

function cellOf(value: string): Cell {
  if (value.length > MAX_CELL_CHARACTERS) return { kind: 'error', value: '####' };
  return value.trim() === '' ? EMPTY : { kind: 'text', value: plainField(value) };
}

/** RFC 4180, forgiving where offices are not strict: lone quotes inside a field are text, rows may differ in length. */
class CsvReader {
  readonly rows: Cell[][] = [];
  cells = 0;
  private row: Cell[] = [];
  private at = 0;
  private readonly text: string;
  private readonly delimiter: string;
  private readonly fieldEnd: RegExp;

  constructor(text: string, delimiter: string) {
    this.text = text;
    this.delimiter = delimiter;
    this.fieldEnd = delimiter === '\t' ? /[\t\r\n]/g : delimiter === ';' ? /[;\r\n]/g : /[,\r\n]/g;
  }

  /** False when a quoted field never ends: everything after it would be swallowed. */
  read(): boolean {
    while (this.at < this.text.length && this.rows.length <= MAX_ROWS && this.cells <= MAX_CELLS) {
      const field = this.field();
      if (field === null) return false;
      if (this.row.length < MAX_COLUMNS) this.row.push(cellOf(field));
      const end = this.text[this.at];
      if (end === '\r' && this.text[this.at + 1] === '\n') this.at++;
      this.at++;
      if (end !== this.delimiter) this.endRow();
    }
    if (this.row.length > 0) this.endRow();
    return true;
  }

  private endRow(): void {
    while (this.row.at(-1)?.kind === 'empty') this.row.pop();
    this.cells += this.row.length;
    this.rows.push(this.row);
    this.row = [];
  }

  private plain(): string {
    this.fieldEnd.lastIndex = this.at;
    const end = this.fieldEnd.exec(this.text)?.index ?? this.text.length;
    const value = this.text.slice(this.at, end);
    this.at = end;
    return value;
  }

  private field(): string | null {
    if (this.text[this.at] !== '"') return this.plain();
    let value = '';
    let from = this.at + 1;
    for (;;) {
      const quote = this.text.indexOf('"', from);
      if (quote < 0) return null;
      value += this.text.slice(from, quote);
      from = quote + 2;
      if (this.text[quote + 1] === '"') value += '"';
      else {
        this.at = quote + 1;
        return value + this.plain();
      }
    }
  }
}

/** Reads CSV text; every filled cell is text, because a CSV says no more. */
export function readCsv(text: string, sheetName: string): Sheet[] | Refusal {
  const hint = /^sep=(.)\r?\n/i.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const delimiter = hint && DELIMITERS.some(d => d === hint[1]) ? (hint[1] ?? ',') : sniffDelimiter(body);
  const reader = new CsvReader(body, delimiter);
  if (!reader.read())
    return refuse('notAWorkbook', 'file', sheetName, { found: 'openQuote', row: reader.rows.length + 1 });
  if (reader.rows.length > MAX_ROWS || reader.cells > MAX_CELLS)
    return refuse('workbookTooLarge', 'file', sheetName, { maxRows: MAX_ROWS });
  const rows = hint ? [[], ...reader.rows] : reader.rows;
  return [{ name: sheetName, hidden: false, rows }];
}
