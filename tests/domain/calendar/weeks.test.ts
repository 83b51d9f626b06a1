import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { addDays, weekdayOf } from '../../../src/domain/calendar/dates.ts';
import { daysOfWeek, parseWeek, weekOf } from '../../../src/domain/calendar/weeks.ts';

describe('weeks', () => {
  test.each([
    ['2026-11-28', '2026-W48'],
    ['2026-01-01', '2026-W01'],
    // A Thursday begins 2026, so that it has 53 weeks; 1 January 2027 is still in the last of them.
    ['2027-01-01', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
  ])('%s lies in %s', (day, week) => {
    expect(weekOf(day)).toBe(week);
  });

  test('begin on Monday, end on Sunday, and hold every day once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000 }), days => {
        const day = addDays('1980-01-01', days);
        const { from, to } = daysOfWeek(weekOf(day));
        expect([weekdayOf(from), weekdayOf(to), from <= day && day <= to]).toEqual([1, 7, true]);
      }),
    );
  });

  test('are read by number or by a day', () => {
    expect([parseWeek('2026-W48', 'week'), parseWeek('2026-11-25', 'week')]).toEqual(['2026-W48', '2026-W48']);
    expect([parseWeek('2026-W01', 'week'), parseWeek('2026-W53', 'week')]).toEqual(['2026-W01', '2026-W53']);
    const none = { code: 'noSuchWeek', field: 'week' };
    expect(parseWeek('2025-W53', 'week')).toMatchObject({ ...none, params: { year: '2025', last: '2025-W52' } });
    expect(parseWeek('2026-W00', 'week')).toMatchObject({ ...none, params: { last: '2026-W53' } });
    expect(parseWeek('last week', 'week')).toMatchObject({ code: 'badFormat', value: 'last week' });
  });
});
