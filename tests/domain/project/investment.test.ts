import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '../../../src/domain/refusal.ts';
import type { ProjectCommand } from '../../../src/domain/project/commands.ts';
import { closingDate } from '../../../src/domain/project/investment.ts';
import type { Month, MonthFigures, ProjectState } from '../../../src/domain/project/types.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { makeContext } from '../../support/make.ts';
import { checkMonths } from './months.ts';
import { decide, signed, walk } from './walk.ts';

const SEED = 20261124;

const report = (month: Month, doneWan: number, toDateWan?: number): ProjectCommand => ({
  type: 'report',
  month,
  doneWan,
  ...(toDateWan === undefined ? {} : { toDateWan }),
});
const correct = (month: Month, doneWan: number, toDateWan?: number): ProjectCommand => ({
  type: 'correctReport',
  month,
  doneWan,
  ...(toDateWan === undefined ? {} : { toDateWan }),
  reason: '上报口径有误',
});
const arrive = (more: object = {}): ProjectCommand => ({
  type: 'arrive',
  on: '2026-10-12',
  currency: 'USD',
  amount: '1250000.50',
  ...more,
});
const figuresOf = (state: ProjectState): Record<Month, [done: number, toDate: number]> =>
  Object.fromEntries(
    Object.entries(state.money.months).map(([month, { doneWan, toDateWan }]) => [month, [doneWan, toDateWan]]),
  );
const reported = (...reports: ProjectCommand[]): ProjectState => walk(signed(), reports);

describe('the plan of a year', () => {
  const plan = (amountWan: number, reason?: string): ProjectCommand => ({
    type: 'planYear',
    year: 2026,
    amountWan,
    ...(reason === undefined ? {} : { reason }),
  });

  test('stands as it was set first; a revision keeps the old one and says why', () => {
    expect(decide(signed(), plan(36_200))).toMatchObject({
      events: [{ type: 'yearPlanned', year: 2026, from: null, to: 36_200, reason: null }],
    });
    expect(decide(walk(signed(), [plan(36_200)]), plan(30_000, '用地晚到'))).toMatchObject({
      events: [{ type: 'yearPlanned', year: 2026, from: 36_200, to: 30_000, reason: '用地晚到' }],
    });
    const years = walk(signed(), [plan(36_200), plan(30_000, 'r'), { type: 'planYear', year: 2027, amountWan: 0 }]);
    expect(years.money.yearPlans).toEqual({ 2026: 30_000, 2027: 0 });
  });

  test.each<[string, ProjectCommand, object]>([
    ['without a reason', plan(30_000), { code: 'required', field: 'reason', value: null }],
    ['to what it is', plan(36_200, 'r'), { code: 'planUnchanged', field: 'amountWan', value: 36_200 }],
    ['to a fraction', plan(1.5, 'r'), { code: 'notWholeWan', field: 'amountWan', value: 1.5 }],
    ['below nothing', plan(-1, 'r'), { code: 'negativeMoney', field: 'amountWan', value: -1 }],
    ['to more than any project', plan(1_000_000_001, 'r'), { code: 'outOfRange', field: 'amountWan' }],
  ])('is not revised %s', (_what, command, refusal) => {
    expect(decide(walk(signed(), [plan(36_200)]), command)).toMatchObject(refusal);
  });
});

