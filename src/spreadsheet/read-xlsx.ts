import exceljs from 'exceljs';
// The library's own table of built-in number formats; see below.
import builtInFormats from 'exceljs/lib/xlsx/defaultnumformats.js';
import { legible } from '../domain/ledger-import/text.ts';
import type { Cell, Sheet } from '../domain/ledger-import/types.ts';
import { MAX_CELL_CHARACTERS, MAX_CELLS, MAX_COLUMNS } from './limits.ts';
import { cleanPackage, type Merge } from './xlsx-package.ts';
import { ZipError } from './zip.ts';

/**
 * Formats 27–36 and 50–58 mean different things in each language of Excel, so exceljs knows them but uses none: a date typed as
 * `2022年12月` into a Chinese Excel (format 57) would come in as the number 44896. Here ledgers are Chinese.
 */
for (const format of Object.values(builtInFormats)) {
  const chinese = format['zh-cn'];
  if (chinese !== undefined) format.f ??= chinese;
}

/** Parts of a sheet that hold no cells and that exceljs expands cell by cell, or cannot read from every office suite. */
const IGNORED = [
  ...[
    'mergeCells',
    'dataValidations',
    'conditionalFormatting',
    'hyperlinks',
    'drawing',
    'picture',
    'tableParts',
    'extLst',
  ],
  ...['autoFilter', 'rowBreaks', 'sheetProtection', 'headerFooter', 'cols', 'sheetViews', 'pageSetup', 'printOptions'],
];

const EMPTY: Cell = { kind: 'empty' };

/** 3.3000000000000003 → `3.3`, as the spreadsheet shows it: 15 significant digits, never an exponent. */
export function decimalText(value: number): string {
  const [, sign = '', head = '', tail = '', exponent = '0'] =
    /^(-?)(\d)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(value.toExponential(14)) ?? [];
  const digits = head + tail;
  const point = 1 + Number(exponent);
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(1, point);
  const fraction = padded.slice(at).replace(/0+$/, '');
  const text = padded.slice(0, at) + (fraction ? `.${fraction}` : '');
  return text === '0' ? '0' : sign + text;
}

const bareFormat = (format: string): string =>
  format
    .split(';', 1)
    .join('')
    .replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
    .toLowerCase();

/** The date as precise as the format shows it. A format without a year is shown with its day all the same: the year is stored. */
const dateCell = (date: Date, format: string): Cell => {
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return { kind: 'error', value: '####' };
  // A time of day alone is stored as a fraction of day zero.
  if (date.getUTCFullYear() < 1900) return { kind: 'text', value: date.toISOString().slice(11, 16) };
  const iso = date.toISOString().slice(0, 10);
  const shown = bareFormat(format);
  if (shown.includes('d') || !/[ye]/.test(shown)) return { kind: 'date', value: iso };
  return { kind: 'date', value: shown.includes('m') ? iso.slice(0, 7) : iso.slice(0, 4) };
};

const numberCell = (value: number, format: string): Cell => {
  if (!Number.isFinite(value)) return { kind: 'error', value: String(value) };
  const text = decimalText(value);
  // Codes kept as numbers and shown as 000123: the zeros are part of what people read.
  return {
    kind: 'number',
    value: /^0{2,}$/.test(format) && /^\d+$/.test(text) ? text.padStart(format.length, '0') : text,
  };
};

/** XML cannot hold every character, so Excel writes them as `_x000D_`. */
const textCell = (value: string): Cell => {
  if (value.length > MAX_CELL_CHARACTERS) return { kind: 'error', value: '####' };
  const text = value.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return text.trim() === '' ? EMPTY : { kind: 'text', value: text };
};

const formulaCell = (value: exceljs.CellFormulaValue | exceljs.CellSharedFormulaValue, format: string): Cell => {
  const text =
    'formula' in value && value.formula ? value.formula : 'sharedFormula' in value ? value.sharedFormula : '';
  return value.result === undefined
    ? { kind: 'formula', value: `=${text}`.slice(0, MAX_CELL_CHARACTERS) }
    : toCell(value.result, format);
};

const toCell = (value: exceljs.CellValue, format: string): Cell => {
  if (value === null || value === undefined) return EMPTY;
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'number') return numberCell(value, format);
  if (typeof value === 'boolean') return { kind: 'text', value: value ? 'TRUE' : 'FALSE' };
  if (value instanceof Date) return dateCell(value, format);
  if ('error' in value) return { kind: 'error', value: String(value.error) };
  if ('richText' in value) return textCell(value.richText.map(run => run.text ?? '').join(''));
  if ('formula' in value || 'sharedFormula' in value) return formulaCell(value, format);
  return 'text' in value ? toCell(value.text as exceljs.CellValue, format) : EMPTY;
};

const trimRow = (row: Cell[]): Cell[] => {
  let length = row.length;
  while (length > 0 && (row[length - 1] ?? EMPTY).kind === 'empty') length--;
  return Array.from({ length }, (_, i) => row[i] ?? EMPTY);
};

/** Only a vertical merge says something about other rows: the cell's content holds for each of them. */
const spreadMerges = (rows: Cell[][], merges: readonly Merge[]): void => {
  let budget = MAX_CELLS;
  for (const { top, left, bottom } of merges) {
    const content = rows[top - 1]?.[left - 1] ?? EMPTY;
    if (content.kind === 'empty') continue;
    const last = Math.min(bottom, rows.length);
    // Merges that lie over each other are none of Excel's, and a thousand of them over a whole column are a bomb.
    if ((budget -= Math.max(0, last - top)) < 0) throw new ZipError('tooLarge');
    for (let row = top + 1; row <= last; row++) {
      const line = (rows[row - 1] ??= []);
      // Rows beyond the first are only continued where something else stands in them.
      if (line.length > 0) line[left - 1] = { kind: 'shared', value: content };
    }
  }
};

const toRows = (sheet: exceljs.Worksheet, merges: readonly Merge[]): Cell[][] => {
  const rows: Cell[][] = [];
  sheet.eachRow((row, number) => {
    const cells: Cell[] = [];
    row.eachCell((cell, column) => {
      const content = column <= MAX_COLUMNS ? toCell(cell.value, cell.numFmt ?? '') : EMPTY;
      if (content.kind !== 'empty') cells[column - 1] = content;
    });
    if (cells.length > 0) rows[number - 1] = cells;
  });
  for (let i = 0; i < rows.length; i++) rows[i] = trimRow(rows[i] ?? []);
  spreadMerges(rows, merges);
  return rows.map(trimRow);
};

/**
 * Reads the cells of an XLSX. Null when the zip holds no workbook.
 * @throws ZipError for a damaged, encrypted or oversized one; anything exceljs throws for one it cannot read
 */
export async function readXlsx(bytes: Buffer): Promise<Sheet[] | null> {
  const source = cleanPackage(bytes);
  if (!source) return null;
  const workbook = new exceljs.Workbook();
  // The declared parameter type is the library's own idea of a Buffer.
  await workbook.xlsx.load(source.zip as unknown as exceljs.Buffer, { ignoreNodes: IGNORED });
  return source.sheets.map((part, i) => {
    const sheet = workbook.getWorksheet(`s${i + 1}`);
    return { name: legible(part.name), hidden: part.hidden, rows: sheet ? toRows(sheet, part.merges) : [] };
  });
}
