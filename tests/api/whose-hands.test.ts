import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issueToken } from '../../src/ledger/tokens.ts';
import { at, makeEnvelope, NOW, person } from '../support/make.ts';
import { startApi, type ApiRig, type Call } from './rig.ts';

// Whose problem it is, who solved it, and who may look: by units and people of the day, and never twice in one place.

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
  await rig.ledger.commit([person('watcher', 'office', { roles: ['coordinator', 'supervisionTeam'] })]);
});
afterAll(() => rig.stop());

const post = (path: string, body: object, more: Partial<Call> = {}) =>
  rig.call({ method: 'POST', url: `/api/v1/${path}`, body, ...more });
let made = 0;
async function raised(): Promise<string> {
  const body = { title: `缺地 ${(made += 1)}`, county: '鲤城区', category: 'land', source: 'meeting' };
  return (await post('problems', body)).body.code;
}

describe('a supervision team', () => {
  test('plans one visit for a day and place, unless it says why another', async () => {
    const plan = { on: '2026-12-02', team: 'team-1', county: '鲤城区', people: ['inspector'] };
    const first = await post('visits', plan, { as: 'inspector' });
    const again = await post('visits', plan, { as: 'inspector' });
    expect([first.status, again.status, again.body.code]).toEqual([201, 409, 'visitThere']);
    expect(again.body.errors[0].params.code).toBe(first.body.code);
    expect((await post('visits', { ...plan, on: '2026-12-03' }, { as: 'inspector' })).status).toBe(201);
    expect((await post('visits', { ...plan, distinct: '夜间另去' }, { as: 'inspector' })).status).toBe(201);
  });

  test('says why what it found is written down only after the day of its report', async () => {
    const plan = { on: '2026-11-23', team: 'team-1', county: '鲤城区', people: ['inspector'] };
    const { body } = await post('visits', plan, { as: 'inspector' });
    const hold = async (when: string, more: object) => {
      const command = { type: 'hold', findings: [{ title: '晚记', category: 'other' }], ...more } as const;
      const [outcome] = await rig.ledger.commit([
        makeEnvelope('visit', body.code, command as never, { atMs: at(when) }),
      ]);
      return outcome?.ok ? 'held' : outcome?.refusal.code;
    };
    expect(await hold('2026-11-25 09:00', {})).toBe('lateFinding');
    expect(await hold('2026-11-25 09:00', { reason: '手机遗失' })).toBe('held');
  });
});

describe('a result that a coordinator enters', () => {
  test('is the lead’s: its handler has solved it, and whoever entered it does not verify it', async () => {
    const code = await raised();
    expect((await post(`problems/${code}/assign`, { leadUnit: 'land', handler: 'handler' })).status).toBe(200);
    const result = { result: '指标已下达', evidence: [{ kind: '批复', number: '1' }] };
    const token = await issueToken(rig.db, 'watcher', { label: 'test', atMs: at(NOW) });
    const watcher = { as: null, headers: { authorization: `Bearer ${token}` } };
    expect((await post(`problems/${code}/resolve`, result, watcher)).status).toBe(200);
    const own = await post(`problems/${code}/verify`, { accepted: true }, watcher);
    expect([own.status, own.body.code]).toEqual([403, 'solverIsVerifier']);
    const { body } = await rig.call({ url: `/api/v1/problems/${code}` });
    expect(body.solution).toMatchObject({ solverId: 'handler', solverUnitId: 'land' });
    expect((await post(`problems/${code}/verify`, { accepted: true }, { as: 'inspector' })).status).toBe(200);
  });
});
