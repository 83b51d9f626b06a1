import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issueToken } from '../../src/ledger/tokens.ts';
import { SYSTEM_ACTOR } from '../../src/domain/entity.ts';
import { at, makeEnvelope, NOW } from '../support/make.ts';
import { startApi, type Answer, type ApiRig, type Call } from './rig.ts';

// The clock of the rig stands at Monday 23 November 2026, 10:00.

let rig: ApiRig;
let reporter: Record<string, string>;
beforeAll(async () => {
  rig = await startApi();
  reporter = { authorization: `Bearer ${await issueToken(rig.db, 'reporter', { label: 'test', atMs: at(NOW) })}` };
  await post('projects', { code: 'P-1', name: '储能中心', county: '鲤城区', stage: 'negotiation' });
  await post('projects', { code: 'P-out', name: '外县项目', county: '南安市', stage: 'negotiation' });
  await post('problems', { code: 'Q-1', title: '用地指标', project: 'P-1', category: 'land', source: 'firm' });
});
afterAll(() => rig.stop());

const send = (path: string, body: unknown, more: Partial<Call> = {}): Promise<Answer> =>
  rig.call({ method: 'POST', url: `/api/v1/${path}`, body, ...more });
async function post(path: string, body: unknown, more: Partial<Call> = {}): Promise<Answer> {
  const answer = await send(path, body, more);
  expect({ path, text: answer.text, done: answer.status < 300 }).toEqual({ path, text: answer.text, done: true });
  return answer;
}
/** As the county's own reporter. */
const own = (more: Partial<Call> = {}): Partial<Call> => ({ as: null, headers: reporter, ...more });
const get = async (path: string) => (await rig.call({ url: `/api/v1/${path}` })).body;
const refusalOf = async (path: string, body: unknown, more: Partial<Call> = {}) => {
  const { status, body: problem } = await send(path, body, more);
  const [first] = problem.errors;
  return [status, first.code, first.field, first.value];
};
/** What the clock of the workflow does. */
const step = (code: string, slot: string, now: string) =>
  rig.ledger.commit([
    makeEnvelope('whistle', code, { type: 'step', slot }, { actor: SYSTEM_ACTOR, via: 'clock', atMs: at(now) }),
  ]);

const blow = {
  ...{ county: '鲤城区', problem: 'Q-1', topic: '用地指标现场协调', departments: ['land', 'approvals'] },
  ...{ on: '2026-11-25', time: '15:00', venue: '区政务中心' },
};

