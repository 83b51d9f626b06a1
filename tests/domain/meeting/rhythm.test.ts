import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HOLIDAYS } from '../../../src/calendar/holidays.ts';
import { addDays, weekdayOf } from '../../../src/domain/calendar/dates.ts';
import { monthOf } from '../../../src/domain/calendar/months.ts';
import { isWorkday } from '../../../src/domain/calendar/working-calendar.ts';
import { carriedBy, HOLIDAY_RULES, occurrenceOf, type HolidayRule } from '../../../src/domain/meeting/occurrence.ts';
import {
  checkRhythm,
  isPlannedDate,
  periodOf,
  plannedDatesBetween,
  type Rhythm,
} from '../../../src/domain/meeting/rhythm.ts';

const FRIDAY = 5;
const series = (rhythm: Rhythm, holidayRule: HolidayRule = 'previousWorkday') => ({
  ...{ weekday: FRIDAY, time: '09:00', holidayRule, rhythm },
});

describe('the planned dates of a year', () => {
  test.each<[string, Rhythm, string[]]>([
    [
      'the 4th of each month',
      { every: 'month', day: 4 },
      Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-04`),
    ],
    [
      'the first Friday of each month',
      { every: 'month', nth: 1 },
      ['01-02', '02-06', '03-06', '04-03', '05-01', '06-05', '07-03', '08-07', '09-04', '10-02', '11-06', '12-04'].map(
        day => `2026-${day}`,
      ),
    ],
    [
      'the last Friday of the last month of a quarter',
      { every: 'quarter', nth: -1 },
      ['2026-03-27', '2026-06-26', '2026-09-25', '2026-12-25'],
    ],
    [
      'the 20th of the first month of a quarter',
      { every: 'quarter', month: 1, day: 20 },
      ['2026-01-20', '2026-04-20', '2026-07-20', '2026-10-20'],
    ],
    ['31 February, which is its last day', { every: 'year', month: 2, day: 31 }, ['2026-02-28']],
    ['the third Friday of December', { every: 'year', month: 12, nth: 3 }, ['2026-12-18']],
    ['a special meeting', { every: 'once', date: '2026-12-03' }, ['2026-12-03']],
    ['a special meeting of another year', { every: 'once', date: '2027-12-03' }, []],
  ])('of %s', (_name, rhythm, dates) => {
    expect(plannedDatesBetween(series(rhythm), '2026-01-01', '2026-12-31')).toEqual(dates);
  });

  test('are those, and no others, that name an occurrence', () => {
    const monthly = series({ every: 'month', day: 4 });
    expect([isPlannedDate(monthly, '2026-12-04'), isPlannedDate(monthly, '2026-12-05')]).toEqual([true, false]);
  });

  test('are the same however a span is cut in two', () => {
    const rhythm = fc.oneof(
      fc.record({ every: fc.constantFrom('month' as const, 'quarter' as const), day: fc.integer({ min: 1, max: 31 }) }),
      fc.record({ every: fc.constantFrom('month' as const, 'quarter' as const), nth: fc.constantFrom(1, 2, 3, 4, -1) }),
    );
    fc.assert(
      fc.property(rhythm, fc.integer({ min: 0, max: 729 }), (given, cut) => {
        const [from, to] = ['2026-01-01', '2027-12-31'];
        const middle = addDays(from, cut);
        const of = (first: string, last: string) => plannedDatesBetween(series(given), first, last);
        expect([...of(from, middle), ...of(addDays(middle, 1), to)]).toEqual(of(from, to));
      }),
    );
  });
});

describe('a holiday', () => {
  test.each<[string, Rhythm, HolidayRule, string | null, string | null]>([
    ['2026-10-01', { every: 'month', day: 1 }, 'nextWorkday', '2026-10-08', 'nextWorkday'],
    // The month before would hold it: the other way then.
    ['2026-10-01', { every: 'month', day: 1 }, 'previousWorkday', '2026-10-08', 'nextWorkday'],
    ['2026-05-31', { every: 'month', day: 31 }, 'nextWorkday', '2026-05-29', 'previousWorkday'],
    ['2026-07-04', { every: 'month', day: 4 }, 'previousWorkday', '2026-07-03', 'previousWorkday'],
    // A make-up Saturday is worked.
    ['2026-02-28', { every: 'month', day: 31 }, 'previousWorkday', '2026-02-28', null],
    ['2026-06-19', { every: 'month', nth: 3 }, 'nextWorkday', '2026-06-22', 'nextWorkday'],
    ['2026-10-04', { every: 'month', day: 4 }, 'merge', null, 'merged'],
    ['2026-10-04', { every: 'month', day: 4 }, 'skip', null, 'skipped'],
  ])('puts %s of %j by %s on %s', (planned, rhythm, rule, heldOn, moved) => {
    expect(occurrenceOf(HOLIDAYS, series(rhythm, rule), planned)).toMatchObject({ heldOn, moved });
  });

  test('merges a meeting into that of the next month', () => {
    const monthly = series({ every: 'month', day: 4 }, 'merge');
    const merged = occurrenceOf(HOLIDAYS, monthly, '2026-10-04');
    expect(carriedBy(HOLIDAYS, monthly, merged)?.heldOn).toBe('2026-11-04');
  });

  test('never moves a meeting by the month out of its month, nor on a day off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), fc.constantFrom(...HOLIDAY_RULES), (day, rule) => {
        const monthly = series({ every: 'month', day }, rule);
        for (const planned of plannedDatesBetween(monthly, '2024-01-01', '2026-12-31')) {
          const { heldOn } = occurrenceOf(HOLIDAYS, monthly, planned);
          if (heldOn === null) continue;
          expect([monthOf(heldOn), isWorkday(HOLIDAYS, heldOn)]).toEqual([monthOf(planned), true]);
        }
      }),
    );
  });
});

test('themes rotate by the months, quarters and years of a series', () => {
  const at = (rhythm: Rhythm, date: string) => periodOf(series(rhythm), date);
  expect(at({ every: 'month', day: 4 }, '2026-12-04') - at({ every: 'month', day: 4 }, '2026-11-04')).toBe(1);
  expect(at({ every: 'quarter', nth: 1 }, '2026-12-04') - at({ every: 'quarter', nth: 1 }, '2026-09-04')).toBe(1);
  expect(
    at({ every: 'year', month: 1, day: 9 }, '2027-01-09') - at({ every: 'year', month: 1, day: 9 }, '2026-01-09'),
  ).toBe(1);
  expect(weekdayOf('2026-12-04')).toBe(FRIDAY);
});

describe('a rhythm', () => {
  test.each<[Rhythm, object | null]>([
    [{ every: 'week' }, null],
    [{ every: 'month', nth: 2 }, null],
    [{ every: 'quarter', day: 20 }, null],
    [{ every: 'year', month: 1, nth: -1 }, null],
    [{ every: 'month' }, { code: 'required', field: 'rhythm.day' }],
    [
      { every: 'year', nth: 1 },
      { code: 'required', field: 'rhythm.month' },
    ],
    [
      { every: 'quarter', month: 4, day: 1 },
      { code: 'outOfRange', field: 'rhythm.month', value: 4 },
    ],
    [
      { every: 'week', nth: 1 },
      { code: 'notOfTheRhythm', field: 'rhythm.nth' },
    ],
    [
      { every: 'month', month: 3, day: 1 },
      { code: 'notOfTheRhythm', field: 'rhythm.month' },
    ],
    [
      { every: 'month', nth: 1, day: 1 },
      { code: 'notOfTheRhythm', field: 'rhythm.nth' },
    ],
  ])('%j is taken or refused by what it says', (rhythm, refusal) => {
    const answer = checkRhythm(rhythm);
    if (refusal === null) expect(answer).toBeNull();
    else expect(answer).toMatchObject(refusal);
  });
});