describe('the report of a month', () => {
  test('is this month and this year to date, worked out when it is left out', () => {
    expect(decide(signed(), report('2026-01', 300))).toMatchObject({
      events: [{ type: 'reported', month: '2026-01', doneWan: 300, toDateWan: 300, on: '2026-11-23', note: null }],
    });
    const state = reported(report('2026-01', 300), report('2026-02', 0), report('2026-03', 200, 500));
    expect(figuresOf(state)).toEqual({ '2026-01': [300, 300], '2026-02': [0, 300], '2026-03': [200, 500] });
  });

  test('begins a year of its own in January', () => {
    const state = reported(report('2025-12', 100, 4_000), report('2026-01', 50));
    expect(figuresOf(state)).toEqual({ '2025-12': [100, 4_000], '2026-01': [50, 50] });
  });

  test('after months nobody reported may hold what was done in them', () => {
    const state = reported(report('2026-03', 100, 900), report('2026-06', 50, 1_200));
    expect(figuresOf(state)).toEqual({ '2026-03': [100, 900], '2026-06': [50, 1_200] });
    expect(figuresOf(reported(report('2026-03', 100), report('2026-06', 50)))).toEqual({
      '2026-03': [100, 100],
      '2026-06': [50, 150],
    });
  });

  test('that comes into a gap later joins both sides, and is worked out so', () => {
    const gap = reported(report('2026-03', 100, 900), report('2026-06', 50, 1_200));
    expect(figuresOf(walk(gap, [report('2026-05', 80)]))['2026-05']).toEqual([80, 1_150]);
    expect(figuresOf(walk(gap, [report('2026-04', 80)]))['2026-04']).toEqual([80, 980]);
    expect(figuresOf(walk(gap, [report('2026-04', 80), report('2026-05', 170)]))['2026-05']).toEqual([170, 1_150]);
    expect(figuresOf(walk(gap, [report('2026-02', 300)]))['2026-02']).toEqual([300, 800]);
  });

  const some = () => reported(report('2026-01', 300), report('2026-02', 100), report('2026-06', 50, 1_000));
  test.each<[string, ProjectCommand, object]>([
    [
      'of a month to come',
      report('2026-12', 1),
      { code: 'monthInFuture', field: 'month', value: '2026-12', params: { present: '2026-11' } },
    ],
    ['of a year to come', report('2027-01', 1), { code: 'monthInFuture', field: 'month', value: '2027-01' }],
    [
      'of a month reported before',
      report('2026-02', 100),
      { code: 'monthReported', field: 'month', value: '2026-02', params: { doneWan: 100, toDateWan: 400 } },
    ],
    [
      'of no month',
      report('2026-13', 1),
      { code: 'badFormat', field: 'month', value: '2026-13', params: { shape: 'YYYY-MM' } },
    ],
    ['of what every object has', report('constructor', 1), { code: 'badFormat', field: 'month', value: 'constructor' }],
    [
      'below the months before it',
      report('2026-07', 10, 1_009),
      { code: 'toDateTooLow', field: 'toDateWan', value: 1_009, params: { least: 1_010, month: '2026-06' } },
    ],
    [
      'below its own month',
      report('2025-05', 10, 9),
      { code: 'toDateTooLow', field: 'toDateWan', value: 9, params: { least: 10, month: '2025-05' } },
    ],
    [
      'above the month before and its own',
      report('2026-07', 10, 1_011),
      { code: 'toDateUnequal', field: 'toDateWan', value: 1_011, params: { expected: 1_010 } },
    ],
    [
      'of January with money of another year',
      report('2025-01', 10, 11),
      { code: 'toDateUnequal', field: 'toDateWan', value: 11, params: { expected: 10 } },
    ],
    [
      'above what a later month leaves',
      report('2026-04', 10, 951),
      { code: 'toDateTooHigh', field: 'toDateWan', value: 951, params: { most: 950, month: '2026-06' } },
    ],
    [
      'that does not lead to the next',
      report('2026-05', 10, 949),
      { code: 'toDateNotJoined', field: 'toDateWan', value: 949, params: { expected: 950, month: '2026-06' } },
    ],
    [
      'with more than its neighbours leave room for',
      report('2026-05', 551),
      { code: 'toDateNotJoined', field: 'toDateWan', value: 951 },
    ],
    ['in fractions', report('2026-07', 0.1), { code: 'notWholeWan', field: 'doneWan', value: 0.1 }],
    ['of less than nothing', report('2026-07', -1), { code: 'negativeMoney', field: 'doneWan', value: -1 }],
    [
      'with a fraction to date',
      report('2026-07', 1, 1_001.5),
      { code: 'notWholeWan', field: 'toDateWan', value: 1_001.5 },
    ],
    ['of no number', report('2026-07', Number.NaN), { code: 'notWholeWan', field: 'doneWan' }],
  ])('%s is refused', (_what, command, refusal) => {
    expect(decide(some(), command)).toMatchObject(refusal);
  });

  test('in time until the day the month is closed, late from the next one on, and counted all the same', () => {
    const on = (now: string, month: Month) => {
      const answer = decide(signed(), report(month, 1), makeContext(now));
      return isRefusal(answer) ? answer.code : (answer.events[0] as { late: boolean }).late;
    };
    expect(on('2026-11-03 23:59', '2026-10')).toBe(false);
    expect(on('2026-11-04 00:00', '2026-10')).toBe(true);
    expect(on('2027-01-03 10:00', '2026-12')).toBe(false);
    expect(on('2026-11-23 10:00', '2026-11')).toBe(false);
    expect(on('2026-11-23 10:00', '2026-12')).toBe('monthInFuture');
    expect(reported(report('2026-01', 9)).money.months['2026-01']).toMatchObject({ late: true, toDateWan: 9 });
  });

  test.each([
    ['2026-10', 3, '2026-11-03'],
    ['2026-12', 5, '2027-01-05'],
    ['2026-01', 31, '2026-02-28'],
    ['2028-01', 31, '2028-02-29'],
  ])('the month %s with closing day %d is closed after %s', (month, day, closed) => {
    expect(closingDate(month, day)).toBe(closed);
  });

  test('is closed on the day the office says', () => {
    const settings = { ...DEFAULT_SETTINGS, money: { ...DEFAULT_SETTINGS.money, closingDay: 25 } };
    const state = walk(signed(), [report('2026-10', 1)], makeContext(undefined, { settings }));
    expect(state.money.months['2026-10']?.late).toBe(false);
  });
});

