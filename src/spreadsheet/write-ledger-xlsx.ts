import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import exceljs from 'exceljs';
import { LEDGER_COLUMNS } from '../domain/ledger-import/columns.ts';
import type { LedgerExport, LedgerExportLine } from './ledger-export.ts';
import { LEDGER_WORDS } from './ledger-words.ts';

/** Title, unit, header. */
const HEAD_ROWS = 3;
/** Number, code and name stay in sight. */
const FROZEN_COLUMNS = 3;
const STATUS_WIDTH = 10;
const TEXT = '@';
const DAY = 'yyyy-mm-dd';

/** What a reader would decode (`_x0041_` is how Excel writes a character XML cannot hold) is text here, so its mark is written out. */
const literal = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

/**
 * Writes the ledger as a workbook while its rows come in. Text is stored as text under the text format, so that a name that begins with
 * `=` is shown, not calculated, also after somebody edits the cell. Ends `out`; what `rows` throws is thrown, and `out` is left unfinished.
 */
export async function writeLedgerXlsx(out: Writable, { day, rows }: LedgerExport): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  const sheet = workbook.addWorksheet(LEDGER_WORDS.sheet, {
    views: [{ state: 'frozen', ySplit: HEAD_ROWS, xSplit: FROZEN_COLUMNS }],
  });
  sheet.columns = [...LEDGER_COLUMNS.map(({ width }) => width), STATUS_WIDTH].map(width => ({ width }));
  addHead(sheet, day);
  for await (const page of rows) {
    if (out.destroyed) return;
    for (const line of page) addLine(sheet, line);
    await untilTaken(sheet, out);
  }
  sheet.autoFilter = { from: { row: HEAD_ROWS, column: 1 }, to: { row: HEAD_ROWS, column: LEDGER_COLUMNS.length + 1 } };
  sheet.commit();
  addNotes(workbook);
  await workbook.commit();
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

function addHead(sheet: exceljs.Worksheet, day: string): void {
  const title = sheet.addRow([LEDGER_WORDS.title(day)]);
  title.font = { bold: true, size: 16 };
  title.commit();
  sheet.addRow([LEDGER_WORDS.unit]).commit();
  const header = sheet.addRow([...LEDGER_COLUMNS.map(column => column.header), LEDGER_WORDS.status]);
  header.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E78' } };
  header.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  header.commit();
}

function addLine(sheet: exceljs.Worksheet, { cells, status }: LedgerExportLine): void {
  const row = sheet.addRow([]);
  for (const [index, { field }] of LEDGER_COLUMNS.entries()) {
    const value = cells.get(field);
    const cell = row.getCell(index + 1);
    if (typeof value === 'number') {
      cell.value = value;
      cell.numFmt = field === 'money' ? '#,##0' : '0';
      continue;
    }
    const isDay = /^(?:plan|actual)\./.test(field) && /^\d{4}-\d{2}-\d{2}$/.test(value ?? '');
    cell.numFmt = isDay ? DAY : TEXT;
    if (value !== undefined) cell.value = isDay ? new Date(`${value}T00:00:00Z`) : literal(value);
  }
  row.getCell(LEDGER_COLUMNS.length + 1).value = status;
  row.commit();
}

/** Without a header of a ledger, so that an import passes over it. */
function addNotes(workbook: exceljs.stream.xlsx.WorkbookWriter): void {
  const sheet = workbook.addWorksheet(LEDGER_WORDS.notes);
  sheet.columns = [{ width: 16 }, { width: 90 }];
  for (const line of LEDGER_WORDS.noteLines) sheet.addRow([...line]).commit();
  sheet.commit();
}
