import { afterEach, describe, expect, test } from '@jest/globals';
import { fakeApi, run, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

async function given(argv: readonly string[], body: object) {
  api = await fakeApi(() => ({ body }));
  const ran = await run(argv, { env: { DISPATCH_URL: api.url } });
  const [asked] = api.asked;
  return { ...ran, did: asked && `${asked.method} ${asked.path}`, role: asked?.query.get('role') };
}

const verify = {
  action: 'problem.verify',
  name: { zh: '核验销号', en: 'verify and close a problem' },
  effect: 'change',
};
const table = {
  items: [
    {
      ...{ ...verify, subject: 'problem', routes: ['verifyProblem'] },
      may: [
        { holder: 'supervisionTeam', scope: 'charge' },
        { holder: 'everyone', scope: 'own' },
      ],
    },
  ],
  total: 1,
};
const mine = {
  ...{ id: 'lin', name: '林晓', unit: 'team-1', roles: ['supervisionTeam'] },
  ...{ items: [{ ...verify, scopes: ['charge', 'own'] }], total: 1 },
};

describe('the table of permissions', () => {
  test('is printed in Chinese, and cut to a role that is named in Chinese', async () => {
    const ran = await given(['access', 'show', '--role', '督查组'], table);
    expect([ran.did, ran.role, ran.code, ran.err]).toEqual(['GET /api/v1/access', 'supervisionTeam', 0, '']);
    expect(ran.out).toContain('核验销号');
    expect(ran.out).toContain('工作督查组（本组负责）、所有登录人员（本人）');
  });

  test('is printed in English, and as the server’s document', async () => {
    const { out } = await given(['access', 'show', '--lang', 'en'], table);
    expect(out).toContain('verify and close a problem');
    expect(out).toContain('supervision team (entrusted to the team), everybody signed in (one’s own)');
    await api?.close();
    expect((await given(['access', 'show', '--json'], table)).json()).toEqual(table);
  });

  test('refuses a role it does not know, without asking', async () => {
    const ran = await given(['access', 'show', '--role', '国王'], table);
    expect([ran.code, ran.did]).toEqual([2, undefined]);
    expect(ran.err).toContain('国王');
  });

  test('is told to oneself by whoami', async () => {
    const ran = await given(['whoami'], mine);
    expect([ran.did, ran.code]).toEqual(['GET /api/v1/access/me', 0]);
    expect(ran.out).toContain('林晓 (lin) · team-1 · 工作督查组');
    expect(ran.out).toContain('本组负责、本人');
    await api?.close();
    expect((await given(['whoami', '--lang', 'en'], { ...mine, roles: [] })).out).toContain('no role at all');
  });
});
