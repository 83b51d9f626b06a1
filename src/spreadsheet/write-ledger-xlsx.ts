import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import exceljs from 'exceljs';
import { LEDGER_COLUMNS } from '../domain/ledger-import/columns.ts';
import { MONEY_COLUMNS, type MoneyLine } from '../domain/ledger-import/money-columns.ts';
import type { LedgerExport, LedgerExportLine } from './ledger-export.ts';
import { LEDGER_WORDS } from './ledger-words.ts';

/** Title, unit, header. */
const HEAD_ROWS = 3;
const STATUS_WIDTH = 10;
const TEXT = '@';
const DAY = 'yyyy-mm-dd';

/** What a reader would decode (`_x0041_` is how Excel writes a character XML cannot hold) is text here, so its mark is written out. */
const literal = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

interface SheetColumn<Line> {
  header: string;
  width: number;
  /** Of a number; a text has the format of text. */
  format: string;
  isDate: boolean;
  value(line: Line): string | number | undefined;
}

interface Table<Line> {
  name: string;
  title: string;
  /** These stay in sight. */
  frozenColumns: number;
  columns: readonly SheetColumn<Line>[];
  rows: AsyncIterable<readonly Line[]>;
}

const WHOLE = '0';
const MONEY = '#,##0';

const ledgerColumns: readonly SheetColumn<LedgerExportLine>[] = [
  ...LEDGER_COLUMNS.map(({ field, header, width }) => ({
    ...{ header, width, format: field === 'money' ? MONEY : WHOLE, isDate: /^(?:plan|actual)\./.test(field) },
    value: ({ cells }: LedgerExportLine) => cells.get(field),
  })),
  { header: LEDGER_WORDS.status, width: STATUS_WIDTH, format: WHOLE, isDate: false, value: ({ status }) => status },
];

const moneyColumns: readonly SheetColumn<MoneyLine>[] = MONEY_COLUMNS.map(({ field, header, width }) => ({
  ...{ header, width, format: field === 'year' ? WHOLE : MONEY, isDate: false },
  value: (line: MoneyLine) => line.get(field),
}));

/**
 * Writes the ledger as a workbook while its rows come in: the projects, their money, and how to read both. Text is stored as text under the
 * text format, so that a name that begins with `=` is shown, not calculated, also after somebody edits the cell. Ends `out`; what the rows
 * throw is thrown, and `out` is left unfinished.
 */
export async function writeLedgerXlsx(out: Writable, { day, rows, money }: LedgerExport): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  const { sheet, title, moneySheet, moneyTitle } = LEDGER_WORDS;
  await addTable(workbook, out, { name: sheet, title: title(day), frozenColumns: 3, columns: ledgerColumns, rows });
  if (out.destroyed) return;
  const ofMoney = { name: moneySheet, title: moneyTitle(day), frozenColumns: 3, columns: moneyColumns, rows: money };
  await addTable(workbook, out, ofMoney);
  if (out.destroyed) return;
  addNotes(workbook);
  await workbook.commit();
}

async function addTable<Line>(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  out: Writable,
  { name, title, frozenColumns, columns, rows }: Table<Line>,
): Promise<void> {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: HEAD_ROWS, xSplit: frozenColumns }],
  });
  sheet.columns = columns.map(({ width }) => ({ width }));
  addHead(sheet, title, columns);
  for await (const page of rows) {
    if (out.destroyed) return;
    for (const line of page) addLine(sheet, columns, line);
    await untilTaken(sheet, out);
  }
  sheet.autoFilter = { from: { row: HEAD_ROWS, column: 1 }, to: { row: HEAD_ROWS, column: columns.length } };
  sheet.commit();
}

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

function addHead(sheet: exceljs.Worksheet, title: string, columns: readonly { header: string }[]): void {
  const above = sheet.addRow([title]);
  above.font = { bold: true, size: 16 };
  above.commit();
  sheet.addRow([LEDGER_WORDS.unit]).commit();
  const header = sheet.addRow(columns.map(column => column.header));
  header.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E78' } };
  header.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  header.commit();
}

function addLine<Line>(sheet: exceljs.Worksheet, columns: readonly SheetColumn<Line>[], line: Line): void {
  const row = sheet.addRow([]);
  for (const [index, column] of columns.entries()) {
    const value = column.value(line);
    const cell = row.getCell(index + 1);
    if (typeof value === 'number') {
      cell.value = value;
      cell.numFmt = column.format;
      continue;
    }
    const isDay = column.isDate && /^\d{4}-\d{2}-\d{2}$/.test(value ?? '');
    cell.numFmt = isDay ? DAY : TEXT;
    if (value !== undefined) cell.value = isDay ? new Date(`${value}T00:00:00Z`) : literal(value);
  }
  row.commit();
}

/** Without a header of a ledger, so that an import passes over it. */
function addNotes(workbook: exceljs.stream.xlsx.WorkbookWriter): void {
  const sheet = workbook.addWorksheet(LEDGER_WORDS.notes);
  sheet.columns = [{ width: 16 }, { width: 90 }];
  for (const line of LEDGER_WORDS.noteLines) sheet.addRow([...line]).commit();
  sheet.commit();
}
