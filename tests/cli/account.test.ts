import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fakeApi, refusal, run, type Answered, type Asked, type FakeApi } from './support.ts';

let api: FakeApi;
let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'dispatch-home-'));
});
afterEach(async () => {
  await api.close();
  await rm(home, { recursive: true });
});

const session = {
  id: '1f0c8a52d7e94b36',
  person: 'lin',
  method: 'password',
  address: '10.0.0.1',
  agent: 'node',
  createdAt: '2026-11-23T10:00:00.000+08:00',
  seenAt: '2026-11-23T10:05:00.000+08:00',
  expiresAt: '2026-11-23T22:00:00.000+08:00',
  current: true,
};
const SECRET = `dispatch-session_${'s'.repeat(43)}`;
const signedIn = { ...session, name: '林晓', roles: ['coordinator'], secret: SECRET };
const file = (): string => join(home, '.config', 'weekly-dispatch', 'sessions.json');
const env = () => ({ DISPATCH_URL: api.url, DISPATCH_TOKEN: '', HOME: home, XDG_CONFIG_HOME: '', DISPATCH_DATA: home });

const answering = (request: Asked): Answered => {
  const did = `${request.method} ${request.path}`;
  if (did === 'POST /api/v1/session') return { status: 201, body: signedIn };
  if (did === 'DELETE /api/v1/session') return { body: { ended: 1 } };
  if (did === 'GET /api/v1/sessions') return { body: { items: [session], total: 1 } };
  return { body: { id: 'lin', name: '林晓', unit: 'office', roles: [] } };
};