describe('a whistle', () => {
  let code: string;

  test('is blown by the county’s reporter, once, and asks each department by one mail', async () => {
    const first = await post('whistles', blow, own({ key: 'blow-1' }));
    expect([first.status, first.body.code, first.headers.location]).toEqual([
      ...[201, 'W-2026-0001', '/api/v1/whistles/W-2026-0001'],
    ]);
    expect(first.body).toMatchObject({
      ...{ status: 'asking', startAt: '2026-11-25T15:00:00.000+08:00', answerDueAt: '2026-11-24T17:30:00.000+08:00' },
    });
    expect((await post('whistles', blow, own({ key: 'blow-1' }))).body.code).toBe('W-2026-0001');
    code = first.body.code;
    const mails = (await get('mails?kind=county-whistle')).items;
    expect(mails.map(({ person }: any) => person).sort()).toEqual(['clerk', 'handler', 'offline']);
    expect((await get(`whistles/${code}/waiting`)).status).toBe('asking');
  });

  test.each<[object, unknown[]]>([
    [{ on: '2026-11-22' }, [422, 'whistleInPast', 'on', '2026-11-22']],
    [{ on: '2026-11-27' }, [422, 'whistleTooFar', 'on', '2026-11-27']],
    [{ time: '25:00' }, [400, 'badFormat', 'time', '25:00']],
    [{ county: '无此县' }, [422, 'countyUnknown', 'county', '无此县']],
    [{ problem: undefined }, [400, 'required', 'problem', null]],
    [{ problem: 'Q-none' }, [422, 'problemNotFound', 'problem', 'Q-none']],
    [{ project: 'P-none' }, [422, 'projectNotFound', 'project', 'P-none']],
    [{ project: 'P-out' }, [422, 'outsideCounty', 'project', 'P-out']],
    [{ departments: ['nobody'] }, [422, 'unitNotFound', 'departments[0]', 'nobody']],
    [{ departments: ['licheng'] }, [422, 'notADepartment', 'departments[0]', 'licheng']],
    [{ departments: [] }, [400, 'required', 'departments', null]],
  ])('%j is refused: %j', async (more, refusal) => {
    const before = await rig.rows();
    expect(await refusalOf('whistles', { ...blow, ...more })).toEqual(refusal);
    expect(await rig.rows()).toEqual(before);
  });

  test('is not another county’s, a department’s or a team’s to blow', async () => {
    expect(await refusalOf('whistles', { ...blow, county: '南安市' }, own())).toEqual([
      ...[403, 'outsideScope', 'county', '南安市'],
    ]);
    for (const as of ['handler', 'inspector', 'leader'] as const) {
      expect((await refusalOf('whistles', blow, { as }))[1]).toBe('notAllowed');
    }
  });

  test('is answered by its departments; the silent are listed at the limit', async () => {
    const answer = `whistles/${code}/answer`;
    expect(await refusalOf(answer, { department: 'land', answer: 'comes' }, own())).toEqual([
      ...[403, 'notAllowed', 'actor', 'reporter'],
    ]);
    expect(await refusalOf(answer, { department: 'team-1', answer: 'comes' })).toEqual([
      ...[422, 'departmentNotCalled', 'department', 'team-1'],
    ]);
    await post(answer, { department: 'land', answer: 'sends', person: 'handler' }, { as: 'handler' });
    await step(code, 'remind', '2026-11-24 13:30');
    await step(code, 'limit', '2026-11-24 17:30');
    const { departments, names, problemTitle, status } = await get(`whistles/${code}`);
    expect([status, problemTitle]).toEqual(['gathered', '用地指标']);
    expect(departments.map((each: any) => [each.unit, each.answer, each.silent])).toEqual([
      ['land', 'sends', false],
      ['approvals', null, true],
    ]);
    expect(names).toMatchObject({ people: { handler: 'handler', reporter: 'reporter' }, units: { land: 'land' } });
    const codes = async (query: string) => (await get(`whistles?${query}`)).items.map((each: any) => each.code);
    expect(await codes('silent=true&department=approvals')).toEqual([code]);
    expect(await codes('silent=true&department=land')).toEqual([]);
    expect(await codes('silent=false')).toEqual([]);
    expect(await codes('county=%E9%B2%A4%E5%9F%8E%E5%8C%BA&month=2026-11&status=gathered')).toEqual([code]);
    expect(await get('whistles?asOf=2026-11-22')).toMatchObject({ asOf: '2026-11-22', items: [], total: 0 });
    const told = (await get('mails?kind=county-whistle')).items.filter(({ slot }: any) => slot.endsWith('/silent'));
    expect(told.map(({ person }: any) => person).sort()).toEqual(['coordinator', 'inspector', 'reporter']);
  });

  test('has no result before it begins; called off, that is for good', async () => {
    const held = { result: 'resolved', text: '红线', present: ['land'] };
    expect(await refusalOf(`whistles/${code}/hold`, held, own())).toEqual([409, 'whistleNotBegun', 'code', code]);
    await post(`whistles/${code}/call-off`, { reason: '已解决' }, own());
    expect(await refusalOf(`whistles/${code}/call-off`, { reason: '已解决' }, own())).toEqual([
      ...[409, 'whistleNotIn', 'state', 'calledOff'],
    ]);
    expect((await get(`whistles/${code}/events`)).items.map(({ type }: any) => type)).toEqual([
      ...['whistleBlown', 'departmentAnswered', 'departmentsReminded', 'answersGathered', 'whistleCalledOff'],
    ]);
  });

  test('two at once at the edge of the monthly limit: one is blown, the other refused by name', async () => {
    const both = await Promise.all([send('whistles', blow, own()), send('whistles', blow, own())]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = both.find(({ status }) => status === 409)?.body;
    expect(refused.errors[0]).toMatchObject({
      ...{ code: 'whistlesUsedUp', field: 'county', value: '鲤城区' },
      params: { month: '2026-11', most: 2, blown: expect.arrayContaining(['W-2026-0001']) },
    });
    const zh = await send('whistles', blow, own({ lang: 'zh', headers: { ...reporter } }));
    expect(zh.body.detail).toContain('每月最多 2 次');
  });
});
