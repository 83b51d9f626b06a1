import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { visitByCode, type VisitThen } from '../../src/ledger/reads/visits.ts';
import type { RaisedFinding } from '../../src/domain/visit/types.ts';
import { createVisitActivities } from '../../src/activities/visit.ts';
import { at, makeEnvelope, NOW } from '../support/make.ts';
import { startApi, type Answer, type ApiRig, type Call } from './rig.ts';

// The clock of the rig stands at Monday 23 November 2026, 10:00.

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
  await post('projects', {
    code: 'P-big',
    name: '大项目',
    county: '鲤城区',
    stage: 'negotiation',
    investmentWan: 150_000,
  });
  await post('projects', {
    code: 'P-mid',
    name: '中项目',
    county: '鲤城区',
    stage: 'negotiation',
    investmentWan: 120_000,
  });
  await post('projects', {
    code: 'P-small',
    name: '小项目',
    county: '鲤城区',
    stage: 'negotiation',
    investmentWan: 9_000,
  });
  await rig.ledger.commit([
    makeEnvelope('unit', 'team-2', { type: 'define', unit: { name: '督查二组', kind: 'supervision', county: null } }),
  ]);
});
afterAll(() => rig.stop());

const send = (path: string, body: unknown, more: Partial<Call> = {}): Promise<Answer> =>
  rig.call({ method: 'POST', url: `/api/v1/${path}`, body, ...more });
async function post(path: string, body: unknown, more: Partial<Call> = {}): Promise<Answer> {
  const answer = await send(path, body, more);
  expect({ path, text: answer.text, done: answer.status < 300 }).toEqual({ path, text: answer.text, done: true });
  return answer;
}
const get = async (path: string) => (await rig.call({ url: `/api/v1/${path}` })).body;
const refusalOf = async (path: string, body: unknown, more: Partial<Call> = {}) => {
  const { status, body: problem } = await send(path, body, more);
  const [first] = problem.errors;
  return [status, first.code, first.field, first.value];
};

/** What the visit's workflow does after a report. */
async function raiseAll(code: string): Promise<VisitThen> {
  const { raiseFindings } = createVisitActivities({ db: rig.db, gateway: rig.gateway, now: () => at(NOW) });
  const raise = (): Promise<RaisedFinding[]> => raiseFindings({ code });
  const results: RaisedFinding[] = await new MockActivityEnvironment().run(raise);
  await rig.ledger.commit([makeEnvelope('visit', code, { type: 'record', results })]);
  const visit = await visitByCode(rig.db, code);
  if (!visit) throw new Error('there is no such visit');
  return visit;
}

