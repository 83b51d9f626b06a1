import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import exceljs from 'exceljs';

/** Title, unit, header. */
const HEAD_ROWS = 3;
const HEADER_HEIGHT = 34;
const LINE_HEIGHT = 17;
/** The highest row that Excel takes, in points. */
const MOST_HEIGHT = 409;
/** Some milliseconds; whoever else waits for this process has a turn after each. */
const ROWS_AT_ONCE = 10;
/** Paper sizes by their numbers in the format. */
const A3 = 8 as number as exceljs.PaperSize;
const A4: exceljs.PaperSize = 9;
/** Half-width characters that a landscape page still shows in a readable size; what is wider than A3 is printed on several side by side. */
const A4_CHARACTERS = 220;
const A3_CHARACTERS = 310;
const TOP: Partial<exceljs.Alignment> = { vertical: 'top' };
const WRAPPED: Partial<exceljs.Alignment> = { vertical: 'top', wrapText: true };
const TEXT = '@';
const DAY = 'yyyy-mm-dd';

/** What a reader would decode (`_x0041_` is how Excel writes a character XML cannot hold) is text here, so its mark is written out. */
const literal = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

export interface SheetColumn<Line> {
  header: string;
  width: number;
  /** Of a number; a text has the format of text. */
  format: string;
  isDate: boolean;
  value(line: Line): string | number | undefined;
}

export interface Table<Line> {
  name: string;
  title: string;
  /** The line below the title. */
  subtitle: string;
  /** These stay in sight. */
  frozenColumns: number;
  columns: readonly SheetColumn<Line>[];
  rows: AsyncIterable<readonly Line[]>;
}

export const WHOLE = '0';
export const MONEY = '#,##0';

/** Without the header of a ledger, so that an import passes over it. */
export interface Notes {
  name: string;
  lines: readonly (readonly [item: string, text: string])[];
}

/**
 * Writes tables as a workbook while their rows come in, one after the other, and how to read them. Text is stored as text under the text
 * format, so that a name that begins with `=` is shown, not calculated, also after somebody edits the cell. Ends `out`; what the rows throw
 * is thrown, and `out` is left unfinished.
 */
export class TableWriter {
  readonly #out: Writable;
  readonly #workbook: exceljs.stream.xlsx.WorkbookWriter;

