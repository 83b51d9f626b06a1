import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { seal, unseal } from '../../src/accounts/seal.ts';
import { DEFAULT_ACCOUNTS } from '../../src/domain/accounts/settings.ts';
import { Browser, givePassword, PASSWORD } from '../accounts/rig.ts';
import { at, NOW } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
let clockMs = at(NOW);
const PERIOD = 30_000;
beforeAll(async () => {
  rig = await startApi({ now: () => clockMs });
});
afterAll(() => rig.stop());
beforeEach(async () => {
  clockMs = at(NOW);
  for (const table of ['sign_in_try', 'session', 'totp', 'recovery_code', 'setting'] as const) {
    await rig.db.deleteFrom(table).execute();
  }
  await givePassword(rig.db, 'coordinator');
});

/** The authenticator on somebody's telephone. */
const device = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
const codeOf = (secret: string, atMs = clockMs): string => device(secret).generate({ timestamp: atMs });

const entered = async (): Promise<Browser> => {
  const mine = new Browser(rig);
  await mine.send('/signin', { user: 'coordinator', password: PASSWORD });
  return mine;
};
const secretIn = ({ text }: Answer): string => {
  const spaced = /<dt>密钥<\/dt><dd>([A-Z2-7 ]+)<\/dd>/.exec(text)?.[1];
  if (spaced === undefined) throw new Error(`no secret in: ${text}`);
  return spaced.replaceAll(' ', '');
};
const codesIn = ({ text }: Answer): string[] =>
  [...text.matchAll(/<code>([A-Z2-7-]{19})<\/code>/g)].map(([, c]) => c ?? '');

/** Sets a device up; its secret and the codes for its loss. The clock has moved on by one code. */
async function enrolled(mine: Browser): Promise<{ secret: string; codes: string[] }> {
  const begun = await mine.send('/account-factor-begin', { current: PASSWORD });
  const secret = secretIn(begun);
  const proven = await mine.send('/account-factor', { totp: codeOf(secret) });
  expect(proven.status).toBe(200);
  clockMs += PERIOD;
  return { secret, codes: codesIn(proven) };
}
const post = (body: object) =>
  rig.call({
    ...{ method: 'POST', url: '/api/v1/session', as: null, key: null },
    body: { user: 'coordinator', password: PASSWORD, keep: 'secret', ...body },
  });

describe('setting a second factor up', () => {
  test('shows a picture to scan and the same in letters, and turns it on with the first code', async () => {
    const mine = await entered();
    const elsewhere = await entered();
    expect((await mine.get('/account-factor')).text).toContain('尚未启用');
    const begun = await mine.send('/account-factor-begin', { current: PASSWORD });
    expect(begun.text).toContain('<svg xmlns="http://www.w3.org/2000/svg"');
    const secret = secretIn(begun);
    // It has no effect before it is proven.
    expect((await post({})).status).toBe(201);
    // Nobody has recovery codes yet.
    expect(begun.text).toContain('身份验证器显示的 6 位数字');
    expect(begun.text).not.toContain('恢复码');
    const wrong = await mine.send('/account-factor', { totp: '000000' });
    expect([wrong.status, secretIn(wrong)]).toEqual([401, secret]);
    const before = mine.cookie;
    const proven = await mine.send('/account-factor', { totp: codeOf(secret) });
    expect(new Set(codesIn(proven)).size).toBe(10);
    expect(mine.cookie).not.toBe(before);
    expect((await mine.get('/account-factor')).text).toContain('剩余恢复码 10 个');
    expect((await elsewhere.get('/account')).status).toBe(303);
  });

  test('asks for the password again, and begins nothing over a device that is there', async () => {
    const mine = await entered();
    expect((await mine.send('/account-factor-begin', { current: 'nope' })).status).toBe(403);
    await enrolled(mine);
    expect((await mine.send('/account-factor-begin', { current: PASSWORD })).status).toBe(409);
  });

  test('keeps the secret sealed, and the codes as hashes', async () => {
    const { secret, codes } = await enrolled(await entered());
    const rows = JSON.stringify([
      await rig.db.selectFrom('totp').selectAll().execute(),
      await rig.db.selectFrom('recovery_code').selectAll().execute(),
    ]);
    const plain = Buffer.from(Secret.fromBase32(secret).bytes);
    expect(rows).not.toContain(secret);
    expect(rows).not.toContain(JSON.stringify([...plain]).slice(1, -1));
    for (const code of codes) expect(rows).not.toContain(code);
  });
});

