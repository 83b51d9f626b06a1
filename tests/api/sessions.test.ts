import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_ACCOUNTS, type AccountSettings } from '../../src/domain/accounts/settings.ts';
import { Browser, COOKIE, cookieIn, givePassword, PASSWORD } from '../accounts/rig.ts';
import { at, NOW, person } from '../support/make.ts';
import { sql } from 'kysely';
import { issueToken } from '../../src/ledger/tokens.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
let clockMs = at(NOW);
const MINUTE = 60_000;
const NEXT = '山那边有一条很宽很宽的河';
beforeAll(async () => {
  rig = await startApi({ now: () => clockMs });
});
afterAll(() => rig.stop());
beforeEach(async () => {
  clockMs = at(NOW);
  await rig.db.deleteFrom('sign_in_try').execute();
  await rig.db.deleteFrom('session').execute();
  await rig.db.deleteFrom('former_password').execute();
  await rig.db.deleteFrom('setting').execute();
  for (const id of ['coordinator', 'handler', 'admin']) await givePassword(rig.db, id);
});

const enter = (user: string, more: object = {}, password = PASSWORD): Promise<Answer> =>
  rig.call({
    ...{ method: 'POST', url: '/api/v1/session', as: null, key: null, lang: 'en' },
    body: { user, password, ...more },
  });

interface Held {
  id: string;
  headers: Record<string, string>;
}
async function program(user = 'coordinator'): Promise<Held> {
  const { status, body } = await enter(user, { keep: 'secret' });
  expect(status).toBe(201);
  return { id: body.id, headers: { authorization: `Bearer ${body.secret}` } };
}
async function browser(user = 'coordinator'): Promise<Browser> {
  const mine = new Browser(rig);
  mine.cookie = cookieIn(await enter(user));
  expect(mine.cookie).toMatch(/^dispatch-session_[\w-]{43}$/);
  return mine;
}
/** As if the settings had been so from the beginning of the year. */
async function inForce(more: Partial<AccountSettings>): Promise<void> {
  const row = { key: 'accounts', valid_from: '2026-01-01', version: 1, command_id: null, set_at: new Date(clockMs) };
  const value = JSON.stringify({ ...DEFAULT_ACCOUNTS, ...more });
  await rig.db
    .insertInto('setting')
    .values({ ...row, value })
    .execute();
}
const me = (headers: Record<string, string>): Promise<Answer> => rig.call({ url: '/api/v1/me', as: null, headers });
const statusOf = async ({ headers }: Held): Promise<number> => (await me(headers)).status;

describe('the cookie of a session', () => {
  test('is for this host, TLS and requests only, and ends with the browser', async () => {
    const [line] = [(await enter('coordinator')).headers['set-cookie']].flat();
    expect(String(line).replace(/=[^;]+/, '=…')).toBe(`${COOKIE}=…; Path=/; HttpOnly; Secure; SameSite=Lax`);
  });

  test('over plain HTTP has another name, and neither name is read for the other', async () => {
    const plain = await startApi({ publicUrl: 'http://127.0.0.1:8080' });
    try {
      await givePassword(plain.db, 'coordinator');
      const answer = await plain.call({
        ...{ method: 'POST', url: '/api/v1/session', as: null, key: null },
        body: { user: 'coordinator', password: PASSWORD },
      });
      const [line] = [answer.headers['set-cookie']].flat();
      const secret = /^dispatch=([^;]+); Path=\/; HttpOnly; SameSite=Lax$/.exec(String(line))?.[1];
      const withCookie = async (name: string, value: string) =>
        (await plain.call({ url: '/api/v1/me', as: null, headers: { cookie: `${name}=${value}` } })).status;
      expect(await withCookie('dispatch', String(secret))).toBe(200);
      expect(await withCookie(COOKIE, String(secret))).toBe(401);
    } finally {
      await plain.stop();
    }
    const mine = await browser();
    expect((await me({ cookie: `dispatch=${mine.cookie}` })).status).toBe(401);
    expect((await me({ cookie: `${COOKIE}=${mine.cookie}` })).status).toBe(200);
  });

  test('changes something from our own pages only; a token needs no origin', async () => {
    const mine = await browser();
    const put = (headers: Record<string, string>) =>
      rig.call({
        ...{ method: 'PUT', url: '/api/v1/units/x', as: null, lang: 'zh', body: { name: '单位', kind: 'office' } },
        headers: { cookie: `${COOKIE}=${mine.cookie}`, ...headers },
      });
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', origin: 'https://dispatch.example' },
    ]) {
      const answer = await put(headers);
      expect([headers, answer.status, answer.body.code]).toEqual([headers, 403, 'notSameOrigin']);
    }
    const allowed = [{ 'sec-fetch-site': 'same-origin' }, { origin: 'https://dispatch.example' }];
    // Let through to the next question, whether he may; he may not.
    for (const headers of allowed) expect((await put(headers)).body.code).toBe('notAllowed');
    const { headers } = await program();
    const out = { method: 'DELETE', url: '/api/v1/session', as: null, key: null, headers } as const;
    expect((await rig.call(out)).status).toBe(200);
  });
});

