import { sql, type RawBuilder } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** A whole or partial row as plain JSON: instants as ISO text or Date, arrays and jsonb as they are. */
type Row<T extends keyof Tables> = { readonly [Column in keyof Tables[T]]?: unknown };

interface OnConflict<T extends keyof Tables> {
  /** A row with this key is replaced. */
  replace?: readonly (keyof Tables[T] & string)[];
  /** A row with this value, or this key of several columns, is left as it is. */
  skipExisting?: (keyof Tables[T] & string) | readonly (keyof Tables[T] & string)[];
}

/**
 * Rows as one parameter, for `jsonb_…_recordset`. As bytes: a megabyte of text costs the embedded database's driver several times what the
 * same megabyte costs it ready-made, and PostgreSQL's nothing either way.
 */
export const rowsParameter = (rows: readonly object[]): RawBuilder<unknown> =>
  sql`convert_from(${Buffer.from(JSON.stringify(rows))}, 'UTF8')::jsonb`;

/** An insert that has not been carried out; null when there is nothing to insert. */
export type Write = RawBuilder<unknown> | null;

/**
 * Any number of rows for one table in one parameter. All rows must have the columns of the first. Without a word on conflicts a row that
 * exists is an error, and that is how two starters of one entity find out about each other.
 */
export function rowsInto<T extends keyof Tables & string>(
  table: T,
  rows: readonly Row<T>[],
  onConflict: OnConflict<T> = {},
): Write {
  const [first] = rows;
  if (!first) return null;
  const columns = Object.keys(first);
  const list = sql.join(columns.map(column => sql.ref(column)));
  return sql`insert into ${sql.table(table)} (${list})
    select ${list} from jsonb_populate_recordset(null::${sql.table(table)}, ${rowsParameter(rows)})
    ${conflictClause(columns, onConflict)}`;
}

export async function writeRows<T extends keyof Tables & string>(
  db: Database,
  table: T,
  rows: readonly Row<T>[],
  onConflict: OnConflict<T> = {},
): Promise<void> {
  await rowsInto(table, rows, onConflict)?.execute(db);
}

/**
 * All writes of a transaction in one statement and one round trip. None of them sees another's rows, and references between them are
 * checked when all are done; so no two may write the same row.
 */
export async function writeTogether(db: Database, writes: readonly Write[]): Promise<void> {
  const wanted = writes.filter(write => write !== null);
  const last = wanted.pop();
  if (!last) return;
  if (wanted.length === 0) return void (await last.execute(db));
  const before = wanted.map((write, index) => sql`${sql.raw(`w${index}`)} as (${write})`);
  await sql`with ${sql.join(before)} ${last}`.execute(db);
}

function conflictClause<T extends keyof Tables>(columns: readonly string[], { replace, skipExisting }: OnConflict<T>) {
  if (skipExisting !== undefined) return sql`on conflict (${columnList([skipExisting].flat())}) do nothing`;
  if (replace === undefined) return sql``;
  const changed = columns.filter(column => !(replace as readonly string[]).includes(column));
  const set = changed.map(column => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
  return sql`on conflict (${columnList(replace)}) do update set ${sql.join(set)}`;
}

const columnList = (columns: readonly string[]) => sql.join(columns.map(column => sql.ref(column)));
