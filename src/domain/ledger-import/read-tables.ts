import { cutTo } from '../cut.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { classifyRow } from './classify-row.ts';
import { findTable, HEADER_WITHIN_ROWS, isUnitText, oneLine, type Table } from './find-table.ts';
import { headerKey, type LedgerShape } from './headers.ts';
import { columnLetters, shownText } from './text.ts';
import type { Interpretation, PassedOver, Sheet } from './types.ts';

const MAX_TEXT = 120;

export const rowText = (sheet: Sheet, rowIndex: number): string =>
  cutTo(
    (sheet.rows[rowIndex] ?? [])
      .map(shownText)
      .filter(text => text !== '')
      .join(' '),
    MAX_TEXT,
  );

export const passOver = (sheet: Sheet, rowIndex: number, reason: PassedOver['reason']): PassedOver => ({
  sheet: sheet.name,
  row: rowIndex + 1,
  reason,
  text: rowText(sheet, rowIndex),
});

const aboveHeader = ({ sheet, headerTop }: Table<string>): PassedOver[] =>
  sheet.rows.slice(0, headerTop).flatMap((row, index) => {
    if (row.length === 0) return [];
    return [passOver(sheet, index, row.some(cell => isUnitText(shownText(cell))) ? 'unit' : 'title')];
  });

/** Every ledger of a kind in a workbook. A refusal: there is none, or a column stands twice. */
export function findTables<Field extends string>(
  sheets: readonly Sheet[],
  shape: LedgerShape<Field>,
  passedOver: PassedOver[],
): Table<Field>[] | Refusal {
  const tables: Table<Field>[] = [];
  for (const sheet of sheets) {
    const found = sheet.hidden ? null : findTable(sheet, shape);
    if (found !== null && 'code' in found) return found;
    if (found) tables.push(found);
    else {
      const reason = sheet.hidden ? 'hiddenSheet' : 'sheetWithoutHeader';
      if (sheet.rows.length > 0) passedOver.push({ sheet: sheet.name, row: null, reason, text: rowText(sheet, 0) });
    }
  }
  if (tables.length > 0) return tables;
  return headerNotFound(sheets, shape);
}

/** Nobody can say what the file is. The row that looks most like a header is told with what is not known in it, so that it can be said. */
export function headerNotFound(sheets: readonly Sheet[], shape: LedgerShape<string>): Refusal {
  const [likely] = sheets
    .filter(({ hidden }) => !hidden)
    .flatMap(sheet => sheet.rows.slice(0, HEADER_WITHIN_ROWS).map((row, index) => likeness(row, { index, shape })))
    .sort((a, b) => b.known - a.known || b.unknown.length - a.unknown.length);
  const columns = likely?.unknown.slice(0, MOST_COLUMNS) ?? [];
  return refuse('headerNotFound', 'file', sheets.map(sheet => sheet.name).join(', '), {
    needed: shape.needed,
    others: 2,
    rows: HEADER_WITHIN_ROWS,
    ...(likely && columns.length > 0 ? { row: likely.index + 1, columns } : {}),
  });
}

const MOST_COLUMNS = 40;

const likeness = (
  row: Sheet['rows'][number],
  { index, shape }: { index: number; shape: LedgerShape<string> },
): { index: number; known: number; unknown: string[] } => {
  const texts = [...new Set(row.map(cell => oneLine(shownText(cell))).filter(text => headerKey(text) !== ''))];
  const unknown = texts.filter(text => shape.knownHeader(text) === null);
  return { index, known: texts.length - unknown.length, unknown };
};

/** Which rows of a table (0-based) are its entries; all others below the header are told. */
export function dataRows(table: Table<string>, passedOver: PassedOver[]): number[] {
  const data: number[] = [];
  let afterNotes = false;
  for (let index = table.headerBottom + 1; index < table.sheet.rows.length; index++) {
    const kind = classifyRow(table, index, afterNotes);
    if (kind === 'blank') continue;
    afterNotes = kind === 'note';
    if (kind === 'data') data.push(index);
    else passedOver.push(passOver(table.sheet, index, kind));
  }
  return data;
}

type Unread = Pick<Interpretation, 'passedOver' | 'ignoredColumns'>;

/** What stands above the header, and the columns nobody understood. */
export function noteUnread(table: Table<string>, { passedOver, ignoredColumns }: Unread): void {
  passedOver.push(...aboveHeader(table));
  const { sheet, ignored } = table;
  ignoredColumns.push(
    ...ignored.map(({ index, header }) => ({ sheet: sheet.name, column: columnLetters(index + 1), header })),
  );
}

/** Where a table was found and how its columns were understood. */
export const describe = (table: Table<string>): Interpretation['tables'][number] => ({
  sheet: table.sheet.name,
  headerRow: table.headerBottom + 1,
  unit: table.columns.has('money') ? table.unit : null,
  columns: [...table.columns].map(([field, { index, header }]) => ({
    column: columnLetters(index + 1),
    header,
    field,
  })),
});