describe('dispatch signin', () => {
  test('asks for the password, shows neither it nor the secret, and keeps the session for its owner only', async () => {
    api = await fakeApi(answering);
    const ran = await run(['signin', 'lin'], { env: env(), answers: ['海边的榕树下站着三只白鹭'] });
    expect(ran.code).toBe(0);
    expect(ran.out).toBe(`已登录：林晓（lin），2026-11-23 22:00 到期。凭证在 ${file()}\n`);
    expect(api.asked[0]?.body).toEqual({ user: 'lin', password: '海边的榕树下站着三只白鹭', keep: 'secret' });
    expect(ran.out + ran.err).not.toContain(SECRET);
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual({ [api.url]: SECRET });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  test('is who the following commands are, until signout', async () => {
    api = await fakeApi(answering);
    await run(['signin'], { env: env(), answers: ['lin', 'password of lin'] });
    const ran = await run(['sessions', 'list'], { env: env() });
    expect(ran.out).toContain('1f0c8a52d7e94b36');
    expect(api.asked.at(-1)?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect((await run(['signout'], { env: env() })).out).toBe(`已退出登录（${api.url}）\n`);
    expect(api.asked.at(-1)).toMatchObject({ method: 'DELETE', headers: { authorization: `Bearer ${SECRET}` } });
    await run(['sessions', 'list'], { env: env() });
    expect(api.asked.at(-1)?.headers.authorization).toBeUndefined();
    expect((await run(['signout'], { env: env() })).out).toContain('本来没有登录');
  });

  test('a token named in the environment comes first', async () => {
    api = await fakeApi(answering);
    await run(['signin', 'lin'], { env: env(), answers: ['password of lin'] });
    await run(['sessions', 'list'], { env: { ...env(), DISPATCH_TOKEN: 't0ken' } });
    expect(api.asked.at(-1)?.headers.authorization).toBe('Bearer t0ken');
  });

  test('takes the password from stdin for scripts, and asks nobody without a terminal', async () => {
    api = await fakeApi(answering);
    const ran = await run(['signin', 'lin', '--password-stdin'], { env: env(), input: 'from a file\n' });
    expect([ran.code, (api.asked[0]?.body as { password: string }).password]).toEqual([0, 'from a file']);
    const none = await run(['signin', 'lin'], { env: env() });
    expect([none.code, none.err.includes('--password-stdin')]).toEqual([2, true]);
  });

  test('tries once: a refusal is not sent again, and keeps nothing', async () => {
    api = await fakeApi(() => refusal(429, 'tooManyTries', '请 60 秒后再试'));
    const ran = await run(['signin', 'lin'], { env: env(), answers: ['password of lin'] });
    expect([ran.code, api.asked.length, ran.waits]).toEqual([2, 1, []]);
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual({});
  });

  test('asks for a new password where the rules want one first', async () => {
    api = await fakeApi(request =>
      'newPassword' in (request.body as object)
        ? { status: 201, body: signedIn }
        : refusal(403, 'passwordTooOld', '密码已到期'),
    );
    const ran = await run(['signin', 'lin'], { env: env(), answers: ['old one', 'new one', 'new one'] });
    expect(ran.code).toBe(0);
    expect(api.asked[1]?.body).toMatchObject({ password: 'old one', newPassword: 'new one' });
    const differ = await run(['signin', 'lin'], { env: env(), answers: ['old one', 'new one', 'another'] });
    expect([differ.code, differ.err.includes('不一样')]).toEqual([2, true]);
  });

  test('does nothing where there is no place to keep a session', async () => {
    api = await fakeApi(answering);
    const nowhere = { ...env(), HOME: '' };
    expect((await run(['signin', 'lin'], { env: nowhere, answers: ['x'] })).err).toContain('HOME');
    expect(api.asked).toEqual([]);
  });
});

test('dispatch signin asks for the code of a second factor where there is one', async () => {
  api = await fakeApi(request =>
    'totp' in (request.body as object) ? { status: 201, body: signedIn } : refusal(401, 'codeNeeded', '请给出验证码'),
  );
  const ran = await run(['signin', 'lin'], { env: env(), answers: ['password of lin', '123456'] });
  expect([ran.code, api.asked.length]).toEqual([0, 2]);
  expect(api.asked[1]?.body).toMatchObject({ password: 'password of lin', totp: '123456' });
});

test('dispatch people remove-factor says whether there was one', async () => {
  api = await fakeApi(() => ({ body: { person: 'lin', removed: true } }));
  expect((await run(['people', 'remove-factor', 'lin'], { env: env() })).out).toBe('lin 的二次验证已停用\n');
  expect(api.asked[0]).toMatchObject({ method: 'DELETE', path: '/api/v1/people/lin/second-factor' });
});

test('dispatch people unbind says whether there was a binding', async () => {
  api = await fakeApi(() => ({ body: { person: 'lin', removed: false } }));
  expect((await run(['people', 'unbind', 'lin'], { env: env() })).out).toBe('lin 没有绑定统一身份认证\n');
  expect(api.asked[0]).toMatchObject({ method: 'DELETE', path: '/api/v1/people/lin/identity' });
});

test('dispatch password asks three times and sends two of them', async () => {
  api = await fakeApi(() => ({ body: { ended: 2, tokensEnded: 1 } }));
  const ran = await run(['password', '--end-tokens'], { env: env(), answers: ['old one', 'new one', 'new one'] });
  expect(ran.out).toBe('密码已更改，另有 2 台设备退出，1 个令牌作废。\n');
  expect(api.asked[0]).toMatchObject({
    ...{ method: 'PUT', path: '/api/v1/me/password' },
    body: { current: 'old one', password: 'new one', endTokens: true },
  });
});

test('dispatch people invite sends a mail, or shows the link alone on stdout', async () => {
  const made = { person: 'lin', purpose: 'invitation' };
  api = await fakeApi(request => {
    const { by } = request.body as { by: string };
    return { status: 201, body: { ...made, by, url: by === 'hand' ? 'https://x/a/s' : null } };
  });
  expect((await run(['people', 'invite', 'lin'], { env: env() })).out).toBe('邮件正在路上：lin\n');
  const hand = await run(['people', 'invite', 'lin', '--hand'], { env: env() });
  expect([hand.out, hand.err.includes('当面交给 lin')]).toEqual(['https://x/a/s\n', true]);
  expect(api.asked.at(-1)?.path).toBe('/api/v1/people/lin/account-link');
});