describe('a session', () => {
  test('is over after half an hour without a request', async () => {
    const held = await program();
    for (let n = 0; n < 4; n += 1) {
      clockMs += 29 * MINUTE;
      expect(await statusOf(held)).toBe(200);
    }
    clockMs += 30 * MINUTE;
    expect(await statusOf(held)).toBe(401);
  });

  test('is not kept open by what a page asks of itself', async () => {
    const [held, asking] = [await program(), await program()];
    const unattended = { 'dispatch-unattended': '1' };
    for (let n = 0; n < 2; n += 1) {
      clockMs += 14 * MINUTE;
      expect((await me({ ...held.headers, ...unattended })).status).toBe(200);
      expect(await statusOf(asking)).toBe(200);
    }
    clockMs += 2 * MINUTE;
    expect((await me({ ...held.headers, ...unattended })).status).toBe(401);
    expect(await statusOf(asking)).toBe(200);
  });

  test('is not kept open by following what changes', async () => {
    const { headers } = await program();
    const follow = async (): Promise<number> => (await rig.app.inject({ url: '/api/v1/changes', headers })).statusCode;
    for (let n = 0; n < 2; n += 1) {
      clockMs += 14 * MINUTE;
      expect(await follow()).toBe(200);
    }
    clockMs += 2 * MINUTE;
    expect(await follow()).toBe(401);
  });

  test('is over after twelve hours whatever happens', async () => {
    const held = await program();
    for (let n = 0; n < 35; n += 1) {
      clockMs += 20 * MINUTE;
      expect(await statusOf(held)).toBe(200);
    }
    clockMs += 20 * MINUTE;
    expect(await statusOf(held)).toBe(401);
  });

  test('lasts as the settings of its sign-in say', async () => {
    await inForce({ idleMinutes: 5, sessionHours: 1 });
    const { body } = await enter('coordinator', { keep: 'secret' });
    expect(body.expiresAt).toBe('2026-11-23T11:00:00.000+08:00');
    clockMs += 5 * MINUTE;
    expect((await me({ authorization: `Bearer ${body.secret}` })).status).toBe(401);
  });

  test('of somebody who leaves ends at once, and does not come back with him', async () => {
    const held = await program('handler');
    expect(await statusOf(held)).toBe(200);
    const define = (active: boolean) => {
      const { command, ...rest } = person('handler', 'land', { roles: ['departmentHandler'] });
      return rig.ledger.commit([
        { ...rest, commandId: `x:${Math.random()}`, command: { ...command, active } as never },
      ]);
    };
    await define(false);
    expect(await statusOf(held)).toBe(401);
    expect((await enter('handler')).status).toBe(401);
    await define(true);
    expect(await statusOf(held)).toBe(401);
    expect(await statusOf(await program('handler'))).toBe(200);
  });

  test('does not outlive a change of roles: with other rights one signs in anew', async () => {
    const held = await program('handler');
    const before = await rig.call({ url: '/api/v1/people/handler', as: 'admin' });
    const { name, title, address, unit, roles } = before.body;
    const put = (newRoles: string[]) =>
      rig.call({
        ...{ method: 'PUT', url: '/api/v1/people/handler', as: 'admin' },
        body: { name, title, address, unit, roles: newRoles },
      });
    expect((await put(roles)).status).toBe(200);
    expect(await statusOf(held)).toBe(200);
    expect((await put([...roles, 'leader'])).status).toBe(200);
    expect(await statusOf(held)).toBe(401);
    await put(roles);
  });

  test('is listed without what opens it, and ended by its owner or an administrator, by nobody else', async () => {
    const [first, second] = [await program(), await program()];
    const { body } = await rig.call({ url: '/api/v1/sessions', as: null, headers: first.headers });
    expect(body.items.map(({ id, current }: any) => [id, current])).toEqual(
      expect.arrayContaining([
        [first.id, true],
        [second.id, false],
      ]),
    );
    expect(JSON.stringify(body)).not.toMatch(/dispatch-session_|[0-9a-f]{64}/);
    const end = (id: string, as: 'handler' | 'coordinator' | 'admin') =>
      rig.call({ method: 'DELETE', url: `/api/v1/sessions/${id}`, as, key: null });
    expect((await end(second.id, 'handler')).status).toBe(404);
    expect((await rig.call({ url: '/api/v1/sessions?person=coordinator', as: 'handler' })).status).toBe(404);
    expect(await statusOf(second)).toBe(200);
    expect((await end(second.id, 'admin')).status).toBe(200);
    expect((await end(second.id, 'admin')).status).toBe(200);
    expect([await statusOf(first), await statusOf(second)]).toEqual([200, 401]);
    expect((await rig.call({ url: '/api/v1/sessions?person=coordinator', as: 'admin' })).body.total).toBe(1);
  });

  test('ends with signing out', async () => {
    const mine = await browser();
    const out = await mine.call({ method: 'DELETE', url: '/api/v1/session' });
    expect([out.status, out.body, mine.cookie]).toEqual([200, { ended: 1 }, undefined]);
  });

  test('opens nothing when its secret is altered, and is no token', async () => {
    const { headers } = await program();
    const altered = String(headers.authorization).replace(/.$/, last => (last === 'A' ? 'B' : 'A'));
    expect((await me({ authorization: altered })).status).toBe(401);
    expect((await me({ authorization: 'Bearer dispatch-session_' })).status).toBe(401);
  });
});

