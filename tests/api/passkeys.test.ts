import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { partyOf } from '../../src/accounts/passkeys.ts';
import { DEFAULT_ACCOUNTS } from '../../src/domain/accounts/settings.ts';
import { Authenticator, type Said } from '../accounts/authenticator.ts';
import { Browser, givePassword, PASSWORD } from '../accounts/rig.ts';
import { at, NOW } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
let clockMs = at(NOW);
beforeAll(async () => {
  rig = await startApi({ now: () => clockMs });
});
afterAll(() => rig.stop());
beforeEach(async () => {
  clockMs = at(NOW);
  const tables = [
    'passkey',
    'passkey_challenge',
    'sign_in_try',
    'session',
    'totp',
    'recovery_code',
    'setting',
  ] as const;
  for (const table of tables) await rig.db.deleteFrom(table).execute();
  await givePassword(rig.db, 'coordinator');
  await givePassword(rig.db, 'handler');
});

const UNESCAPED: Record<string, string> = { '&quot;': '"', '&amp;': '&', '&#x3D;': '=', '&#x27;': "'" };
/** What the page asks the browser for. */
const optionsIn = ({ text }: Answer): any => {
  const found = /data-options="([^"]*)"/.exec(text)?.[1];
  if (found === undefined) throw new Error(`nothing is asked for in: ${text}`);
  return JSON.parse(found.replaceAll(/&[^;]+;/g, entity => UNESCAPED[entity] ?? entity));
};
const codesIn = ({ text }: Answer): string[] =>
  [...text.matchAll(/<code>([A-Z2-7-]{19})<\/code>/g)].map(([, c]) => c ?? '');

async function entered(user = 'coordinator'): Promise<Browser> {
  const mine = new Browser(rig);
  await mine.send('/signin', { user, password: PASSWORD });
  return mine;
}
const begin = (mine: Browser, keyName = '办公室电脑') =>
  mine.send('/account-passkey-begin', { current: PASSWORD, keyName });
const add = (mine: Browser, credential: string) => mine.send('/account-passkey', { credential });

async function registered(mine: Browser, name?: string): Promise<{ key: Authenticator; added: Answer }> {
  const key = new Authenticator();
  const added = await add(mine, key.create(optionsIn(await begin(mine, name))));
  expect(added.status).toBeLessThan(400);
  return { key, added };
}

/** As far as the password leads. */
async function halfway(user = 'coordinator'): Promise<Browser> {
  const mine = await entered(user);
  expect((await mine.get('/signin-code')).status).toBe(200);
  return mine;
}
const askedForCode = async (mine: Browser) => optionsIn(await mine.send('/signin-code-passkey-begin', {}));
const sendCode = (mine: Browser, credential: string) => mine.send('/signin-code-passkey', { credential });
const isIn = async (mine: Browser): Promise<boolean> => (await mine.call({ url: '/api/v1/me' })).status === 200;
const audited = async () => {
  const rows = await rig.db
    .selectFrom('audit')
    .select(['action', 'outcome', 'actor_id', 'detail'])
    .orderBy('position')
    .execute();
  return rows.map(({ action, outcome, actor_id: actor, detail }) => ({
    action,
    outcome,
    actor,
    detail: detail as any,
  }));
};
const lastWhy = async () => (await audited()).filter(({ action }) => action === 'signInRefused').at(-1)?.detail.why;

