import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openPglite, type EmbeddedDatabase } from '../../src/embedded/pglite.ts';
import { openDatabase, type Database } from '../../src/ledger/database.ts';
import { Closing } from '../../src/processes/closing.ts';
import { keepHouse, tidy } from '../../src/processes/housekeeper.ts';

const log = pino({ level: 'silent' });
const ROWS = 3_000;
const MIB = 1024 * 1024;

let root: string;
let dir: string;
let embedded: EmbeddedDatabase;
let db: Database;

const run = (text: string): Promise<unknown> => sql.raw(text).execute(db);
const one = async <Row>(text: string, of: Database = db): Promise<Row> =>
  (await sql.raw<Row>(text).execute(of)).rows[0] as Row;
const counts = () =>
  one<{ dead: number; vacuumed: Date | null; analyzed: Date | null; rows: number; bytes: number }>(
    `select n_dead_tup::int as dead, last_vacuum as vacuumed, last_analyze as analyzed, reltuples::int as rows,
      pg_table_size('note')::int as bytes from pg_stat_user_tables join pg_class on pg_class.oid = relid where pg_class.relname = 'note'`,
  );
/** It counts what has happened once a second. */
const counted = (): Promise<unknown> => run('select pg_stat_force_next_flush()');
const changeUpTo = async (id: number): Promise<void> => {
  await run(`update note set text = repeat('y', 200), rank = rank + 1 where id <= ${id}`);
  await counted();
};
const changeAll = (): Promise<void> => changeUpTo(ROWS);
const unsaved = async (): Promise<number> =>
  (
    await one<{ bytes: number }>(
      'select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::int as bytes from pg_control_checkpoint()',
    )
  ).bytes;
const write = (bytes: number): Promise<unknown> =>
  run(`select pg_logical_emit_message(false, 'filling', repeat('x', ${bytes}))`);
const segments = async (): Promise<number> =>
  (await readdir(join(dir, 'pg_wal'))).filter(name => /^[0-9A-F]{24}$/.test(name)).length;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'housekeeper-'));
  dir = join(root, 'database');
  embedded = await openPglite(dir);
  db = openDatabase(embedded.pool);
});
beforeEach(async () => {
  await run('create table note (id int primary key, rank int not null, text text not null)');
  await run('create index note_rank on note (rank)');
  await run(`insert into note select n, n, repeat('x', 200) from generate_series(1, ${ROWS}) n`);
  await counted();
});
afterEach(() => run('drop table note'));
afterAll(async () => {
  await embedded.close();
  await rm(root, { recursive: true, force: true });
});

