import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { TOTP } from 'otpauth';
import { pino } from 'pino';
import { buildApp } from '../../src/api/app.ts';
import { openDiskStore } from '../../src/files/disk-store.ts';
import { issueToken } from '../../src/ledger/tokens.ts';
import { logOptions } from '../../src/processes/log.ts';
import { NO_PREVIEW, makeEnvelope } from '../support/make.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { openOffice, type Office } from '../workflows/support/office.ts';

/** Somebody whose traces can be told from everything else, and what lets people in. */
const PERSON = { name: '卜藏生', title: '奇异科长', address: 'bu.cangsheng@planted.example', phone: '13912345678' };
const PASSWORD = 'Planted pass phrase 9051';
const NEXT = 'Another planted phrase 7731';
/** Who comes with a list of attendees. */
const LISTED = { name: '戚植生', title: '稀有处长', address: 'qi.zhisheng@planted.example' };

let server: TestServer;
let office: Office;
let app: FastifyInstance;
let directory: string;
let log = '';
beforeAll(async () => {
  server = await startDevServer();
  office = await openOffice(server);
  directory = await mkdtemp(join(tmpdir(), 'planted-'));
  const captured = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log += chunk.toString();
      done();
    },
  });
  app = await buildApp({
    ...office,
    ...{ files: await openDiskStore(directory), mailbox: null, readiness: {}, version: '0.0.0' },
    ...{ publicUrl: 'https://dispatch.example', ...NO_PREVIEW, accountsKey: randomBytes(32) },
    logger: pino(logOptions('trace'), captured),
  });
});
afterAll(async () => {
  await app?.close();
  await office?.close();
  await server?.stop();
  if (directory) await rm(directory, { recursive: true, force: true });
});

let keys = 0;
async function call(token: string | null, method: 'GET' | 'PUT' | 'POST', url: string, body?: object) {
  const headers: Record<string, string> = { 'idempotency-key': `planted-${(keys += 1)}` };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  const { statusCode, body: text } = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
  return { status: statusCode, body: text.startsWith('{') ? JSON.parse(text) : text };
}

/** What is no JSON: a file, a form of ours. */
async function send(url: string, type: string, { body, token }: { body: string; token?: string }): Promise<number> {
  const headers = {
    'content-type': type,
    'idempotency-key': `planted-${(keys += 1)}`,
    'sec-fetch-site': 'same-origin',
  };
  const { statusCode } = await app.inject({
    ...{ method: 'POST', url, payload: body },
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  });
  return statusCode;
}

/** Somebody's every way in, each of them used; all that was drawn for it. */
async function waysIn(boss: string): Promise<string[]> {
  const link = await call(boss, 'POST', '/api/v1/people/bu/account-link', { by: 'hand' });
  const path = new URL(link.body.url).pathname;
  const form = String(new URLSearchParams({ newPassword: NEXT, again: NEXT }));
  expect(await send(path, 'application/x-www-form-urlencoded', { body: form })).toBe(200);
  const session = await call(null, 'POST', '/api/v1/session', { user: PERSON.address, password: NEXT, keep: 'secret' });
  const { secret } = session.body;
  const factor = await call(secret, 'POST', '/api/v1/me/second-factor', { current: NEXT });
  const code = new TOTP({ secret: factor.body.secret }).generate({ timestamp: office.now() });
  const confirmed = await call(secret, 'PUT', '/api/v1/me/second-factor', { totp: code });
  expect(confirmed.body.codes).toHaveLength(10);
  const calendar = await call(boss, 'POST', '/api/v1/people/bu/calendar');
  const feed = new URL(calendar.body.url).pathname;
  expect((await app.inject({ url: feed })).statusCode).toBe(200);
  const inPaths = [path, feed].map(
    each =>
      each
        .split('/')
        .at(-1)
        ?.replace(/\.ics$/, '') ?? each,
  );
  return [NEXT, secret, factor.body.secret, ...confirmed.body.codes, ...inPaths];
}

/** All bytes of all histories there are, as text. */
async function histories(): Promise<string> {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (value instanceof Uint8Array) found.push(Buffer.from(value).toString());
    else if (typeof value === 'string') found.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  const seen = new Set<string>();
  for await (const { workflowId, runId } of server.client.workflow.list()) {
    seen.add(workflowId);
    walk(await server.client.workflow.getHandle(workflowId, runId).fetchHistory());
  }
  for (const { workflowId, runId } of server.started.seen()) {
    if (!seen.has(workflowId)) walk(await server.client.workflow.getHandle(workflowId, runId).fetchHistory());
  }
  return found.join('\n');
}