describe('who answers for what', () => {
  test('is entrusted by a coordinator; sent again it is once; another team needs a reason', async () => {
    const body = { county: '鲤城区', team: 'team-1' };
    const first = await post('supervision/charges/entrust', body, { key: 'entrust-1' });
    expect(first.body).toMatchObject({
      ...{ scope: 'county', subject: '鲤城区', team: 'team-1', teamName: 'team-1', since: '2026-11-23' },
    });
    const again = await post('supervision/charges/entrust', body, { key: 'entrust-1' });
    expect(again.headers['idempotent-replayed']).toBe('true');
    await post('supervision/charges/entrust', { project: 'P-big', team: 'team-2' });
    const before = await rig.rows();
    expect(await refusalOf('supervision/charges/entrust', { county: '鲤城区', team: 'team-2' })).toEqual([
      ...[409, 'teamTaken', 'reason', null],
    ]);
    expect(await rig.rows()).toEqual(before);
  });

  test.each<[object, unknown[]]>([
    [{ county: '鲤城区' }, [400, 'required', 'team', null]],
    [{ team: 'team-1' }, [400, 'required', 'project', null]],
    [{ county: '鲤城区', project: 'P-big', team: 'team-1' }, [422, 'projectOrCounty', 'county', '鲤城区']],
    [{ county: '无此县', team: 'team-1' }, [422, 'countyUnknown', 'county', '无此县']],
    [{ project: 'P-none', team: 'team-1' }, [422, 'projectNotFound', 'project', 'P-none']],
    [{ project: 'P-small', team: 'team-1' }, [422, 'projectTooSmall', 'project', 'P-small']],
    [{ county: '鲤城区', team: 'nobody' }, [422, 'unitNotFound', 'team', 'nobody']],
    [{ county: '鲤城区', team: 'land' }, [422, 'notATeam', 'team', 'land']],
    [{ county: '鲤城区', team: 'team-1', colour: 'red' }, [400, 'unknownField', 'colour', 'red']],
  ])('%j is refused: %j', async (body, refusal) => {
    expect(await refusalOf('supervision/charges/entrust', body)).toEqual(refusal);
  });

  test('nobody but a coordinator entrusts; what nobody has is not released', async () => {
    const body = { county: '鲤城区', team: 'team-1' };
    expect((await refusalOf('supervision/charges/entrust', body, { as: 'inspector' }))[0]).toBe(403);
    expect(await refusalOf('supervision/charges/release', { project: 'P-mid', reason: 'r' })).toEqual([
      ...[409, 'notEntrusted', 'project', 'P-mid'],
    ]);
  });

  test('is listed by team; a large project’s own team goes before its county’s', async () => {
    const { items } = await get('supervision/teams');
    expect(items.map((team: any) => [team.id, team.counties, team.projects, team.people])).toEqual([
      ['team-1', ['鲤城区'], 0, 1],
      ['team-2', [], 1, 0],
    ]);
    const codes = async (path: string) => (await get(path)).items.map(({ code, own }: any) => [code, own]);
    expect(await codes('supervision/teams/team-1/projects')).toEqual([['P-mid', false]]);
    expect(await codes('supervision/teams/team-1/projects?all=true')).toEqual([
      ['P-mid', false],
      ['P-small', false],
    ]);
    expect(await codes('supervision/teams/team-2/projects')).toEqual([['P-big', true]]);
    expect((await rig.call({ url: '/api/v1/supervision/teams/land/projects' })).status).toBe(404);
    expect((await get('supervision/charges?scope=project')).items).toMatchObject([
      { subject: 'P-big', name: '大项目', team: 'team-2', teamName: '督查二组', since: '2026-11-23' },
    ]);
  });

  test('has a history, and is shown as of any day', async () => {
    const { items } = await get('supervision/charges/events?county=%E9%B2%A4%E5%9F%8E%E5%8C%BA');
    expect(items.map(({ type }: any) => type)).toEqual(['entrusted']);
    expect((await get('supervision/charges?asOf=2026-11-22')).items).toEqual([]);
    expect((await rig.call({ url: '/api/v1/supervision/charges?asOf=2026-11-24' })).body.code).toBe('dayToCome');
    expect((await rig.call({ url: '/api/v1/supervision/charges/events?county=x' })).status).toBe(404);
    expect((await rig.call({ url: '/api/v1/supervision/charges/events' })).status).toBe(400);
  });
});

