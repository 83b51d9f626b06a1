import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { fakeApi, page, project, refusal, runProcess, type Answerer, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});
const serve = async (answer: Answerer) => {
  api = await fakeApi(answer);
  return { DISPATCH_URL: api.url };
};

test('names and arguments in Chinese pass through the process whole', async () => {
  const name = '晋江恒安新型生活用品智能化生产基地(二期)项目 𠮷';
  const env = await serve(({ body }) => ({ body: project(body as Record<string, unknown>) }));
  const { code, json, err } = await runProcess(['project', 'start', '--name', name, '--stage', '签约', '--json'], {
    env,
  });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(api?.asked[0]?.body).toEqual({ name, stage: 'signing' });
  expect(json()).toMatchObject({ name });
});

test.each([
  ['done', ['project', 'list', '--json'], page([project()]), 0],
  ['refused', ['project', 'show', 'P-9', '--json'], refusal(404, 'notFound', '找不到'), 2],
  ['badly asked', ['project', 'list', '--nonsense', '--json'], page([]), 2],
  ['not now', ['project', 'list', '--json', '--tries', '1'], refusal(503, 'unavailable', '没有响应'), 3],
  ['broken inside', ['project', 'list', '--json'], refusal(500, 'internal', '内部错误'), 1],
])('the exit code tells that it was %s, and stdout is one document', async (_, argv, answer, exit) => {
  const { code, json } = await runProcess(argv, { env: await serve(() => answer) });
  expect(code).toBe(exit);
  expect(json()).toBeInstanceOf(Object);
});

test('a server that is not running is 3, in the language of the locale', async () => {
  const argv = ['project', 'list', '--tries', '1'];
  const english = await runProcess(argv, { env: { LANG: 'en_US.UTF-8' } });
  const chinese = await runProcess(argv, { env: { LANG: 'zh_CN.UTF-8' } });
  expect([english.code, chinese.code]).toEqual([3, 3]);
  expect(english.err).toContain('no answer from the server');
  expect(chinese.err).toContain('连不上服务');
});

test('a reader that goes away early is no failure', async () => {
  // More than a pipe holds, so that the writing really meets the closed end.
  const many = Array.from({ length: 3000 }, (_, at) => project({ code: `P-2026-${at}` }));
  const ran = await runProcess(['project', 'list', '--json'], { env: await serve(() => page(many)), closeEarly: true });
  expect(ran).toMatchObject({ code: 0, err: '' });
});

test('the whole of a long document arrives before the process ends', async () => {
  const many = Array.from({ length: 3000 }, (_, at) => project({ code: `P-2026-${at}` }));
  const { json } = await runProcess(['project', 'list', '--json'], { env: await serve(() => page(many)) });
  expect(json()).toMatchObject({ total: 3000 });
});

test('the token is the one in the data directory, unless another is given', async () => {
  const data = await mkdtemp(join(tmpdir(), 'cli-data-'));
  try {
    await writeFile(join(data, 'token'), 'from-file\n');
    const env = { ...(await serve(() => page([]))), DISPATCH_DATA: data };
    await runProcess(['project', 'list'], { env: { ...env, DISPATCH_TOKEN: '' } });
    await runProcess(['project', 'list'], { env: { ...env, DISPATCH_TOKEN: 'given' } });
    expect(api?.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer from-file', 'Bearer given']);
  } finally {
    await rm(data, { recursive: true });
  }
});

test('version and help end with 0 and need no server', async () => {
  const version = await runProcess(['--version']);
  expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await runProcess(['--help'])).out).toContain('dispatch import');
});
