import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { createCore, type Core } from '../../src/dependencies.ts';
import { openDatabase, postgresPool } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { listMails } from '../../src/ledger/reads/mails.ts';
import { ScriptedServer } from '../mail/support/scripted-server.ts';
import { startChild, type Child } from '../support/child.ts';
import { makeOffice } from '../support/make.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { putMails } from '../workflows/support/mails.ts';

/**
 * A mailing to which everything happens at once: servers that defer, addresses that are gone, the server restarted, workers killed. By
 * `npm run test:mailing` 1,000 of them and two workers, which takes some minutes of waiting for missed heartbeats; else a fifth and one.
 */
const MAILS = Number(process.env['TEST_MAILING'] ?? 200);
const KILLS = MAILS >= 1_000 ? 2 : 1;
const DEFERRED = Math.round(MAILS * 0.03);
const GONE = Math.max(1, Math.round(MAILS * 0.005));
const DELIVERED = MAILS - GONE;
/** A server that takes its time, so that what happens to a mailing happens in the middle of it. */
const SLOW_MS = 20;
/** A dead worker is noticed by a missed heartbeat; a mail that lost its server and was deferred then waits five minutes. */
const LONG_MS = 600_000;

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
afterAll(async () => {
  for (const { process } of workers) process.kill('SIGKILL');
  await Promise.all(workers.map(({ ended }) => ended));
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

const received = (share: number) =>
  until(`${share} are there`, () => new Set(smtp.received.flatMap(({ to }) => to)).size >= share, LONG_MS);
const rows = () => core.db.selectFrom('mail').select(['id', 'state', 'doubts']).execute();

test(`a mailing of ${MAILS}, ${DEFERRED} deferred and ${GONE} gone, over a server that restarts and ${KILLS} dying: all delivered once`, async () => {
  const isDeferred = (to: string): boolean => /^m-\d{1,2}@/.test(to) && Number(/\d+/.exec(to)?.[0]) < DEFERRED;
  const isGone = (to: string): boolean => to.startsWith('gone-');
  smtp = await new ScriptedServer(async (step, to, nth) => {
    if (step === 'rcpt' && isGone(to)) return '550 5.1.1 no such user';
    if (step === 'rcpt' && isDeferred(to) && nth === 1) return '451 4.7.1 greylisted, try again';
    if (step === 'data') await pause(SLOW_MS);
    return 'go on';
  }).start();
  const ids = [
    ...Array.from({ length: DELIVERED }, (_, index) => `m-${index}`),
    ...Array.from({ length: GONE }, (_, index) => `gone-${index}`),
  ];
  await putMails(
    core.db,
    ids.map(id => ({ id })),
    Date.now(),
  );

  const first = await startWorker();
  await core.gateway.wakeMailroom();
  await received(MAILS * 0.2);
  await kill(first);
  const second = await startWorker();
  await received(MAILS * 0.45);
  await smtp.stop();
  await smtp.start();
  if (KILLS > 1) {
    await received(MAILS * 0.7);
    await kill(second);
    await startWorker();
  }

  const over = new Set(['sent', 'failed', 'unknown', 'expired']);
  await until('nothing is on its way', async () => (await rows()).every(({ state }) => over.has(state)), LONG_MS);
  const ended = await rows();
  const idsIn = (state: string): string[] => ended.filter(row => row.state === state).map(({ id }) => id);
  const unsure = idsIn('unknown');
  // A second doubt about one mail is a person's to decide (RFC 1047); it takes two faults at the same mail.
  expect(unsure.filter(id => smtp.copiesTo(`${id}@example.org`).length === 0)).toEqual([]);
  expect(idsIn('sent').length + unsure.length).toBe(DELIVERED);
  expect(idsIn('failed').sort()).toEqual(ids.filter(isGone).sort());

  const copies = new Map(ids.map(id => [id, smtp.copiesTo(`${id}@example.org`).map(({ raw }) => raw)]));
  const times = (wanted: (count: number) => boolean): string[] =>
    [...copies].filter(([, each]) => wanted(each.length)).map(([id]) => id);
  // None lost, and none of the five taken by anybody.
  expect(times(count => count === 0).sort()).toEqual(ids.filter(isGone).sort());
  // None twice, but what was between our mark and the server's reply when something died: the same message with the same bytes.
  const doubted = new Set(ended.filter(({ doubts }) => doubts > 0).map(({ id }) => id));
  const doubled = times(count => count > 1);
  expect(doubled.filter(id => !doubted.has(id))).toEqual([]);
  for (const id of doubled) expect(new Set(copies.get(id)).size).toBe(1);
  expect(new Set([...copies].flatMap(([, each]) => each)).size).toBe(DELIVERED);

  // Counted at the server: a worker that is killed may take what it was just told with it.
  const tried = (id: string): number => smtp.reached.filter(step => step === `rcpt ${id}@example.org`).length;
  const deferred = ids.filter(id => isDeferred(`${id}@`));
  expect(deferred).toHaveLength(DEFERRED);
  expect(deferred.filter(id => tried(id) < 2)).toEqual([]);
  const shown = await listMails(core.db, { state: 'failed' }, { limit: 10, after: null });
  expect(shown.items.map(({ last_reply: reply }) => reply)).toEqual(
    Array.from({ length: GONE }, () => expect.stringContaining('550 5.1.1 no such user')),
  );
}, 1_500_000);
