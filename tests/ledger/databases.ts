import type pg from 'pg';
import { openPglite } from '../../src/embedded/pglite.ts';
import { createLedger } from '../../src/ledger/commit.ts';
import { openDatabase, postgresPool, type Database } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import type { Envelope, Outcome } from '../../src/contract/commit.ts';
import type { Ledger } from '../../src/contract/ports.ts';
import type { EntityKind } from '../../src/domain/entity.ts';
import { at, makeCalendar, makeOffice, NOW } from '../support/make.ts';
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
  pool(): Promise<{ pool: pg.Pool; close(): Promise<void> }>;
  stop(): Promise<void>;
}

/** Both databases the product runs on, for `describe.each`; the server is started by the suite's `beforeAll`. */
export const DATABASES: { name: string; isServer: boolean; start(): Promise<TestDatabases> }[] = [
  { name: 'embedded database', isServer: false, start: embeddedDatabases },
  { name: 'PostgreSQL', isServer: true, start: async () => serverDatabases(await startPostgres()) },
];

/** Starting one takes seconds, emptying it does not: a suite has one, used by one test after another. */
async function embeddedDatabases(): Promise<TestDatabases> {
  const embedded = await openPglite('memory://');
  return {
    async pool() {
      await embedded.pool.query('drop schema public cascade; create schema public');
      return { pool: embedded.pool, close: () => Promise.resolve() };
    },
    stop: () => embedded.close(),
  };
}

function serverDatabases(server: TestPostgres): TestDatabases {
  return {
    async pool() {
      const pool = postgresPool(await server.createDatabase());
      return { pool, close: () => pool.end() };
    },
    stop: () => server.stop(),
  };
}

export async function openLedger(databases: TestDatabases): Promise<TestLedger> {
  const { pool, close } = await databases.pool();
  const db = openDatabase(pool);
  await migrate(db);
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
