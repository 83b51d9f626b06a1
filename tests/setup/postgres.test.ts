import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

describe('the real PostgreSQL of the tests', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test('is version 15 or later, in UTF-8, and each database asked for is empty and its own', async () => {
    const [one, two] = [await server.createDatabase(), await server.createDatabase()];
    const first = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: one }) }),
    });
    const second = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: two }) }),
    });
    await sql`create table only_here (t text)`.execute(first);
    await sql`insert into only_here values ('周调度')`.execute(first);
    const { rows } = await sql<{ v: number; n: number }>`
      select current_setting('server_version_num')::int as v, char_length(t) as n from only_here
    `.execute(first);
    expect(rows[0]?.n).toBe(3);
    expect(rows[0]?.v).toBeGreaterThanOrEqual(150000);
    await expect(sql`select * from only_here`.execute(second)).rejects.toMatchObject({ code: '42P01' });
    await Promise.all([first.destroy(), second.destroy()]);
  });
});
