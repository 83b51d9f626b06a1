import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { givePassword, PASSWORD } from '../accounts/rig.ts';
import { startApi, type ApiRig } from '../api/rig.ts';
import { at, NOW } from '../support/make.ts';
import { run } from './support.ts';

// The commands against the real API, in a session as somebody has it who has signed in.

let rig: ApiRig;
let clockMs = at(NOW);
let url = '';
let home = '';
beforeAll(async () => {
  rig = await startApi({ now: () => clockMs });
  await rig.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(rig.app.server.address() as AddressInfo).port}`;
  home = await mkdtemp(join(tmpdir(), 'factor-'));
  await givePassword(rig.db, 'coordinator');
});
afterAll(async () => {
  await rig.stop();
  await rm(home, { recursive: true });
});

const dispatch = (argv: string[], answers: string[] = [], token = '') =>
  run(argv, { env: { DISPATCH_URL: url, DISPATCH_TOKEN: token, HOME: home }, answers });
const factor = (what: string[], answers: string[] = []) => dispatch(['factor', ...what], answers);
const codeOf = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clockMs });

test('an authenticator is set up, asked for, its codes drawn anew, and removed, at the command alone', async () => {
  expect((await dispatch(['signin', 'coordinator'], [PASSWORD])).code).toBe(0);
  expect((await factor(['show'])).out).toContain('未启用');
  expect(await factor(['codes'], [PASSWORD])).toMatchObject({
    code: 2,
    err: expect.stringContaining('没有启用二次验证'),
  });
  expect(await factor(['set'], ['not the password'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('密码不对'),
  });

  // The secret is shown before the code is asked for: a wrong one first, so that it can be read.
  const tried = await factor(['set'], [PASSWORD, '000000']);
  expect([tried.code, tried.err]).toEqual([2, expect.stringContaining('▄')]);
  const secret = async (): Promise<string> => {
    const { body } = await rig.call({
      ...{ method: 'POST', url: '/api/v1/session', as: null, key: null },
      body: { user: 'coordinator', password: PASSWORD, keep: 'secret' },
    });
    const begun = await rig.call({
      ...{ method: 'POST', url: '/api/v1/me/second-factor', as: null, key: null, body: { current: PASSWORD } },
      headers: { authorization: `Bearer ${body.secret}` },
    });
    expect(begun.status).toBe(201);
    const proven = await rig.call({
      ...{
        method: 'PUT',
        url: '/api/v1/me/second-factor',
        as: null,
        key: null,
        body: { totp: codeOf(begun.body.secret) },
      },
      headers: { authorization: `Bearer ${body.secret}` },
    });
    expect(proven.body.codes).toHaveLength(10);
    return begun.body.secret;
  };
  const mine = await secret();
  clockMs += 30_000;
  expect((await dispatch(['signin', 'coordinator'], [PASSWORD, codeOf(mine)])).code).toBe(0);
  expect((await factor(['show'])).out).toContain('剩余恢复码：10 个');

  clockMs += 30_000;
  const drawn = await factor(['codes'], [PASSWORD, codeOf(mine)]);
  expect(drawn.out.trim().split('\n')).toHaveLength(10);
  expect(await factor(['codes'], [PASSWORD, '000000'])).toMatchObject({ code: 2 });
  const [recovery = ''] = drawn.out.trim().split('\n');
  expect(await factor(['remove'], [PASSWORD, recovery])).toMatchObject({ code: 0, out: '身份验证器已停用。\n' });
  expect((await factor(['show'])).out).toContain('未启用');
  const actions = await rig.db.selectFrom('audit').select('action').execute();
  expect(actions.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['secondFactorSet', 'recoveryCodesDrawn', 'recoveryCodeUsed', 'secondFactorRemoved']),
  );
});

test('a passkey is listed and removed by its owner', async () => {
  const row = { id: 'a2V5', person_id: 'coordinator', name: '手机', public_key: Buffer.from('x'), counter: 0 };
  await rig.db
    .insertInto('passkey')
    .values({ ...row, transports: [], created_at: new Date(clockMs), used_at: null })
    .execute();
  expect((await factor(['show'])).out).toContain('手机');
  expect((await factor(['remove-passkey', 'bm9uZQ'], [PASSWORD])).code).toBe(2);
  expect((await factor(['remove-passkey', 'a2V5'], [PASSWORD])).out).toBe('通行密钥已移除。\n');
  expect(await rig.db.selectFrom('passkey').selectAll().execute()).toEqual([]);
});

test('none of it is done with a token: whoever found one would take the account over', async () => {
  const own = await dispatch(['factor', 'set'], [PASSWORD], rig.tokens.coordinator);
  expect([own.code, own.err]).toEqual([2, expect.stringContaining('令牌不行')]);
});
