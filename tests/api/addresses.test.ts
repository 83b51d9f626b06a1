import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi, type ApiRig, type Call } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

const refusalOf = async (call: Call): Promise<unknown[]> => {
  const { status, body } = await rig.call(call);
  return [status, body.code, body.errors[0].field, body.errors[0].value];
};

describe('an address there is not', () => {
  test.each([
    ['with a type and no body', { 'content-type': 'application/json' }, undefined],
    ['with a type that no route takes', { 'content-type': 'text/plain' }, 'x'],
    ['with half a body', { 'content-type': 'application/json' }, '{"a":'],
  ] as const)('is what is said, %s', async (_what, headers, payload) => {
    const call = {
      method: 'DELETE',
      url: '/api/v1/nothing',
      headers,
      ...(payload === undefined ? {} : { payload }),
    } as const;
    expect(await refusalOf(call)).toEqual([404, 'notFound', 'path', 'DELETE /api/v1/nothing']);
  });

  test('is told before anybody is asked who he is', async () => {
    expect(await refusalOf({ url: '/api/v1/nothing', as: null })).toEqual([
      ...[404, 'notFound', 'path', 'GET /api/v1/nothing'],
    ]);
  });
});

describe('a method that an address does not take', () => {
  test.each([
    ['DELETE', '/api/v1/projects', 'GET, HEAD, POST'],
    ['POST', '/api/v1/projects/P-1/events?limit=1', 'GET, HEAD'],
    // One route by its name and one by a parameter meet here.
    ['DELETE', '/api/v1/settings/batch', 'GET, HEAD, PUT'],
    ['PUT', '/l/some-secret', 'GET, HEAD, POST'],
  ] as const)('%s %s is 405 with those it takes', async (method, url, allow) => {
    const answer = await rig.call({ method, url, lang: 'zh-CN' });
    expect([answer.status, answer.body.code, answer.headers['allow']]).toEqual([405, 'wrongMethod', allow]);
    expect(answer.body.detail).toContain(`不支持 “${method}”`);
  });
});

describe('a query that cannot be decoded', () => {
  test.each([
    ['q=%E0%A4', 'q', '%E0%A4'],
    ['limit=5&county=%ff', 'county', '%ff'],
    ['q=100%', 'q', '100%'],
    ['%E0=x', 'query', '%E0=x'],
  ])('%s is refused by its field', async (query, field, value) => {
    expect(await refusalOf({ url: `/api/v1/projects?${query}` })).toEqual([400, 'badFormat', field, value]);
  });

  test('one that can is read', async () => {
    const { status } = await rig.call({ url: '/api/v1/projects?q=%E5%85%89%E7%94%B5+%26+100%25&limit=5' });
    expect(status).toBe(200);
  });
});

test('a route without a body does not mind a type without a body', async () => {
  const call = {
    method: 'POST',
    url: '/api/v1/rebuild',
    as: 'admin',
    headers: { 'content-type': 'application/json' },
  } as const;
  expect((await rig.call(call)).status).toBe(200);
});
