import picocolors from 'picocolors';
import type { Io } from './io.ts';

/** A column of a table. A cell without a value stays blank, so that a missing amount is never read as 0. */
export interface Column<Row> {
  head: string;
  cell(row: Row): string | number | null | undefined;
  align?: 'right';
  /** Never cut, however narrow the terminal: codes and ids that people copy. */
  whole?: boolean;
}

export interface OutputOptions {
  json: boolean;
}

/** East Asian Wide and Fullwidth (UAX #11), by blocks; a rare stray costs one column, not a wrong value. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const GAP = '  ';
const NARROWEST = 10;

/** Half-width columns a text takes on a terminal. */
export const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (WIDE.test(char) ? 2 : 1), 0);

/** Names come from workbooks and mails: control characters could move the cursor or recolour the terminal. */
// eslint-disable-next-line no-control-regex
export const harmless = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�');

/** Line breaks of a cell would tear the table; they are shown as spaces. */
const oneLine = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? '' : harmless(String(value).replaceAll(/\s*[\r\n\t]+\s*/g, ' '));

/** By width, not by characters: a Chinese one takes two columns. */
function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const char of text) {
    used += widthOf(char);
    if (used > width) break;
    kept += char;
  }
  return `${kept}…`;
}

/** stdout of one run: exactly one JSON document, or text for people. Notes go to stderr in either case. */
export class Output {
  readonly colors: ReturnType<typeof picocolors.createColors>;
  readonly #io: Io;
  readonly #json: boolean;

  constructor(io: Io, { json }: OutputOptions) {
    this.#io = io;
    this.#json = json;
    this.colors = picocolors.createColors(!json && io.outIsTerminal && !io.env['NO_COLOR']);
  }

  /** Prints `value` as the document, or lets `human` say it. */
  async show(value: unknown, human: () => void | Promise<void>): Promise<void> {
    if (this.#json) this.#io.out(`${JSON.stringify(value, null, 2)}\n`);
    else await human();
  }

  line(text = ''): void {
    this.#io.out(`${harmless(text)}\n`);
  }

  /** Our own words with colours in them; every value inside was made harmless before. */
  styled(text: string): void {
    this.#io.out(`${text}\n`);
  }

  /** As it is, for `mail show --html > file`; a terminal still gets it without control characters. */
  raw(text: string): void {
    this.#io.out(this.#io.outIsTerminal ? harmless(text) : text);
  }

  note(text: string): void {
    this.#io.err(`${harmless(text)}\n`);
  }

  async table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Promise<void> {
    const { default: Table } = await import('cli-table3');
    const cells = rows.map(row => columns.map(column => oneLine(column.cell(row))));
    const widths = this.#fit(columns, cells);
    const none = Object.fromEntries(BORDER.map(name => [name, '']));
    const table = new Table({
      head: columns.map(({ head }) => this.colors.bold(head)),
      chars: { ...none, middle: GAP },
      colAligns: columns.map(({ align }) => align ?? 'left'),
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    });
    table.push(...cells.map(row => row.map((text, index) => cut(text, widths[index] ?? Infinity))));
    const lines = table.toString().split('\n');
    this.#io.out(lines.map(line => `${line.trimEnd()}\n`).join(''));
  }

  /** One thing with its properties; those without a value are left out. */
  details(pairs: readonly (readonly [name: string, value: string | number | null | undefined])[]): void {
    const told = pairs.filter(([, value]) => value !== null && value !== undefined && value !== '');
    const width = Math.max(0, ...told.map(([name]) => widthOf(name)));
    for (const [name, value] of told) {
      const padding = ' '.repeat(width - widthOf(name));
      this.styled(`${this.colors.dim(name)}${padding}${GAP}${oneLine(value)}`);
    }
  }

  /** Widths that fit the terminal, taken from the widest column first; a file or a pipe gets everything. */
  #fit<Row>(columns: readonly Column<Row>[], cells: readonly (readonly string[])[]): number[] {
    const widths = columns.map(({ head }, index) =>
      Math.max(widthOf(head), ...cells.map(row => widthOf(row[index] ?? ''))),
    );
    const room = (this.#io.columns ?? Infinity) - GAP.length * (columns.length - 1);
    for (let excess = sum(widths) - room; excess > 0; excess = sum(widths) - room) {
      const open = widths.map((width, index) => (columns[index]?.whole === true ? 0 : width));
      const widest = open.indexOf(Math.max(...open));
      const width = open[widest] ?? 0;
      if (width <= NARROWEST) break;
      widths[widest] = Math.max(NARROWEST, width - excess, secondOf(open, widest));
    }
    return widths;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
/** Down to the next widest in one step, but always at least one column narrower. */
const secondOf = (widths: readonly number[], widest: number): number =>
  Math.min((widths[widest] ?? 1) - 1, Math.max(0, ...widths.filter((_, index) => index !== widest)));

const BORDER = [
  'top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right',
  'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid',
] as const; // prettier-ignore

/** Instants come with the office's offset (`2026-11-23T16:00:00.000+08:00`): its wall clock is what is written there. */
export const clockTime = (instant: string | null | undefined): string =>
  instant === null || instant === undefined ? '' : instant.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2');
