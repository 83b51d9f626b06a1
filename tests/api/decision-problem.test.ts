import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { at, makeEnvelope } from '../support/make.ts';
import { startApi, type ApiRig, type Call } from './rig.ts';

// A decision of a meeting that needs more than a promise, by the route a coordinator uses.

const MEETING = 'zt/2026-11-26';
let rig: ApiRig;
let clock = '2026-11-23 10:00';

beforeAll(async () => {
  rig = await startApi({ now: () => at(clock) });
  await post('problems', { code: 'Q-1', title: '用地指标', county: '鲤城区', category: 'land', source: 'firm' });
  const called = {
    ...{ name: '用地专题会', date: '2026-11-26', time: '15:00', venue: '项目现场', chair: 'leader' },
    ...{ attendees: ['handler'], problems: ['Q-1'] },
  };
  expect((await post('series/zt/call', called)).status).toBe(200);
  await post('series/zt/trigger');
  const held = makeEnvelope('meeting', MEETING, { type: 'step', slot: 'held' }, { atMs: at('2026-11-26 15:00') });
  expect(await rig.ledger.commit([{ ...held, via: 'clock' }])).toMatchObject([{ ok: true }]);
  clock = '2026-11-26 17:00';
  await minutes('attend', { person: 'handler', presence: 'present' });
  const { items } = (await rig.call({ url: `/api/v1/meetings/${MEETING}/minutes` })).body;
  const { no: item } = items.find(({ code }: { code: string }) => code === 'Q-1');
  const long = `协调供电\n${'线路迁改'.repeat(60)}`;
  for (const more of [
    { text: '调剂用地指标120亩', item, person: 'handler' },
    { text: long },
    { text: '已办的事项' },
    { text: '撤销的事项' },
  ]) {
    expect((await minutes('decide', { unit: 'land', due: '2026-12-04', ...more })).status).toBe(200);
  }
});
afterAll(() => rig.stop());

const post = (path: string, body: unknown = {}, more: Partial<Call> = {}) =>
  rig.call({ method: 'POST', url: `/api/v1/${path}`, body, ...more });
const minutes = (name: string, body: unknown = {}, more: Partial<Call> = {}) =>
  post(`meetings/${MEETING}/minutes/${name}`, body, more);
const counted = async () => (await rig.call({ url: '/api/v1/problems' })).body.total;
const refusalOf = ({ status, body }: Awaited<ReturnType<typeof post>>) => [
  status,
  body.errors[0].code,
  body.errors[0].field,
];

describe('a decision that becomes a problem', () => {
  test('is one of published minutes, and neither done nor taken back', async () => {
    expect(refusalOf(await minutes('problem', { decision: 1 }))).toEqual([422, 'decisionNotFound', 'decision']);
    expect((await minutes('publish')).status).toBe(200);
    await minutes('report', { decision: 3, result: '已办' });
    await minutes('drop-decision', { decision: 4, correction: '重复' });
    const given = { category: 'land', county: '鲤城区' };
    expect(refusalOf(await minutes('problem', { decision: 3, ...given }))).toEqual([409, 'decisionDone', 'decision']);
    for (const decision of [4, 9]) {
      const { body } = await minutes('problem', { decision, ...given }, { lang: 'zh' });
      expect(body.errors[0].message).toContain(`没有第 ${String(decision)} 项议定事项`);
    }
    expect((await post('meetings/zt/2026-11-27/minutes/problem', { decision: 1 })).status).toBe(404);
    expect(await counted()).toBe(1);
  });

  test('takes over place and kind from what it was decided on, and goes to who carries it out', async () => {
    const { status, body, headers } = await minutes('problem', { decision: 1 });
    expect([status, headers['location']]).toEqual([201, `/api/v1/problems/${body.code}`]);
    expect(body).toMatchObject({
      ...{ title: '调剂用地指标120亩', detail: null, county: '鲤城区', project: null, category: 'land' },
      ...{ source: 'meeting', state: 'assigned', leadUnit: 'land', handler: 'handler' },
      decision: { meeting: MEETING, no: 1 },
    });
    const seen = await rig.call({ url: `/api/v1/meetings/${MEETING}/minutes` });
    expect(seen.body.decisions.map(({ problem }: { problem: string | null }) => problem)).toEqual([
      ...[body.code, null, null, null],
    ]);
  });

  test('asked twice, by whomever and with whatever words, is one', async () => {
    const before = await counted();
    const first = (await rig.call({ url: `/api/v1/meetings/${MEETING}/minutes` })).body.decisions[0].problem;
    const again = await minutes('problem', { decision: 1, title: '换个说法', leadUnit: 'approvals' });
    expect([again.status, again.body.code]).toEqual([201, first]);
    expect(again.body).toMatchObject({ title: '调剂用地指标120亩', leadUnit: 'land', command: { events: [] } });
    expect(await counted()).toBe(before);
  });

  test('pressed twice at once it is one too', async () => {
    const given = { decision: 2, category: 'utilities', county: '鲤城区' };
    const both = await Promise.all([minutes('problem', given), minutes('problem', given)]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(both.map(({ body }) => body.code)).size).toBe(1);
    expect(both[0]?.body).toMatchObject({ state: 'assigned', leadUnit: 'land' });
  });

  test('says what is asked where it was decided on nothing, and keeps all its words', async () => {
    const { body } = await rig.call({ url: `/api/v1/meetings/${MEETING}/minutes` });
    const problem = (await rig.call({ url: `/api/v1/problems/${body.decisions[1].problem}` })).body;
    expect([...problem.title].length).toBe(200);
    expect(problem.detail).toContain('协调供电\n线路迁改');
    await post(`problems/${problem.code}/withdraw`, { reason: '登记有误' });
    expect(refusalOf(await minutes('problem', { decision: 2 }))).toEqual([400, 'required', 'project']);
    expect(refusalOf(await minutes('problem', { decision: 2, county: '鲤城区' }))).toEqual([
      400,
      'required',
      'category',
    ]);
    const given = { decision: 2, county: '鲤城区', category: 'utilities' };
    expect(refusalOf(await minutes('problem', { ...given, leadUnit: 'nobody' }))).toEqual([
      ...[422, 'unitNotFound', 'leadUnit'],
    ]);
    const second = await minutes('problem', { ...given, title: '供电线路', leadUnit: 'approvals' });
    expect(second.body).toMatchObject({ title: '供电线路', leadUnit: 'approvals', handler: null });
    expect(second.body.code).not.toBe(problem.code);
  });

  test('is a coordinator’s to ask for', async () => {
    for (const as of ['handler', 'leader', 'inspector'] as const) {
      expect((await minutes('problem', { decision: 2 }, { as })).status).toBe(403);
    }
  });
});
