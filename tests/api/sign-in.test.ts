import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { isOutdated } from '../../src/accounts/hashing.ts';
import { at, NOW } from '../support/make.ts';
import { cookieIn, givePassword, PASSWORD } from '../accounts/rig.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
let clockMs = at(NOW);
beforeAll(async () => {
  rig = await startApi({ now: () => clockMs, trustedProxies: ['loopback'] });
  await givePassword(rig.db, 'coordinator');
  await givePassword(rig.db, 'handler');
  await givePassword(rig.db, 'admin');
});
afterAll(() => rig.stop());
beforeEach(async () => {
  clockMs = at(NOW);
  await rig.db.deleteFrom('sign_in_try').execute();
  await rig.db.deleteFrom('session').execute();
});

interface Try {
  user?: string;
  password?: string;
  from?: string;
  lang?: string;
  body?: object;
}
const signIn = ({ user = 'coordinator', password = PASSWORD, from = '10.0.0.1', lang = 'en', body = {} }: Try = {}) =>
  rig.call({
    ...{ method: 'POST', url: '/api/v1/session', as: null, key: null, lang },
    body: { user, password, ...body },
    headers: { 'x-forwarded-for': from },
  });
const bearer = (answer: Answer): Record<string, string> => ({ authorization: `Bearer ${answer.body.secret}` });
const me = (headers: Record<string, string>): Promise<Answer> => rig.call({ url: '/api/v1/me', as: null, headers });

describe('signing in', () => {
  test('gives a session that the API takes, by id or by mail address', async () => {
    const answer = await signIn({ body: { keep: 'secret' } });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ person: 'coordinator', method: 'password', current: true });
    expect(answer.body.expiresAt).toBe('2026-11-23T22:00:00.000+08:00');
    expect(cookieIn(answer)).toBeUndefined();
    expect((await me(bearer(answer))).body).toMatchObject({ id: 'coordinator' });
    const { address } = await rig.db
      .selectFrom('person')
      .select('address')
      .where('id', '=', 'handler')
      .executeTakeFirstOrThrow();
    expect((await signIn({ user: String(address).toUpperCase() })).body.person).toBe('handler');
  });

  test('keeps only a hash of what opens it', async () => {
    const { secret } = (await signIn({ body: { keep: 'secret' } })).body;
    const row = JSON.stringify(await rig.db.selectFrom('session').selectAll().execute());
    expect(row).not.toContain(secret);
    expect(row).not.toContain(String(secret).slice(-43));
  });

  test('answers a wrong password, an unknown name and somebody without a password alike', async () => {
    const shape = ({ status, body, headers }: Answer, user: string) => ({
      status,
      text: JSON.stringify(body).replaceAll(user, 'X'),
      headers: Object.keys(headers).filter(name => !['date', 'content-length'].includes(name)),
    });
    const wrong = shape(await signIn({ password: 'not this one at all' }), 'coordinator');
    expect(wrong.status).toBe(401);
    for (const user of ['nobody', 'leader', 'nobody@example.org']) {
      expect(shape(await signIn({ user }), user)).toEqual(wrong);
    }
    const zh = await signIn({ password: 'wrong wrong wrong', lang: 'zh' });
    expect(zh.body.errors[0].message).toBe('登录名（user）：“coordinator” 与密码不符，或没有这个账户。');
  });

  test('verifies one password whether there is an account or not', async () => {
    // Medians, because a loaded machine makes single tries late; the dearest part of both is the same verification.
    const median = async (user: string): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < 9; round += 1) {
        await rig.db.deleteFrom('sign_in_try').execute();
        const begun = performance.now();
        await signIn({ user, password: 'not this one at all' });
        times.push(performance.now() - begun);
      }
      return times.sort((a, b) => a - b)[4] ?? 0;
    };
    const [known, unknown] = [await median('coordinator'), await median('nobody')];
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });

  test('a long passphrase counts to its last character, and its like from another keyboard is the same', async () => {
    const long = `${'很长的一句话'.repeat(100)}末`;
    await givePassword(rig.db, 'handler', long);
    expect((await signIn({ user: 'handler', password: `${long.slice(0, -1)}未` })).status).toBe(401);
    expect((await signIn({ user: 'handler', password: long })).status).toBe(201);
    await givePassword(rig.db, 'handler', 'pass-phrase 2026');
    expect((await signIn({ user: 'handler', password: 'ｐａｓｓ－ｐｈｒａｓｅ ２０２６' })).status).toBe(201);
    await givePassword(rig.db, 'handler');
  });

  test('renews a hash of former parameters when its password is seen', async () => {
    const weak = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    expect(isOutdated(weak)).toBe(true);
    await rig.db.updateTable('credential').set({ hash: weak }).where('person_id', '=', 'handler').execute();
    expect((await signIn({ user: 'handler', password: 'not this one at all' })).status).toBe(401);
    expect((await signIn({ user: 'handler' })).status).toBe(201);
    const row = await rig.db
      .selectFrom('credential')
      .select('hash')
      .where('person_id', '=', 'handler')
      .executeTakeFirstOrThrow();
    expect(isOutdated(row.hash)).toBe(false);
    expect((await signIn({ user: 'handler' })).status).toBe(201);
  });
});

describe('a thousand tries', () => {
  test('on one account are slowed to some ten and one a minute, known or not, and its owner gets in after the wait', async () => {
    for (const user of ['coordinator', 'nobody']) {
      const statuses: number[] = [];
      let wait: unknown;
      for (let n = 0; n < 1_000; n += 1) {
        const answer = await signIn({ user, password: `guess ${n}`, from: `10.1.${n >> 8}.${n & 255}` });
        statuses.push(answer.status);
        wait = answer.headers['retry-after'];
      }
      expect(statuses.filter(status => status === 401)).toHaveLength(10);
      expect(statuses.filter(status => status === 429)).toHaveLength(990);
      expect(Number(wait)).toBe(60);
    }
    expect((await signIn({ user: 'coordinator' })).status).toBe(429);
    clockMs += 60_000;
    expect((await signIn({ user: 'coordinator' })).status).toBe(201);
  });

  test('one on each of a thousand accounts from one address are slowed to thirty, and one every six seconds', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 1_000; n += 1) statuses.push((await signIn({ user: `u${n}`, password: 'guess guess' })).status);
    expect(statuses.filter(status => status === 401)).toHaveLength(30);
    expect(Number((await signIn()).headers['retry-after'])).toBe(6);
    clockMs += 6_000;
    expect((await signIn()).status).toBe(201);
  });

  test('on an id do not slow those on its address: nobody can tell that the two are one person’s, and either is slowed', async () => {
    const { address } = await rig.db
      .selectFrom('person')
      .select('address')
      .where('id', '=', 'handler')
      .executeTakeFirstOrThrow();
    let asked = 0;
    const until = async (user: string): Promise<number> => {
      for (let tries = 0; ; tries += 1) {
        asked += 1;
        const answer = await signIn({ user, password: 'guess guess', from: `10.7.0.${asked}` });
        if (answer.status === 429) return tries;
      }
    };
    const stranger = await until('nobody@example.org');
    expect(await until('handler')).toBe(stranger);
    expect(await until(String(address))).toBe(stranger);
    expect(await until(` ${String(address).toUpperCase()} `)).toBe(0);
  });

  test('that are all right are not slowed: an office signs in at nine from one address', async () => {
    for (let n = 0; n < 60; n += 1)
      expect((await signIn({ user: n % 2 ? 'handler' : 'coordinator' })).status).toBe(201);
  });
});