describe('a month that was wrong', () => {
  const year = () =>
    reported(report('2026-01', 300), report('2026-02', 100), report('2026-04', 50, 600), report('2026-05', 10));

  test('is set right by an event; later months of the year keep what they did and move with it', () => {
    expect(decide(year(), correct('2026-02', 130))).toMatchObject({
      events: [
        {
          type: 'reportCorrected',
          month: '2026-02',
          old: { doneWan: 100, toDateWan: 400 },
          new: { doneWan: 130, toDateWan: 430 },
          reason: '上报口径有误',
        },
      ],
    });
    const state = walk(year(), [correct('2026-02', 130), report('2025-11', 7)]);
    expect(figuresOf(state)).toEqual({
      '2025-11': [7, 7],
      '2026-01': [300, 300],
      '2026-02': [130, 430],
      '2026-04': [50, 630],
      '2026-05': [10, 640],
    });
    expect(Object.values(state.money.months).map(({ corrections }) => corrections)).toEqual([0, 1, 0, 0, 0]);
  });

  test('may go down to nothing, and keeps the day of its report and that it was late', () => {
    const before = year().money.months['2026-02'] as MonthFigures;
    const after = walk(year(), [correct('2026-02', 0), correct('2026-02', 5)]).money.months['2026-02'];
    expect(after).toEqual({ ...before, doneWan: 5, toDateWan: 305, corrections: 2 });
  });

  test('keeps what months before it nobody reported have done, unless the correction says otherwise', () => {
    expect(figuresOf(walk(year(), [correct('2026-04', 80)]))['2026-04']).toEqual([80, 630]);
    expect(figuresOf(walk(year(), [correct('2026-04', 80, 480)]))).toMatchObject({
      '2026-04': [80, 480],
      '2026-05': [10, 490],
    });
  });

  test.each<[string, ProjectCommand, object]>([
    ['that was not reported', correct('2026-03', 1), { code: 'monthNotReported', field: 'month', value: '2026-03' }],
    ['that is none', correct('constructor', 1), { code: 'monthNotReported', field: 'month', value: 'constructor' }],
    ['that is right already', correct('2026-02', 100), { code: 'correctionUnchanged', field: 'doneWan', value: 100 }],
    [
      'to date below the month before',
      correct('2026-04', 50, 449),
      { code: 'toDateTooLow', field: 'toDateWan', value: 449, params: { least: 450, month: '2026-02' } },
    ],
    [
      'away from the month before',
      correct('2026-02', 130, 440),
      { code: 'toDateUnequal', field: 'toDateWan', value: 440, params: { expected: 430 } },
    ],
    ['to a fraction', correct('2026-02', 1.5), { code: 'notWholeWan', field: 'doneWan', value: 1.5 }],
    ['below nothing', correct('2026-02', -5), { code: 'negativeMoney', field: 'doneWan', value: -5 }],
  ])('%s is refused', (_what, command, refusal) => {
    expect(decide(year(), command)).toMatchObject(refusal);
  });
});

