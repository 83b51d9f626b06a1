import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { createCore, type Core } from '../../src/dependencies.ts';
import { openDatabase, postgresPool } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { startChild, type Child } from '../support/child.ts';
import { makeOffice } from '../support/make.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { ScriptedServer } from '../mail/support/scripted-server.ts';
import { ledgerOf, plan } from '../workflows/support/imports.ts';
import { putMails } from '../workflows/support/mails.ts';

const ROWS = 1_000;
const MAILS = 1_000;
/** A dead worker is noticed when its heartbeat is missed (20 s); then the rest of the work is done. */
const RECOVERY_MS = 250_000;

let postgres: TestPostgres;
let server: TestServer;
let smtp: ScriptedServer;
let url: string;
let core: Core;
const workers: Child[] = [];

beforeAll(async () => {
  [postgres, server] = await Promise.all([startPostgres(), startDevServer()]);
  url = await postgres.createDatabase();
  const db = openDatabase(postgresPool(url));
  await migrate(db);
  const config = readConfig({ LOG_LEVEL: 'silent' });
  core = createCore({ config, db, client: server.client, log: pino({ level: 'silent' }) });
  for (const batch of makeOffice()) await core.ledger.commit(batch);
});
afterEach(async () => {
  for (const { process } of workers) process.kill('SIGKILL');
  await Promise.all(workers.splice(0).map(({ ended }) => ended));
});
afterAll(async () => {
  await smtp?.stop();
  await core?.db.destroy();
  await server?.stop();
  await postgres?.stop();
});

async function startWorker(): Promise<Child> {
  const child = startChild('tests/faults/processes/run-worker.ts', [server.address, url, String(smtp.port)]);
  workers.push(child);
  await child.prints(/working/);
  return child;
}

/** Without a word: no shutdown, no heartbeat, no connection closed by us. */
async function kill({ process, ended }: Child): Promise<void> {
  process.kill('SIGKILL');
  await ended;
}

const count = async (table: 'project' | 'event'): Promise<number> =>
  Number(
    (
      await core.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirst()
    )?.n,
  );
const importState = async (id: string): Promise<string | undefined> =>
  (await core.db.selectFrom('import_job').select('state').where('id', '=', id).executeTakeFirst())?.state;

describe('a worker killed with SIGKILL', () => {
  test('in the middle of an import of 1,000 rows: another goes on, every project is there once and runs', async () => {
    smtp = await new ScriptedServer().start();
    const before = await count('event');
    await plan({ ...core, nowMs: () => Promise.resolve(Date.now()) }, 'killed', ledgerOf(ROWS));
    const first = await startWorker();
    await core.gateway.startImport('killed');
    await until('the import is in the middle', async () => (await count('project')) > ROWS / 4, RECOVERY_MS);
    await kill(first);
    expect(await importState('killed')).not.toBe('applied');
    await startWorker();
    await until('another has gone on to the end', async () => (await importState('killed')) === 'applied', RECOVERY_MS);
    expect([await count('project'), (await count('event')) - before]).toEqual([ROWS, 2 * ROWS]);
    await until('every project runs', async () => {
      const running = await server.client.workflow.count(
        `WorkflowType = 'projectLifecycle' AND ExecutionStatus = 'Running'`,
      );
      return running.count === ROWS;
    });
  }, 500_000);

  test('in the middle of a mailing of 1,000: nobody is left out, and a copy is the same message', async () => {
    const first = await startWorker();
    const mails = Array.from({ length: MAILS }, (_, index) => ({ id: `killed-${index}` }));
    await putMails(core.db, mails, Date.now());
    await core.gateway.wakeMailroom();
    await until('the mailing is in the middle', () => smtp.received.length > MAILS / 4, RECOVERY_MS);
    await kill(first);
    expect(smtp.received.length).toBeLessThan(MAILS);
    const doubtful = core.db.selectFrom('mail').select('id').where('state', '=', 'committing');
    const inDoubt = new Set((await doubtful.execute()).map(({ id }) => id));
    await startWorker();
    const states = async (): Promise<string[]> =>
      (await core.db.selectFrom('mail').select('state').where('slot', '=', 'test').execute()).map(({ state }) => state);
    await until('the rest is sent', async () => (await states()).every(state => state === 'sent'), RECOVERY_MS);
    const copies = new Map(mails.map(({ id }) => [id, smtp.copiesTo(`${id}@example.org`).map(({ raw }) => raw)]));
    expect([...copies].filter(([, each]) => each.length === 0)).toEqual([]);
    // Only what was between our mark and the note of the server's answer may be there twice, with the same bytes.
    const doubled = [...copies].filter(([, each]) => each.length > 1);
    expect(doubled.filter(([id]) => !inDoubt.has(id))).toEqual([]);
    for (const [, each] of doubled) expect([each.length, new Set(each).size]).toEqual([2, 1]);
  }, 500_000);
});
