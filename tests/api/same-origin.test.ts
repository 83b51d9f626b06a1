import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { senderOf } from '../../src/api/plugins/same-origin.ts';
import { startApi, type ApiRig } from './rig.ts';

const PUBLIC = 'https://dispatch.example/office/';

describe('who made a browser send a request', () => {
  test.each([
    ['a program', {}, 'unsaid'],
    ['a form of a page that sends no referrer, over plain HTTP', { origin: 'null' }, 'unsaid'],
    ['such a form over TLS', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 'ours'],
    ['a page at the host that was asked for', { origin: 'http://127.0.0.1:8080' }, 'ours'],
    ['a page at the public address, behind a proxy', { origin: 'https://dispatch.example' }, 'ours'],
    ['the address line', { 'sec-fetch-site': 'none' }, 'ours'],
    ['another port of the same machine', { origin: 'http://127.0.0.1:9090' }, 'another'],
    ['another site', { origin: 'https://evil.example' }, 'another'],
    ['a host that only begins like ours', { origin: 'https://dispatch.example.evil.example' }, 'another'],
    ['another site whose origin was taken away', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 'another'],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }, 'another'],
    ['two words for one', { 'sec-fetch-site': 'same-origin, cross-site' }, 'another'],
    ['nonsense', { origin: 'nonsense', 'sec-fetch-site': 'none' }, 'another'],
  ] as const)('%s', (_what, headers, sender) => {
    expect(senderOf({ headers, host: '127.0.0.1:8080' }, PUBLIC)).toBe(sender);
  });
});

describe('a change over the API', () => {
  let rig: ApiRig;
  beforeAll(async () => {
    rig = await startApi();
  });
  afterAll(() => rig.stop());

  const body = { name: '光电产业园' };
  const start = (headers: Record<string, string>, as: 'coordinator' | null = 'coordinator') =>
    rig.call({ method: 'POST', url: '/api/v1/projects', body, headers, as, lang: 'en' });

  test('is not taken from another site, nor with a cookie when nobody says where it comes from', async () => {
    const before = await rig.rows();
    for (const [headers, as] of [
      [{ origin: 'https://evil.example' }, 'coordinator'],
      [{ 'sec-fetch-site': 'cross-site' }, 'coordinator'],
      [{ origin: 'https://evil.example', cookie: 'session=x' }, null],
      [{ cookie: 'session=x' }, null],
      [{ cookie: 'session=x', origin: 'null' }, null],
    ] as const) {
      const answer = await start(headers, as);
      expect([answer.status, answer.body.code]).toEqual([403, 'notSameOrigin']);
      expect(answer.body.detail).toContain('is no page of this system');
    }
    expect(await rig.rows()).toEqual(before);
  });

  test('is taken from a program with a token, whatever else it sends, and from a page of ours', async () => {
    expect((await start({})).status).toBe(201);
    expect((await start({ cookie: 'of=another' })).body.code).not.toBe('notSameOrigin');
    // Nobody is signed in by this cookie, and that is what is said.
    expect((await start({ cookie: 'session=x', origin: 'https://dispatch.example' }, null)).status).toBe(401);
    const own = { cookie: 'session=x', origin: 'https://dispatch.example' };
    expect((await rig.call({ method: 'POST', url: '/api/v1/rebuild', as: 'admin', headers: own })).status).toBe(200);
  });

  test('reading is not asked where it comes from', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', cookie: 'session=x' };
    const answer = await rig.call({ url: '/api/v1/projects', headers });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, undefined]);
  });
});
