import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setUpLink } from '../../src/accounts/links.ts';
import { createRender } from '../../src/activities/render-mails.ts';
import { createOutbox } from '../../src/ledger/outbox.ts';
import { DEFAULT_ACCOUNTS } from '../../src/domain/accounts/settings.ts';
import { Browser, givePassword, PASSWORD } from '../accounts/rig.ts';
import { at, makeCalendar, NOW } from '../support/make.ts';
import { until } from '../support/until.ts';
import { issueToken } from '../../src/ledger/tokens.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
let clockMs = at(NOW);
let woken = 0;
const MINUTE = 60_000;
const NEXT = '山那边有一条很宽很宽的河';
const { clock, table } = makeCalendar();
beforeAll(async () => {
  rig = await startApi({ now: () => clockMs });
  rig.gateway.wakeMailroom = async () => void (woken += 1);
});
afterAll(() => rig.stop());
beforeEach(async () => {
  clockMs = at(NOW);
  woken = 0;
  for (const table of ['sign_in_try', 'session', 'account_link', 'credential', 'mail_item', 'mail'] as const) {
    await rig.db.deleteFrom(table).execute();
  }
});

const accounts = () => ({ db: rig.db, now: () => clockMs });
const pathOf = (secret: string): string => `/a/${secret}`;
const setPassword = (browser: Browser, path: string, password: string, again = password): Promise<Answer> =>
  browser.send(path, { newPassword: password, again });

/** Renders what waits in the outbox, as a worker would, and answers the bodies. */
async function letters(): Promise<{ to: string; text: string; html: string; subject: string }[]> {
  const outbox = createOutbox({ db: rig.db, now: () => clockMs });
  const { mails } = await outbox.claim(10, 60_000);
  const from = { name: '周调度', address: 'dispatch@example.org', domain: 'example.org' };
  const render = createRender({
    ...{ db: rig.db, clock, table, now: () => clockMs, from },
    publicUrl: 'https://dispatch.example',
  });
  const rendered = await render(mails);
  const all = mails.map(mail => {
    const letter = rendered.get(mail.id);
    if (!letter || 'error' in letter) throw new Error(letter?.error ?? 'nothing was rendered');
    return { mail, letter };
  });
  await outbox.storeRendered(
    all.map(({ mail: { id, leaseUntil }, letter: { subject, html, text, links = [], accountLinks = [] } }) => ({
      ...{ id, leaseUntil, links, accountLinks },
      message: { subject, html, text, ics: null, messageId: `<${id}@x>`, dateMs: clockMs },
    })),
  );
  return all.map(({ mail, letter: { text, html, subject } }) => ({ to: mail.toAddress, text, html, subject }));
}
const linkIn = (text: string): string => {
  const path = /https:\/\/dispatch\.example(\/a\/[\w-]{43})/.exec(text)?.[1];
  if (path === undefined) throw new Error(`no link in: ${text}`);
  return path;
};

describe('the page to sign in', () => {
  test('is one form that runs nothing, is kept by nobody and lets password managers work', async () => {
    const { status, headers, text } = await new Browser(rig).get('/signin');
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
    });
    expect(text).not.toMatch(/<script|javascript:|\son\w+=|style="/i);
    expect(text).toContain('autocomplete="username"');
    expect(text).toContain('autocomplete="current-password"');
    expect(text).toContain('<h1>登录</h1>');
    expect((await new Browser(rig).get('/signin?lang=en')).text).toContain('<h1>Sign in</h1>');
  });

  test('leads to one’s account, and out of it again', async () => {
    await givePassword(rig.db, 'coordinator');
    const mine = new Browser(rig);
    const entered = await mine.send('/signin', { user: 'coordinator', password: PASSWORD });
    expect([entered.status, entered.headers.location]).toEqual([303, 'account?lang=zh']);
    const account = await mine.get('/account');
    expect(account.text).toContain('coordinator');
    expect(account.text).toContain('（本设备）');
    expect((await mine.get('/signin')).headers.location).toBe('account?lang=zh');
    const out = await mine.send('/account-signout', {});
    expect([out.status, mine.cookie]).toEqual([303, undefined]);
    expect((await mine.get('/account')).headers.location).toBe('signin?lang=zh&notice=ended');
    expect((await mine.get('/signin?notice=signedOut')).text).toContain('已退出登录。');
  });

  test('gives every sign-in a session of its own: one put there before is of no use', async () => {
    await givePassword(rig.db, 'coordinator');
    const attacker = new Browser(rig);
    await attacker.send('/signin', { user: 'coordinator', password: PASSWORD });
    const planted = attacker.cookie;
    const victim = new Browser(rig);
    victim.cookie = planted;
    await victim.send('/signin', { user: 'coordinator', password: PASSWORD });
    expect(victim.cookie).not.toBe(planted);
  });

  test('says the same of a wrong password and of an unknown name, and never repeats what was typed as a password', async () => {
    await givePassword(rig.db, 'coordinator');
    const page = async (user: string) => {
      const { status, text } = await new Browser(rig).send('/signin', { user, password: 'not this one at all' });
      return { status, text: text.replaceAll(user, 'X') };
    };
    const wrong = await page('coordinator');
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('与密码不符，或没有这个账户');
    expect(wrong.text).not.toContain('not this one at all');
    expect(await page('nobody')).toEqual(wrong);
  });

  test('takes nothing from another site', async () => {
    await givePassword(rig.db, 'coordinator');
    const mine = new Browser(rig);
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.example' },
    ]) {
      const answer = await mine.send('/signin', { user: 'coordinator', password: PASSWORD }, headers);
      expect([answer.status, mine.cookie]).toEqual([403, undefined]);
      expect(answer.text).toContain('不是从本页提交的');
    }
  });

  test('names what is missing, and escapes what was typed', async () => {
    const { status, text } = await new Browser(rig).send('/signin', {
      user: '<script>alert(1)</script>',
      password: '',
    });
    expect(status).toBe(400);
    expect(text).toContain('密码：必填');
    expect(text).not.toContain('<script>alert');
    const answer = await new Browser(rig).call({
      method: 'POST',
      url: '/signin',
      payload: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect([answer.status, answer.headers['content-type']]).toEqual([415, 'text/html; charset=utf-8']);
  });
});

