import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { fakeApi, page, refusal, run, type Answerer, type FakeApi } from './support.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

interface Server {
  parts?: Record<string, unknown>;
  me?: ReturnType<Answerer>;
  mailbox?: ReturnType<Answerer>;
  /** Of each state; of the others there are none. */
  mails?: Readonly<Record<string, ReturnType<Answerer>>>;
  date?: string;
  version?: string;
}

const ME = { body: { id: 'lin', name: '林晓', unit: 'nanan', roles: ['administrator'] } };
const PARTS = { database: { ok: true, ms: 1 }, temporal: { ok: true, ms: 4 } };

async function examined(
  { parts = PARTS, me = ME, mailbox, mails, date, version: other }: Server,
  argv: string[] = ['--json'],
) {
  const ready = Object.values(parts).every(part => (part as { ok: boolean }).ok);
  api = await fakeApi(({ path, query }) => {
    if (path === '/api/health')
      return { body: { status: 'ok', version: other ?? version }, headers: date ? { date } : {} };
    if (path === '/api/ready')
      return { status: ready ? 200 : 503, body: { status: ready ? 'ready' : 'notReady', parts } };
    if (path === '/api/v1/me') return me;
    if (mails && path === '/api/v1/mails') return mails[query.get('state') ?? ''] ?? page([]);
    return mailbox ?? refusal(404, 'notFound', '找不到');
  });
  return await run(['doctor', ...argv], { env: { DISPATCH_URL: api.url } });
}

interface Checked {
  items: { check: string; level: string; message: string; remedy: string | null }[];
  total: number;
  ok: boolean;
}
const checkOf = (document: unknown, name: string) => (document as Checked).items.find(({ check }) => check === name);

test('a healthy server has nothing that fails, and every line has a level', async () => {
  const { code, json, err } = await examined({});
  expect(code).toBe(0);
  expect(err).toBe('');
  expect(json()).toMatchObject({ ok: true, total: expect.any(Number) });
  expect(checkOf(json(), '数据库')).toMatchObject({ level: 'ok' });
  expect(checkOf(json(), '令牌')).toMatchObject({ level: 'ok', message: expect.stringContaining('林晓') });
  for (const { level, remedy } of (json() as Checked).items) expect(remedy === null).toBe(level === 'ok');
});

test('a server that is not there is 3, and how to start it is said', async () => {
  const { code, json, waits } = await run(['doctor', '--json']);
  expect(code).toBe(3);
  expect(waits).toEqual([]);
  expect(checkOf(json(), '服务')).toMatchObject({ level: 'fail', remedy: expect.stringContaining('npm start') });
});

test('a part that is away fails with its own remedy', async () => {
  const { code, json } = await examined({ parts: { ...PARTS, temporal: { ok: false, ms: 3000 } } });
  expect(code).toBe(1);
  expect(checkOf(json(), 'Temporal')).toMatchObject({
    level: 'fail',
    remedy: expect.stringContaining('TEMPORAL_ADDRESS'),
  });
  expect(checkOf(json(), '数据库')).toMatchObject({ level: 'ok' });
});

test('the embedded database is a warning about power cuts', async () => {
  const { code, json } = await examined({ parts: { database: { ok: true, ms: 1, kind: 'embedded' } } });
  expect(code).toBe(0);
  expect(checkOf(json(), '数据库')).toMatchObject({ level: 'warn', remedy: expect.stringContaining('fsync') });
});

test('a wrong token fails', async () => {
  const { code, json } = await examined({ me: refusal(401, 'notSignedIn', '没有有效的凭证') });
  expect(code).toBe(1);
  expect(checkOf(json(), '令牌')).toMatchObject({ level: 'fail', remedy: expect.stringContaining('DISPATCH_TOKEN') });
});

test('mails that stay in the development mailbox are a warning', async () => {
  const { code, json } = await examined({ mailbox: page([], null, 12) });
  expect(code).toBe(0);
  expect(checkOf(json(), '邮件')).toMatchObject({ level: 'warn', message: expect.stringContaining('12') });
});

test('mails that were tried and have not left are a warning, with what the server said', async () => {
  const reply = '邮件服务器接不通或中断了连接 / the mail server is not reached, or hung up: connect ECONNREFUSED';
  const waiting = [
    { id: 'm-1', lastReply: reply },
    { id: 'm-2', lastReply: null },
  ];
  const { code, json } = await examined({ mails: { retry: page(waiting) } });
  expect(code).toBe(0);
  expect(checkOf(json(), '邮件')).toMatchObject({ level: 'warn', message: expect.stringContaining(reply) });
  expect(checkOf(json(), '邮件')?.remedy).toContain('自动再试');
});

test('mails that are held back are a warning, with how to let them go', async () => {
  const { code, json } = await examined({ mails: { held: page([{ id: 'm-1', lastReply: null }], null, 7) } });
  expect(code).toBe(0);
  const [, held] = (json() as Checked).items.filter(({ check }) => check === '邮件');
  expect(held).toMatchObject({ level: 'warn', message: '7 封邮件留置未发（MAIL_MODE=hold）' });
  expect(held?.remedy).toContain('dispatch mail release');
});

test('a clock that is an hour off and another version are warnings', async () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  const { code, json } = await examined({ date, version: '9.9.9' });
  expect(code).toBe(0);
  expect(checkOf(json(), '时钟')).toMatchObject({ level: 'warn', message: expect.stringMatching(/3\d{3}/) });
  expect(checkOf(json(), '服务')).toMatchObject({ level: 'warn', message: expect.stringContaining('9.9.9') });
});

test('people get one line a check and the remedy below it', async () => {
  const { out } = await examined({ parts: { database: { ok: false, ms: 3000 } } }, ['--lang', 'en']);
  expect(out).toMatch(/^ok {3}Node\.js/m);
  expect(out).toMatch(/^fail database .*\n +Check that the database runs/m);
});

test('a store of files that does not answer is told with the variables to look at', async () => {
  const { code, json } = await examined({ parts: { ...PARTS, files: { ok: false, ms: 3000 } } });
  expect(code).toBe(1);
  expect(checkOf(json(), '佐证文件')).toMatchObject({ level: 'fail', remedy: expect.stringContaining('S3_BUCKET') });
});
