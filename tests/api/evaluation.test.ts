import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import { at, COORDINATOR, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

const EVALUATION = '/api/v1/evaluation';
const COUNTY = encodeURIComponent('鲤城区');

let rig: ApiRig;
const give = async (when: string, code: string, command: ProjectCommand): Promise<void> => {
  const [outcome] = await rig.ledger.commit([makeEnvelope('project', code, command, { atMs: at(when) })]);
  if (!outcome?.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
};

/** E-1 is behind and was closed red; its money came late. E-2 is well ahead. E-3 was never reported. */
beforeAll(async () => {
  rig = await startApi();
  for (const [code, county] of [
    ['E-1', '鲤城区'],
    ['E-2', '鲤城区'],
    ['E-3', '南安市'],
  ] as const) {
    const facts = makeProjectFacts({ name: `园 ${code}`, county, investmentWan: 50_000 });
    await give('2026-01-05 09:00', code, { type: 'start', facts, stage: 'signing', actuals: { signing: '2025-12' } });
    await give('2026-01-05 10:00', code, { type: 'planYear', year: 2026, amountWan: 12_000 });
  }
  await give('2026-02-02 09:00', 'E-1', { type: 'report', month: '2026-01', doneWan: 1_000 });
  await give('2026-02-02 09:00', 'E-2', { type: 'report', month: '2026-01', doneWan: 11_000 });
  await give('2026-11-02 09:00', 'E-2', { type: 'report', month: '2026-10', doneWan: 500 });
  await give('2026-11-10 09:00', 'E-1', { type: 'report', month: '2026-10', doneWan: 10_500 });
});
afterAll(() => rig.stop());

const get = (path: string, lang = 'zh-CN') => rig.call({ url: `${EVALUATION}/${path}`, lang });
const lights = ({ body }: { body: any }) =>
  Object.fromEntries(body.items.map(({ id, colour }: { id: string; colour: string }) => [id, colour]));

describe('colours over HTTP', () => {
  test('are of the last closed month, with the rules, the basis and the counts', async () => {
    const answer = await get('colours');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      month: '2026-10',
      on: '2026-11-23',
      closesOn: '2026-11-03',
      basis: 'days',
      rules: { project: { id: 'points', version: 1, family: 'points' }, county: { id: 'relative' } },
      counts: { project: { green: 1, yellow: 1, red: 0, none: 1 }, county: { yellow: 1, red: 1 } },
      total: 5,
    });
    expect(lights(answer)).toEqual({ 'E-1': 'yellow', 'E-2': 'green', 'E-3': 'none', 鲤城区: 'yellow', 南安市: 'red' });
  });

  test('of an earlier day are what was known then', async () => {
    expect(lights(await get('colours?month=2026-10&on=2026-11-03&subject=project'))).toEqual({
      ...{ 'E-1': 'red', 'E-2': 'green', 'E-3': 'none' },
    });
  });

  test('are filtered, and the counts stay those of everybody', async () => {
    const { body } = await get(`colours?colour=yellow&county=${COUNTY}`);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['鲤城区', 'E-1']);
    expect(body.counts.project).toEqual({ green: 1, yellow: 1, red: 0, none: 1 });
  });

  test('tell why, with facts, limits, the version of the rules and a sentence', async () => {
    const { body } = await get('colours/why?project=E-1&month=2026-10');
    expect(body).toMatchObject({
      subject: 'project',
      id: 'E-1',
      colour: 'yellow',
      rule: { id: 'points', version: 1 },
      ruleSet: { thresholds: { pace: { yellowFromPoints: '10', redAbovePoints: '30' } } },
      facts: { planWan: 12_000, doneWan: 11_500, atClose: { doneWan: 1_000 } },
    });
    expect(body.because.map(({ text }: { text: string }) => text)).toEqual([
      '2026-10 底，年度计划 12000 万元，累计完成 11500 万元，时间进度 304/365（按天），超序时 12.55 个百分点（≤ 0 个百分点：绿灯）',
      '月报截止时为红灯（当时累计完成 1000 万元），逾期补报后改为黄灯（黄灯）',
    ]);
    const en = await get('colours/why?project=E-3', 'en');
    expect(en.body.unmeasured).toEqual([
      { rule: 'pace', gap: 'notReported', text: 'plan against time: nothing was reported this year; not measured' },
    ]);
    const county = await get(`colours/why?county=${COUNTY}&month=2026-10&on=2026-11-03&rules=silence`);
    expect(county.body).toMatchObject({ subject: 'county', colour: 'green', ruleSet: { family: 'silence' } });
  });

  test('are compared under two rule sets', async () => {
    const { body } = await get('colours/compare?rules=points@1,silence@1&from=2026-10&to=2026-10');
    expect(body).toMatchObject({ rules: ['points@1', 'silence@1'], months: [{ month: '2026-10', on: '2026-11-03' }] });
    expect(body.months[0].changes).toContainEqual({
      ...{ subject: 'project', id: 'E-3', name: '园 E-3', county: '南安市' },
      from: { colour: 'none', noted: false, proposeRemoval: false },
      to: { colour: 'red', noted: false, proposeRemoval: true },
    });
  });

  test.each([
    ['colours?month=2026-13', 'badFormat', 'month'],
    ['colours?month=2026-12', 'monthInFuture', 'month'],
    ['colours?on=2027-01-01', 'dayToCome', 'on'],
    ['colours?rules=nobody', 'notInList', 'rules'],
    ['colours?rules=a%20b', 'badFormat', 'rules'],
    ['colours?colour=blue', 'notInList', 'colour'],
    ['colours?month=2026-10&month=2026-09', 'wrongType', 'month'],
    ['colours/why', 'required', 'project'],
    [`colours/why?project=E-1&county=${COUNTY}`, 'givenTwice', 'county'],
    ['colours/why?project=nobody', 'notFound', 'project'],
    ['colours/why?county=x', 'notFound', 'county'],
    ['colours/compare?rules=points@1&from=2026-01&to=2026-02', 'badFormat', 'rules'],
    ['colours/compare?rules=points@1,x&from=2026-01&to=2026-02', 'notInList', 'rules'],
    ['colours/compare?rules=points,silence&from=2026-02&to=2026-01', 'outOfRange', 'from'],
    ['colours/compare?rules=points,silence&from=1990-01&to=2026-01', 'outOfRange', 'from'],
    ['pace?month=2027-01', 'monthInFuture', 'month'],
    ['pace?basis=weeks', 'notInList', 'basis'],
    ['pace?by=planet', 'notInList', 'by'],
    ['batches?asOf=2026-11-24', 'dayToCome', 'asOf'],
    ['batches?year=26', 'outOfRange', 'year'],
    ['silence?on=yesterday', 'badFormat', 'on'],
  ])('%s is refused as %s', async (path, code, field) => {
    const { status, body } = await get(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect({ code: body.code, field: body.errors[0].field }).toEqual({ code, field });
  });
});

