import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { openPglite, type EmbeddedDatabase } from '../../src/embedded/pglite.ts';

interface Tables {
  note: { id: string; text: string };
}

let database: EmbeddedDatabase;
let db: Kysely<Tables>;

const open = async (dir: string): Promise<void> => {
  database = await openPglite(dir);
  db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: database.pool }) });
};
const texts = async (): Promise<string[]> =>
  (await db.selectFrom('note').select('text').orderBy('text').execute()).map(row => row.text);

describe('the embedded database behind the stock pool', () => {
  beforeAll(async () => {
    await open('memory://');
    await sql`create table note (id int primary key, text text not null)`.execute(db);
  });
  beforeEach(() => sql`truncate note`.execute(db));
  afterAll(() => database.close());

  const insert = (id: number, text: string): Promise<unknown> =>
    sql`insert into note values (${id}, ${text})`.execute(db);

  test('fifty transactions at once run one after another, and none sees the half of another', async () => {
    await sql`insert into note values (0, '0')`.execute(db);
    const add = async (): Promise<void> =>
      db.transaction().execute(async tx => {
        const { text } = await tx.selectFrom('note').select('text').executeTakeFirstOrThrow();
        await new Promise(resolve => setImmediate(resolve));
        await tx
          .updateTable('note')
          .set({ text: String(Number(text) + 1) })
          .execute();
      });
    await Promise.all(Array.from({ length: 50 }, add));
    expect(await texts()).toEqual(['50']);
  });

  test('a transaction that throws leaves nothing, and the next one works', async () => {
    const failing = db.transaction().execute(async tx => {
      await sql`insert into note values (1, 'gone')`.execute(tx);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await insert(1, 'kept');
    expect(await texts()).toEqual(['kept']);
  });

  test('a broken rule of the database arrives with its SQLSTATE and constraint', async () => {
    await insert(1, 'first');
    await expect(insert(1, 'second')).rejects.toMatchObject({ code: '23505', constraint: 'note_pkey' });
  });

  test('a client given back in the middle of its transaction is rolled back before the next one speaks', async () => {
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query(`insert into note values (1, 'gone')`);
    client.release(new Error('the caller broke'));
    await Promise.all([insert(1, 'kept'), insert(2, 'kept too')]);
    expect(await texts()).toEqual(['kept', 'kept too']);
  });

  test('an error outside a transaction costs the client, not the pool', async () => {
    await expect(database.pool.query('select nothing from nowhere')).rejects.toMatchObject({ code: '42P01' });
    const answers = await Promise.all([1, 2, 3].map(n => database.pool.query('select $1::int as n', [n])));
    expect(answers.map(answer => answer.rows[0])).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test('json, arrays, timestamps and Chinese text come back as the driver gives them elsewhere', async () => {
    const { rows } = await database.pool.query(
      `select $1::jsonb as j, $2::text[] as a, $3::timestamptz as t, $4::bigint as big`,
      [{ 项目: '一期' }, ['周', '调度'], '2026-11-23T09:00:00+08:00', '9007199254740993'],
    );
    expect(rows).toEqual([
      { j: { 项目: '一期' }, a: ['周', '调度'], t: new Date('2026-11-23T01:00:00Z'), big: '9007199254740993' },
    ]);
  });
});

describe('the embedded database in a directory', () => {
  test('what was written is there after closing and opening again', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'dispatch-pglite-'));
    try {
      await open(join(dir, 'made/when/missing'));
      await sql`create table note (id int primary key, text text not null)`.execute(db);
      await sql`insert into note values (1, '在')`.execute(db);
      await database.close();
      await open(join(dir, 'made/when/missing'));
      expect(await texts()).toEqual(['在']);
      await database.close();
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
