import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildApp } from '../../src/api/app.ts';
import { MAILROOM_WORKFLOW_ID } from '../../src/contract/names.ts';
import { openDiskStore } from '../../src/files/disk-store.ts';
import { insertLinks } from '../../src/ledger/links.ts';
import { newSecret } from '../../src/links/secret.ts';
import { HANDLER, NO_PREVIEW, makeProblemFacts } from '../support/make.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { openOffice, type Office } from '../workflows/support/office.ts';

let server: TestServer;
let office: Office;
let app: FastifyInstance;
let folder: string;
let url: string;
const secret = newSecret();
beforeAll(async () => {
  server = await startDevServer();
  office = await openOffice(server);
  folder = await mkdtemp(join(tmpdir(), 'links-'));
  const { db, ledger, gateway, recovery, schedules, calendar, now } = office;
  app = await buildApp({
    ...{
      db,
      ledger,
      gateway,
      recovery,
      schedules,
      calendar,
      now,
      readiness: {},
      version: '0',
      mailbox: null,
      accountsKey: Buffer.alloc(32),
    },
    ...{ files: await openDiskStore(join(folder, 'files')), publicUrl: 'http://127.0.0.1', ...NO_PREVIEW },
  });
  url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/l/${secret}`;
});
afterAll(async () => {
  await app?.close();
  await office?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function press(form: Record<string, string>): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, text: await response.text() };
}

test('the button of a link pressed while no worker runs is not lost: it is done once, however often it is pressed again', async () => {
  await office.rig.whileWorking(async () => {
    await office.give('problem', 'W-1', { type: 'raise', facts: makeProblemFacts() });
    await office.give('problem', 'W-1', { type: 'assign', leadUnit: 'land', handler: 'handler' });
  });
  const atMs = await office.nowMs();
  const link = { secret, purpose: 'answerProblem', kind: 'problem', entityId: 'W-1', mailId: null } as const;
  const made = { ...link, holder: { person: 'handler' }, expiresMs: atMs + 86_400_000 };
  await insertLinks(office.db, [made], { madeBy: 'coordinator', atMs });
  const nextOn = office.calendar.clock.toLocal(atMs + 5 * 86_400_000).date;
  const form = { about: 'answerProblem W-1', text: '已报省厅', nextOn };

  const away = await press(form);
  expect([away.status, away.text]).toEqual([503, expect.stringContaining('请稍后再点一次按钮')]);
  expect(away.text).toContain('已报省厅</textarea>');

  await office.rig.whileWorking(async () => {
    const again = () =>
      until('a press is answered', async () => {
        const { status, text } = await press(form);
        return status === 200 && text;
      });
    for (const text of await Promise.all([again(), again()])) expect(text).toContain('<dd>已报省厅</dd>');
    expect(await office.events('problem', 'W-1')).toEqual(['raised', 'assigned', 'answered']);
    await office.give('problem', 'W-1', { type: 'withdraw', reason: '重复' }, { actor: HANDLER });
    await server.client.workflow.getHandle('problem/W-1').result();
  });
  // Whoever was assigned is told when the office opens.
  await office.rig.check({ leftRunning: [MAILROOM_WORKFLOW_ID] });
});