describe('plan against time over HTTP', () => {
  test('prints its basis, both measures, and sums exactly', async () => {
    const { body } = await get('pace?month=2026-10&basis=both');
    expect(body).toMatchObject({ month: '2026-10', by: 'county', bases: ['days', 'months'], total: 2 });
    expect(body.items[1]).toMatchObject({
      id: '鲤城区',
      planYi: '2.4',
      doneYi: '2.3',
      pace: {
        days: { elapsed: { basis: 'days', part: 304, whole: 365 }, ratio: { percent: '115.06' } },
        months: { elapsed: { part: 10, whole: 12 }, points: { percent: '12.50', gap: null } },
      },
    });
    expect(body.sum).toMatchObject({ projects: 3, planWan: 36_000, doneWan: 23_000, notReported: 1 });
    expect(body.items[0].pace.days.ratio).toEqual({ percent: null, gap: 'notReported' });
  });

  test('is by the basis of the settings unless told, and by project as asked', async () => {
    const { body } = await get(`pace?by=project&county=${COUNTY}`);
    expect(body).toMatchObject({ bases: ['days'], month: '2026-10' });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['E-1', 'E-2']);
    expect(body.items[0].pace).not.toHaveProperty('months');
  });
});

test('四个一批 over HTTP', async () => {
  const { body } = await get('batches');
  expect(body).toMatchObject({ asOf: '2026-11-23', year: 2026, total: 4 });
  expect(body.items.map(({ batch, count, sumYi }: any) => [batch, count, sumYi])).toEqual([
    ['planned', 3, '15'],
    ['started', 0, '0'],
    ['underConstruction', 0, '0'],
    ['inUse', 0, '0'],
  ]);
  expect(body.items[0].tiers[0]).toEqual({
    ...{ fromWan: 10_000, fromYi: '1', count: 3, sumWan: 150_000, sumYi: '15', withoutAmount: 0 },
  });
  expect((await get('batches?asOf=2026-01-04')).body.items[0]).toMatchObject({ count: 0 });
});

test('silence over HTTP: who is proposed for removal, and gone after it is confirmed', async () => {
  const silence = await get('silence');
  expect(silence.body).toMatchObject({ month: '2026-10', counts: { yellow: 0, red: 1, proposed: 1 }, total: 1 });
  expect(silence.body.items[0]).toMatchObject({ code: 'E-3', months: 10, light: 'red', proposeRemoval: true });
  const removed = await rig.call({
    method: 'POST',
    url: '/api/v1/projects/E-3/remove',
    body: { reason: '六个月以上无进展' },
  });
  expect(removed.status).toBe(200);
  expect((await get('silence')).body.total).toBe(0);
  expect((await get('silence?on=2026-11-22')).body.total).toBe(1);
  expect((await get('batches')).body.items[0].count).toBe(2);
  expect((await get('batches?asOf=2026-11-22')).body.items[0].count).toBe(3);
  expect((await get('colours/why?project=E-3')).body).toMatchObject({ code: 'projectNotCounted', status: 409 });
  expect((await get('colours/why?project=E-3&on=2026-11-22')).status).toBe(200);
});