/** Every table but those that are for it, as text. */
async function dump(without: readonly string[]): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(office.db);
  const parts: string[] = [];
  for (const { name } of tables.filter(table => !without.includes(table.name))) {
    const { rows } = await sql<{ t: string }>`select t::text as t from ${sql.table(name)} t`.execute(office.db);
    parts.push(...rows.map(({ t }) => `${name} ${t}`));
  }
  return parts.join('\n');
}

const standsIn = (text: string, planted: readonly string[]): string[] => planted.filter(each => text.includes(each));

test('a day’s work leaves no secret and nobody’s personal data where they do not belong', async () => {
  const atMs = await office.nowMs();
  await office.ledger.commit([
    makeEnvelope('person', 'boss', {
      ...{ type: 'define', unitId: 'office', roles: ['administrator', 'coordinator'], active: true },
      personal: { name: '管理员', title: null, address: null },
    }),
  ]);
  const boss = await issueToken(office.db, 'boss', { label: 'test', atMs });
  const secrets = [boss, PASSWORD];

  await office.rig.run(
    async () => {
      const { name, title, address, phone } = PERSON;
      const person = { name, title, address, unit: 'land', roles: ['departmentHandler'] };
      expect((await call(boss, 'PUT', '/api/v1/people/bu', person)).status).toBe(200);
      const issued = await call(boss, 'POST', '/api/v1/people/bu/tokens', { label: '办公室' });
      expect(issued.status).toBe(201);
      secrets.push(issued.body.token);

      const started = await call(boss, 'POST', '/api/v1/projects', {
        name: '石材加工',
        county: '南安市',
        stage: 'lead',
      });
      expect(started.status).toBe(201);
      const { code } = started.body;
      const contact = { name, title, phone, address };
      expect((await call(boss, 'PUT', `/api/v1/projects/${code}/contact`, contact)).status).toBe(200);
      const raised = await call(boss, 'POST', '/api/v1/problems', {
        ...{ title: '用地批复', project: code, category: 'land', source: 'meeting' },
      });
      expect(raised.status).toBe(201);
      const assigned = await call(boss, 'POST', `/api/v1/problems/${raised.body.code}/assign`, {
        ...{ leadUnit: 'land', handler: 'bu' },
      });
      expect([assigned.status, assigned.body]).toEqual([200, expect.anything()]);
      const link = await call(boss, 'POST', '/api/v1/links', {
        ...{ purpose: 'acknowledgeProblem', problem: raised.body.code, person: 'bu' },
      });
      expect(link.status).toBe(201);
      secrets.push(String(link.body.url).split('/l/')[1] ?? link.body.url);

      secrets.push(...(await waysIn(boss)));
      const series = { name: '周调度会', weekday: 1, time: '09:00', venue: '会议室', chair: 'boss', attendees: ['bu'] };
      expect((await call(boss, 'PUT', '/api/v1/series/weekly', series)).status).toBe(200);
      const list = `姓名,编号,单位,职务,邮箱\n${LISTED.name},qi,land,${LISTED.title},${LISTED.address}\n`;
      const url = '/api/v1/series/weekly/attendees?apply=true&newPeople=true';
      expect(await send(url, 'text/csv', { body: list, token: boss })).toBe(200);
      const { body: brief } = await call(boss, 'GET', '/api/v1/briefs/preview');
      expect(brief.week).toEqual(expect.any(String));

      // What is refused, mistyped and fails is told too.
      await call(null, 'POST', '/api/v1/session', { user: address, password: PASSWORD, keep: 'secret' });
      await call(boss, 'GET', `/api/v1/projects?q=${encodeURIComponent(name)}`);
      await call(boss, 'PUT', '/api/v1/people/bu', { ...person, address: `${address},${phone}` });
      await sql`alter table person add constraint planted check (name <> ${sql.lit(`${name}二`)})`.execute(office.db);
      expect((await call(boss, 'PUT', '/api/v1/people/bu', { ...person, name: `${name}二` })).status).toBe(500);
      await call(issued.body.token, 'GET', '/api/v1/audit');
    },
    { leftRunning: true },
  );

  const personal = [...Object.values(PERSON), ...Object.values(LISTED)];
  const told = await histories();
  expect(told).toContain('用地批复');
  expect(standsIn(told, [...personal, ...secrets])).toEqual([]);
  expect(log).toContain('request failed');
  expect(
    log
      .trim()
      .split('\n')
      .every(line => JSON.parse(line).level > 0),
  ).toBe(true);
  expect(standsIn(log, [...personal, ...secrets])).toEqual([]);
  // Mails carry links by design; whoever reads the table of mails reads mails. Everywhere else only their hashes stand.
  expect(standsIn(await dump(['mail', 'mail_item']), secrets)).toEqual([]);
  // And personal data stands in the rows that are for it, and in no other.
  expect(standsIn(await dump(['person', 'lead_contact', 'mail', 'mail_item']), personal)).toEqual([]);
});
