import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HOLIDAYS } from '../../../src/calendar/holidays.ts';
import { addDays } from '../../../src/domain/calendar/dates.ts';
import {
  addWorkingDays,
  isHoliday,
  isMakeUpDay,
  isProvisional,
  isWorkday,
  nextWorkday,
  onOrAfter,
  onOrBefore,
  previousWorkday,
  workingDaysBetween,
  type HolidayTable,
} from '../../../src/domain/calendar/working-calendar.ts';

const SEED = 20260103;

// Checked by hand against the notices; the weekday of the start is in the first column.
const SUMS: readonly [why: string, from: string, n: number, to: string][] = [
  ['Mon, an ordinary week', '2026-03-16', 1, '2026-03-17'],
  ['Fri over an ordinary weekend', '2026-03-20', 1, '2026-03-23'],
  ['Sat counts as Monday', '2026-03-21', 1, '2026-03-24'],
  ['Sun counts as Monday', '2026-03-22', 1, '2026-03-24'],
  ['Sat, nothing added', '2026-03-21', 0, '2026-03-23'],
  ['Mon, nothing added', '2026-03-16', 0, '2026-03-16'],
  ['Sat backwards', '2026-03-21', -1, '2026-03-20'],
  ['Mon backwards over a weekend', '2026-03-23', -1, '2026-03-20'],
  ['five are a week', '2026-03-16', 5, '2026-03-23'],
  ['seven, as a lead department has', '2026-03-16', 7, '2026-03-25'],
  ['2024 New Year, a Monday off', '2023-12-29', 1, '2024-01-02'],
  ['2024 before Spring Festival: Sunday 4 Feb is worked', '2024-02-02', 1, '2024-02-04'],
  ['2024 the eve, a Friday, is worked', '2024-02-08', 1, '2024-02-09'],
  ['2024 over Spring Festival: Sunday 18 Feb is worked', '2024-02-09', 1, '2024-02-18'],
  ['2024 from inside the festival', '2024-02-13', 1, '2024-02-19'],
  ['2024 backwards over the festival', '2024-02-18', -1, '2024-02-09'],
  ['2024 three over the festival', '2024-02-09', 3, '2024-02-20'],
  ['2024 tomb sweeping, worked on the Sunday', '2024-04-03', 1, '2024-04-07'],
  ['2024 tomb sweeping, two', '2024-04-03', 2, '2024-04-08'],
  ['2024 Sunday before May Day', '2024-04-26', 1, '2024-04-28'],
  ['2024 over May Day', '2024-04-30', 1, '2024-05-06'],
  ['2024 Saturday after May Day', '2024-05-10', 1, '2024-05-11'],
  ['2024 and no weekend day more', '2024-05-11', 1, '2024-05-13'],
  ['2024 dragon boat Monday', '2024-06-07', 1, '2024-06-11'],
  ['2024 mid-autumn, Saturday worked', '2024-09-13', 1, '2024-09-14'],
  ['2024 over mid-autumn', '2024-09-14', 1, '2024-09-18'],
  ['2024 over the national holiday', '2024-09-30', 1, '2024-10-08'],
  ['2024 into the Saturday after it', '2024-10-08', 4, '2024-10-12'],
  ['2025 New Year, a Wednesday off', '2024-12-31', 1, '2025-01-02'],
  ['2025 Sunday before Spring Festival', '2025-01-24', 1, '2025-01-26'],
  ['2025 over Spring Festival', '2025-01-27', 1, '2025-02-05'],
  ['2025 Saturday after it', '2025-02-07', 1, '2025-02-08'],
  ['2025 backwards out of the festival', '2025-02-01', -1, '2025-01-27'],
  ['2025 tomb sweeping on a Friday', '2025-04-03', 1, '2025-04-07'],
  ['2025 over May Day', '2025-04-30', 1, '2025-05-06'],
  ['2025 dragon boat over a weekend', '2025-05-30', 1, '2025-06-03'],
  ['2025 the eight days of October', '2025-09-30', 1, '2025-10-09'],
  ['2025 and the Saturday after', '2025-10-09', 2, '2025-10-11'],
  ['2025 backwards over October', '2025-10-09', -1, '2025-09-30'],
  ['2026 New Year: Sunday 4 Jan is worked', '2025-12-31', 1, '2026-01-04'],
  ['2026 Saturday before Spring Festival', '2026-02-13', 1, '2026-02-14'],
  ['2026 nine days of Spring Festival', '2026-02-14', 1, '2026-02-24'],
  ['2026 from the first day off', '2026-02-15', 1, '2026-02-25'],
  ['2026 from the last day off', '2026-02-23', 0, '2026-02-24'],
  ['2026 seven over the festival, two make-up Saturdays', '2026-02-12', 7, '2026-02-28'],
  ['2026 backwards over the festival', '2026-02-24', -2, '2026-02-13'],
  ['2026 tomb sweeping Monday', '2026-04-03', 1, '2026-04-07'],
  ['2026 over May Day', '2026-04-30', 1, '2026-05-06'],
  ['2026 Saturday 9 May', '2026-05-08', 1, '2026-05-09'],
  ['2026 dragon boat Friday', '2026-06-18', 1, '2026-06-22'],
  ['2026 Sunday 20 September', '2026-09-18', 1, '2026-09-20'],
  ['2026 mid-autumn Friday', '2026-09-24', 1, '2026-09-28'],
  ['2026 over October', '2026-09-30', 1, '2026-10-08'],
  ['2026 Saturday 10 October', '2026-10-08', 2, '2026-10-10'],
  ['a month of twenty', '2026-03-02', 20, '2026-03-30'],
  ['2027 is not published: weekends only', '2026-12-31', 1, '2027-01-01'],
];

