import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../src/domain/calendar/dates.ts';
import { compareExact, exact, exactText, minus, over, plus, times, ZERO } from '../../../src/domain/money/exact.ts';
import {
  elapsedAt,
  ofPlanExact,
  paceOf,
  paceOnBothBases,
  pointsExact,
  ratioExact,
  shareOf,
  signed,
  PACE_BASES,
} from '../../../src/domain/money/pace.ts';

const SEED = 20261123;
const RUNS = { seed: SEED, numRuns: 1_000 };

describe('figures that offices published', () => {
  test('10374.08 of 10000 on 31 October is 124.56 % by days and 124.49 % by months', () => {
    const { days, months } = paceOnBothBases({ plan: 10_000, done: '10374.08', asOf: '2025-10-31' });
    expect(days).toEqual({
      elapsed: { basis: 'days', part: 304, whole: 365 },
      ofPlan: { percent: '103.74', gap: null },
      ratio: { percent: '124.56', gap: null },
      points: { percent: '20.45', gap: null },
    });
    expect(months.elapsed).toEqual({ basis: 'months', part: 10, whole: 12 });
    expect(months.ratio.percent).toBe('124.49');
  });

  test('23.6 of 36.2 at the end of April is +31.9 points by months', () => {
    const input = { plan: '36.2', done: '23.6', asOf: '2022-04-30' };
    expect(signed(paceOf(input, 'months', 1).points.percent ?? '')).toBe('+31.9');
    expect(paceOf(input, 'months').points.percent).toBe('31.86');
  });

  test('193.6 of 194.3 by the end of November is 99.64 % of the plan', () => {
    expect(paceOf({ plan: '194.3', done: '193.6', asOf: '2022-11' }, 'months').ofPlan.percent).toBe('99.64');
  });
});

describe('the share of the year that has passed', () => {
  test.each([
    ['2026-01-01', 1, 365],
    ['2026-02-28', 59, 365],
    ['2026-03-01', 60, 365],
    ['2026-12-31', 365, 365],
    ['2024-02-29', 60, 366],
    ['2024-03-01', 61, 366],
    ['2024-10-31', 305, 366],
    ['2024-12-31', 366, 366],
    ['2100-12-31', 365, 365],
    ['2000-12-31', 366, 366],
  ])('on %s is %d of %d days, that day included', (day, part, whole) => {
    expect(elapsedAt(day, 'days')).toEqual({ basis: 'days', part, whole });
  });

  test.each([
    ['2026-01-30', 0],
    ['2026-01-31', 1],
    ['2024-02-28', 1],
    ['2026-02-28', 2],
    ['2024-02-29', 2],
    ['2026-10-30', 9],
    ['2026-12-31', 12],
  ])('on %s is %d of 12 months: one that is not over does not count', (day, part) => {
    expect(elapsedAt(day, 'months')).toEqual({ basis: 'months', part, whole: 12 });
  });

  test.each(PACE_BASES)('of a month or a year is that of its last day (%s)', basis => {
    expect(elapsedAt('2024-02', basis)).toEqual(elapsedAt('2024-02-29', basis));
    expect(elapsedAt('2026', basis)).toEqual(elapsedAt('2026-12-31', basis));
  });
});

describe('a measure without a value says why', () => {
  test.each([
    ['no plan', { plan: null, done: 5 }, 'noPlan'],
    ['no plan and no report', { plan: null, done: null }, 'noPlan'],
    ['a plan of nothing', { plan: 0, done: 5 }, 'zeroPlan'],
    ['a plan of 0.00', { plan: '0.00', done: 0 }, 'zeroPlan'],
    ['a plan below nothing', { plan: '-1', done: 5 }, 'zeroPlan'],
    ['no report', { plan: 100, done: null }, 'notReported'],
  ])('%s', (_what, input, gap) => {
    const { ofPlan, ratio, points, elapsed } = paceOf({ ...input, asOf: '2026-10' }, 'months');
    for (const measure of [ofPlan, ratio, points]) expect(measure).toEqual({ percent: null, gap });
    expect(elapsed).toEqual({ basis: 'months', part: 10, whole: 12 });
  });

  test('by months in mid-January there is no ratio, but the points are known', () => {
    const pace = paceOf({ plan: 100, done: 5, asOf: '2026-01-15' }, 'months');
    expect(pace.ratio).toEqual({ percent: null, gap: 'nothingElapsed' });
    expect(pace.points).toEqual({ percent: '5.00', gap: null });
  });

  test('nothing done is a value: behind by all that is due', () => {
    const pace = paceOf({ plan: 100, done: 0, asOf: '2026-03' }, 'months');
    expect(pace).toMatchObject({ ratio: { percent: '0.00' }, points: { percent: '-25.00' } });
  });
});

