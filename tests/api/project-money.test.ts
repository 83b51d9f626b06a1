import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectCalls, PROJECTS, told } from './project-calls.ts';
import { startApi, type ApiRig } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

const { signed, give, read } = projectCalls(() => rig);

describe('money', () => {
  test('is read as it was planned, reported, corrected and as it arrived', async () => {
    await signed('M-1');
    const given: [string, object][] = [
      ['plan-year', { year: 2026, amountWan: 36_200 }],
      ['plan-year', { year: 2026, amountWan: 40_000, reason: '追加' }],
      ['report', { month: '2025-12', doneWan: 5, toDateWan: 90 }],
      ['report', { month: '2026-10', doneWan: 200, toDateWan: 20_100 }],
      ['report', { month: '2026-11', doneWan: 1 }],
      ['correct-report', { month: '2026-10', doneWan: 100, reason: '多报' }],
      ['arrive', { on: '2026-10-12', currency: 'USD', amount: '0.1', note: '首期' }],
      ['arrive', { on: '2026-10-13', currency: 'USD', amount: '0.2' }],
      ['arrive', { on: '2026-10-14', currency: 'HKD', amount: '999999999999999.99' }],
      ['enter-statistics', { on: '2026-11-01' }],
    ];
    for (const [name, body] of given) expect((await give('M-1', name, body)).status).toBe(200);
    const year = { year: 2026, planWan: 40_000, planYi: '4', doneWan: 20_001, doneYi: '2.0001', lastMonth: '2026-11' };
    expect(await read('M-1/money')).toEqual({
      code: 'M-1',
      statisticsOn: '2026-11-01',
      years: [{ year: 2025, planWan: null, planYi: null, doneWan: 90, doneYi: '0.009', lastMonth: '2025-12' }, year],
      months: [
        {
          month: '2025-12',
          doneWan: 5,
          doneYi: '0.0005',
          toDateWan: 90,
          toDateYi: '0.009',
          reportedOn: '2026-11-23',
          late: true,
          corrections: 0,
        },
        {
          month: '2026-10',
          doneWan: 100,
          doneYi: '0.01',
          toDateWan: 20_000,
          toDateYi: '2',
          reportedOn: '2026-11-23',
          late: true,
          corrections: 1,
        },
        {
          month: '2026-11',
          doneWan: 1,
          doneYi: '0.0001',
          toDateWan: 20_001,
          toDateYi: '2.0001',
          reportedOn: '2026-11-23',
          late: false,
          corrections: 0,
        },
      ],
      arrivals: [
        { number: 1, on: '2026-10-12', currency: 'USD', amount: '0.10', note: '首期' },
        { number: 2, on: '2026-10-13', currency: 'USD', amount: '0.20', note: null },
        { number: 3, on: '2026-10-14', currency: 'HKD', amount: '999999999999999.99', note: null },
      ],
      dues: [],
      arrived: [
        { currency: 'HKD', amount: '999999999999999.99' },
        { currency: 'USD', amount: '0.30' },
      ],
    });
    expect(await read('M-1')).toMatchObject({ thisYear: year, lastReported: '2026-11', statisticsOn: '2026-11-01' });
  });

  test('nobody spoke of is an empty page, and of a project nobody knows there is none', async () => {
    await signed('M-2');
    const nothing = { statisticsOn: null, years: [], months: [], arrivals: [], dues: [], arrived: [] };
    expect(await read('M-2/money')).toEqual({ code: 'M-2', ...nothing });
    expect((await read('M-2')).thisYear).toEqual({
      ...{ year: 2026, planWan: null, planYi: null, doneWan: null, doneYi: null, lastMonth: null },
    });
    for (const part of ['money', 'suggested-plans'])
      expect(told(await rig.call({ url: `${PROJECTS}/NONE/${part}` }))).toEqual([404, 'notFound', 'code', 'NONE']);
  });

  test.each<[string, string, object, unknown[]]>([
    ['a month to come', 'report', { month: '2026-12', doneWan: 1 }, [422, 'monthInFuture', 'month', '2026-12']],
    ['a month that is none', 'report', { month: '2026-13', doneWan: 1 }, [400, 'badFormat', 'month', '2026-13']],
    ['a month reported before', 'report', { month: '2026-10', doneWan: 1 }, [409, 'monthReported', 'month', '2026-10']],
    [
      'a year to date below the last',
      'report',
      { month: '2026-11', doneWan: 1, toDateWan: 100 },
      [422, 'toDateTooLow', 'toDateWan', 100],
    ],
    [
      'one that does not add up',
      'report',
      { month: '2026-11', doneWan: 1, toDateWan: 102 },
      [422, 'toDateUnequal', 'toDateWan', 102],
    ],
    [
      'one that leads nowhere',
      'report',
      { month: '2026-09', doneWan: 1, toDateWan: 89 },
      [422, 'toDateNotJoined', 'toDateWan', 89],
    ],
    [
      'one above a later month',
      'report',
      { month: '2026-06', doneWan: 1, toDateWan: 91 },
      [422, 'toDateTooHigh', 'toDateWan', 91],
    ],
    ['less than nothing', 'report', { month: '2026-11', doneWan: -1 }, [400, 'negativeMoney', 'doneWan', -1]],
    ['half a 万元', 'report', { month: '2026-11', doneWan: 0.5 }, [400, 'notWholeWan', 'doneWan', 0.5]],
    [
      'a correction of nothing',
      'correct-report',
      { month: '2026-11', doneWan: 1, reason: 'r' },
      [422, 'monthNotReported', 'month', '2026-11'],
    ],
    [
      'a correction without a reason',
      'correct-report',
      { month: '2026-10', doneWan: 1 },
      [400, 'required', 'reason', null],
    ],
    ['a plan revised without a reason', 'plan-year', { year: 2026, amountWan: 2 }, [400, 'required', 'reason', null]],
    [
      'a plan that is the same',
      'plan-year',
      { year: 2026, amountWan: 1, reason: 'r' },
      [422, 'planUnchanged', 'amountWan', 1],
    ],
    ['a plan of no year', 'plan-year', { year: 26, amountWan: 1 }, [400, 'outOfRange', 'year', 26]],
    [
      'money of tomorrow',
      'arrive',
      { on: '2026-11-24', currency: 'USD', amount: '1' },
      [422, 'dateInFuture', 'on', '2026-11-24'],
    ],
    [
      'money in words',
      'arrive',
      { on: '2026-11-01', currency: 'USD', amount: '一百' },
      [400, 'badFormat', 'amount', '一百'],
    ],
    [
      'a currency in words',
      'arrive',
      { on: '2026-11-01', currency: '美元', amount: '1' },
      [400, 'badFormat', 'currency', '美元'],
    ],
    [
      'yuan for foreign capital',
      'arrive',
      { on: '2026-11-01', currency: 'CNY', amount: '1' },
      [422, 'currencyNotForeign', 'currency', 'CNY'],
    ],
    [
      'a currency there is not',
      'due-capital',
      { on: '2026-12-01', currency: 'RMB', amount: '1' },
      [422, 'currencyUnknown', 'currency', 'RMB'],
    ],
    ['a plan of a year too far', 'plan-year', { year: 20_266, amountWan: 1 }, [400, 'outOfRange', 'year', 20_266]],
    [
      'an arrival nobody reported',
      'correct-arrival',
      { number: 9, amount: '1', reason: 'r' },
      [400, 'outOfRange', 'number', 9],
    ],
  ])('%s is refused, and nothing is written', async (_what, name, body, refusal) => {
    if ((await rig.call({ url: `${PROJECTS}/M-3` })).status === 404) {
      await signed('M-3');
      await give('M-3', 'plan-year', { year: 2026, amountWan: 1 });
      await give('M-3', 'report', { month: '2026-10', doneWan: 10, toDateWan: 100 });
    }
    const before = [await rig.rows(), await read('M-3/money')];
    expect(told(await give('M-3', name, body))).toEqual(refusal);
    expect([await rig.rows(), await read('M-3/money')]).toEqual(before);
  });
});