describe('adding working days', () => {
  test.each(SUMS)('%s: %s + %i is %s', (_why, from, n, to) => {
    expect(addWorkingDays(HOLIDAYS, from, n)).toBe(to);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 10_001])('%p is no count of working days', n => {
    expect(() => addWorkingDays(HOLIDAYS, '2026-03-16', n)).toThrow(RangeError);
  });
});

describe('a single day', () => {
  test('a make-up Saturday is worked, an ordinary one is not, and neither is a holiday', () => {
    expect(isWorkday(HOLIDAYS, '2026-02-14')).toBe(true);
    expect(isMakeUpDay(HOLIDAYS, '2026-02-14')).toBe(true);
    expect(isWorkday(HOLIDAYS, '2026-03-14')).toBe(false);
    expect(isHoliday(HOLIDAYS, '2026-03-14')).toBe(false);
    expect(isHoliday(HOLIDAYS, '2026-02-15')).toBe(true);
  });

  test('neighbours: strictly before and after, or the day itself', () => {
    expect(nextWorkday(HOLIDAYS, '2026-02-14')).toBe('2026-02-24');
    expect(previousWorkday(HOLIDAYS, '2026-02-24')).toBe('2026-02-14');
    expect(onOrAfter(HOLIDAYS, '2026-02-14')).toBe('2026-02-14');
    expect(onOrBefore(HOLIDAYS, '2026-02-23')).toBe('2026-02-14');
  });

  test('a year that is not published is provisional and knows only its weekends', () => {
    expect(isProvisional(HOLIDAYS, '2026-12-31')).toBe(false);
    expect(isProvisional(HOLIDAYS, '2027-01-01')).toBe(true);
    expect(isWorkday(HOLIDAYS, '2027-10-01')).toBe(true);
    expect(isWorkday(HOLIDAYS, '2027-10-02')).toBe(false);
  });

  test('the notice of a year may rule on the last days of the year before, as in 2018', () => {
    const table: HolidayTable = {
      years: {
        '2019': { holidays: ['2018-12-30', '2018-12-31', '2019-01-01'], makeUpDays: ['2018-12-29'], source: 'test' },
      },
    };
    expect(isWorkday(table, '2018-12-29')).toBe(true);
    expect(isWorkday(table, '2018-12-31')).toBe(false);
    expect(addWorkingDays(table, '2018-12-28', 2)).toBe('2019-01-02');
  });
});

describe('counting working days between two days', () => {
  test.each([
    ['2026-03-20', '2026-03-23', 1],
    ['2026-03-21', '2026-03-23', 0],
    ['2026-03-23', '2026-03-20', -1],
    ['2026-02-13', '2026-02-24', 2],
    ['2026-02-24', '2026-02-13', -2],
    ['2026-03-16', '2026-03-16', 0],
    ['2025-12-31', '2026-12-31', 248],
  ])('from %s to %s: %i', (from, to, count) => {
    expect(workingDaysBetween(HOLIDAYS, from, to)).toBe(count);
  });
});

describe('whatever the days', () => {
  const anyDay = fc.integer({ min: 0, max: 1460 }).map(n => addDays('2024-01-01', n));
  const anyCount = fc.integer({ min: -60, max: 60 });
  const options = { seed: SEED, numRuns: 300 };

  test('adding and then taking away comes back to the working day', () => {
    fc.assert(
      fc.property(anyDay, anyCount, (day, n) => {
        expect(addWorkingDays(HOLIDAYS, addWorkingDays(HOLIDAYS, day, n), -n)).toBe(onOrAfter(HOLIDAYS, day));
      }),
      options,
    );
  });

  test('adding in two steps is adding at once', () => {
    fc.assert(
      fc.property(anyDay, anyCount, anyCount, (day, a, b) => {
        const inSteps = addWorkingDays(HOLIDAYS, addWorkingDays(HOLIDAYS, day, a), b);
        expect(inSteps).toBe(addWorkingDays(HOLIDAYS, day, a + b));
      }),
      options,
    );
  });

  test('a later start or a greater count never gives an earlier day, and always a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(40), anyCount, fc.nat(10), (day, later, n, more) => {
        const result = addWorkingDays(HOLIDAYS, day, n);
        expect(isWorkday(HOLIDAYS, result)).toBe(true);
        expect(addWorkingDays(HOLIDAYS, addDays(day, later), n) >= result).toBe(true);
        expect(addWorkingDays(HOLIDAYS, day, n + more) >= result).toBe(true);
      }),
      options,
    );
  });

  test('counting is the inverse of adding', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        const n = workingDaysBetween(HOLIDAYS, from, to);
        expect(addWorkingDays(HOLIDAYS, from, n)).toBe(onOrAfter(HOLIDAYS, to));
      }),
      options,
    );
  });
});