  constructor(out: Writable) {
    this.#out = out;
    this.#workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  }

  /** Does nothing once the reader has gone. */
  async add<Line>(table: Table<Line>): Promise<void> {
    if (!this.#out.destroyed) await addTable(this.#workbook, this.#out, table);
  }

  async end(notes: Notes): Promise<void> {
    if (this.#out.destroyed) return;
    addNotes(this.#workbook, notes);
    await this.#workbook.commit();
  }
}

async function addTable<Line>(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  out: Writable,
  { name, title, subtitle, frozenColumns, columns, rows }: Table<Line>,
): Promise<void> {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: HEAD_ROWS, xSplit: frozenColumns }],
    ...printed(columns, frozenColumns),
  });
  sheet.columns = columns.map(({ width }) => ({ width }));
  addHead(sheet, { title, subtitle, columns });
  for await (const page of rows) {
    if (out.destroyed) return;
    for (const [at, line] of page.entries()) {
      addLine(sheet, columns, line);
      if (at % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate();
    }
    await untilTaken(sheet, out);
  }
  sheet.autoFilter = { from: { row: HEAD_ROWS, column: 1 }, to: { row: HEAD_ROWS, column: columns.length } };
  sheet.commit();
}

/** As wide as the paper, as long as it is; every page begins with the header and with the columns that stay in sight, and says which it is. */
function printed(columns: readonly { width: number }[], frozenColumns: number): Partial<exceljs.AddWorksheetOptions> {
  const [all, repeated] = [widthOf(columns), widthOf(columns.slice(0, frozenColumns))];
  const pagesWide = all <= A3_CHARACTERS ? 1 : Math.ceil((all - repeated) / (A3_CHARACTERS - repeated));
  return {
    pageSetup: {
      ...{ orientation: 'landscape', fitToPage: true, fitToWidth: pagesWide, fitToHeight: 0 },
      // Side by side first: one row is read across.
      pageOrder: 'overThenDown',
      paperSize: all > A4_CHARACTERS ? A3 : A4,
      printTitlesRow: `${HEAD_ROWS}:${HEAD_ROWS}`,
      ...(pagesWide > 1 && { printTitlesColumn: `A:${String.fromCharCode(64 + frozenColumns)}` }),
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C&P / &N' },
  };
}

const widthOf = (columns: readonly { width: number }[]): number => columns.reduce((sum, { width }) => sum + width, 0);

/** Streams of a library older than `writableNeedDrain`. */
type Pipe = Writable & { _writableState: { needDrain: boolean } };

/**
 * Whoever reads slowly is waited for, so that what was written does not pile up in memory. The library writes without looking whether it
 * is taken; what it writes to (`pipes`, where the zip deflates) knows.
 */
async function untilTaken(sheet: exceljs.Worksheet, out: Writable): Promise<void> {
  await setImmediate();
  const { stream } = sheet as unknown as { stream: { pipes: readonly Pipe[] } };
  for (const pipe of stream.pipes) {
    if (out.destroyed || !pipe._writableState.needDrain) continue;
    const stop = new AbortController();
    const signals = { signal: stop.signal };
    await Promise.race([once(pipe, 'drain', signals), once(out, 'close', signals)]).finally(() => stop.abort());
  }
}

function addHead(
  sheet: exceljs.Worksheet,
  { title, subtitle, columns }: { title: string; subtitle: string; columns: readonly { header: string }[] },
): void {
  const above = sheet.addRow([title]);
  above.font = { bold: true, size: 16 };
  above.commit();
  sheet.addRow([subtitle]).commit();
  const header = sheet.addRow(columns.map(column => column.header));
  header.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E78' } };
  header.height = HEADER_HEIGHT;
  header.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  header.commit();
}

function addLine<Line>(sheet: exceljs.Worksheet, columns: readonly SheetColumn<Line>[], line: Line): void {
  const row = sheet.addRow([]);
  for (const [index, column] of columns.entries()) {
    const value = column.value(line);
    const cell = row.getCell(index + 1);
    cell.alignment = typeof value === 'number' ? TOP : WRAPPED;
    if (typeof value === 'number') {
      cell.value = value;
      cell.numFmt = column.format;
      continue;
    }
    const isDay = column.isDate && /^\d{4}-\d{2}-\d{2}$/.test(value ?? '');
    cell.numFmt = isDay ? DAY : TEXT;
    if (value !== undefined) cell.value = isDay ? new Date(`${value}T00:00:00Z`) : literal(value);
  }
  const lines = Math.max(...columns.map(({ width, value }) => linesOf(value(line), width)));
  // Programs other than Excel do not look again how high a row must be.
  if (lines > 1) row.height = Math.min(lines * LINE_HEIGHT, MOST_HEIGHT);
  row.commit();
}

/** In how many lines a text stands in a column of so many half-width characters, with one left for the margins. */
function linesOf(value: string | number | undefined, width: number): number {
  if (typeof value !== 'string') return 1;
  return value
    .split('\n')
    .map(paragraph => Math.max(1, Math.ceil(halvesOf(paragraph) / (width - 1))))
    .reduce((sum, lines) => sum + lines, 0);
}

/** Chinese characters and their punctuation are twice as wide. */
const halvesOf = (text: string): number => text.length + (text.match(/[\u2e80-\uffee]/g)?.length ?? 0);

function addNotes(workbook: exceljs.stream.xlsx.WorkbookWriter, { name, lines }: Notes): void {
  const sheet = workbook.addWorksheet(name, {
    pageSetup: { paperSize: A4, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = [{ width: 18 }, { width: 90 }];
  for (const line of lines) {
    const row = sheet.addRow([...line]);
    row.alignment = WRAPPED;
    row.commit();
  }
  sheet.commit();
}
