import type { Table } from './find-table.ts';
import { normalise, shownText } from './text.ts';
import type { Cell, PassedOverReason } from './types.ts';

const TOTAL = /^.{0,10}(?:合计|小计|总计|共计|累计)(?:\(?\d*[个项]?\)?)?:?$/;
const NOTE =
  /^(?:\*|※|(?:备?注|附注|注释|说明|填[表报](?:说明|要求|人|单位|日期|时间)|制表|审[核批]|复核|联系(?:人|电话)|(?:单位)?负责人|数据来源|资料来源|截[至止])(?:人|人员)?\d*[:.、;]|注\d*$)/;
const SECTION = /^(?:\(?[一二三四五六七八九十百]+\)?[、.:)]|第[一二三四五六七八九十\d]+[批类部])/;
const SECTION_NUMBER = /^\(?[一二三四五六七八九十百]+\)?[、.]?$/;
const COLUMN_LABEL = /^(?:\d{1,3}|[甲乙丙丁戊己庚辛壬癸])$/;

/** Of any kind of ledger: the column of its name is called `name`. */
type AnyTable = Table<string>;

interface Filled {
  index: number;
  text: string;
}

const filledCells = (row: readonly Cell[]): Filled[] =>
  row.flatMap((cell, index) => {
    const text = cell.kind === 'shared' || cell.kind === 'empty' ? '' : normalise(shownText(cell));
    return text === '' ? [] : [{ index, text }];
  });

const indexOf = (table: AnyTable, field: string): number => table.columns.get(field)?.index ?? -1;

const isTotal = (table: AnyTable, filled: readonly Filled[]): boolean => {
  const name = filled.find(({ index }) => index === indexOf(table, 'name'));
  // 合计 may stand in the serial column or under any merged cell; a project of that ending has its own name.
  return (
    TOTAL.test((name ?? filled[0])?.text ?? '') || (name === undefined && filled.some(({ text }) => TOTAL.test(text)))
  );
};

const isRepeatedHeader = (table: AnyTable, filled: readonly Filled[]): boolean => {
  const headers = new Map([...table.columns.values()].map(({ index, header }) => [index, normalise(header)]));
  return filled.length >= 3 && filled.every(({ index, text }) => (headers.get(index) ?? text) === text);
};

/** A group's heading: alone in its line, or numbered 一, 二, 三 and without anything that only projects have. */
const isSection = (table: AnyTable, filled: readonly Filled[]): boolean => {
  if (filled.length === 1) return SECTION.test(filled[0]?.text ?? '');
  const serial = filled.find(({ index }) => index === indexOf(table, 'serial'));
  if (!serial || !SECTION_NUMBER.test(serial.text)) return false;
  const own = ['county', 'stage', 'state', 'category', 'investor', 'agreement', 'code'].map(field =>
    indexOf(table, field),
  );
  return !filled.some(({ index }) => own.includes(index));
};

/** A note starts with its word, or stands alone at the left where a number would be; `afterNotes`: it may go on in lines of one cell. */
const isNote = (table: AnyTable, filled: readonly Filled[], afterNotes: boolean): boolean => {
  const [first] = filled;
  if (!first || filled.length > 3) return false;
  const name = filled.find(({ index }) => index === indexOf(table, 'name'));
  if (NOTE.test(first.text) && (name === undefined || name === first)) return true;
  if (filled.length > 1) return false;
  return afterNotes || (first.index === indexOf(table, 'serial') && !/^\d+$/.test(first.text));
};

export type RowClass = 'data' | 'blank' | PassedOverReason;

/** Says whether a row below the header is a project, or a problem. A line with nothing but its number is blank. */
export function classifyRow(table: AnyTable, rowIndex: number, afterNotes: boolean): RowClass {
  const filled = filledCells(table.sheet.rows[rowIndex] ?? []);
  if (filled.length === 0) return 'blank';
  if (filled.length === 1 && filled[0]?.index === indexOf(table, 'serial') && /^\d+$/.test(filled[0].text))
    return 'blank';
  if (isTotal(table, filled)) return 'total';
  if (isSection(table, filled)) return 'section';
  if (isNote(table, filled, afterNotes)) return 'note';
  if (isRepeatedHeader(table, filled)) return 'repeatedHeader';
  const first = rowIndex === table.headerBottom + 1;
  if (first && filled.length >= 3 && filled.every(({ text }) => COLUMN_LABEL.test(text))) return 'columnNumbers';
  return 'data';
}
