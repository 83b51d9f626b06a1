import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, parseIsoDate } from '../../../src/domain/calendar/dates.ts';
import { addMonths, monthAfter, monthOf, monthsBetween } from '../../../src/domain/calendar/months.ts';

const SEED = 20261123;

describe('months', () => {
  test.each([
    ['2026-11', 1, '2026-12'],
    ['2026-11', 2, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-01', -13, '2024-12'],
    ['2026-01', 0, '2026-01'],
  ])('%s and %d more is %s', (month, more, after) => {
    expect(monthAfter(month, more)).toBe(after);
    expect(monthsBetween(month, after)).toBe(more);
  });

  test.each([
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2026-04-28', 3, '2026-07-28'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %d months is %s, never a day that does not exist', (date, months, after) => {
    expect(addMonths(date, months)).toBe(after);
  });

  test('are counted between days by their months only', () => {
    expect(monthsBetween('2026-01-31', '2026-02-01')).toBe(1);
    expect(monthsBetween('2026-02-01', '2026-02-28')).toBe(0);
  });

  test(`there and back is the same month, and every day exists (seed ${SEED})`, () => {
    const day = fc.integer({ min: 0, max: 60_000 }).map(days => addDays('1990-01-01', days));
    fc.assert(
      fc.property(day, fc.integer({ min: -120, max: 120 }), (date, months) => {
        const after = addMonths(date, months);
        expect(parseIsoDate(after, 'f')).toBe(after);
        expect(monthsBetween(date, after)).toBe(months);
        expect(monthOf(addMonths(after, -months))).toBe(monthOf(date));
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});