describe('changing one’s password', () => {
  const change = (held: Held, body: object) =>
    rig.call({
      method: 'PUT',
      url: '/api/v1/me/password',
      as: null,
      key: null,
      lang: 'zh',
      headers: held.headers,
      body,
    });

  test('needs the present one, keeps this session and ends the others', async () => {
    const [here, there] = [await program(), await program()];
    const wrong = await change(here, { current: 'not this one at all', password: NEXT });
    expect([wrong.status, wrong.body.code]).toEqual([403, 'currentPasswordWrong']);
    expect((await change(here, { current: PASSWORD, password: NEXT })).body).toEqual({ ended: 1, tokensEnded: 0 });
    expect([await statusOf(here), await statusOf(there)]).toEqual([200, 401]);
    expect((await enter('coordinator')).status).toBe(401);
    expect((await enter('coordinator', {}, NEXT)).status).toBe(201);
    const told = await rig.db.selectFrom('mail').select(['kind', 'person_id']).where('kind', '=', 'account').execute();
    expect(told).toContainEqual({ kind: 'account', person_id: 'coordinator' });
  });

  test('leaves tokens as they are, unless they are to end with it; the audit says so', async () => {
    const drawn = () => issueToken(rig.db, 'coordinator', { label: '脚本', atMs: at(NOW) });
    const opens = async (token: string) =>
      (await rig.call({ url: '/api/v1/me', as: null, headers: { authorization: `Bearer ${token}` } })).status;
    const here = await program();
    const kept = await drawn();
    expect((await change(here, { current: PASSWORD, password: NEXT })).body.tokensEnded).toBe(0);
    expect(await opens(kept)).toBe(200);
    const { body } = await change(here, { current: NEXT, password: PASSWORD, endTokens: true });
    expect(body.tokensEnded).toBeGreaterThanOrEqual(1);
    expect([await opens(kept), await statusOf(here)]).toEqual([401, 200]);
    const { rows } = await sql<{ detail: object }>`select detail from audit
      where action = 'passwordChanged' order by position desc limit 2`.execute(rig.db);
    expect(rows.map(({ detail }) => detail)).toEqual([{ tokensEnded: body.tokensEnded }, {}]);
    rig.tokens.coordinator = await drawn();
  });

  test('takes no weak one, and says why without repeating it', async () => {
    const here = await program();
    const { status, body, text } = await change(here, { current: PASSWORD, password: 'kurz' });
    expect([status, body.code]).toEqual([422, 'passwordTooShort']);
    expect(body.errors[0].message).toBe(
      '密码（password）：密码太短，至少 12 个字符，现为 4 个；一句不常见的话也可以。',
    );
    expect(text).not.toContain('kurz');
    for (const [password, code] of [
      ['123456789012', 'passwordCommon'],
      ['coordinator1', 'passwordOfName'],
      ['长'.repeat(1_025), 'passwordTooLong'],
    ]) {
      expect((await change(here, { current: PASSWORD, password })).body.code).toBe(code);
    }
  });

  test('is not for tokens: who has found one must not take the account over', async () => {
    const body = { current: PASSWORD, password: NEXT };
    const answer = await rig.call({ method: 'PUT', url: '/api/v1/me/password', key: null, body });
    expect([answer.status, answer.body.code]).toEqual([403, 'sessionNeeded']);
  });

  test('is slowed like signing in', async () => {
    const here = await program();
    const statuses: number[] = [];
    for (let n = 0; n < 30; n += 1) {
      statuses.push((await change(here, { current: `guess number ${n}`, password: NEXT })).status);
    }
    expect(statuses.filter(status => status === 403)).toHaveLength(10);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('under the profile djcp', () => {
  const DAY = 86_400_000;
  beforeEach(async () => {
    await inForce({ profile: 'djcp' });
  });

  test('five failures in a row lock, known or not, for half an hour, and the right password does not open', async () => {
    for (const user of ['coordinator', 'nobody']) {
      for (let n = 0; n < 5; n += 1) expect((await enter(user, {}, 'not this one at all')).status).toBe(401);
      const locked = await enter(user);
      expect([locked.status, locked.body.code, locked.headers['retry-after']]).toEqual([429, 'accountLocked', '1800']);
      expect(locked.body.detail).toContain('30 minutes');
    }
    clockMs += 30 * MINUTE;
    expect((await enter('coordinator')).status).toBe(201);
  });

  test('a success ends the row', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 4; n += 1) await enter('coordinator', {}, 'not this one at all');
      expect((await enter('coordinator')).status).toBe(201);
    }
  });

  test('after ninety days a new password comes first, composed, and none of the last five', async () => {
    await givePassword(rig.db, 'coordinator', PASSWORD, at(NOW) - 90 * DAY);
    expect((await enter('coordinator')).body).toMatchObject({ status: 403, code: 'passwordTooOld' });
    const next = async (newPassword: string) => (await enter('coordinator', { newPassword, keep: 'secret' })).body;
    expect((await next('onlysmallletters')).code).toBe('passwordKinds');
    expect((await next(PASSWORD)).code).toBe('passwordKinds');
    const first = await next('Three-egrets-1');
    expect((await me({ authorization: `Bearer ${first.secret}` })).status).toBe(200);
    const here = { id: first.id, headers: { authorization: `Bearer ${first.secret}` } };
    const change = (current: string, password: string) =>
      rig.call({
        ...{ method: 'PUT', url: '/api/v1/me/password', as: null, key: null, headers: here.headers },
        body: { current, password },
      });
    for (let n = 2; n <= 6; n += 1) {
      clockMs += 1_000;
      expect((await change(`Three-egrets-${n - 1}`, `Three-egrets-${n}`)).status).toBe(200);
    }
    expect((await change('Three-egrets-6', 'Three-egrets-6')).body.code).toBe('passwordUsedBefore');
    expect((await change('Three-egrets-6', 'Three-egrets-2')).body.code).toBe('passwordUsedBefore');
    expect((await change('Three-egrets-6', 'Three-egrets-1')).status).toBe(200);
  });
});

describe('a token', () => {
  const issue = (body: object, headers?: Record<string, string>) =>
    rig.call({
      ...{ method: 'POST', url: '/api/v1/people/coordinator/tokens', lang: 'en', body: { label: 'x', ...body } },
      ...(headers ? { as: null, headers } : {}),
    });
  const held = (answer: Answer): Record<string, string> => ({ authorization: `Bearer ${answer.body.token}` });
  const start = (headers: Record<string, string>, name: string) =>
    rig.call({ method: 'POST', url: '/api/v1/projects', as: null, headers, body: { name } });

  test('for reading reads and changes nothing', async () => {
    const headers = held(await issue({ scopes: ['read'] }));
    expect((await rig.call({ url: '/api/v1/projects', as: null, headers })).status).toBe(200);
    const { status, body } = await start(headers, '读');
    expect([status, body.code]).toEqual([403, 'beyondScope']);
    expect(body.errors[0].params.scopes).toEqual(['write', 'startProject']);
  });

  test('for one operation does that and nothing else', async () => {
    const headers = held(await issue({ scopes: ['startProject'] }));
    expect((await start(headers, '一项')).status).toBe(201);
    expect((await rig.call({ url: '/api/v1/projects', as: null, headers })).status).toBe(403);
    const unknown = await issue({ scopes: ['read', 'startPrject'] });
    expect([unknown.status, unknown.body.errors[0].field]).toEqual([400, 'scopes[1]']);
  });

  test('never gives more than its person has', async () => {
    const headers = held(await issue({ scopes: ['read', 'write'] }));
    const put = { method: 'PUT', url: '/api/v1/units/x', as: null, headers } as const;
    expect((await rig.call({ ...put, body: { name: '单位', kind: 'office' } })).body.code).toBe('notAllowed');
  });

  test('for changes as such gives nobody a role or an address, nor a link that speaks for him; one that names it does', async () => {
    const drawn = async (scopes: string[]) => ({
      authorization: `Bearer ${await issueToken(rig.db, 'admin', { label: 'x', atMs: at(NOW), scopes })}`,
    });
    const invite = (headers: Record<string, string>) =>
      rig.call({
        ...{ method: 'PUT', url: '/api/v1/people/newcomer', as: null, headers },
        body: { name: '新人', unit: 'office', roles: ['administrator'], address: 'mine@elsewhere.example' },
      });
    const { status, body } = await invite(await drawn(['read', 'write']));
    expect([status, body.code, body.errors[0].params.scopes]).toEqual([403, 'beyondScope', ['session']]);
    expect((await invite(await drawn(['definePerson']))).status).toBe(200);
    const link = { purpose: 'answerProblem', problem: 'Q-none', person: 'handler' };
    const headers = held(await issue({ scopes: ['write'] }));
    const made = await rig.call({ method: 'POST', url: '/api/v1/links', as: null, headers, body: link });
    expect(made.body.code).toBe('beyondScope');
  });

  test('ends on its day, says when it was used, and begets none that reaches further', async () => {
    const answer = await issue({ scopes: null, days: 30 });
    const headers = held(answer);
    expect(answer.body).toMatchObject({ scopes: null, expiresAt: '2026-12-23T10:00:00.000+08:00', lastUsedAt: null });
    expect((await me(headers)).status).toBe(200);
    const { body } = await rig.call({ url: '/api/v1/people/coordinator/tokens' });
    expect(body.items.find(({ id }: any) => id === answer.body.id).lastUsedAt).toBe('2026-11-23T10:00:00.000+08:00');
    expect((await issue({}, headers)).body.code).toBe('beyondScope');
    clockMs += 30 * 86_400_000;
    expect((await me(headers)).status).toBe(401);
  });
});
