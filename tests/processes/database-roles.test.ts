import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { appendAudit } from '../../src/audit/append.ts';
import { seal } from '../../src/audit/seal.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { createLedger } from '../../src/ledger/commit.ts';
import type { Database } from '../../src/ledger/database.ts';
import { Closing } from '../../src/processes/closing.ts';
import { openLedgerDatabase } from '../../src/processes/database.ts';
import { at, makeCalendar, makeEnvelope, makeOffice, makeProjectFacts, NOW } from '../support/make.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
  await as(server.url, `create role office_app login`);
});
afterAll(() => server.stop());

async function as(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

const forApp = (owner: string): string => owner.replace('postgres@', 'office_app@');

/** A database whose owner is one role, opened by a process under another. */
async function opened(owner: string, work: (db: Database) => Promise<void>): Promise<void> {
  const closing = new Closing(pino({ level: 'silent' }));
  try {
    const config = { databaseUrl: forApp(owner), databaseAdminUrl: owner, dataDir: '' };
    await work(await openLedgerDatabase(config, closing));
  } finally {
    await closing.close();
  }
}

describe('with DATABASE_ADMIN_URL the role of the processes', () => {
  test('does all the work, and can neither rewrite the record nor take its triggers away', async () => {
    const owner = await server.createDatabase();
    await opened(owner, async db => {
      const ledger = createLedger({ db, calendar: makeCalendar(), now: () => at(NOW) });
      for (const batch of makeOffice()) await ledger.commit(batch);
      const facts = makeProjectFacts({ name: '石材加工' });
      const [outcome] = await ledger.commit([makeEnvelope('project', 'P-1', { type: 'start', facts, stage: 'lead' })]);
      expect(outcome?.ok).toBe(true);
      const origin = { address: null, means: null };
      await appendAudit(db, {
        ...{ action: 'signIn', outcome: 'refused', actorId: null, atMs: at(NOW), origin },
        ...{ requestId: null, subject: null, detail: {} },
      });
      expect(await seal(db, { nowMs: at(NOW) })).toBeGreaterThan(2);
      expect(await verifyAudit(db, { nowMs: at(NOW) })).toMatchObject({ total: 0 });
    });
    for (const table of ['command', 'event', 'audit', 'audit_seal']) {
      const app = forApp(owner);
      await expect(as(app, `update ${table} set position = default`)).rejects.toThrow('permission denied');
      await expect(as(app, `delete from ${table}`)).rejects.toThrow('permission denied');
      await expect(as(app, `truncate ${table}`)).rejects.toThrow('permission denied');
      await expect(as(app, `alter table ${table} disable trigger all`)).rejects.toThrow('must be owner');
      await expect(as(app, `drop table ${table}`)).rejects.toThrow('must be owner');
    }
    for (const change of [
      'insert into audit_number values (1000, 1000)',
      'update audit_counter set last = 0',
      'delete from audit_archive',
      'alter table audit disable trigger all',
    ]) {
      await expect(as(forApp(owner), change)).rejects.toThrow(/permission denied|must be owner/);
    }
    await expect(as(forApp(owner), `create table x (y int)`)).rejects.toThrow('permission denied');
    await expect(as(forApp(owner), `set session_replication_role = replica`)).rejects.toThrow('permission denied');
  });

  test('starts again without the owner when nothing has to be migrated, and says whom it needs when something has', async () => {
    const owner = await server.createDatabase();
    const closing = new Closing(pino({ level: 'silent' }));
    const alone = { databaseUrl: forApp(owner), databaseAdminUrl: null, dataDir: '' };
    await expect(openLedgerDatabase(alone, closing)).rejects.toThrow('DATABASE_ADMIN_URL');
    await opened(owner, async () => undefined);
    await opened(owner, async () => undefined);
    const db = await openLedgerDatabase(alone, closing);
    expect(await db.selectFrom('unit').selectAll().execute()).toEqual([]);
    await closing.close();
  });
});