describe('a passkey', () => {
  test('is added with the password, under a name, and brings codes for its loss the first time', async () => {
    const mine = await entered();
    const elsewhere = await entered();
    expect((await mine.get('/account-factor')).text).toContain('添加通行密钥');
    expect((await mine.send('/account-passkey-begin', { current: 'x', keyName: 'a' })).status).toBe(403);
    expect((await mine.send('/account-passkey-begin', { current: PASSWORD, keyName: ' ' })).text).toContain('名称');
    const before = mine.cookie;
    const { key, added } = await registered(mine);
    expect(new Set(codesIn(added)).size).toBe(10);
    expect(mine.cookie).not.toBe(before);
    expect((await elsewhere.get('/account')).status).toBe(303);
    const page = (await mine.get('/account-factor')).text;
    expect(page).toContain('办公室电脑');
    expect(page).toContain('剩余恢复码 10 个');
    const second = await registered(mine, '手机');
    expect(codesIn(second.added)).toEqual([]);
    expect(await rig.db.selectFrom('passkey').select(['name', 'person_id']).orderBy('name').execute()).toEqual([
      { name: '办公室电脑', person_id: 'coordinator' },
      { name: '手机', person_id: 'coordinator' },
    ]);
    const events = (await audited()).filter(({ action }) => action === 'passkeyAdded');
    expect(events.map(({ detail }) => detail.passkey)).toEqual([key, second.key].map(({ id }) => id.slice(0, 16)));
  });

  test('asks an authenticator for one it does not have, and of no owner by name', async () => {
    const mine = await entered();
    const { key } = await registered(mine);
    const options = optionsIn(await begin(mine));
    expect(options).toMatchObject({
      ...{ rp: { id: 'dispatch.example' }, attestation: 'none', user: { name: 'coordinator' } },
      excludeCredentials: [{ id: key.id, transports: ['usb'] }],
    });
    expect(Buffer.from(options.user.id, 'base64url').toString()).not.toContain('coordinator');
    expect(options.user.id).toBe(key.userHandle);
  });

  test('of another account is not taken a second time', async () => {
    const { key } = await registered(await entered());
    const other = await entered('handler');
    const again = await add(other, key.create(optionsIn(await begin(other))));
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('已登记过')]);
  });

  test('is not added by an altered, foreign, used or late answer', async () => {
    const mine = await entered();
    const other = await entered('handler');
    const refused = async (credential: string, why: string) => {
      expect((await add(mine, credential)).status).toBe(401);
      expect(await lastWhy()).toBe(`passkey: ${why}`);
    };
    const key = new Authenticator();
    const said = async (how: Said) => key.create(optionsIn(await begin(mine)), how);
    await refused(await said({ challenge: 'AAAA' }), 'challenge');
    await refused(await said({ origin: 'https://dispatch.example.evil' }), 'origin');
    await refused(await said({ origin: 'http://dispatch.example' }), 'origin');
    await refused(await said({ crossOrigin: true }), 'origin');
    await refused(await said({ type: 'webauthn.get' }), 'answer');
    await refused(await said({ rpId: 'example.org' }), 'answer');
    await refused(await said({ present: false }), 'answer');
    await refused(key.create(optionsIn(await begin(other))), 'challenge');
    const late = optionsIn(await begin(mine));
    clockMs += 5 * 60_000;
    await refused(key.create(late), 'challenge');
    for (const form of ['', '{}', 'null', '[]', '{"id":1}', 'x'.repeat(40_000)]) await refused(form, 'form');
    // What was drawn later makes the earlier void.
    const first = optionsIn(await begin(mine));
    const second = optionsIn(await begin(mine));
    await refused(key.create(first), 'challenge');
    expect((await add(mine, key.create(second))).status).toBe(200);
    await refused(key.create(second), 'challenge');
    expect(await rig.db.selectFrom('passkey').select('id').execute()).toEqual([{ id: key.id }]);
  });

  test('can be removed by its owner alone, with his password; codes go with the last', async () => {
    const mine = await entered();
    const { key } = await registered(mine);
    const { key: phone } = await registered(mine, '手机');
    const other = await entered('handler');
    const remove = (by: Browser, passkey: string, current = PASSWORD) =>
      by.send('/account-passkey-remove', { passkey, current });
    expect((await mine.get(`/account-passkey-remove?passkey=${key.id}`)).text).toContain('办公室电脑');
    expect((await other.get(`/account-passkey-remove?passkey=${key.id}`)).status).toBe(303);
    expect((await remove(mine, key.id, 'not it')).status).toBe(403);
    await remove(other, key.id);
    expect(await rig.db.selectFrom('passkey').select('id').execute()).toHaveLength(2);
    expect((await remove(mine, key.id)).headers.location).toContain('keyRemoved');
    expect(await rig.db.selectFrom('recovery_code').select('hash').execute()).toHaveLength(10);
    await remove(mine, phone.id);
    expect(await rig.db.selectFrom('recovery_code').select('hash').execute()).toEqual([]);
    expect(await isIn(await entered())).toBe(true);
    expect((await audited()).filter(({ action }) => action === 'passkeyRemoved')).toHaveLength(2);
  });

  test('goes with the device when an administrator removes a second factor', async () => {
    await registered(await entered());
    const url = '/api/v1/people/coordinator/second-factor';
    expect((await rig.call({ method: 'DELETE', url, as: 'admin' })).body).toMatchObject({ removed: true });
    expect(await isIn(await entered())).toBe(true);
  });
});

