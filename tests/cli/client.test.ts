import { afterEach, describe, expect, test } from '@jest/globals';
import { fakeApi, page, project, projectPage, refusal, run, type Answerer, type FakeApi } from './support.ts';

let api: FakeApi;
const serve = async (answer: Answerer): Promise<Record<string, string>> => {
  api = await fakeApi(answer);
  return { DISPATCH_URL: api.url };
};
afterEach(() => api.close());

const START = ['project', 'start', '--name', '储能中心'];
const unavailable = { ...refusal(503, 'unavailable', 'Temporal 暂时没有响应'), headers: { 'retry-after': '5' } };

describe('a command that is not answered', () => {
  test('is sent again with the same key after the time the server asks for, and happens', async () => {
    const env = await serve((_, count) => (count < 2 ? unavailable : { body: project() }));
    const { code, waits, err } = await run(START, { env });
    expect(code).toBe(0);
    expect(waits).toEqual([5000, 5000]);
    const keys = api.asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(err).toContain('5 秒后重试');
  });

  test('is sent again when the connection breaks, with growing waits', async () => {
    const env = await serve((_, count) => (count < 3 ? { drop: true } : { body: project() }));
    const { code, waits } = await run(START, { env });
    expect(code).toBe(0);
    expect(waits).toEqual([250, 500, 1000]);
  });

  test('ends with 3 and tells the key under which it may be sent again', async () => {
    const env = await serve(() => unavailable);
    const { code, err, json } = await run([...START, '--key', 'k-1', '--json', '--tries', '2'], { env });
    expect(code).toBe(3);
    expect(api.asked).toHaveLength(2);
    expect(json()).toMatchObject({ status: 503, code: 'unavailable', key: 'k-1' });
    expect(err).toContain('--key k-1');
  });

  test('waits no longer than half a minute, whatever the server asks for', async () => {
    const env = await serve((_, count) =>
      count === 0 ? { ...unavailable, headers: { 'retry-after': '86400' } } : { body: project() },
    );
    expect((await run(START, { env })).waits).toEqual([30_000]);
  });
});

describe('a command that is refused', () => {
  test('is not sent again, ends with 2 and prints the sentence of the server', async () => {
    const env = await serve(() => refusal(422, 'keyReused', '幂等键:“k” 已用于另一条命令'));
    const { code, out, err } = await run(START, { env });
    expect(code).toBe(2);
    expect(api.asked).toHaveLength(1);
    expect(out).toBe('');
    expect(err).toContain('已用于另一条命令');
  });

  test('gives the problem document as the one JSON document, without a key to repeat', async () => {
    const env = await serve(() => refusal(409, 'stageNotAhead', '只能向前'));
    const { json } = await run(['project', 'advance', 'P-1', '签约', '--json'], { env });
    expect(json()).toMatchObject({ status: 409, code: 'stageNotAhead', errors: [{ message: '只能向前' }] });
    expect(json()).not.toHaveProperty('key');
  });

  test('says how to give a token when there is none', async () => {
    const env = await serve(() => refusal(401, 'notSignedIn', '没有有效的凭证'));
    const { code, err } = await run(['project', 'list'], { env });
    expect(code).toBe(2);
    expect(err).toContain('DISPATCH_TOKEN');
  });
});

describe('an answer that is none of ours', () => {
  test.each([
    ['a page of another program', { body: '<html>It works!</html>' }, 1],
    ['a failure inside the server', refusal(500, 'internal', '内部错误,编号 r-1'), 1],
    ['a redirection to elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' }, 1],
    ['a proxy that finds no server behind it', { status: 502, body: 'Bad Gateway' }, 3],
    ['a 404 of another program', { status: 404, body: 'Not Found' }, 2],
  ])('%s', async (_, answer, exit) => {
    const env = await serve(() => answer);
    const { code, json } = await run(['project', 'list', '--json', '--tries', '1'], { env });
    expect(code).toBe(exit);
    expect(json()).toMatchObject({ title: expect.any(String), code: expect.any(String) });
  });
});

describe('a request', () => {
  test('carries token and language, and each command a key of its own', async () => {
    const env = await serve(() => ({ body: project() }));
    await run([...START, '--lang', 'en'], { env });
    await run(START, { env });
    const [first, second] = api.asked;
    expect(first?.headers).toMatchObject({ authorization: 'Bearer t0ken', 'accept-language': 'en' });
    expect(second?.headers['accept-language']).toBe('zh-CN');
    expect(first?.headers['idempotency-key']).not.toBe(second?.headers['idempotency-key']);
  });

  test('reads need no key', async () => {
    const env = await serve(() => projectPage([]));
    await run(['project', 'list'], { env });
    expect(api.asked[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  test('keeps an id inside its own address, whatever is typed', async () => {
    const env = await serve(() => ({ body: project() }));
    await run(['project', 'show', '../people/林?x=1'], { env });
    expect(api.asked[0]?.path).toBe(`/api/v1/projects/${encodeURIComponent('../people/林?x=1')}`);
  });

  test('goes below the path of DISPATCH_URL', async () => {
    const env = await serve(() => projectPage([]));
    await run(['project', 'list'], { env: { DISPATCH_URL: `${env['DISPATCH_URL']}/dispatch/` } });
    expect(api.asked[0]?.path).toBe('/dispatch/api/v1/projects');
  });
});

test('a list is walked through all its cursors into one document', async () => {
  const codes = ['A', 'B', 'C', 'D', 'E'];
  const env = await serve(({ query }) => {
    const at = Number(query.get('cursor') ?? 0);
    return page(
      codes.slice(at, at + 2).map(code => project({ code })),
      at + 2 < codes.length ? String(at + 2) : null,
      5,
    );
  });
  const { json } = await run(['project', 'list', '--json'], { env });
  expect(json()).toMatchObject({ total: 5, items: codes.map(code => ({ code })) });
  expect(api.asked).toHaveLength(3);
});
