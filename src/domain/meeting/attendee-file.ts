import { parseTextCell } from '../ledger-import/cells.ts';
import { firstTable, type ColumnsOf } from '../ledger-import/named-columns.ts';
import { cellAt, shownText } from '../ledger-import/text.ts';
import type { Cell, Sheet } from '../ledger-import/types.ts';
import { cutTo } from '../cut.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';

/** A list of attendees (参会名单) as offices keep it: a table with one row a person. Every row stands for itself. */

const COLUMNS = ['name', 'id', 'unit', 'title', 'address'] as const;
type Column = (typeof COLUMNS)[number];

/** As offices head these columns. Compared without spaces, width and what is in brackets. */
const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  name: ['姓名', '参会人', '参会人员', '名字', 'name'],
  id: ['编号', '人员编号', '账号', '用户名', 'id', 'person'],
  unit: ['单位', '工作单位', '所在单位', '部门', 'unit'],
  title: ['职务', '职称', '称呼', 'title'],
  address: ['邮箱', '电子邮箱', '邮箱地址', '邮件地址', '电子邮件', 'email', 'mail', 'address'],
};

export interface AttendeeRow {
  sheet: string;
  /** As the spreadsheet counts, from 1. */
  row: number;
  name: string;
  id: string | null;
  unit: string | null;
  title: string | null;
  /** As it was typed. */
  address: string | null;
  /** A cell that cannot be read. */
  refusal: Refusal | null;
}

export type AttendeeHeads = Readonly<Record<Column, string>>;

export interface AttendeeFile {
  heads: AttendeeHeads;
  rows: AttendeeRow[];
}

const LONGEST = 100;
const LONGEST_ADDRESS = 1_000;

/** All rows of the first table that names people, and how it heads its columns. */
export function readAttendeeFile(sheets: readonly Sheet[], fileName: string): AttendeeFile | Refusal {
  const table = firstTable(
    { sheets, fileName },
    // A title above may have the word by itself.
    { words: HEADERS, needed: 'name', heads: columns => !!columns.name && Object.keys(columns).length > 1 },
  );
  if (isRefusal(table)) return table;
  const { columns, rows } = table;
  const heads = Object.fromEntries(COLUMNS.map(name => [name, columns[name]?.header ?? HEADERS[name][0]]));
  const filled = rows.filter(({ cells }) =>
    COLUMNS.some(name => columns[name] && shownText(cellAt(cells, columns[name].index)) !== ''),
  );
  return {
    heads: heads as AttendeeHeads,
    rows: filled.map(({ cells, ...place }) => ({ ...place, ...readRow(cells, columns) })),
  };
}

function readRow(cells: readonly Cell[], columns: ColumnsOf<Column>): Omit<AttendeeRow, 'sheet' | 'row'> {
  const read = (name: Column) => {
    const column = columns[name];
    if (!column) return null;
    return parseTextCell(cellAt(cells, column.index), column.header, name === 'address' ? LONGEST_ADDRESS : LONGEST);
  };
  const values = Object.fromEntries(COLUMNS.map(name => [name, read(name)])) as Record<Column, ReturnType<typeof read>>;
  const text = (name: Column): string | null => (typeof values[name] === 'string' ? values[name] : null);
  const bad = COLUMNS.map(name => values[name]).find(value => isRefusal(value)) as Refusal | undefined;
  // Of one that is refused what is seen of it, so that the answer says whose row it is.
  const seen = cutTo(shownText(cellAt(cells, columns.name?.index ?? -1)), LONGEST);
  const name = text('name') ?? (isRefusal(values.name) ? seen : '');
  const refusal = bad ?? (name === '' ? refuse('required', columns.name?.header ?? 'name', null) : null);
  return { name, id: text('id'), unit: text('unit'), title: text('title'), address: text('address'), refusal };
}