describe('signing in with a passkey after the password', () => {
  test('opens nothing before, and a session of its own after', async () => {
    const { key } = await registered(await entered());
    const mine = await halfway();
    expect(await isIn(mine)).toBe(false);
    const page = await mine.get('/signin-code');
    expect(page.text).toContain('用通行密钥验证');
    const options = await askedForCode(mine);
    expect(options).toMatchObject({ rpId: 'dispatch.example', allowCredentials: [{ id: key.id }] });
    const before = mine.cookie;
    expect((await sendCode(mine, key.get(options, { verified: false }))).headers.location).toBe('account?lang=zh');
    expect(mine.cookie).not.toBe(before);
    expect((await mine.call({ url: '/api/v1/sessions' })).body.items[0].method).toBe('passwordAndPasskey');
  });

  test('refuses what is altered, used, late, signed by another key, of another session or of another person', async () => {
    const { key } = await registered(await entered());
    const { key: others } = await registered(await entered('handler'));
    const mine = await halfway();
    const refused = async (credential: string, why: string) => {
      expect((await sendCode(mine, credential)).status).toBe(401);
      expect([await lastWhy(), await isIn(mine)]).toEqual([`passkey: ${why}`, false]);
      await rig.db.deleteFrom('sign_in_try').execute();
    };
    const said = async (how: Said) => key.get(await askedForCode(mine), how);
    await refused(await said({ challenge: 'AAAA' }), 'challenge');
    await refused(await said({ origin: 'https://evil.example' }), 'origin');
    await refused(await said({ type: 'webauthn.create' }), 'answer');
    await refused(await said({ rpId: 'evil.example' }), 'answer');
    await refused(await said({ present: false }), 'answer');
    await refused(await said({ signedBy: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }), 'answer');
    await refused(await said({ userHandle: 'AAAA' }), 'other');
    await refused(await said({ id: 'bm9ib2R5cw' }), 'unknown');
    await refused(others.get(await askedForCode(mine)), 'other');
    await refused(key.get(await askedForCode(await halfway())), 'challenge');
    // What was drawn to sign in without a password is no second factor.
    await refused(key.get(optionsIn(await new Browser(rig).send('/signin-passkey-begin', {}))), 'challenge');
    const late = await askedForCode(mine);
    clockMs += 5 * 60_000;
    await refused(key.get(late), 'challenge');
    const good = key.get(await askedForCode(mine));
    expect((await sendCode(mine, good)).status).toBe(303);
    expect((await sendCode(await halfway(), good)).status).toBe(401);
  });

  test('refuses a count that does not rise: it is a copy', async () => {
    const { key } = await registered(await entered());
    const uses = async (counter: number) => (await sendCode(...(await asking(counter)))).status;
    const asking = async (counter: number): Promise<[Browser, string]> => {
      const mine = await halfway();
      return [mine, key.get(await askedForCode(mine), { counter })];
    };
    expect([await uses(7), await uses(7), await uses(6), await uses(0), await uses(8)]).toEqual([
      303, 401, 401, 401, 303,
    ]);
    expect((await audited()).filter(({ detail }) => detail.why === 'passkey: counter')).toHaveLength(3);
    // One that never counts stays at nothing.
    const { key: plain } = await registered(await entered('handler'));
    for (const _ of [1, 2]) {
      const mine = await halfway('handler');
      expect((await sendCode(mine, plain.get(await askedForCode(mine), { counter: 0 }))).status).toBe(303);
    }
  });

  test('leaves the other ways: a recovery code, and the code of a device', async () => {
    const mine = await entered();
    const { added } = await registered(mine);
    const [first = ''] = codesIn(added);
    const again = await halfway();
    expect((await again.get('/signin-code')).text).toContain('恢复码');
    expect((await again.send('/signin-code', { recovery: first })).status).toBe(303);
    const begun = await again.send('/account-factor-begin', { current: PASSWORD });
    const secret = /<dd>([A-Z2-7 ]+)<\/dd>/.exec(begun.text)?.[1]?.replaceAll(' ', '') ?? '';
    const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clockMs });
    expect((await again.send('/account-factor', { totp: code() })).headers.location).toContain('confirmed');
    // The codes of before stay.
    expect((await again.get('/account-factor')).text).toContain('剩余恢复码 9 个');
    clockMs += 30_000;
    expect((await (await halfway()).send('/signin-code', { totp: code() })).status).toBe(303);
    clockMs += 30_000;
    await again.send('/account-factor-remove', { current: PASSWORD, totp: code() });
    expect((await (await halfway()).get('/signin-code')).text).toContain('用通行密钥验证');
  });

  test('is slowed like codes', async () => {
    const { key } = await registered(await entered());
    const mine = await halfway();
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await sendCode(mine, key.get({ challenge: 'AAAA' }))).status);
    expect(statuses.at(0)).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('signing in with a passkey alone', () => {
  const begun = async (mine: Browser) => optionsIn(await mine.send('/signin-passkey-begin', {}));
  const send = (mine: Browser, credential: string) => mine.send('/signin-passkey', { credential });

  test('is offered where somebody has one, and asks for no name', async () => {
    const mine = new Browser(rig);
    expect((await mine.get('/signin')).text).not.toContain('通行密钥');
    const { key } = await registered(await entered());
    expect((await mine.get('/signin')).text).toContain('用通行密钥登录');
    const options = await begun(mine);
    expect(options).toMatchObject({ userVerification: 'required', allowCredentials: [] });
    expect((await send(mine, key.get(options))).headers.location).toBe('account?lang=zh');
    const { items } = (await mine.call({ url: '/api/v1/sessions' })).body;
    expect(items.find((item: any) => item.current)).toMatchObject({ person: 'coordinator', method: 'passkey' });
  });

  test('wants its owner verified, and the challenge once', async () => {
    const { key } = await registered(await entered());
    const mine = new Browser(rig);
    expect((await send(mine, key.get(await begun(mine), { verified: false }))).status).toBe(401);
    expect((await send(mine, key.get(await begun(mine), { userHandle: 'AAAA' }))).status).toBe(401);
    const good = key.get(await begun(mine));
    expect((await send(mine, good)).status).toBe(303);
    expect((await send(new Browser(rig), good)).status).toBe(401);
    // A second factor's challenge signs nobody in without a password.
    const half = await halfway();
    expect((await send(new Browser(rig), key.get(await askedForCode(half)))).status).toBe(401);
  });

  test('is for nobody who has left', async () => {
    const { key } = await registered(await entered('handler'));
    await rig.db.updateTable('person').set({ active: false }).where('id', '=', 'handler').execute();
    const mine = new Browser(rig);
    const answer = await send(mine, key.get(await begun(mine)));
    await rig.db.updateTable('person').set({ active: true }).where('id', '=', 'handler').execute();
    expect([answer.status, await isIn(mine)]).toEqual([401, false]);
  });

  test('is not taken from another site', async () => {
    const mine = new Browser(rig);
    const cross = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await mine.send('/signin-passkey-begin', {}, cross)).status).toBe(403);
    expect(await rig.db.selectFrom('passkey_challenge').selectAll().execute()).toEqual([]);
  });
});

