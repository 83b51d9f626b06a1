import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createProvider, type ProviderSettings } from '../../src/accounts/provider.ts';
import { DEFAULT_ACCOUNTS } from '../../src/domain/accounts/settings.ts';
import { Browser, COOKIE } from '../accounts/rig.ts';
import { CLIENT, IdentityProvider } from '../accounts/identity-provider.ts';
import { at, NOW } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

const REDIRECT = 'https://dispatch.example/signin-provider-done';
let there: IdentityProvider;
let rig: ApiRig;
let clockMs = Date.now();
const settings = (more: Partial<ProviderSettings> = {}): ProviderSettings => ({
  ...{ issuer: there.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, name: null },
  ...{ claim: 'email', scope: 'openid email profile', ...more },
});
beforeAll(async () => {
  there = await IdentityProvider.start(REDIRECT);
  rig = await startApi({ now: () => clockMs, provider: createProvider(settings()) });
});
afterAll(async () => {
  await rig.stop();
  await there.stop();
});
beforeEach(async () => {
  clockMs = Date.now();
  for (const table of ['identity', 'session', 'setting', 'totp'] as const) await rig.db.deleteFrom(table).execute();
  there.who = { sub: 'u-1', email: 'handler@example.org', email_verified: true };
});

/** A browser on its way: it keeps the cookie of the try beside that of the session. */
class Traveller extends Browser {
  flow: string | undefined;

