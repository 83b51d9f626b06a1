import { jsonOrText, withLeaf } from '../../../../src/cli/leaves.ts';

type Branch = Readonly<Record<string, unknown>>;
/** A row as it is typed: every column is text. */
export type TypedRow = Readonly<Record<string, string>>;

/** A list of plain values, or of things; what of a thing is no plain value is carried along by its row, and its own lists stand beside. */
export interface EditableList {
  /** Below the section: `agenda.themes`, `paths[1].gates.signing`. */
  path: string;
  /** What the thing is called that a list is a part of. */
  of: string | undefined;
  /** `at.time` of a part; the one column of a list of plain values has no name. */
  columns: readonly string[];
  /** Of these, the ones whose cells hold several values. */
  many: readonly string[];
  rows: readonly TypedRow[];
  present: readonly unknown[];
  /** What rows look like where the office has none, or leaves a value out in all of them. */
  like: readonly unknown[];
}

const isBranch = (value: unknown): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;
const isPlainList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.every(isPlain);
const isFlat = (value: unknown): boolean => isPlain(value) || isPlainList(value);
const PLAIN = '';
/** Which row of before a row comes from, whose parts it keeps. A copy comes from where the first does. */
const FROM = '#';

/** Every list of a section that can be edited row by row; `like` is the section as an office starts with it. */
export function listsOf(
  value: unknown,
  like?: unknown,
  at: { path: string; of?: string } = { path: '' },
): EditableList[] {
  const { path, of } = at;
  if (Array.isArray(value)) {
    const models: readonly unknown[] = Array.isArray(like) ? like : [];
    const isOfThings = [...value, ...models].some(isBranch);
    return isOfThings
      ? [
          listOfThings(value, models, at),
          ...value.flatMap((row, place) => listsInRow(row, models[0], `${path}[${place}]`)),
        ]
      : [
          {
            path,
            of,
            columns: [PLAIN],
            many: [],
            rows: value.map(each => ({ [PLAIN]: typed(each) })),
            present: value,
            like: models,
          },
        ];
  }
  if (!isBranch(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    listsOf(inner, isBranch(like) ? like[name] : undefined, { ...at, path: path === '' ? name : `${path}.${name}` }),
  );
}

function listOfThings(
  value: readonly unknown[],
  like: readonly unknown[],
  { path, of }: { path: string; of?: string },
): EditableList {
  const [rows, models] = [value.map(flat), like.map(flat)];
  const columns = [...new Set([...rows, ...models].flatMap(row => Object.keys(row)))];
  const many = columns.filter(column => [...rows, ...models].some(row => Array.isArray(row[column])));
  const typedRows = rows.map((row, place) => ({ ...mapped(row, typed), [FROM]: String(place) }));
  return { path, of, columns, many, rows: typedRows, present: value, like };
}

/** Lists inside the parts of a thing; a list of plain values of the thing itself is a cell of its row already. */
function listsInRow(row: unknown, like: unknown, path: string): EditableList[] {
  if (!isBranch(row)) return [];
  const of = [row['name'], row['id']].find(each => typeof each === 'string') as string | undefined;
  const model = isBranch(like) ? like : {};
  return Object.entries(row).flatMap(([part, each]) => {
    if (isFlat(each)) return [];
    const at = { path: `${path}.${part}`, ...(of !== undefined && { of }) };
    return part === 'gates' ? gateLists(row, model, at) : listsOf(each, model[part], at);
  });
}

/** What no gate has as an office begins, and each may have. */
const BY_REVIEW = { by: 'review' };

/** Of every stage of a path: one that asks for nothing yet may be given its first paper, and all of them ask alike. */
function gateLists({ stages, gates }: Branch, model: Branch, at: { path: string; of?: string }): EditableList[] {
  if (!isPlainList(stages) || !isBranch(gates)) return [];
  const like = [...Object.values(isBranch(model['gates']) ? model['gates'] : gates).flat(), BY_REVIEW];
  return stages.flatMap(stage => {
    const name = String(stage);
    return listsOf(gates[name] ?? [], like, { ...at, path: `${at.path}.${name}` });
  });
}

/** `{ step, at: { hours } }` → `{ step, 'at.hours' }`, without what has parts of its own. */
function flat(row: unknown): Branch {
  if (!isBranch(row)) return {};
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, each]): [string, unknown][] => {
      if (isFlat(each)) return [[name, each]];
      if (!isInline(each)) return [];
      return Object.entries(each).map(([inner, value]) => [`${name}.${inner}`, value]);
    }),
  );
}
/** A part of a few plain values, which are columns of the row. */
const isInline = (value: unknown): value is Branch =>
  isBranch(value) && Object.keys(value).length > 0 && Object.values(value).every(isPlain);

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
  const before = [...list.present, ...list.like].map(row => (isBranch(row) ? flat(row) : { [PLAIN]: row }));
  const sampleOf = (column: string): unknown => {
    const there = before.map(row => row[column]).filter(value => value != null);
    return there.find(value => !Array.isArray(value) || value.length > 0) ?? there[0];
  };
  const mayBeNull = (column: string): boolean => before.some(row => row[column] === null);
  const items = rows.map(row => {
    const item = partsOf(list, row);
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

/** What has no column: as it was in the row this one comes from; a row that was added begins with the parts of the first. */
function partsOf({ present, like }: EditableList, { [FROM]: from }: TypedRow): Record<string, unknown> {
  const origin = (from === undefined ? undefined : present[Number(from)]) ?? present[0] ?? like[0];
  if (!isBranch(origin)) return {};
  return Object.fromEntries(Object.entries(origin).filter(([, each]) => !isFlat(each) && !isInline(each)));
}

/** `at.time` stands in its part. */
function put(item: Record<string, unknown>, column: string, value: unknown): void {
  const [head = '', inner] = column.split('.');
  if (inner === undefined) item[head] = value;
  else item[head] = { ...(item[head] as Branch | undefined), [inner]: value };
}