describe('signing in with a second factor', () => {
  test('asks for a code after the password, and opens nothing before', async () => {
    const { secret } = await enrolled(await entered());
    const mine = new Browser(rig);
    const sent = await mine.send('/signin', { user: 'coordinator', password: PASSWORD });
    expect(sent.headers.location).toBe('signin-code?lang=zh');
    const before = mine.cookie;
    expect((await mine.call({ url: '/api/v1/me' })).status).toBe(401);
    expect((await mine.get('/signin-code')).text).toContain('autocomplete="one-time-code"');
    expect((await mine.send('/signin-code', { totp: '123' })).status).toBe(401);
    expect((await mine.send('/signin-code', { totp: codeOf(secret) })).headers.location).toBe('account?lang=zh');
    expect(mine.cookie).not.toBe(before);
    expect((await mine.call({ url: '/api/v1/me' })).status).toBe(200);
    // The session that waited for the code is over.
    const left = new Browser(rig);
    left.cookie = before;
    expect((await left.get('/signin-code')).status).toBe(303);
  });

  test('takes a code once: also not the one of the setting up, nor one before it', async () => {
    const { secret } = await enrolled(await entered());
    expect((await post({ totp: codeOf(secret, clockMs - PERIOD) })).body.code).toBe('codeWrong');
    const code = codeOf(secret);
    expect((await post({ totp: code })).status).toBe(201);
    expect((await post({ totp: code })).body.code).toBe('codeWrong');
    clockMs += PERIOD;
    expect((await post({ totp: code })).body.code).toBe('codeWrong');
    expect((await post({ totp: codeOf(secret) })).status).toBe(201);
  });

  test('of two uses of one code at once one is good', async () => {
    const { secret } = await enrolled(await entered());
    const totp = codeOf(secret);
    const statuses = (await Promise.all([post({ totp }), post({ totp })])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 401]);
  });

  test('lets a device be half a minute off, not more', async () => {
    const { secret } = await enrolled(await entered());
    clockMs += 10 * PERIOD;
    expect((await post({ totp: codeOf(secret, clockMs + 2 * PERIOD) })).status).toBe(401);
    expect((await post({ totp: codeOf(secret, clockMs - 2 * PERIOD) })).status).toBe(401);
    expect((await post({ totp: codeOf(secret, clockMs - PERIOD) })).status).toBe(201);
    expect((await post({ totp: codeOf(secret, clockMs + PERIOD) })).status).toBe(201);
  });

  test('takes each recovery code once, however it is typed', async () => {
    const { codes } = await enrolled(await entered());
    const typed = String(codes[0]).toLowerCase().replaceAll('-', ' ');
    expect((await post({ totp: typed })).body.method).toBe('passwordAndCode');
    expect((await post({ totp: codes[0] })).body.code).toBe('codeWrong');
    expect((await post({ totp: codes[1] })).status).toBe(201);
  });

  test('says over the API what it wants, and slows guesses at codes by themselves', async () => {
    const { secret } = await enrolled(await entered());
    expect((await post({})).body).toMatchObject({ status: 401, code: 'codeNeeded' });
    const codes: string[] = [];
    for (let n = 0; n < 20; n += 1) codes.push((await post({ totp: String(100_000 + n) })).body.code);
    expect(codes.filter(code => code === 'codeWrong')).toHaveLength(10);
    expect(codes.at(-1)).toBe('tooManyTries');
    clockMs += 60_000;
    expect((await post({ totp: codeOf(secret) })).status).toBe(201);
  });
});