describe('foreign capital', () => {
  test('arrives in its own currency, digit by digit', () => {
    const state = walk(signed(), [arrive(), arrive({ currency: 'HKD', amount: '8', note: '第二期出资' })]);
    expect(state.money.arrivals).toEqual([
      { on: '2026-10-12', currency: 'USD', amount: '1250000.50', note: null },
      { on: '2026-10-12', currency: 'HKD', amount: '8', note: '第二期出资' },
    ]);
  });

  test.each<[string, object, object]>([
    ['nothing', { amount: '0' }, { code: 'badFormat', field: 'amount', value: '0' }],
    ['nothing in cents', { amount: '0.00' }, { code: 'badFormat', field: 'amount' }],
    ['less than nothing', { amount: '-1' }, { code: 'badFormat', field: 'amount' }],
    ['less than a cent', { amount: '1.005' }, { code: 'badFormat', field: 'amount' }],
    ['a number written long', { amount: '1e6' }, { code: 'badFormat', field: 'amount' }],
    ['a number with a thousands comma', { amount: '1,000' }, { code: 'badFormat', field: 'amount' }],
    ['more than a column holds', { amount: '1234567890123456' }, { code: 'badFormat', field: 'amount' }],
    ['a currency that is none', { currency: '美元' }, { code: 'badFormat', field: 'currency', value: '美元' }],
    [
      'yuan, which are not foreign',
      { currency: 'CNY' },
      { code: 'currencyNotForeign', field: 'currency', value: 'CNY' },
    ],
    ['letters that are no currency', { currency: 'RMB' }, { code: 'currencyUnknown', field: 'currency', value: 'RMB' }],
    ['a currency that is gone', { currency: 'DEM' }, { code: 'currencyUnknown', field: 'currency', value: 'DEM' }],
    ['a currency in small letters', { currency: 'usd' }, { code: 'badFormat', field: 'currency' }],
    ['money of tomorrow', { on: '2026-11-24' }, { code: 'dateInFuture', field: 'on', params: { today: '2026-11-23' } }],
    ['money of no day', { on: '2026-10' }, { code: 'badFormat', field: 'on' }],
  ])('%s is refused', (_what, more, refusal) => {
    expect(decide(signed(), arrive(more))).toMatchObject(refusal);
  });

  test('the largest and the smallest amounts are taken', () => {
    for (const amount of ['0.01', '0.1', '999999999999999.99', '10'])
      expect(walk(signed(), [arrive({ amount })]).money.arrivals[0]?.amount).toBe(amount);
  });

  test('that was written down wrong is set right by its number, also to nothing', () => {
    const there = walk(signed(), [arrive(), arrive({ amount: '7' })]);
    const right = (number: number, amount: string): ProjectCommand => ({
      type: 'correctArrival',
      number,
      amount,
      reason: 'r',
    });
    expect(decide(there, right(1, '1200000'))).toMatchObject({
      events: [{ type: 'arrivalCorrected', number: 1, old: '1250000.50', new: '1200000', reason: 'r' }],
    });
    expect(walk(there, [right(2, '0')]).money.arrivals.map(({ amount }) => amount)).toEqual(['1250000.50', '0']);
    expect(decide(there, right(3, '1'))).toEqual({
      code: 'outOfRange',
      field: 'number',
      value: 3,
      params: { min: 1, max: 2 },
    });
    expect(decide(there, right(0, '1'))).toMatchObject({ code: 'outOfRange', field: 'number', value: 0 });
    expect(decide(there, right(2, '7.00'))).toMatchObject({
      code: 'correctionUnchanged',
      field: 'amount',
      value: '7.00',
    });
    expect(decide(there, right(2, '-7'))).toMatchObject({ code: 'badFormat', field: 'amount', value: '-7' });
  });
});

describe('the entry into the statistics', () => {
  const enter = (on: string): ProjectCommand => ({ type: 'enterStatistics', on });

  test('happens once, on a day that has come', () => {
    const state = walk(signed(), [enter('2026-11-23')]);
    expect(state.money.statisticsOn).toBe('2026-11-23');
    expect(decide(state, enter('2026-11-01'))).toEqual({
      code: 'inStatistics',
      field: 'on',
      value: '2026-11-01',
      params: { since: '2026-11-23' },
    });
    expect(decide(signed(), enter('2026-11-24'))).toMatchObject({ code: 'dateInFuture', field: 'on' });
    expect(decide(signed(), enter('2026-11'))).toMatchObject({ code: 'badFormat', field: 'on' });
  });
});

const month = fc.record({ year: fc.constantFrom('2025', '2026'), number: fc.integer({ min: 1, max: 6 }) });
const figures = fc.record({
  month: month.map(({ year, number }) => `${year}-${String(number).padStart(2, '0')}`),
  doneWan: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 60 }) }, fc.constantFrom(-1, 0.5, Number.NaN)),
  toDateWan: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.integer({ min: 0, max: 400 })),
});
const told = fc.array(fc.record({ figures, isCorrection: fc.boolean() }), { minLength: 20, maxLength: 60 });

test(`reports and corrections in any order leave months that add up (seed ${SEED})`, () => {
  const seen = { reports: 0, corrections: 0 };
  fc.assert(
    fc.property(told, history => {
      let state = signed();
      for (const { figures: given, isCorrection } of history) {
        const command: ProjectCommand = isCorrection
          ? { type: 'correctReport', ...given, reason: 'r' }
          : { type: 'report', ...given };
        const answer = decide(state, command, makeContext('2026-12-31 10:00'));
        if (isRefusal(answer)) continue;
        const before = state.money.months;
        state = walk(state, [command], makeContext('2026-12-31 10:00'));
        checkMonths(state.money.months);
        seen[isCorrection ? 'corrections' : 'reports'] += 1;
        // Whatever else a command moves, what another month says it has done stays.
        for (const [name, { doneWan }] of Object.entries(before))
          if (name !== given.month) expect(state.money.months[name]?.doneWan).toBe(doneWan);
      }
    }),
    { seed: SEED, numRuns: 400 },
  );
  expect(Math.min(seen.reports, seen.corrections)).toBeGreaterThan(500);
});