  async begin(): Promise<string> {
    const { status, headers } = await this.get('/signin-provider');
    expect(status).toBe(303);
    const line = [headers['set-cookie'] ?? []]
      .flat()
      .map(String)
      .find(text => text.startsWith(`${COOKIE}-flow=`));
    this.flow = /=([^;]*)/.exec(line ?? '')?.[1];
    expect(line).toMatch(/; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    return String(headers.location);
  }

  /** Back from the provider, which is another site. */
  comeBack = ({ pathname, search }: URL): Promise<Answer> =>
    this.get(pathname + search, { cookie: `${COOKIE}-flow=${this.flow}`, 'sec-fetch-site': 'cross-site' });

  async signIn(): Promise<Answer> {
    return this.comeBack(await there.through(await this.begin()));
  }
}
const refused = async (answer: Promise<Answer>): Promise<[number, boolean]> => {
  const { status, text } = await answer;
  return [status, text.includes('统一身份认证没有完成')];
};

describe('signing in by a provider', () => {
  test('is offered, leads there with PKCE, state and nonce, and back into a session of ours', async () => {
    const mine = new Traveller(rig);
    expect((await mine.get('/signin')).text).toContain('<a href="signin-provider?lang&#x3D;zh">统一身份认证登录</a>');
    const address = new URL(await mine.begin());
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      ...{ response_type: 'code', client_id: CLIENT.id, redirect_uri: REDIRECT, code_challenge_method: 'S256' },
      scope: 'openid email profile',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(address.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
    const back = await mine.comeBack(await there.through(address.href));
    expect([back.status, back.headers.location]).toEqual([303, 'account?lang=zh']);
    expect((await mine.call({ url: '/api/v1/me' })).body).toMatchObject({ id: 'handler' });
    const [session] = (await mine.call({ url: '/api/v1/sessions' })).body.items;
    expect(session.method).toBe('provider');
  });

  test('binds the provider’s own name for somebody: his address may change, and nobody inherits it', async () => {
    await new Traveller(rig).signIn();
    there.who = { sub: 'u-1', email: 'renamed@example.org', email_verified: true };
    const again = new Traveller(rig);
    await again.signIn();
    expect((await again.call({ url: '/api/v1/me' })).body.id).toBe('handler');
    there.who = { sub: 'u-2', email: 'handler@example.org', email_verified: true };
    const heir = new Traveller(rig);
    const { status, text } = await heir.signIn();
    expect([status, text.includes('已绑定统一身份认证中的另一个人'), heir.cookie]).toEqual([403, true, undefined]);
  });

  test('shows the way out there too when somebody signs out here, where the provider has one', async () => {
    const mine = new Traveller(rig);
    await mine.signIn();
    const out = await mine.send('/account-signout', {});
    expect(out.headers.location).toBe('signin?lang=zh&notice=signedOutHere');
    const page = await mine.get('/signin?lang=zh&notice=signedOutHere');
    expect(page.text).toContain('<a href="signin-provider-out?lang&#x3D;zh">同时退出统一身份认证</a>');
    const { headers } = await mine.get('/signin-provider-out');
    const there_ = new URL(String(headers.location));
    expect(there_.href.startsWith(there.issuer)).toBe(true);
    expect(Object.fromEntries(there_.searchParams)).toEqual({
      ...{ client_id: CLIENT.id, post_logout_redirect_uri: 'https://dispatch.example/signin' },
    });
    // It is a real page of the provider, which knows where to send its visitor back to.
    expect((await fetch(there_, { redirect: 'manual' })).status).toBe(200);
  });

  test('is bound to somebody else only when an administrator has undone the first', async () => {
    const first = new Traveller(rig);
    await first.signIn();
    there.who = { sub: 'u-2', email: 'handler@example.org', email_verified: true };
    expect((await new Traveller(rig).signIn()).status).toBe(403);
    const undo = (as: 'admin' | 'handler') =>
      rig.call({ method: 'DELETE', url: '/api/v1/people/handler/identity', as });
    expect((await undo('handler')).status).toBe(403);
    expect((await undo('admin')).body).toEqual({ person: 'handler', removed: true });
    expect((await undo('admin')).body).toEqual({ person: 'handler', removed: false });
    expect((await first.call({ url: '/api/v1/me' })).status).toBe(401);
    const heir = new Traveller(rig);
    expect((await heir.signIn()).status).toBe(303);
    expect((await heir.call({ url: '/api/v1/me' })).body.id).toBe('handler');
    const told = await rig.db.selectFrom('audit').select('actor_id').where('action', '=', 'identityUnbound').execute();
    expect(told).toEqual([{ actor_id: 'admin' }]);
  });

  test('makes nobody: who is unknown, has an unverified address, or has left, is refused', async () => {
    const before = await rig.rows();
    for (const who of [
      { sub: 'x-1', email: 'stranger@example.org', email_verified: true },
      { sub: 'x-2', email: 'handler@example.org', email_verified: false },
      { sub: 'x-3', email: 'handler@example.org' },
      { sub: 'x-4' },
    ]) {
      there.who = who;
      const mine = new Traveller(rig);
      const { status, text } = await mine.signIn();
      expect([status, text.includes('不是本系统的在用账户'), mine.cookie]).toEqual([403, true, undefined]);
    }
    await rig.db.updateTable('person').set({ active: false }).where('id', '=', 'handler').execute();
    there.who = { sub: 'u-1', email: 'handler@example.org', email_verified: true };
    expect((await new Traveller(rig).signIn()).status).toBe(403);
    await rig.db.updateTable('person').set({ active: true }).where('id', '=', 'handler').execute();
    const { person } = await rig.rows();
    expect([person, await rig.db.selectFrom('identity').selectAll().execute()]).toEqual([before.person, []]);
  });

  test('asks for our own second factor where the role must have one', async () => {
    const value = JSON.stringify({ ...DEFAULT_ACCOUNTS, secondFactorRoles: ['departmentHandler'] });
    const row = { key: 'accounts', valid_from: '2026-01-01', version: 1, command_id: null, set_at: new Date(clockMs) };
    await rig.db
      .insertInto('setting')
      .values({ ...row, value })
      .execute();
    expect((await new Traveller(rig).signIn()).headers.location).toBe('account-factor?lang=zh');
  });
});

describe('what comes back', () => {
  test('is refused with another state, and in another browser than it was begun in', async () => {
    const [mine, other] = [new Traveller(rig), new Traveller(rig)];
    const back = await there.through(await mine.begin());
    await other.begin();
    expect(await refused(other.comeBack(back))).toEqual([401, true]);
    other.flow = undefined;
    expect(await refused(other.comeBack(back))).toEqual([401, true]);
    back.searchParams.set('state', 'x'.repeat(43));
    expect(await refused(mine.comeBack(back))).toEqual([401, true]);
  });

  test.each(['nonce', 'code_challenge'])('is refused when the %s of the question was another', async name => {
    const mine = new Traveller(rig);
    const address = new URL(await mine.begin());
    address.searchParams.set(name, 'x'.repeat(43));
    expect(await refused(mine.comeBack(await there.through(address.href)))).toEqual([401, true]);
    expect(mine.cookie).toBeUndefined();
  });

  test('is refused after ten minutes, and the time cannot be moved', async () => {
    const mine = new Traveller(rig);
    const back = await there.through(await mine.begin());
    clockMs += 10 * 60_000;
    expect(await refused(mine.comeBack(back))).toEqual([401, true]);
    mine.flow = String(mine.flow).replace(/^\d+/, String(clockMs - 1_000));
    expect(await refused(mine.comeBack(back))).toEqual([401, true]);
  });

  test('is refused a second time: the code was used', async () => {
    const mine = new Traveller(rig);
    const back = await there.through(await mine.begin());
    expect((await mine.comeBack(back)).status).toBe(303);
    expect(await refused(mine.comeBack(back))).toEqual([401, true]);
  });

  test('is refused when the provider refuses, or says nothing', async () => {
    const mine = new Traveller(rig);
    const { searchParams } = new URL(await mine.begin());
    const denied = new URL(`${REDIRECT}?error=access_denied&state=${searchParams.get('state')}`);
    expect(await refused(mine.comeBack(denied))).toEqual([401, true]);
    expect(await refused(mine.comeBack(new URL(REDIRECT)))).toEqual([401, true]);
    expect(
      await refused(mine.comeBack(new URL(`${REDIRECT}?code=made-up&state=${searchParams.get('state')}`))),
    ).toEqual([401, true]);
  });
});

describe('other claims', () => {
  const withClaim = async (claim: string, work: (traveller: Traveller) => Promise<void>): Promise<void> => {
    const other = await startApi({ now: () => clockMs, provider: createProvider(settings({ claim })) });
    try {
      await work(new Traveller(other));
    } finally {
      await other.stop();
    }
  };

  test.each([
    ['sub', { sub: 'handler' }],
    ['employee', { sub: 'u-9', employee: 'handler' }],
  ])('%s is a person’s id', async (claim, who) => {
    there.who = who;
    await withClaim(claim, async mine => {
      await mine.signIn();
      expect((await mine.call({ url: '/api/v1/me' })).body.id).toBe('handler');
    });
  });
});

test('a provider that is away is told so, and keeps nobody from the password', async () => {
  const gone = await IdentityProvider.start(REDIRECT);
  const { issuer } = gone;
  await gone.stop();
  const alone = await startApi({ provider: createProvider(settings({ issuer })) });
  try {
    const mine = new Browser(alone);
    const away = await mine.get('/signin-provider');
    expect([away.status, away.headers['retry-after']]).toEqual([503, '5']);
    expect(away.text).toContain('暂时不可用');
    expect((await mine.get('/signin')).status).toBe(200);
  } finally {
    await alone.stop();
  }
});

test('without a provider there is no way there', async () => {
  const plain = await startApi({ now: () => at(NOW) });
  try {
    const mine = new Browser(plain);
    expect((await mine.get('/signin')).text).not.toContain('signin-provider');
    expect([(await mine.get('/signin-provider')).status, (await mine.get('/signin-provider-done')).status]).toEqual([
      404, 404,
    ]);
  } finally {
    await plain.stop();
  }
});
