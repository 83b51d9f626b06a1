import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApi, type ApiRig } from '../api/rig.ts';
import { at, NOW } from '../support/make.ts';
import { run } from './support.ts';

const DAY_MS = 86_400_000;
let rig: ApiRig;
let url = '';
let dir = '';
let clockMs = at(NOW);
let isOwner = true;
beforeAll(async () => {
  const noRight = () => Object.assign(new Error('must be owner of table audit'), { code: '42501' });
  rig = await startApi({
    now: () => clockMs,
    asOwner: work => (isOwner ? work(rig.db) : Promise.reject(noRight())),
  });
  await rig.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(rig.app.server.address() as AddressInfo).port}`;
  dir = await mkdtemp(join(tmpdir(), 'audit-archive-'));
});
afterAll(async () => {
  await rig.stop();
  await rm(dir, { recursive: true });
});

const dispatch = (as: keyof ApiRig['tokens'], ...argv: string[]) =>
  run(['audit', ...argv], { env: { DISPATCH_URL: url, DISPATCH_TOKEN: rig.tokens[as] } });
const keepDays = (value: number) =>
  rig.call({
    ...{ method: 'PUT', url: '/api/v1/settings/audit', as: 'admin' },
    body: { value: { keepDays: value }, validFrom: NOW.slice(0, 10), reason: '等保' },
  });

test('old entries go into a file, are verified there, and only then leave; both go on to verify', async () => {
  expect((await rig.call({ url: '/api/v1/audit', as: 'handler' })).status).toBe(403);
  const path = join(dir, '审计.jsonl');
  const early = await dispatch('admin', 'archive', path);
  expect([early.code, early.err]).toEqual([2, expect.stringContaining('200')]);

  clockMs += 250 * DAY_MS;
  expect((await dispatch('handler', 'archive', path)).code).toBe(2);
  const saved = await dispatch('admin', 'archive', path, '--save-only');
  expect([saved.code, saved.err]).toEqual([0, '']);
  expect(saved.out).toContain('没有取出任何记录');
  const lines = await readFile(path, 'utf8');

  isOwner = false;
  expect((await dispatch('admin', 'archive', path)).err).toContain('DATABASE_ADMIN_URL');
  isOwner = true;

  const forged = join(dir, 'forged.jsonl');
  await writeFile(forged, lines.replace('403', '200'));
  expect(await dispatch('admin', 'archive', forged)).toMatchObject({ code: 2, out: expect.stringContaining('被改过') });
  await writeFile(forged, lines.split('\n').slice(0, -2).join('\n') + '\n');
  expect((await dispatch('admin', 'archive', forged)).code).toBe(0);

  // The part that was left out is what comes next.
  expect((await dispatch('admin', 'archive', path)).err).toContain('已归档');
  const rest = join(dir, '其余.jsonl');
  const done = await dispatch('admin', 'archive', rest, '--json');
  expect(done.json()).toMatchObject({ taken: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(
    await rig.db
      .selectFrom('audit')
      .select('action')
      .where('outcome', '=', 'refused')
      .where('at', '<', new Date(at(NOW) + DAY_MS))
      .execute(),
  ).toEqual([]);
  // Twice with one file is once.
  expect((await dispatch('admin', 'archive', rest, '--json')).json()).toEqual(done.json());

  const verified = await dispatch('admin', 'verify');
  expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('已归档')]);
  expect((await run(['audit', 'verify', '--file', rest])).code).toBe(0);
  const listed = await dispatch('admin', 'archives', '--json');
  expect((listed.json() as { total: number }).total).toBe(2);
  const actions = (await rig.call({ url: '/api/v1/audit?action=archiveAudit&outcome=done', as: 'admin' })).body;
  expect(actions.total).toBe(2);
});

test('how long they are kept is a setting, and never less than 200 days', async () => {
  clockMs = at(NOW);
  expect((await keepDays(199)).status).toBe(400);
  expect((await keepDays(400)).status).toBe(200);
  clockMs += 300 * DAY_MS;
  const { body } = await rig.call({ url: '/api/v1/audit/archive.jsonl', as: 'admin' });
  expect(body).toMatchObject({ status: 409, code: 'nothingToArchive' });
});