describe('the audit of a sign-in in steps', () => {
  const told = async (after: string) => {
    const rows = await rig.db
      .selectFrom('audit')
      .select(['action', 'outcome', 'actor_id', 'subject_id', 'detail', 'address'])
      .where('position', '>', Number(after) as never)
      .orderBy('position')
      .execute();
    return rows.map(({ action, outcome, actor_id: actor, subject_id: subject, detail }) => ({
      ...{ action, outcome, actor, subject, detail },
    }));
  };
  const last = async (): Promise<string> => {
    const { at: position } = await rig.db
      .selectFrom('audit')
      .select(({ fn }) => fn.max('position').as('at'))
      .executeTakeFirstOrThrow();
    return String(position);
  };
  const about = { actor: 'coordinator', subject: 'coordinator' };

  test('has the right password, the wrong code and the right one, each by itself and without what was typed', async () => {
    const { secret } = await enrolled(await entered());
    const before = await last();
    const mine = new Browser(rig);
    await mine.send('/signin', { user: 'coordinator', password: PASSWORD });
    const wrong = String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, '0');
    expect((await mine.send('/signin-code', { totp: wrong })).status).toBe(401);
    expect((await mine.send('/signin-code', { totp: codeOf(secret) })).status).toBe(303);
    const kept = await told(before);
    expect(kept).toMatchObject([
      { action: 'signInBegun', outcome: 'done', ...about, detail: { method: 'password', awaits: 'code' } },
      { action: 'signInRefused', outcome: 'refused', ...about, detail: { why: 'code' } },
      { action: 'signedIn', outcome: 'done', ...about, detail: { method: 'passwordAndCode' } },
    ]);
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${wrong}|${codeOf(secret)}|${PASSWORD}`));
  });

  test('has the same of a sign-in in one request, and that guesses at codes were slowed', async () => {
    await enrolled(await entered());
    const before = await last();
    for (let n = 0; n < 11; n += 1) await post({ totp: 'not-a-code' });
    const kept = await told(before);
    const of = (wanted: string) => kept.filter(({ action }) => action === wanted);
    expect([of('signInBegun').length, of('signInRefused').length, of('signedIn')]).toEqual([11, 10, []]);
    expect(of('signInSlowed')).toMatchObject([{ outcome: 'refused', ...about, detail: { why: 'code' } }]);
  });

  test('has what a sign-in still awaits of who must set a device up first', async () => {
    const value = JSON.stringify({ ...DEFAULT_ACCOUNTS, secondFactorRoles: ['coordinator'] });
    const row = { key: 'accounts', valid_from: '2026-01-01', version: 1, command_id: null, set_at: new Date(clockMs) };
    await rig.db
      .insertInto('setting')
      .values({ ...row, value })
      .execute();
    const before = await last();
    await entered();
    expect(await told(before)).toMatchObject([{ action: 'signInBegun', ...about, detail: { awaits: 'enrol' } }]);
  });
});

describe('removing a second factor', () => {
  test('is done with the password and a code', async () => {
    const mine = await entered();
    const { secret } = await enrolled(mine);
    expect((await mine.send('/account-factor-remove', { current: PASSWORD, totp: '000000' })).status).toBe(401);
    expect((await mine.send('/account-factor-remove', { current: 'x', totp: codeOf(secret) })).status).toBe(403);
    const removed = await mine.send('/account-factor-remove', { current: PASSWORD, totp: codeOf(secret) });
    expect(removed.headers.location).toBe('account-factor?lang=zh&notice=removed');
    expect((await post({})).status).toBe(201);
  });

  test('is an administrator’s for somebody who has lost his device, and ends his sessions', async () => {
    const mine = await entered();
    await enrolled(mine);
    const remove = (as: 'admin' | 'handler') =>
      rig.call({ method: 'DELETE', url: '/api/v1/people/coordinator/second-factor', as });
    expect((await remove('handler')).status).toBe(403);
    expect((await remove('admin')).body).toEqual({ person: 'coordinator', removed: true });
    expect((await remove('admin')).body).toEqual({ person: 'coordinator', removed: false });
    expect((await mine.get('/account')).status).toBe(303);
    expect((await post({})).status).toBe(201);
  });
});

describe('a role that must have one', () => {
  beforeEach(async () => {
    const value = JSON.stringify({ ...DEFAULT_ACCOUNTS, secondFactorRoles: ['coordinator'] });
    const row = { key: 'accounts', valid_from: '2026-01-01', version: 1, command_id: null, set_at: new Date(clockMs) };
    await rig.db
      .insertInto('setting')
      .values({ ...row, value })
      .execute();
  });

  test('is led to the setting up first, and nowhere else', async () => {
    const mine = new Browser(rig);
    const sent = await mine.send('/signin', { user: 'coordinator', password: PASSWORD });
    expect(sent.headers.location).toBe('account-factor?lang=zh');
    expect((await mine.call({ url: '/api/v1/me' })).status).toBe(401);
    expect((await mine.get('/account-factor')).text).toContain('您的角色须先启用二次验证');
    const secret = secretIn(await mine.send('/account-factor-begin', {}));
    await mine.send('/account-factor', { totp: codeOf(secret) });
    expect((await mine.call({ url: '/api/v1/me' })).status).toBe(200);
    clockMs += PERIOD;
    expect((await post({ totp: codeOf(secret) })).status).toBe(201);
  });

  test('is told so over the API; others sign in as before', async () => {
    expect((await post({})).body).toMatchObject({ status: 403, code: 'factorNeeded' });
    await givePassword(rig.db, 'handler');
    expect((await post({ user: 'handler' })).status).toBe(201);
  });
});

test('what is sealed opens with its key, for its owner, unaltered, and not otherwise', () => {
  const key = Buffer.alloc(32, 1);
  const sealed = seal(key, Buffer.from('secret'), 'lin');
  expect(unseal(key, sealed, 'lin').toString()).toBe('secret');
  expect(sealed.includes('secret')).toBe(false);
  expect(() => unseal(Buffer.alloc(32, 2), sealed, 'lin')).toThrow();
  expect(() => unseal(key, sealed, 'chen')).toThrow();
  sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
  expect(() => unseal(key, sealed, 'lin')).toThrow();
});