test.each([
  ['31.86', '+31.86'],
  ['-3.00', '-3.00'],
  ['0.00', '0.00'],
  ['0', '0'],
  ['0.01', '+0.01'],
])('points of %s are read as %s', (text, read) => {
  expect(signed(text)).toBe(read);
});

describe(`on any day (seed ${SEED})`, () => {
  const day = fc.integer({ min: 0, max: 80_000 }).map(days => addDays('1980-01-01', days));
  const amount = fc.oneof(fc.integer({ min: 1, max: 1_000_000_000 }), fc.stringMatching(/^[1-9]\d{0,8}(\.\d{1,6})?$/));
  const basis = fc.constantFrom(...PACE_BASES);

  test('the share lies between 0 and 1, and never falls within a year', () => {
    fc.assert(
      fc.property(day, basis, (asOf, by) => {
        const share = shareOf(elapsedAt(asOf, by));
        expect(compareExact(share, ZERO)).toBeGreaterThanOrEqual(0);
        expect(compareExact(share, exact(1))).toBeLessThanOrEqual(0);
        const next = addDays(asOf, 1);
        if (next.slice(0, 4) !== asOf.slice(0, 4)) return expect(share).toEqual(exact(1));
        expect(compareExact(shareOf(elapsedAt(next, by)), share)).toBeGreaterThanOrEqual(by === 'days' ? 1 : 0);
      }),
      RUNS,
    );
  });

  test('both measures agree with each other, to the last digit', () => {
    fc.assert(
      fc.property(amount, fc.oneof(amount, fc.constant(0)), day, basis, (plan, done, asOf, by) => {
        const input = { plan, done, asOf };
        const share = shareOf(elapsedAt(asOf, by));
        const points = pointsExact(input, by);
        if (typeof points === 'string') throw new Error(points);
        // points ÷ 100 + elapsed share = done ÷ plan = ratio × elapsed share
        expect(plus(over(points, exact(100)), share)).toEqual(ofPlanExact(input));
        const ratio = ratioExact(input, by);
        if (ratio === 'nothingElapsed') return expect(share).toEqual(ZERO);
        if (typeof ratio === 'string') throw new Error(ratio);
        expect(times(ratio, share)).toEqual(ofPlanExact(input));
        expect(compareExact(ratio, exact(1))).toBe(compareExact(points, ZERO));
      }),
      RUNS,
    );
  });

  test('exactly on schedule is 100 % and 0 points', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), day, (units, asOf) => {
        const { part, whole } = elapsedAt(asOf, 'days');
        const pace = paceOf({ plan: units * whole, done: units * part, asOf }, 'days');
        expect(pace).toMatchObject({ ratio: { percent: '100.00' }, points: { percent: '0.00' } });
      }),
      RUNS,
    );
  });

  test('the unit does not matter: 亿元 and 万元 give the same rates', () => {
    fc.assert(
      fc.property(amount, amount, day, basis, (plan, done, asOf, by) => {
        const inYi = (wan: number | string) => exactText(over(exact(wan), exact(10_000)));
        expect(paceOf({ plan: inYi(plan), done: inYi(done), asOf }, by)).toEqual(paceOf({ plan, done, asOf }, by));
      }),
      RUNS,
    );
  });

  test('what is printed is the exact value, rounded once', () => {
    fc.assert(
      fc.property(amount, amount, day, basis, (plan, done, asOf, by) => {
        const input = { plan, done, asOf };
        const { percent } = paceOf(input, by, 3).points;
        const points = pointsExact(input, by);
        if (typeof points === 'string' || percent === null) throw new Error('no points');
        const error = minus(exact(percent), points);
        expect(compareExact(times(error, error), exact('0.00000025'))).toBeLessThanOrEqual(0);
      }),
      RUNS,
    );
  });
});
