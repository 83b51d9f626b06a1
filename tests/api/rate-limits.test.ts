import { afterEach, describe, expect, test } from '@jest/globals';
import { COSTLY_ROUTES } from '../../src/api/plugins/rate-limits.ts';
import { startApi, type ApiRig } from './rig.ts';

let rig: ApiRig | undefined;
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
});

const LARGE = 1_000;
const limited = async (more: Partial<{ address: number; account: number; costly: number }>): Promise<ApiRig> =>
  (rig = await startApi({ rateLimits: { address: LARGE, account: LARGE, costly: LARGE, ...more } }));

interface Asked {
  url?: string;
  as?: keyof ApiRig['tokens'] | null;
  from?: string;
  method?: 'GET' | 'HEAD';
}
async function ask({ url = '/api/v1/me', as = 'coordinator', from = '10.0.0.1', method = 'GET' }: Asked) {
  const headers = as === null || !rig ? {} : { authorization: `Bearer ${rig.tokens[as]}` };
  const answer = await rig!.app.inject({ method, url, headers, remoteAddress: from });
  return { status: answer.statusCode, answer };
}
const statuses = async (count: number, asked: Asked): Promise<number[]> => {
  const seen: number[] = [];
  for (let n = 0; n < count; n += 1) seen.push((await ask(asked)).status);
  return seen;
};

describe('requests beyond the limit', () => {
  test('of one address are refused with the time to wait, whoever asks; other addresses are not', async () => {
    await limited({ address: 3 });
    expect(await statuses(2, { as: null })).toEqual([401, 401]);
    expect(await statuses(2, {})).toEqual([200, 429]);
    const { answer } = await ask({ url: '/l/x', as: null });
    expect(answer.statusCode).toBe(429);
    const { answer: told } = await ask({});
    expect(told.json()).toMatchObject({ status: 429, code: 'tooManyRequests', errors: [{ value: '10.0.0.1' }] });
    expect(Number(told.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask({ from: '10.0.0.2' })).status).toBe(200);
  });

  test('of one /64 of IPv6 are one address, because one caller has all of it', async () => {
    await limited({ address: 2 });
    const from = (last: string): Asked => ({ from: `2001:db8:0:1::${last}` });
    expect([(await ask(from('1'))).status, (await ask(from('2'))).status, (await ask(from('3'))).status]).toEqual([
      ...[200, 200, 429],
    ]);
    expect((await ask({ from: '2001:db8:0:2::1' })).status).toBe(200);
  });

  test('of one account are refused from wherever they come; other accounts are not', async () => {
    await limited({ account: 2 });
    expect([(await ask({ from: '10.0.0.1' })).status, (await ask({ from: '10.0.0.2' })).status]).toEqual([200, 200]);
    const { answer } = await ask({ from: '10.0.0.3' });
    expect(answer.json()).toMatchObject({ status: 429, errors: [{ field: 'actor', value: 'coordinator' }] });
    expect((await ask({ as: 'leader' })).status).toBe(200);
  });

  test('of one account at a costly route are counted for that route alone, also by HEAD', async () => {
    await limited({ costly: 2 });
    const url = '/api/v1/projects/export.csv';
    expect([...(await statuses(1, { url, method: 'HEAD' })), ...(await statuses(2, { url }))]).toEqual([200, 200, 429]);
    expect(await statuses(3, { url: '/api/v1/evaluation/silence' })).toEqual([200, 200, 429]);
    expect(await statuses(5, { url: '/api/v1/projects' })).toEqual([200, 200, 200, 200, 200]);
    expect((await ask({ url, as: 'leader' })).status).toBe(200);
  });

  test('write nothing', async () => {
    const { call, rows } = await limited({ account: 1 });
    const start = (name: string) => call({ method: 'POST', url: '/api/v1/projects', body: { name }, lang: 'zh-CN' });
    expect((await start('一')).status).toBe(201);
    const before = await rows();
    const { status, body } = await start('二');
    expect([status, body.detail]).toEqual([429, expect.stringContaining('每分钟最多 1 次')]);
    expect(await rows()).toEqual(before);
  });
});

test('every costly route is one there is', async () => {
  const { app } = await limited({});
  const known = new Set(app.knownRoutes.map(({ method, url }) => `${method} ${url}`));
  expect([...COSTLY_ROUTES].filter(route => !known.has(route))).toEqual([]);
});
