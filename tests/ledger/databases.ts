import type pg from 'pg';
import { createLedger } from '../../src/ledger/commit.ts';
import { openDatabase, postgresPool, type Database } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import type { Envelope, Outcome } from '../../src/contract/commit.ts';
import type { Ledger } from '../../src/contract/ports.ts';
import type { EntityKind } from '../../src/domain/entity.ts';
import { at, makeCalendar, makeOffice, NOW } from '../support/make.ts';
import { openMigrated } from '../support/embedded.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

/** A migrated ledger with the units and people of `makeOffice`. */
export interface TestLedger {
  db: Database;
  ledger: Ledger;
  /** Commits one command. */
  give<Kind extends EntityKind>(envelope: Envelope<Kind>): Promise<Outcome>;
  close(): Promise<void>;
}

export interface TestDatabases {
  /** An empty database of its own. */
  pool(): Promise<Opened>;
  /** One of its own as all migrations leave it. */
  migrated(): Promise<Opened>;
  stop(): Promise<void>;
}

interface Opened {
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Both databases the product runs on, for `describe.each`; the server is started by the suite's `beforeAll`. */
export const DATABASES: { name: string; isServer: boolean; start(): Promise<TestDatabases> }[] = [
  { name: 'embedded database', isServer: false, start: embeddedDatabases },
  { name: 'PostgreSQL', isServer: true, start: async () => serverDatabases(await startPostgres()) },
];

/** Starting one takes seconds and migrating it half of one, emptying it neither: a suite has one, used by one test after another. */
async function embeddedDatabases(): Promise<TestDatabases> {
  const embedded = await openMigrated();
  const opened = { pool: embedded.pool, close: () => Promise.resolve() };
  const made = await tablesOf(embedded.pool);
  let isMigrated = true;
  const clear = () => embedded.pool.query('drop schema public cascade; create schema public');
  return {
    async pool() {
      await clear();
      isMigrated = false;
      return opened;
    },
    async migrated() {
      if (isMigrated) {
        await empty(embedded.pool, made);
      } else {
        await clear();
        await migrate(openDatabase(embedded.pool));
        isMigrated = true;
      }
      return opened;
    },
    stop: () => embedded.close(),
  };
}

/** Every table but what the migrations themselves have written, and without what a test has made; triggers that keep a table append-only sleep meanwhile. */
async function empty(pool: pg.Pool, made: readonly string[]): Promise<void> {
  const tables = await tablesOf(pool);
  const own = tables.filter(name => !made.includes(name));
  const filled = made.filter(name => !name.startsWith('kysely') && name !== 'audit_counter');
  const statements = [
    ...own.map(name => `drop table ${name}`),
    `set session_replication_role = replica`,
    `truncate ${filled.join(', ')} restart identity`,
    `update audit_counter set last = 0`,
    `reset session_replication_role`,
  ];
  await pool.query(statements.join('; '));
}

async function tablesOf(pool: pg.Pool): Promise<string[]> {
  const text = `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`;
  return (await pool.query<{ name: string }>(text)).rows.map(({ name }) => name);
}

function serverDatabases(server: TestPostgres): TestDatabases {
  const opened = (url: string): Opened => {
    const pool = postgresPool(url);
    return { pool, close: () => pool.end() };
  };
  let template: Promise<string> | undefined;
  const makeTemplate = async (): Promise<string> => {
    const url = await server.createDatabase();
    const db = openDatabase(postgresPool(url));
    await migrate(db);
    await db.destroy();
    return new URL(url).pathname.slice(1);
  };
  return {
    pool: async () => opened(await server.createDatabase()),
    migrated: async () => opened(await server.createDatabase(await (template ??= makeTemplate()))),
    stop: () => server.stop(),
  };
}

export async function openLedger(databases: TestDatabases): Promise<TestLedger> {
  const { pool, close } = await databases.migrated();
  const db = openDatabase(pool);
  const ledger = createLedger({ db, calendar: makeCalendar(), now: () => at(NOW) });
  for (const batch of makeOffice()) {
    const refused = (await ledger.commit(batch)).find(outcome => !outcome.ok);
    if (refused) throw new Error(`the office was refused: ${JSON.stringify(refused)}`);
  }
  const give = async (envelope: Envelope): Promise<Outcome> => {
    const [outcome] = await ledger.commit([envelope]);
    if (!outcome) throw new Error('the ledger gave no answer');
    return outcome;
  };
  return { db, ledger, give, close };
}
