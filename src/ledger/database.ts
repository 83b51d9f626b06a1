import { Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

// How column types are read, the same on both databases: a `date` stays the text it is (a Date would move with the reader's zone),
// and a `bigint` becomes a number, which our money (at most 10^9 万元) and positions fit exactly.
pg.types.setTypeParser(pg.types.builtins.DATE, text => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export const openDatabase = (pool: pg.Pool): Database => new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

/** A pool on PostgreSQL ≥ 15. Waits at most `connectionTimeoutMillis` for it, so that callers can answer 503 in time. */
export const postgresPool = (connectionString: string, max = 10): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max, connectionTimeoutMillis: 5_000 });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return pool;
};

/** `column` is one of `values`, which go as one array: however many they are, the statement is the same, and is planned once. */
export const isAnyOf = (column: string, values: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} = any(${sql.val(values)}::text[])`;

/** Whether the database answers within `limitMs`; silence and an error are both "no". */
export async function databaseAnswers(db: Database, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, silence]);
  } finally {
    clearTimeout(timer);
  }
}
