import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../src/embedded/ports.ts';
import { startMailbox, type Mailbox } from '../../src/embedded/mailbox/index.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1));

/** As in production: PostgreSQL, Temporal and SMTP are somebody else's, one API process, two workers. */
let postgres: TestPostgres;
let temporal: TestServer;
let smtp: Mailbox;
let database: Proxy;
let cluster: Proxy;
let folder: string;
let url: string;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dispatch-split-'));
  [postgres, temporal] = await Promise.all([startPostgres(), startDevServer()]);
  smtp = await startMailbox({ dir: join(folder, 'letters'), port: 0 });
  const databaseUrl = new URL(await postgres.createDatabase());
  database = await startProxy(Number(databaseUrl.port));
  cluster = await startProxy(portOf(temporal.address));
  databaseUrl.port = String(database.port);
  const port = (await freePort()) ?? 0;
  url = `http://127.0.0.1:${port}`;
  const env = {
    DISPATCH_DATA: folder,
    PORT: String(port),
    DATABASE_URL: databaseUrl.href,
    TEMPORAL_ADDRESS: `127.0.0.1:${cluster.port}`,
    SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    MAIL_FROM: '招商办 <office@city.example>',
    LOG_LEVEL: 'info',
  };
  // Two workers and the server at once: the migrations of three starters meet.
  await Promise.all([
    start('server', env, 'server is listening'),
    start('worker', env, 'worker is polling'),
    start('worker', env, 'worker is polling'),
  ]);
}, 400_000);

afterAll(async () => {
  for (const child of processes) child.kill('SIGTERM');
  await Promise.all(processes.map(async child => child.exitCode ?? child.signalCode ?? once(child, 'close')));
  await Promise.all([database.stop(), cluster.stop(), smtp.stop()]);
  await temporal.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}, 300_000);

async function start(name: 'server' | 'worker', env: Record<string, string>, ready: string): Promise<void> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [`dist/${name}.js`], {
    cwd: ROOT,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  processes.push(child);
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  await until(
    `${name} says: ${ready}`,
    () => {
      if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: ${output}`);
      return output.includes(ready);
    },
    120_000,
  );
}

interface Answer {
  status: number;
  retryAfter: string | null;
  body: { code?: string; total?: number; [name: string]: unknown };
}

async function ask(
  method: string,
  path: string,
  { body, key }: { body?: unknown; key?: string } = {},
): Promise<Answer> {
  const token = (await readFile(join(folder, 'token'), 'utf8')).trim();
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: (await response.json()) as Answer['body'],
  };
}

/** The part that is said not to answer. */
const blamedIn = ({ body }: Answer): unknown => (body['errors'] as { value: unknown }[] | undefined)?.[0]?.value;

/** Until the part is back, with one and the same key: whatever was tried twice must have happened once. */
const insist = (path: string, body: unknown, key: string): Promise<Answer> =>
  until(
    `${path} is answered`,
    async () => {
      const answer = await ask('POST', path, { body, key });
      return answer.status < 500 && answer;
    },
    90_000,
  );

const project = (code: string) => ({
  code,
  name: `项目${code}`,
  county: '南安市',
  stage: 'signing',
  milestones: { signing: { actual: '2026-01-05' } },
});

describe('server and workers on a real PostgreSQL, Temporal and SMTP', () => {
  test('start a project and move it on', async () => {
    expect((await ask('POST', '/projects', { body: project('A-1'), key: 'a1' })).status).toBe(201);
    const moved = await ask('POST', '/projects/A-1/advance', { body: { to: 'landing', on: '2026-02-01' }, key: 'a2' });
    expect([moved.status, moved.body.stage]).toEqual([200, 'landing']);
  });

  test('the database goes: 503 and when to come back; it returns: the same key finds its answer, once', async () => {
    database.cut();
    const refused = await ask('POST', '/projects', { body: project('B-1'), key: 'b1' });
    expect([refused.status, Number(refused.retryAfter) > 0, blamedIn(refused)]).toEqual([503, true, 'database']);
    database.mend();
    expect((await insist('/projects', project('B-1'), 'b1')).body.code).toBe('B-1');
    expect((await ask('GET', '/projects/B-1/events')).body.total).toBe(2);
  }, 400_000);

  test('Temporal goes: 503; it returns: the same key finds its answer, once', async () => {
    cluster.cut();
    const refused = await ask('POST', '/projects', { body: project('C-1'), key: 'c1' });
    expect([refused.status, Number(refused.retryAfter) > 0, blamedIn(refused)]).toEqual([503, true, 'temporal']);
    cluster.mend();
    expect((await insist('/projects', project('C-1'), 'c1')).body.code).toBe('C-1');
    expect((await ask('GET', '/projects/C-1/events')).body.total).toBe(2);
  }, 400_000);

  test('one worker is killed: the other goes on', async () => {
    processes[2]?.kill('SIGKILL');
    expect((await insist('/projects/A-1/advance', { to: 'groundbreaking', on: '2026-03-01' }, 'a3')).body.stage).toBe(
      'groundbreaking',
    );
  }, 400_000);

  test('the reminder leaves over the SMTP server that was named, from the address that was named', async () => {
    const unit = { name: '市自然资源局', kind: 'department' };
    const person = { name: '王岩', unit: 'land', roles: ['departmentHandler'], address: 'wang@land.example' };
    const series = {
      name: '周调度会',
      weekday: 1,
      time: '09:00',
      venue: '三楼会议室',
      chair: 'wang',
      attendees: ['wang'],
    };
    expect((await ask('PUT', '/units/land', { body: unit, key: 'unit' })).status).toBe(200);
    expect((await ask('PUT', '/people/wang', { body: person, key: 'person' })).status).toBe(200);
    expect((await ask('PUT', '/series/weekly', { body: series, key: 'series' })).status).toBe(200);
    expect((await insist('/series/weekly/trigger', {}, 'trigger')).status).toBe(200);
    const { items } = await until(
      'the letter has come',
      async () => {
        const letters = await smtp.list(10);
        return letters.total > 0 && letters;
      },
      90_000,
    );
    expect(items).toMatchObject([{ envelope: { from: 'office@city.example', to: ['wang@land.example'] } }]);
  }, 400_000);
});