describe('plan dates proposed after signing', () => {
  const suggested = (code: string) => read(`${code}/suggested-plans`);

  test.each<[string, string, object]>([
    ['S-1', 'existing', { plans: [{ stage: 'landing', date: '2026-07-28', note: null, plan: null }], money: [] }],
    ['S-2', 'new', { plans: [{ stage: 'landing', date: '2026-06-28', note: 'papersFiled', plan: null }], money: [] }],
    [
      'S-3',
      'readyFactory',
      { plans: [{ stage: 'groundbreaking', date: '2026-06-28', note: null, plan: null }], money: [] },
    ],
    [
      'S-4',
      'existingFirm',
      { plans: [], money: [{ by: '2026-07-28', atLeastPercent: 25, atLeastWan: 34_500, atLeastYi: '3.45' }] },
    ],
  ])('%s, by its land (%s)', async (code, landKind, proposed) => {
    await signed(code, { landKind });
    expect(await suggested(code)).toEqual({ code, landKind, signedOn: '2026-04-28', needs: [], ...proposed });
  });

  test('stand beside the plan there is, and go when the stage is reached', async () => {
    await give('S-1', 'revise-plan', { stage: 'landing', date: '2026-12-31', reason: 'r' });
    expect((await suggested('S-1')).plans).toMatchObject([{ date: '2026-07-28', plan: '2026-12-31' }]);
    await give('S-1', 'advance', { to: 'landing', on: '2026-11-01' });
    expect((await suggested('S-1')).plans).toEqual([]);
  });

  test('need the land, and the month of the signing', async () => {
    const start = (body: object) => rig.call({ method: 'POST', url: PROJECTS, body });
    await start({ code: 'S-5', name: 'S-5' });
    await start({
      code: 'S-6',
      name: 'S-6',
      landKind: 'new',
      stage: 'signing',
      milestones: { signing: { actual: '2026' } },
    });
    expect(await suggested('S-5')).toMatchObject({ needs: ['landKind', 'actual.signing'], plans: [], money: [] });
    expect(await suggested('S-6')).toMatchObject({ needs: ['precision.signing'], plans: [], money: [] });
  });

  test('are what the office has set', async () => {
    const { settings } = (await rig.call({ url: '/api/v1/settings' })).body;
    const suggestions = {
      plans: [{ landKind: 'new', stage: 'completion', monthsAfterSigning: 24, note: null }],
      money: [],
    };
    const value = { ...settings.project, suggestions };
    const body = { value, validFrom: '2026-11-23', reason: 'r' };
    const set = await rig.call({ method: 'PUT', url: '/api/v1/settings/project', body, as: 'admin' });
    expect(set.status).toBe(200);
    expect((await suggested('S-2')).plans).toEqual([
      { stage: 'completion', date: '2028-04-28', note: null, plan: null },
    ]);
    const twice = { plans: [...suggestions.plans, ...suggestions.plans], money: [] };
    const wrong = await rig.call({
      method: 'PUT', url: '/api/v1/settings/project', as: 'admin', body: { ...body, value: { ...value, suggestions: twice } },
    }); // prettier-ignore
    expect(told(wrong).slice(1, 3)).toEqual(['listedTwice', 'value.suggestions.plans[1].stage']);
  });
});
