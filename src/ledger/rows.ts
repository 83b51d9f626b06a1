import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** A whole or partial row as plain JSON: instants as ISO text or Date, arrays and jsonb as they are. */
type Row<T extends keyof Tables> = { readonly [Column in keyof Tables[T]]?: unknown };

interface OnConflict<T extends keyof Tables> {
  /** A row with this key is replaced. */
  replace?: readonly (keyof Tables[T] & string)[];
  /** A row with this value is left as it is. */
  skipExisting?: keyof Tables[T] & string;
}

/**
 * Writes any number of rows in one statement and one parameter. All rows must have the columns of the first. Without a word on
 * conflicts a row that exists is an error, and that is how two starters of one entity find out about each other.
 */
export async function writeRows<T extends keyof Tables & string>(
  db: Database,
  table: T,
  rows: readonly Row<T>[],
  onConflict: OnConflict<T> = {},
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const list = sql.join(columns.map(column => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (${list})
    select ${list} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    ${conflictClause(columns, onConflict)}`.execute(db);
}

function conflictClause<T extends keyof Tables>(columns: readonly string[], { replace, skipExisting }: OnConflict<T>) {
  if (skipExisting !== undefined) return sql`on conflict (${sql.ref(skipExisting)}) do nothing`;
  if (replace === undefined) return sql``;
  const changed = columns.filter(column => !(replace as readonly string[]).includes(column));
  const set = changed.map(column => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
  return sql`on conflict (${sql.join(replace.map(column => sql.ref(column)))}) do update set ${sql.join(set)}`;
}