describe('the first start', () => {
  test('makes a link that works once, for whoever holds it, and no account before', async () => {
    const secret = (await setUpLink(accounts(), 'coordinator')) ?? '';
    const mine = new Browser(rig);
    const page = await mine.get(pathOf(secret));
    expect(page.text).toContain('首次设置');
    expect(page.headers['referrer-policy']).toBe('same-origin');
    // Showing changes nothing, however often.
    await mine.get(pathOf(secret));
    const refused = await setPassword(mine, pathOf(secret), 'coordinator1');
    expect([refused.status, refused.text.includes('主要是您的姓名')]).toEqual([422, true]);
    const differs = await setPassword(mine, pathOf(secret), PASSWORD, NEXT);
    expect([differs.status, differs.text.includes('两次输入的密码不一样')]).toEqual([422, true]);
    expect((await setPassword(mine, pathOf(secret), PASSWORD)).text).toContain('密码已设置。');
    expect((await mine.send('/signin', { user: 'coordinator', password: PASSWORD })).status).toBe(303);
    const again = await setPassword(mine, pathOf(secret), NEXT);
    expect([again.status, again.text.includes('链接已用过')]).toEqual([410, true]);
    expect(await setUpLink(accounts(), 'coordinator')).toBeNull();
  });

  test('ends the link of the start before, and a link after a day', async () => {
    const first = (await setUpLink(accounts(), 'coordinator')) ?? '';
    const second = (await setUpLink(accounts(), 'coordinator')) ?? '';
    expect((await new Browser(rig).get(pathOf(first))).status).toBe(410);
    clockMs += 24 * 60 * MINUTE;
    expect((await new Browser(rig).get(pathOf(second))).text).toContain('链接已过期');
  });

  test('of two presses at once one sets the password', async () => {
    const secret = (await setUpLink(accounts(), 'coordinator')) ?? '';
    const presses = [PASSWORD, NEXT].map(password => setPassword(new Browser(rig), pathOf(secret), password));
    expect((await Promise.all(presses)).map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  test('keeps the hash of the link only', async () => {
    const secret = (await setUpLink(accounts(), 'coordinator')) ?? '';
    expect(JSON.stringify(await rig.db.selectFrom('account_link').selectAll().execute())).not.toContain(secret);
    expect((await new Browser(rig).get(pathOf('x'.repeat(43)))).status).toBe(404);
    expect((await new Browser(rig).get(pathOf('short'))).status).toBe(404);
  });
});

describe('an invitation', () => {
  const invite = (id: string, body: object = {}, as: 'admin' | 'coordinator' = 'admin', key?: string) =>
    rig.call({
      method: 'POST',
      url: `/api/v1/people/${id}/account-link`,
      as,
      body,
      ...(key === undefined ? {} : { key }),
    });

  test('goes by mail, and its link sets the first password', async () => {
    expect((await invite('handler')).body).toEqual({ person: 'handler', purpose: 'invitation', by: 'mail', url: null });
    expect(woken).toBe(1);
    const [letter] = await letters();
    expect(letter).toMatchObject({ to: 'handler@example.org', subject: '【周调度】请设置您的登录密码' });
    expect(letter?.text).toContain('2026-11-26 10:00 前有效');
    const path = linkIn(letter?.text ?? '');
    expect(letter?.html).toContain(path);
    expect((await new Browser(rig).get(path)).text).toContain('欢迎！请为您的账户设置密码。');
    expect((await setPassword(new Browser(rig), path, NEXT)).status).toBe(200);
    expect((await new Browser(rig).send('/signin', { user: 'handler', password: NEXT })).status).toBe(303);
  });

  test('is shown once to be handed over, and a key makes one link', async () => {
    const first = await invite('handler', { by: 'hand' }, 'admin', 'hand-1');
    expect(first.body.url).toMatch(/^https:\/\/dispatch\.example\/a\/[\w-]{43}$/);
    const again = await invite('handler', { by: 'hand' }, 'admin', 'hand-1');
    expect([again.status, again.body.url, again.headers['idempotent-replayed']]).toEqual([201, null, 'true']);
    const newer = await invite('handler', { by: 'hand' });
    const path = (answer: Answer): string => new URL(answer.body.url).pathname;
    expect((await new Browser(rig).get(path(first))).text).toContain('请用最近的一个');
    expect((await new Browser(rig).get(path(newer))).status).toBe(200);
    clockMs += 72 * 60 * MINUTE;
    expect((await new Browser(rig).get(path(newer))).status).toBe(410);
  });

  test('is an administrator’s to send, to somebody who is there and can be reached', async () => {
    expect((await invite('handler', {}, 'coordinator')).status).toBe(403);
    expect((await invite('nobody')).status).toBe(404);
    await rig.db.updateTable('person').set({ address: null }).where('id', '=', 'clerk').execute();
    expect((await invite('clerk')).body.code).toBe('noMailAddress');
    expect((await invite('clerk', { by: 'hand' })).status).toBe(201);
    await rig.db.updateTable('person').set({ active: false }).where('id', '=', 'clerk').execute();
    expect((await invite('clerk', { by: 'hand' })).body.code).toBe('personNotFound');
    await rig.db.updateTable('person').set({ active: true }).where('id', '=', 'clerk').execute();
  });
});

describe('a forgotten password', () => {
  const ask = (user: string) => new Browser(rig).send('/signin-forgotten', { user });

  test('is answered alike whoever asks, and a mail goes to who is there', async () => {
    await givePassword(rig.db, 'handler');
    const page = async (user: string) => {
      const { status, text } = await ask(user);
      return { status, text: text.replaceAll(user, 'X') };
    };
    const known = await page('handler@example.org');
    expect(known.status).toBe(200);
    expect(known.text).toContain('如果有这个账户且登记了邮箱');
    expect(await page('nobody@example.org')).toEqual(known);
    await until('the mail is on its way', () => woken === 1);
    const sent = await letters();
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([['handler@example.org', '【周调度】重置密码']]);
    const path = linkIn(sent[0]?.text ?? '');
    // The old password works until there is a new one.
    expect((await new Browser(rig).send('/signin', { user: 'handler', password: PASSWORD })).status).toBe(303);
    const inside = new Browser(rig);
    await inside.send('/signin', { user: 'handler', password: PASSWORD });
    expect((await setPassword(new Browser(rig), path, NEXT)).status).toBe(200);
    expect((await inside.get('/account')).status).toBe(303);
    expect((await new Browser(rig).send('/signin', { user: 'handler', password: PASSWORD })).status).toBe(401);
    expect((await letters()).map(({ subject }) => subject)).toEqual(['【周调度】您的密码已更改']);
  });

  test('takes the tokens along that were drawn with the old one, unless its owner wants to keep them', async () => {
    await givePassword(rig.db, 'handler');
    const opens = async (token: string) =>
      (await rig.call({ url: '/api/v1/me', as: null, headers: { authorization: `Bearer ${token}` } })).status;
    for (const [sent, status] of [
      [{ endTokens: 'yes' }, 401],
      [{}, 200],
    ] as const) {
      const token = await issueToken(rig.db, 'handler', { label: '脚本', atMs: clockMs });
      woken = 0;
      await ask('handler');
      await until('the mail is on its way', () => woken === 1);
      const path = linkIn((await letters()).find(({ subject }) => subject.includes('重置密码'))?.text ?? '');
      const box = /<input type="checkbox" name="endTokens" value="yes"( checked)?>/;
      expect(box.exec((await new Browser(rig).get(path)).text)?.[1]).toBe(' checked');
      // What was unticked stays so where the form has to be sent again.
      const again = await new Browser(rig).send(path, { newPassword: NEXT, again: 'another one', ...sent });
      expect(box.exec(again.text)?.[1]).toBe(status === 401 ? ' checked' : undefined);
      expect((await new Browser(rig).send(path, { newPassword: NEXT, again: NEXT, ...sent })).status).toBe(200);
      expect(await opens(token)).toBe(status);
    }
    const details = await rig.db.selectFrom('audit').select('detail').where('action', '=', 'passwordSet').execute();
    expect(details.slice(-2).map(({ detail }) => (detail as { tokensEnded?: number }).tokensEnded)).toEqual([
      expect.any(Number),
      undefined,
    ]);
  });

  test('may be asked for ten times, not a thousand', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 15; n += 1) statuses.push((await ask('nobody')).status);
    expect(statuses.filter(status => status === 200)).toHaveLength(10);
    expect(statuses.at(-1)).toBe(429);
  });

  test('has a link that ends after an hour', async () => {
    await givePassword(rig.db, 'handler');
    await ask('handler');
    await until('the mail is on its way', () => woken === 1);
    const path = linkIn((await letters())[0]?.text ?? '');
    clockMs += 60 * MINUTE;
    expect((await new Browser(rig).get(path)).status).toBe(410);
  });
});

describe('one’s account', () => {
  const entered = async (): Promise<Browser> => {
    const mine = new Browser(rig);
    await mine.send('/signin', { user: 'coordinator', password: PASSWORD });
    return mine;
  };

  test('ends another of one’s sessions, and no session of anybody else', async () => {
    await givePassword(rig.db, 'coordinator');
    await givePassword(rig.db, 'handler');
    const [here, there, other] = [await entered(), await entered(), new Browser(rig)];
    await other.send('/signin', { user: 'handler', password: PASSWORD });
    const page = await here.get('/account');
    const ids = [...page.text.matchAll(/name="session" value="([0-9a-f]{16})"/g)].map(([, id]) => id ?? '');
    expect(ids).toHaveLength(1);
    const [theirs] = await rig.db.selectFrom('session').select('id').where('person_id', '=', 'handler').execute();
    for (const id of [theirs?.id ?? '', ids[0] ?? '']) await here.send('/account-session-end', { session: id });
    expect([(await here.get('/account')).status, (await there.get('/account')).status]).toEqual([200, 303]);
    expect((await other.get('/account')).status).toBe(200);
  });

  test('changes one’s password', async () => {
    await givePassword(rig.db, 'coordinator');
    const mine = await entered();
    const wrong = await mine.send('/account-password', { current: 'nope', newPassword: NEXT, again: NEXT });
    expect([wrong.status, wrong.text.includes('现在的密码不对')]).toEqual([403, true]);
    const done = await mine.send('/account-password', { current: PASSWORD, newPassword: NEXT, again: NEXT });
    expect(done.headers.location).toBe('account?lang=zh&notice=changed');
    expect((await mine.get('/account?notice=changed')).text).toContain('密码已更改');
  });

  test('under djcp leads to a new password first when the old one has its age, and nowhere else', async () => {
    await givePassword(rig.db, 'coordinator', PASSWORD, at(NOW) - 91 * 86_400_000);
    const value = JSON.stringify({ ...DEFAULT_ACCOUNTS, profile: 'djcp' });
    const row = { key: 'accounts', valid_from: '2026-01-01', version: 1, command_id: null, set_at: new Date(clockMs) };
    await rig.db
      .insertInto('setting')
      .values({ ...row, value })
      .execute();
    const mine = new Browser(rig);
    const sent = await mine.send('/signin', { user: 'coordinator', password: PASSWORD });
    expect(sent.headers.location).toBe('account-password?lang=zh');
    expect((await mine.get('/account')).status).toBe(303);
    mine.cookie = undefined;
    await mine.send('/signin', { user: 'coordinator', password: PASSWORD });
    expect((await mine.call({ url: '/api/v1/me' })).status).toBe(401);
    expect((await mine.get('/account-password')).text).toContain('请更换密码');
    const form = { current: PASSWORD, newPassword: 'Three-egrets-1', again: 'Three-egrets-1' };
    const before = mine.cookie;
    expect((await mine.send('/account-password', form)).headers.location).toBe('account?lang=zh&notice=changed');
    expect(mine.cookie).not.toBe(before);
    expect((await mine.call({ url: '/api/v1/me' })).status).toBe(200);
    await rig.db.deleteFrom('setting').execute();
  });
});