test('a role that must have a second factor has it with a passkey', async () => {
  const value = JSON.stringify({ ...DEFAULT_ACCOUNTS, secondFactorRoles: ['coordinator'] });
  const row = { key: 'accounts', valid_from: '2026-01-01', version: 1, command_id: null, set_at: new Date(clockMs) };
  await rig.db
    .insertInto('setting')
    .values({ ...row, value })
    .execute();
  const mine = await entered();
  expect(await isIn(mine)).toBe(false);
  const begun = await mine.send('/account-passkey-begin', { keyName: '手机' });
  const key = new Authenticator();
  expect(codesIn(await add(mine, key.create(optionsIn(begun))))).toHaveLength(10);
  expect(await isIn(mine)).toBe(true);
  const again = await halfway();
  expect((await sendCode(again, key.get(await askedForCode(again)))).headers.location).toBe('account?lang=zh');
});

test('the pages that ask for one run the one script there is, and no other page runs any', async () => {
  const mine = await entered();
  const page = await begin(mine);
  expect(String(page.headers['content-security-policy'])).toContain("default-src 'none'; script-src 'self';");
  expect(page.text).toContain('<script type="module" src="account-passkey.js"></script>');
  expect(String((await mine.get('/account-factor')).headers['content-security-policy'])).not.toContain('script-src');
  const script = await mine.get('/account-passkey.js');
  expect(script).toMatchObject({ status: 200, text: expect.stringContaining('navigator.credentials') });
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
});

test('passkeys belong to names reached by TLS, and to this machine by its name', () => {
  expect(partyOf('https://dispatch.city.example/office/')).toEqual({
    ...{ id: 'dispatch.city.example', origin: 'https://dispatch.city.example' },
  });
  expect(partyOf('http://localhost:8080')).toEqual({ id: 'localhost', origin: 'http://localhost:8080' });
  for (const url of [
    'http://127.0.0.1:8080',
    'https://10.1.2.3',
    'https://[::1]:8443',
    'http://dispatch.city.example',
  ]) {
    expect(partyOf(url)).toBeNull();
  }
});
