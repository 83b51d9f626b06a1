import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import type { EntityView } from '../../src/contract/commit.ts';
import { createCore, type Core } from '../../src/dependencies.ts';
import { wanToYi } from '../../src/domain/money/money.ts';
import { openDatabase, postgresPool } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { batchByCode } from '../../src/ledger/reads/batches.ts';
import { startChild, type Child } from '../support/child.ts';
import { makeEnvelope, makeOffice, makeProjectFacts } from '../support/make.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { codesOf, makePlan } from '../workflows/support/batches.ts';

const PROJECTS = 380;
/** A dead worker is noticed when its heartbeat is missed (20 s), twice; a machine may be several times slower than ours. */
const LIMIT_MS = 300_000;
const TEST_MS = 900_000;

let postgres: TestPostgres;
let server: TestServer;
let core: Core;
let url: string;
const workers: Child[] = [];

beforeAll(async () => {
  [postgres, server] = await Promise.all([startPostgres(), startDevServer()]);
  url = await postgres.createDatabase();
  const db = openDatabase(postgresPool(url));
  await migrate(db);
  const config = readConfig({ LOG_LEVEL: 'silent' });
  core = createCore({ config, db, client: server.client, log: pino({ level: 'silent' }) });
  for (const batch of makeOffice()) await core.ledger.commit(batch);
}, 500_000);
afterEach(async () => {
  for (const { process } of workers) process.kill('SIGKILL');
  await Promise.all(workers.splice(0).map(({ ended }) => ended));
});
afterAll(async () => {
  await core?.db.destroy();
  await server?.stop();
  await postgres?.stop();
});

/** No mail leaves in this test: the port of its mail server is nobody's. */
async function startWorker(): Promise<Child> {
  const child = startChild('tests/faults/processes/run-worker.ts', [server.address, url, '9']);
  workers.push(child);
  await child.prints(/working/);
  return child;
}

/** Without a word: no shutdown, no heartbeat, no connection closed by us. */
async function kill({ process, ended }: Child): Promise<void> {
  process.kill('SIGKILL');
  await ended;
}

const signed = async (): Promise<number> =>
  Number(
    (
      await core.db
        .selectFrom('milestone')
        .select(({ fn }) => fn.countAll().as('n'))
        .where('stage', '=', 'signing')
        .where('actual', 'is not', null)
        .executeTakeFirst()
    )?.n,
  );

/** Amounts that sum to something no rounding would give: 1.0001, 1.0002 … 亿元. */
async function startProjects(codes: readonly string[]): Promise<number> {
  const wan = (index: number): number => 10_001 + index;
  const envelopes = codes.map((code, index) => {
    const facts = makeProjectFacts({ name: `项目 ${code}`, investmentWan: wan(index) });
    return makeEnvelope('project', code, { type: 'start', facts, stage: 'negotiation' }, { atMs: Date.now() });
  });
  const outcomes = await core.ledger.commit(envelopes);
  const begun = outcomes.map(({ view }, index) => ({ id: codes[index] as string, view: view as EntityView }));
  await core.gateway.startProjects(begun);
  return codes.reduce((sum, _, index) => sum + wan(index), 0);
}

/** The same command with the same key until somebody answers: a server that is busy with 380 starts may be late. */
async function give(command: Parameters<typeof makeEnvelope<'batch'>>[2]): Promise<void> {
  const envelope = makeEnvelope('batch', 'B-380', command, { atMs: Date.now() });
  const outcome = await until(
    `${command.type} is answered`,
    () => core.gateway.send(envelope).catch(() => undefined),
    LIMIT_MS,
  );
  expect(outcome).toMatchObject({ ok: true });
}

test(
  '380 projects confirmed in one event while the worker is killed twice: each is moved once, totals exact',
  async () => {
    const codes = codesOf(PROJECTS, 'K');
    const first = await startWorker();
    const sum = await startProjects(codes);
    const on = core.calendar.clock.toLocal(Date.now()).date;
    await give(makePlan(codes, { on, cutOff: on }));
    await give({ type: 'confirm', on });
    await until('the moving has begun', async () => (await signed()) > PROJECTS / 4, LIMIT_MS);
    await kill(first);
    const atFirstKill = await signed();
    expect(atFirstKill).toBeLessThan(PROJECTS);
    const second = await startWorker();
    await until('another has gone on', async () => (await signed()) > (atFirstKill + PROJECTS) / 2, LIMIT_MS);
    await kill(second);
    expect(await signed()).toBeLessThan(PROJECTS);
    await startWorker();
    const done = async () => ((await batchByCode(core.db, 'B-380'))?.status === 'tracking' ? true : null);
    await until('all have their result', done, LIMIT_MS);

    const moves = await core.db
      .selectFrom('event')
      .select(['entity_id', 'data', 'command_id'])
      .where('entity_kind', '=', 'project')
      .where('type', '=', 'stageReached')
      .execute();
    const signings = moves.filter(({ data }) => (data as { stage: string }).stage === 'signing');
    expect(signings.map(({ entity_id }) => entity_id).sort()).toEqual(codes);
    expect(signings.map(({ command_id }) => command_id).sort()).toEqual(codes.map(code => `batch/B-380:${code}`));
    const batch = await batchByCode(core.db, 'B-380');
    expect(batch?.totals).toEqual([
      { venue: '市会展中心', standing: 'moved', count: PROJECTS, investmentWan: sum, unknown: 0 },
    ]);
    expect(wanToYi(sum)).toBe('387.239');
    // Every project's own workflow has come along.
    const waiting = await core.gateway.waitingFor('project', codes.at(-1) ?? '');
    expect(waiting).toMatchObject({ status: 'active', awaits: 'landing' });
  },
  TEST_MS,
);
