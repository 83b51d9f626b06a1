import { jsonOrText, withLeaf } from '../../../../src/cli/leaves.ts';

type Branch = Readonly<Record<string, unknown>>;
/** A row as it is typed: every column is text. */
export type TypedRow = Readonly<Record<string, string>>;

/** A list of plain values, or of things that are plain values by name; what has parts of its own is none. */
export interface EditableList {
  /** Below the section: `agenda.themes`. */
  path: string;
  /** `at.time` of a part; the one column of a list of plain values has no name. */
  columns: readonly string[];
  /** Of these, the ones whose cells hold several values. */
  many: readonly string[];
  rows: readonly TypedRow[];
  present: readonly unknown[];
}

const isBranch = (value: unknown): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;
const isPlainList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.every(isPlain);
const PLAIN = '';

/** Every list of a section that can be edited row by row. */
export function listsOf(value: unknown, path = ''): EditableList[] {
  if (isPlainList(value)) {
    return [{ path, columns: [PLAIN], many: [], rows: value.map(each => ({ [PLAIN]: typed(each) })), present: value }];
  }
  if (Array.isArray(value)) {
    const rows = value.map(flat);
    if (!rows.every(row => row !== null)) return [];
    const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
    const many = columns.filter(column => rows.some(row => Array.isArray(row[column])));
    return [{ path, columns, many, rows: rows.map(row => mapped(row, typed)), present: value }];
  }
  if (!isBranch(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => listsOf(inner, path === '' ? name : `${path}.${name}`));
}

/** `{ step, at: { hours } }` → `{ step, 'at.hours' }`; null where a part has parts, or a list of things. */
function flat(row: unknown): Branch | null {
  if (!isBranch(row)) return null;
  const pairs: [string, unknown][] = [];
  for (const [name, each] of Object.entries(row)) {
    if (isPlain(each) || isPlainList(each)) pairs.push([name, each]);
    else if (isBranch(each) && Object.values(each).every(isPlain)) {
      for (const [inner, value] of Object.entries(each)) pairs.push([`${name}.${inner}`, value]);
    } else return null;
  }
  return Object.fromEntries(pairs);
}

const mapped = (row: Branch, change: (value: unknown) => string): TypedRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value)]));

const typed = (value: unknown): string =>
  value === null || value === undefined ? '' : Array.isArray(value) ? value.map(String).join(PARTED_BY) : String(value);

/** Between the values of a cell that holds several. */
export const PARTED_BY = '、';
const PARTING = /[,\uff0c\u3001]+/u;

/** As the other rows of the column have it: a text stays one though it looks like a number, and what they hold as a list is one. */
function valueOf(text: string, sample: unknown): unknown {
  if (Array.isArray(sample)) {
    const parts = text.split(PARTING).map(part => part.trim());
    return parts.filter(part => part !== '').map(part => valueOf(part, sample[0]));
  }
  return typeof sample === 'string' ? text.trim() : jsonOrText(text.trim());
}

/** The section with the rows of one list as they were typed. A blank is what a blank is in the other rows: null, or not there. */
export function withRows(section: unknown, list: EditableList, rows: readonly TypedRow[]): unknown {
  const before = list.present.map(row => (isBranch(row) ? (flat(row) ?? {}) : { [PLAIN]: row }));
  const sampleOf = (column: string): unknown => before.map(row => row[column]).find(value => value != null);
  const mayBeNull = (column: string): boolean => before.some(row => row[column] === null);
  const items = rows.map(row => {
    const item: Record<string, unknown> = {};
    for (const column of list.columns) {
      const text = row[column] ?? '';
      const sample = sampleOf(column);
      if (text.trim() !== '' || Array.isArray(sample)) put(item, column, valueOf(text, sample));
      else if (mayBeNull(column)) put(item, column, null);
    }
    return list.columns[0] === PLAIN ? item[PLAIN] : item;
  });
  const kept = items.filter(item => item !== undefined);
  // The path is one of the section's own: nobody is ever told that it is not.
  return withLeaf(section, list.path, () => kept, { field: 'list', lang: 'zh' });
}

/** `at.time` stands in its part. */
function put(item: Record<string, unknown>, column: string, value: unknown): void {
  const [head = '', inner] = column.split('.');
  if (inner === undefined) item[head] = value;
  else item[head] = { ...(item[head] as Branch | undefined), [inner]: value };
}
