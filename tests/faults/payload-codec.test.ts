import { randomBytes } from 'node:crypto';
import { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import type { CodecKey } from '../../src/contract/codec-key.ts';
import { TASK_QUEUE } from '../../src/contract/names.ts';
import { createActivities, createCore, type Core } from '../../src/dependencies.ts';
import type { EmbeddedDatabase } from '../../src/embedded/pglite.ts';
import { openDatabase, type Database } from '../../src/ledger/database.ts';
import { createSink } from '../../src/mail/sender.ts';
import { dataConverterOf } from '../../src/temporal/connection.ts';
import { openMigrated } from '../support/embedded.ts';
import { makeEnvelope, makeOffice, makeProjectFacts } from '../support/make.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { workflowBundle } from '../support/workflow-bundle.ts';

let server: TestServer;
let embedded: EmbeddedDatabase;
let db: Database;
beforeAll(async () => {
  server = await startDevServer();
  embedded = await openMigrated();
  db = openDatabase(embedded.pool);
});
afterAll(async () => {
  await server?.stop();
  await embedded?.close();
});

const key = (id: string): CodecKey => ({ id, secret: randomBytes(32) });
const config = readConfig({ MAIL_MODE: 'sink', LOG_LEVEL: 'silent' });
const coreWith = (codecKeys: readonly CodecKey[]): Core => {
  const { namespace } = server;
  const client = new Client({
    ...{ connection: server.env.connection, namespace },
    dataConverter: dataConverterOf({ codecKeys }),
  });
  return createCore({ config, db, client, log: pino({ level: 'silent' }) });
};

/** A worker and a client with these keys, for as long as `work` takes. */
async function withKeys(codecKeys: readonly CodecKey[], work: (core: Core) => Promise<void>): Promise<void> {
  const core = coreWith(codecKeys);
  const worker = await Worker.create({
    ...{ connection: server.env.nativeConnection, namespace: server.namespace, taskQueue: TASK_QUEUE },
    ...{ activities: createActivities(core, createSink(config.mail.from)), workflowBundle: await workflowBundle() },
    dataConverter: dataConverterOf({ codecKeys }),
  });
  await worker.runUntil(() => work(core));
}

/** All bytes of a history, as text. */
async function textOf(code: string): Promise<string> {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (value instanceof Uint8Array) found.push(Buffer.from(value).toString());
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(await server.client.workflow.getHandle(`project/${code}`).fetchHistory());
  return found.join('\n');
}

const start = (code: string, name: string) =>
  makeEnvelope('project', code, { type: 'start', facts: makeProjectFacts({ name }), stage: 'lead' });
const pause = (code: string, reason: string) =>
  makeEnvelope('project', code, { type: 'pause', reason, reviewOn: '2027-06-01' });
const resume = (code: string) => makeEnvelope('project', code, { type: 'resume' });

test('keys are switched on under running workflows and changed, and nothing is in the clear from then on', async () => {
  const [first, second] = [key('first'), key('second')];
  await withKeys([], async ({ ledger, gateway }) => {
    for (const batch of makeOffice()) await ledger.commit(batch);
    expect(await gateway.send(start('P-1', '明文项目'))).toMatchObject({ ok: true });
  });
  expect(await textOf('P-1')).toContain('明文项目');

  await withKeys([first], async ({ gateway }) => {
    expect(await gateway.send(pause('P-1', '机密的原因'))).toMatchObject({ ok: true });
    expect(await gateway.send(start('P-2', '机密项目'))).toMatchObject({ ok: true });
  });
  expect(await textOf('P-1')).not.toContain('机密');
  const hidden = await textOf('P-2');
  expect(hidden).not.toContain('机密');
  expect(hidden).toContain('first');

  await withKeys([second, first], async ({ gateway, recovery, client }) => {
    expect(await gateway.send(resume('P-1'))).toMatchObject({ ok: true });
    expect(await gateway.send(pause('P-2', '又是机密'))).toMatchObject({ ok: true });
    expect(await gateway.waitingFor('project', 'P-2')).toMatchObject({ status: 'paused' });
    expect(await recovery.ahead('project', null)).toMatchObject({ items: [] });
    const histories = ['P-1', 'P-2'].map(async code => ({
      workflowId: `project/${code}`,
      history: await client.workflow.getHandle(`project/${code}`).fetchHistory(),
    }));
    const bundle = {
      workflowBundle: await workflowBundle(),
      dataConverter: dataConverterOf({ codecKeys: [second, first] }),
    };
    for await (const { error } of Worker.runReplayHistories(bundle, await Promise.all(histories))) {
      expect(error).toBeUndefined();
    }
  });
  expect(await textOf('P-2')).toContain('second');
  await expect(
    coreWith([key('third')])
      .client.workflow.getHandle('project/P-2')
      .query('waiting'),
  ).rejects.toThrow();
});
