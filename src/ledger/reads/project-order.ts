import { sql, type RawBuilder } from 'kysely';
import type { ProjectSort, SortOrder } from '../../contract/sorting.ts';
import { STAGES } from '../../domain/project/stages.ts';

/** How a list of projects is ordered, and how a cursor finds its place in it again. */
export interface ProjectOrder {
  sort: ProjectSort;
  order: SortOrder;
}

export const BY_CODE: ProjectOrder = { sort: 'code', order: 'asc' };

/** A cursor of a list by code holds the code; of any other list the list's name, the value, and the code. */
export const cursorKeys = ({ sort }: ProjectOrder): number => (sort === 'code' ? 1 : 3);

interface SortKey {
  expression: RawBuilder<unknown>;
  /** The value as the text a cursor holds. */
  text: RawBuilder<string | null>;
  /** The text as a value again; null when it is none: a forged cursor must not reach the database as one. */
  value(text: string): RawBuilder<unknown> | null;
}

const PATH = sql.raw(`array[${STAGES.map(stage => `'${stage}'`).join(', ')}]`);
/** 1 January 2100 in microseconds. */
const LATEST = 4_102_444_800_000_000;

const words = (column: string): SortKey => ({
  expression: sql.ref(column),
  text: sql<string | null>`${sql.ref(column)}`,
  value: text => sql`${text}`,
});
const whole = (expression: RawBuilder<unknown>): SortKey => ({
  expression,
  text: sql<string | null>`(${expression})::text`,
  value: text => (/^\d{1,15}$/.test(text) ? sql`${text}::bigint` : null),
});

const KEYS: Record<ProjectSort, SortKey> = {
  code: words('code'),
  name: words('name'),
  county: words('county'),
  stage: whole(sql`array_position(${PATH}, stage)`),
  investment: whole(sql.ref('investment_wan')),
  // To the microsecond: rows that a Date would call equal must neither repeat nor be lost between pages.
  changed: {
    expression: sql.ref('changed_at'),
    text: sql<string | null>`(extract(epoch from changed_at) * 1000000)::bigint::text`,
    value: text =>
      /^\d{1,16}$/.test(text) && Number(text) < LATEST
        ? sql`timestamptz 'epoch' + ${text}::bigint * interval '1 microsecond'`
        : null,
  },
};

/** What the row's cursor is made of, beside its code. */
export const keyText = ({ sort }: ProjectOrder): RawBuilder<string | null> => KEYS[sort].text;

export function orderClause({ sort, order }: ProjectOrder): RawBuilder<unknown> {
  const direction = sql.raw(order);
  if (sort === 'code') return sql`code ${direction}`;
  return sql`${KEYS[sort].expression} ${direction} nulls last, code`;
}

const nameOf = ({ sort, order }: ProjectOrder): string => `${sort} ${order}`;

/** The keys of a row, for the cursor behind it. */
export const keysOf = (order: ProjectOrder, { code, key }: { code: string; key: string | null }): string[] =>
  order.sort === 'code' ? [code] : [nameOf(order), key ?? '', code];

/** What comes after a cursor; null for one of another list, or a forged one: then the list begins anew. */
export function afterClause(order: ProjectOrder, after: readonly string[] | null): RawBuilder<boolean> | null {
  if (after === null) return null;
  const farther = sql.raw(order.order === 'asc' ? '>' : '<');
  if (order.sort === 'code') return sql<boolean>`code ${farther} ${after[0] ?? ''}`;
  const [list, text = '', code = ''] = after;
  if (list !== nameOf(order)) return null;
  const { expression, value } = KEYS[order.sort];
  if (text === '') return sql<boolean>`(${expression} is null and code > ${code})`;
  const last = value(text);
  return (
    last &&
    sql<boolean>`(${expression} ${farther} ${last} or (${expression} = ${last} and code > ${code}) or ${expression} is null)`
  );
}
