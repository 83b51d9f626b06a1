import exceljs from 'exceljs';
import { factChange, factWord, readAsWord, VERDICT_WORDS, wordFor, type Locale } from '../contract/catalogue/index.ts';
import type { ImportedLedger } from '../contract/import.ts';
import type { FactChange, PassedOver } from '../domain/ledger-import/types.ts';
import type { ReadAs } from '../domain/reading/types.ts';
import { REPORT_WORDS, type ReportVerdict } from './report-words.ts';

export interface ReportRow {
  row: number;
  sheet: string;
  name: string;
  verdict: ReportVerdict;
  code?: string;
  /** Whole sentences in the reader's language. */
  reasons: readonly string[];
  changes: readonly FactChange[];
  /** Gap names as in `ProjectFacts.gaps`. */
  gaps?: readonly string[];
}

export interface ImportReport {
  fileName: string;
  rows: readonly ReportRow[];
  totals: Readonly<Partial<Record<ReportVerdict, number>>>;
  locale: Locale;
  /** Of projects when left out. */
  ledger?: ImportedLedger;
  passedOver?: readonly PassedOver[];
  ignoredColumns?: readonly { sheet: string; column: string; header: string }[];
  readings?: readonly ReadAs[];
}

/** Excel's own limit for one cell. */
const MAX_CELL = 32_767;
const VERDICTS: readonly ReportVerdict[] = ['create', 'change', 'same', 'behind', 'refused'];
const COLOURS: Readonly<Record<ReportVerdict | 'header', string>> = {
  create: 'FFE2F0D9',
  change: 'FFFFF2CC',
  same: 'FFF2F2F2',
  behind: 'FFDDEBF7',
  refused: 'FFF8CBAD',
  header: 'FF1F4E78',
};

/**
 * Text for a cell. It is stored as a string, so `=1+1` from somebody's file is shown, never calculated; the text format keeps it so
 * when a reader edits the cell.
 */
const inert = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd').slice(0, MAX_CELL);

const fill = (colour: string): exceljs.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb: colour } });

const addSheet = (
  workbook: exceljs.Workbook,
  name: string,
  columns: readonly (readonly [header: string, width: number])[],
): exceljs.Worksheet => {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(([header, width]) => ({ header, width, style: { numFmt: '@' } }));
  const header = sheet.getRow(1);
  header.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  header.fill = fill(COLOURS.header);
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  return sheet;
};

const addRows = (workbook: exceljs.Workbook, report: ImportReport): void => {
  const { headers: all, gaps, sheets, problem } = REPORT_WORDS[report.locale];
  const headers = report.ledger === 'problems' ? { ...all, ...problem } : all;
  const sheet = addSheet(workbook, sheets.result, [
    [headers.row, 8],
    [headers.sheet, 16],
    [headers.name, 40],
    [headers.verdict, 18],
    [headers.code, 16],
    [headers.reasons, 60],
    [headers.changes, 50],
    [gaps, 36],
  ]);
  for (const row of report.rows) {
    const added = sheet.addRow([
      row.row,
      inert(row.sheet),
      inert(row.name),
      wordFor(VERDICT_WORDS, row.verdict, report.locale),
      inert(row.code ?? ''),
      inert(row.reasons.join('\n')),
      inert(row.changes.map(change => factChange(change, report.locale)).join('\n')),
      inert((row.gaps ?? []).map(gap => factWord(gap, report.locale)).join(', ')),
    ]);
    added.alignment = { vertical: 'top', wrapText: true };
    added.getCell(1).numFmt = '0';
    added.getCell(4).fill = fill(COLOURS[row.verdict]);
  }
};

const addSummary = (workbook: exceljs.Workbook, report: ImportReport): void => {
  const words = REPORT_WORDS[report.locale];
  const sheet = addSheet(workbook, words.sheets.summary, [
    [words.item, 24],
    [words.count, 40],
  ]);
  sheet.addRow([words.file, inert(report.fileName)]);
  const counts = VERDICTS.map(verdict => [verdict, report.totals[verdict] ?? 0] as const);
  const lines: [string, number, string?][] = counts.map(([verdict, n]) => [
    wordFor(VERDICT_WORDS, verdict, report.locale),
    n,
    COLOURS[verdict],
  ]);
  lines.push([words.total, counts.reduce((sum, [, n]) => sum + n, 0)]);
  for (const [label, count, colour] of lines) {
    const added = sheet.addRow([label, count]);
    added.getCell(2).numFmt = '0';
    added.getCell(2).alignment = { horizontal: 'left' };
    if (colour !== undefined) added.getCell(1).fill = fill(colour);
  }
};

const addNotRead = (workbook: exceljs.Workbook, report: ImportReport): void => {
  const words = REPORT_WORDS[report.locale];
  const sheet = addSheet(workbook, words.sheets.notRead, [
    [words.headers.sheet, 20],
    [words.headers.row, 10],
    [words.item, 24],
    [words.text, 80],
  ]);
  for (const { sheet: name, row, reason, text } of report.passedOver ?? []) {
    sheet.addRow([inert(name), row === null ? '' : String(row), words.passedOver[reason], inert(text)]);
  }
  for (const { sheet: name, column, header } of report.ignoredColumns ?? []) {
    sheet.addRow([inert(name), column, words.passedOver.ignoredColumn, inert(header)]);
  }
};

const addReadings = (
  workbook: exceljs.Workbook,
  { readings = [], locale, ledger = 'projects' }: ImportReport,
): void => {
  if (readings.length === 0) return;
  const { sheets, readings: words } = REPORT_WORDS[locale];
  const sheet = addSheet(workbook, sheets.readAs, [
    [words.written, 30],
    [words.means, 40],
    [words.rows, 10],
    [words.since, 24],
  ]);
  for (const reading of readings) {
    const { written, rows, remembered, column } = reading;
    const means = readAsWord(reading, { ledger, locale });
    const count = column === null ? '' : String(rows);
    sheet.addRow([inert(written), inert(means), count, remembered ? words.remembered : words.given]);
  }
};

/** The report of a dry run or of an applied import as XLSX: what happens to each row and why, in the reader's language. */
export async function writeImportReport(report: ImportReport): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  addRows(workbook, report);
  addSummary(workbook, report);
  addReadings(workbook, report);
  if ((report.passedOver?.length ?? 0) + (report.ignoredColumns?.length ?? 0) > 0) addNotRead(workbook, report);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