describe('publishing over HTTP', () => {
  const publish = (body: unknown, more: object = {}) =>
    rig.call({ method: 'POST', url: `${EVALUATION}/colours/editions`, body, lang: 'zh-CN', ...more });

  test('is for coordinators, and refuses what is no month', async () => {
    const before = await rig.rows();
    expect(await publish({ month: '2026-10' }, { as: 'handler' })).toMatchObject({ status: 403 });
    expect((await publish({ month: '2026-10', colour: 'green' })).body.code).toBe('unknownField');
    expect((await publish({ month: '10月' })).body.code).toBe('badFormat');
    expect((await publish({ month: '2026-12' })).body.code).toBe('monthInFuture');
    expect((await publish({ month: '2026-11' }, { lang: 'en' })).body).toMatchObject({
      ...{ status: 422, code: 'monthOpen' },
      errors: [{ field: 'month', value: '2026-11', message: expect.stringContaining('2026-12-03') }],
    });
    expect((await publish({ month: '2026-10' }, { key: null })).body.code).toBe('keyMissing');
    expect(await rig.rows()).toEqual(before);
  });

  test('keeps every edition as it was, with who, why and what changed', async () => {
    const first = await publish({ month: '2026-10' }, { key: 'p-1' });
    expect(first.status).toBe(201);
    expect(first.headers.location).toBe('/api/v1/evaluation/colours/editions/2026-10/1');
    expect(first.body).toMatchObject({
      edition: 1,
      on: '2026-11-23',
      reason: null,
      publishedBy: { id: 'coordinator' },
      rules: { project: { id: 'points', version: 1 } },
      command: { entityId: '2026-10', seq: 1, replayed: false },
    });
    const again = await publish({ month: '2026-10' }, { key: 'p-1' });
    expect(again.body).toEqual({ ...first.body, command: { ...first.body.command, replayed: true } });
    expect((await publish({ month: '2026-10', reason: '再发' })).body.code).toBe('colouringUnchanged');

    const [outcome] = await rig.ledger.commit([
      makeEnvelope('project', 'E-2', {
        type: 'correctReport',
        month: '2026-10',
        doneWan: 0,
        toDateWan: 11_000,
        reason: '核减',
      }),
      makeEnvelope('project', 'E-2', {
        type: 'correctReport',
        month: '2026-01',
        doneWan: 1_000,
        toDateWan: 1_000,
        reason: '错位',
      }),
    ]);
    expect(outcome).toMatchObject({ ok: true });
    expect((await publish({ month: '2026-10' })).body).toMatchObject({ status: 409, code: 'monthPublished' });
    const second = await publish({ month: '2026-10', reason: 'E-2 数据更正' });
    expect(second.body).toMatchObject({
      edition: 2,
      reason: 'E-2 数据更正',
      changes: expect.arrayContaining([{ subject: 'project', id: 'E-2', name: '园 E-2', from: 'green', to: 'red' }]),
    });

    const list = await get('colours/editions?month=2026-10&limit=1');
    expect(list.body).toMatchObject({ total: 2, items: [{ edition: 2 }], next: expect.any(String) });
    const rest = await get(`colours/editions?month=2026-10&limit=1&cursor=${list.body.next}`);
    expect(rest.body).toMatchObject({ items: [{ edition: 1, hash: first.body.hash }], next: null });
    const old = await get('colours/editions/2026-10/1');
    expect(old.body).toMatchObject({ edition: 1, hash: first.body.hash, intact: true });
    expect(lights(old)).toMatchObject({ 'E-2': 'green', 'E-1': 'yellow' });
    const newest = await get('colours/editions/2026-10');
    expect(newest.body).toMatchObject({ edition: 2, intact: true });
    expect(newest.body.items.find(({ id }: { id: string }) => id === 'E-2')).toMatchObject({
      colour: 'red',
      because: [{ rule: 'pace', threshold: { is: 'above', value: '30', unit: 'points' } }],
    });
    expect((await get('colours/editions/2026-09')).status).toBe(404);
    expect((await get('colours/editions/2026-10/3')).body).toMatchObject({
      status: 404,
      errors: [{ field: 'edition' }],
    });
  });

  test('two at once: one wins', async () => {
    const both = await Promise.all([publish({ month: '2026-09' }), publish({ month: '2026-09' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('leaves the trace of a command', async () => {
    const command = await rig.db
      .selectFrom('command')
      .select(['type', 'actor_id'])
      .where('entity_kind', '=', 'colouring')
      .where('entity_id', '=', '2026-10')
      .execute();
    expect(command).toEqual([
      { type: 'publish', actor_id: COORDINATOR.id },
      { type: 'publish', actor_id: COORDINATOR.id },
    ]);
  });
});