describe('a visit', () => {
  const plan = {
    on: '2026-11-23',
    team: 'team-1',
    project: 'P-mid',
    people: ['inspector', 'clerk'],
    purpose: '看用地',
  };
  let code: string;

  test('is planned by its team under a code of its own, once', async () => {
    const first = await post('visits', plan, { as: 'inspector', key: 'visit-1' });
    expect([first.status, first.body.code, first.headers.location]).toEqual([
      ...[201, 'V-2026-0001', '/api/v1/visits/V-2026-0001'],
    ]);
    const again = await post('visits', plan, { as: 'inspector', key: 'visit-1' });
    expect(again.body.code).toBe('V-2026-0001');
    code = first.body.code;
    expect((await get(`visits/${code}/waiting`)).status).toBe('planned');
  });

  test.each<[object, unknown[]]>([
    [{ on: '2026-11-22' }, [422, 'visitInPast', 'on', '2026-11-22']],
    [{ on: '2026-02-30' }, [400, 'noSuchDate', 'on', '2026-02-30']],
    [{ team: 'nobody' }, [422, 'unitNotFound', 'team', 'nobody']],
    [{ project: 'P-none' }, [422, 'projectNotFound', 'project', 'P-none']],
    [{ project: undefined, county: '无此县' }, [422, 'countyUnknown', 'county', '无此县']],
    [{ county: '鲤城区' }, [422, 'projectOrCounty', 'county', '鲤城区']],
    [{ people: ['nobody'] }, [422, 'personNotFound', 'people[0]', 'nobody']],
    [{ people: ['clerk'] }, [422, 'nobodyOfTheTeam', 'people', ['clerk']]],
  ])('%j is refused: %j', async (more, refusal) => {
    const before = await rig.rows();
    expect(await refusalOf('visits', { ...plan, ...more })).toEqual(refusal);
    expect(await rig.rows()).toEqual(before);
  });

  test('is another team’s or a department’s affair to nobody', async () => {
    expect(await refusalOf('visits', plan, { as: 'handler' })).toEqual([403, 'notAllowed', 'actor', 'handler']);
    expect(await refusalOf(`visits/${code}/hold`, {}, { as: 'handler' })).toEqual([
      403,
      'notAllowed',
      'actor',
      'handler',
    ]);
    expect((await refusalOf('visits/V-none/cancel', { reason: 'r' }))[0]).toBe(404);
  });

  test('held, it says what it found; each finding becomes one problem, and photos are stored files', async () => {
    const file = 'f'.repeat(64);
    const findings = [
      { title: '征地未完成', category: 'relocation' },
      { title: '道路被占', category: 'infrastructure', detail: '施工便道' },
    ];
    const withPhoto = [{ title: '照片', category: 'land', files: [file] }];
    expect(await refusalOf(`visits/${code}/hold`, { findings: withPhoto }, { as: 'inspector' })).toEqual([
      ...[422, 'fileNotFound', 'findings[0].files[0]', file],
    ]);
    const held = await post(`visits/${code}/hold`, { note: '正常', findings }, { as: 'inspector' });
    expect(held.body).toMatchObject({ status: 'raising', heldOn: '2026-11-23', counts: { findings: 2, waiting: 2 } });
    await raiseAll(code);
    const state = (await raiseAll(code)).state;
    expect(state.findings.map(({ standing }) => standing)).toEqual(['raised', 'raised']);
    const { findings: shown, teamName, peopleNames, projectName } = await get(`visits/${code}`);
    expect([teamName, peopleNames, projectName]).toEqual(['team-1', ['inspector', 'clerk'], '中项目']);
    expect(shown.map((each: any) => [each.number, each.problem, each.problemState])).toEqual([
      [1, 'Q-2026-0001', 'raised'],
      [2, 'Q-2026-0002', 'raised'],
    ]);
    expect(await get('problems/Q-2026-0001')).toMatchObject({
      source: 'visit',
      project: 'P-mid',
      raisedBy: 'inspector',
    });
    const again = { findings: [{ title: '征地 未完成', category: 'land' }] };
    expect(await refusalOf(`visits/${code}/find`, again, { as: 'inspector' })).toEqual([
      ...[409, 'findingThere', 'findings[0].title', '征地 未完成'],
    ]);
    expect(await refusalOf(`visits/${code}/move`, { to: '2026-12-01', reason: 'r' }, { as: 'inspector' })).toEqual([
      ...[409, 'visitHeld', 'code', code],
    ]);
  });

  test('nobody had planned is recorded; late findings are marked; all are counted by month and team, as of a day', async () => {
    const body = {
      ...{ on: '2026-10-20', team: 'team-1', county: '鲤城区', people: ['inspector'] },
      findings: [{ title: '进场道路被占', category: 'infrastructure', solved: '当场清障' }],
    };
    const { body: recorded } = await post('visits/record', body, { as: 'inspector' });
    expect(recorded).toMatchObject({ status: 'raising', unplanned: true, counts: { findings: 1, solvedOnSpot: 1 } });
    expect(await refusalOf(`visits/${recorded.code}/find`, { findings: [{ title: 'b', category: 'land' }] })).toEqual([
      ...[422, 'lateFinding', 'reason', null],
    ]);
    expect(await refusalOf('visits/record', { ...body, on: '2026-11-24' })).toEqual([
      ...[422, 'dateInFuture', 'on', '2026-11-24'],
    ]);
    const counts = await get('visits/counts');
    expect(
      counts.items.map((row: any) => [row.month, row.team, row.held, row.raised, row.solvedOnSpot, row.late]),
    ).toEqual([
      ['2026-10', 'team-1', 1, 0, 1, 1],
      ['2026-11', 'team-1', 1, 2, 0, 0],
    ]);
    expect(counts.sum).toMatchObject({ held: 2, findings: 3, unplanned: 1 });
    expect((await get('visits/counts?from=2026-11&team=team-1')).items).toHaveLength(1);
    expect((await get('visits/counts?asOf=2026-11-22')).items).toEqual([]);
  });

  test('is listed by team, month, place and state, a page at a time, also as of a past day', async () => {
    const codes = async (query: string) => (await get(`visits?${query}`)).items.map((each: any) => each.code);
    const [recorded] = await codes('month=2026-10');
    expect(await codes('')).toEqual(['V-2026-0001', recorded]);
    expect(await codes('project=P-mid&status=held&team=team-1')).toEqual(['V-2026-0001']);
    expect(await codes('team=team-2')).toEqual([]);
    const page = await get('visits?limit=1');
    expect([page.total, page.items[0].code]).toEqual([2, 'V-2026-0001']);
    expect(await codes(`limit=1&cursor=${page.next}`)).toEqual([recorded]);
    expect(await get('visits?asOf=2026-11-22')).toMatchObject({ asOf: '2026-11-22', items: [], total: 0 });
    expect((await get(`visits/${code}/events`)).items.map(({ type }: any) => type)).toEqual([
      ...['visitPlanned', 'visitHeld', 'found', 'found', 'findingsRaised'],
    ]);
  });

  test('what was solved on the spot waits for a coordinator, not for another team, and is closed by him', async () => {
    const { items } = await get('visits?month=2026-10');
    const { state } = await raiseAll(items[0].code);
    const problem = state.findings[0]?.problem ?? '';
    expect(await get(`problems/${problem}`)).toMatchObject({ state: 'resolved', source: 'visit', county: '鲤城区' });
    for (const team of ['team-1', 'team-2']) {
      expect((await get(`supervision/teams/${team}/problems`)).total).toBe(0);
    }
    expect(await refusalOf(`problems/${problem}/verify`, { accepted: true }, { as: 'inspector' })).toEqual([
      ...[403, 'verifierNotCoordinator', 'actor', 'inspector'],
    ]);
    const closed = await post(`problems/${problem}/verify`, { accepted: true });
    expect(closed.body).toMatchObject({ state: 'closed', verifiedBy: 'coordinator' });
    expect(await get(`visits/${items[0].code}`)).toMatchObject({
      findings: [{ solved: '当场清障', problem, problemState: 'closed' }],
    });
  });

  test('two reports at once are one: the second is refused by name', async () => {
    const { body } = await post('visits', { ...plan, distinct: '下午另去一次' }, { as: 'inspector' });
    const findings = [{ title: '同时', category: 'other' }];
    const both = await Promise.all([
      send(`visits/${body.code}/hold`, { findings }, { as: 'inspector' }),
      send(`visits/${body.code}/hold`, { findings }, { as: 'coordinator' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await raiseAll(body.code)).state.findings).toHaveLength(1);
  });

  test('a team’s problems to verify are those of its county, not those it solved itself', async () => {
    const problem = { title: '待核验', project: 'P-mid', category: 'land', source: 'meeting' };
    const { body: raised } = await post('problems', problem);
    await post(`problems/${raised.code}/assign`, { leadUnit: 'land', handler: 'handler' });
    const evidence = [{ kind: '批复' }];
    await post(`problems/${raised.code}/resolve`, { result: '已落实', evidence }, { as: 'handler' });
    const toVerify = async (team: string) =>
      (await get(`supervision/teams/${team}/problems`)).items.map((each: any) => [each.code, each.leadUnit]);
    expect(await toVerify('team-1')).toEqual([[raised.code, 'land']]);
    expect(await toVerify('team-2')).toEqual([]);
    await post('supervision/charges/release', { county: '鲤城区', reason: '区划调整' });
    expect(await toVerify('team-2')).toEqual([[raised.code, 'land']]);
    const { items } = await get('supervision/teams');
    expect(items.map(({ id, toVerify: count }: any) => [id, count])).toEqual([
      ['team-1', 1],
      ['team-2', 1],
    ]);
  });

  test('recorded again under another key is refused by the code of the first, also at once, unless it is another', async () => {
    const body = { on: '2026-10-21', team: 'team-1', county: '鲤城区', people: ['inspector'] };
    const both = await Promise.all([send('visits/record', body), send('visits/record', body)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const first = both.find(({ status }) => status === 201)?.body.code;
    expect((await send('visits/record', body)).body.errors[0]).toMatchObject({
      ...{ code: 'visitThere', field: 'on', value: '2026-10-21', params: { team: 'team-1', code: first } },
    });
    for (const other of [{ project: 'P-mid', county: undefined }, { on: '2026-10-22' }, { distinct: '下午另去园区' }]) {
      await post('visits/record', { ...body, ...other });
    }
  });
});
