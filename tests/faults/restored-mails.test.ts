import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase, postgresPool, type Database } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { createOutbox } from '../../src/ledger/outbox.ts';
import { deliverRound, type RoundReport } from '../../src/mail/deliver.ts';
import { withJournal } from '../../src/mail/journalled-outbox.ts';
import { openSentJournal } from '../../src/mail/sent-journal.ts';
import { poolOn, renderPlain } from '../mail/support/fixtures.ts';
import { ScriptedServer } from '../mail/support/scripted-server.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { putMails } from '../workflows/support/mails.ts';

const MAILS = Array.from({ length: 60 }, (_, index) => ({ id: `m-${index}` }));

let postgres: TestPostgres;
let smtp: ScriptedServer;
let folder: string;
const open: Database[] = [];

beforeAll(async () => {
  [postgres, smtp] = await Promise.all([startPostgres(), new ScriptedServer().start()]);
  folder = await mkdtemp(join(tmpdir(), 'sent-'));
});
afterAll(async () => {
  for (const db of open) await db.destroy();
  await smtp?.stop();
  await postgres?.stop();
  await rm(folder, { recursive: true });
});

function connect(url: string): Database {
  const db = openDatabase(postgresPool(url));
  open.push(db);
  return db;
}

/** As a worker does it that has just started. */
async function deliver(db: Database): Promise<RoundReport> {
  const journal = await openSentJournal(folder, {
    nowMs: Date.now(),
    onLost: error => {
      throw error;
    },
  });
  const outbox = withJournal(createOutbox({ db, now: Date.now }), journal, Date.now);
  const pool = poolOn(smtp);
  try {
    return await deliverRound({ outbox, smtp: pool, render: renderPlain, now: Date.now }, { limit: 1_000 });
  } finally {
    await pool.close();
    await journal.close();
  }
}

const statesOf = async (db: Database): Promise<string[]> =>
  (await db.selectFrom('mail').select('state').distinct().orderBy('state').execute()).map(({ state }) => state);

test('a ledger restored from before a mailing sends none of it a second time', async () => {
  const url = await postgres.createDatabase();
  const first = connect(url);
  await migrate(first);
  await putMails(first, MAILS, Date.now());
  await open.pop()?.destroy();

  const backup = new URL(url);
  backup.pathname = '/backup';
  const admin = connect(postgres.url);
  await sql`create database backup template ${sql.id(new URL(url).pathname.slice(1))}`.execute(admin);

  const ledger = connect(url);
  expect(await deliver(ledger)).toMatchObject({ sent: MAILS.length, unknown: 0 });
  expect(await statesOf(ledger)).toEqual(['sent']);

  const restored = connect(backup.href);
  expect(await statesOf(restored)).toEqual(['pending']);
  await putMails(restored, [{ id: 'after' }], Date.now());
  expect(await deliver(restored)).toMatchObject({ sent: 1, unknown: 0 });
  expect(await statesOf(restored)).toEqual(['sent']);
  const copies = MAILS.map(({ id }) => smtp.copiesTo(`${id}@example.org`).length);
  expect(new Set(copies)).toEqual(new Set([1]));
  expect(smtp.received).toHaveLength(MAILS.length + 1);
});