describe('the embedded database is kept by itself', () => {
  test('the room of changed rows is given free and used again, and the planner knows the table', async () => {
    await changeAll();
    expect(await counts()).toMatchObject({ dead: ROWS, rows: -1 });
    await tidy({ db, dir, log });
    const tidied = await counts();
    expect(tidied).toMatchObject({ dead: 0, rows: ROWS });
    for (let time = 0; time < 4; time += 1) {
      await changeAll();
      await tidy({ db, dir, log });
    }
    expect((await counts()).bytes).toBeLessThan(tidied.bytes * 1.1);
  });

  test('a table to which little has happened since is left alone', async () => {
    await tidy({ db, dir, log });
    const before = await counts();
    await changeUpTo(100);
    await tidy({ db, dir, log });
    expect(await counts()).toMatchObject({ dead: 100, vacuumed: before.vacuumed, analyzed: before.analyzed });
  });

  test('a small table that was never looked at is left alone, a large one is not', async () => {
    await run('create table small (id int primary key)');
    await run('create table large (id int primary key, text text not null)');
    await run(`insert into large select n, repeat('x', 1900) from generate_series(1, 900) n`);
    await counted();
    // As after a start.
    await run('select pg_stat_reset()');
    await tidy({ db, dir, log });
    const rows = (table: string) => one(`select reltuples::int as rows from pg_class where relname = '${table}'`);
    expect(await rows('small')).toEqual({ rows: -1 });
    expect(await rows('large')).toEqual({ rows: 900 });
    await run('drop table small, large');
  });

  test('a table that cannot be tidied up is told, and holds up no other', async () => {
    await run('create table broken as select n as id from generate_series(1, 1000) n');
    await run(`create function fragile(n int) returns int immutable language plpgsql as
      $$ begin if current_setting('test.broken', true) = 'yes' then raise 'fragile'; end if; return n; end $$`);
    await run('create index on broken (fragile(id))');
    await changeAll();
    await run(`set test.broken = 'yes'`);
    const warned: unknown[] = [];
    await tidy({ db, dir, log: { debug: () => {}, warn: (what: unknown) => void warned.push(what) } });
    expect(warned).toEqual([{ err: expect.objectContaining({ message: 'fragile' }), statement: 'analyze broken' }]);
    expect(await counts()).toMatchObject({ dead: 0, rows: ROWS });
    await run('reset test.broken');
    await run('drop table broken');
  });

  test('whoever asks while it tidies up is answered between two statements', async () => {
    await run('create table other (id int primary key)');
    const order: string[] = [];
    const tidied = tidy({ db, dir, log }).then(() => order.push('tidied'));
    await one('select 1').then(() => order.push('answered'));
    await tidied;
    expect(order).toEqual(['answered', 'tidied']);
    await run('drop table other');
  });

  test('what has changed goes into the files when its log is long, and not before', async () => {
    await run('checkpoint');
    await write(8 * MIB);
    await tidy({ db, dir, log });
    expect(await unsaved()).toBeGreaterThan(8 * MIB);
    await write(65 * MIB);
    await tidy({ db, dir, log });
    expect(await unsaved()).toBeLessThan(MIB);
  });

  test('the log of changes does not grow for ever', async () => {
    for (let time = 0; time < 6; time += 1) {
      await write(65 * MIB);
      await tidy({ db, dir, log });
    }
    // 390 MB were written; of 16 MB each.
    expect(await segments()).toBeLessThan(16);
  });

  test('a kill right after it loses nothing', async () => {
    await run('update note set rank = -1 where id = 7');
    await write(65 * MIB);
    await tidy({ db, dir, log });
    await run('update note set rank = -2 where id = 8');
    const left = join(root, 'killed');
    await cp(dir, left, { recursive: true });
    const again = await openPglite(left);
    const found = await one<{ ranks: number[] }>(
      'select array_agg(rank order by id) as ranks from note where id in (7, 8)',
      openDatabase(again.pool),
    );
    expect(found.ranks).toEqual([-1, -2]);
    await again.close();
  });
});

describe('the loop', () => {
  beforeEach(() => {
    const everythingElse = ['setImmediate', 'nextTick', 'setTimeout', 'Date', 'performance', 'queueMicrotask'] as const;
    jest.useFakeTimers({ doNotFake: [...everythingElse, 'clearImmediate', 'clearTimeout', 'hrtime'] });
  });
  afterEach(() => void jest.useRealTimers());

  test('closing lets the statement under way end, and no other begins', async () => {
    await changeAll();
    const closing = new Closing(log);
    const begun: string[] = [];
    const told = { ...log, debug: (done: { statement: string }) => begun.push(done.statement) };
    keepHouse({ db, dir, log: told as unknown as typeof log }, closing);
    jest.advanceTimersByTime(60_000);
    await closing.close();
    expect(begun).toEqual([]);
    expect(await counts()).toMatchObject({ dead: ROWS, vacuumed: null });
    jest.advanceTimersByTime(600_000);
    expect((await counts()).vacuumed).toBeNull();
  });

  test('never two at a time, and what goes wrong is logged and ends nothing', async () => {
    const warned: unknown[] = [];
    const asked: string[] = [];
    let answer: () => void = () => {};
    const broken = db.withPlugin({
      transformQuery: ({ node }) => {
        asked.push('asked');
        return node;
      },
      transformResult: async () => {
        await new Promise<void>(resolve => (answer = resolve));
        throw new Error('broken');
      },
    });
    const closing = new Closing(log);
    const told = { debug: () => {}, warn: (what: unknown) => void warned.push(what) } as unknown as typeof log;
    keepHouse({ db: broken, dir, log: told }, closing);
    jest.advanceTimersByTime(180_000);
    expect(asked).toHaveLength(1);
    while (warned.length === 0) {
      answer();
      await new Promise(resolve => setImmediate(resolve));
    }
    jest.advanceTimersByTime(60_000);
    expect(asked).toHaveLength(2);
    const closed = closing.close();
    while (warned.length === 1) {
      answer();
      await new Promise(resolve => setImmediate(resolve));
    }
    await closed;
    expect(warned).toEqual([{ err: new Error('broken') }, { err: new Error('broken') }]);
  });
});
