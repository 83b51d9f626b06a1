import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HOLIDAYS } from '../../../src/calendar/holidays.ts';
import { weekdayOf } from '../../../src/domain/calendar/dates.ts';
import { isHoliday, isWorkday } from '../../../src/domain/calendar/working-calendar.ts';
import {
  carriedBy,
  HOLIDAY_RULES,
  occurrenceOf,
  type HolidayRule,
  type SeriesRhythm,
} from '../../../src/domain/meeting/occurrence.ts';
import { plannedDatesBetween } from '../../../src/domain/meeting/rhythm.ts';

const MONDAY = 1;
const FRIDAY = 5;
const SATURDAY = 6;

const series = (weekday: number, holidayRule: HolidayRule): SeriesRhythm => ({ weekday, time: '09:00', holidayRule });
const mondays = (rule: HolidayRule): SeriesRhythm => series(MONDAY, rule);
const held = (rhythm: SeriesRhythm, date: string) => occurrenceOf(HOLIDAYS, rhythm, date);

describe('an occurrence', () => {
  test('on an ordinary day is held as planned', () => {
    const occurrence = { plannedDate: '2026-03-16', heldOn: '2026-03-16', moved: null, provisional: false };
    expect(held(mondays('previousWorkday'), '2026-03-16')).toEqual(occurrence);
  });

  test.each([
    ['2026-02-16', '2026-02-14', 'previousWorkday'],
    ['2026-02-23', null, 'merged'],
    ['2026-04-06', '2026-04-03', 'previousWorkday'],
    ['2026-05-04', '2026-04-30', 'previousWorkday'],
    ['2026-10-05', '2026-09-30', 'previousWorkday'],
  ])('of the lost Monday %s of 2026, moved backwards, is held on %s', (planned, heldOn, moved) => {
    expect(held(mondays('previousWorkday'), planned)).toEqual({
      plannedDate: planned,
      heldOn,
      moved,
      provisional: false,
    });
  });

  test.each([
    ['2026-02-16', null, 'merged'],
    ['2026-02-23', '2026-02-24', 'nextWorkday'],
    ['2026-04-06', '2026-04-07', 'nextWorkday'],
    ['2026-05-04', '2026-05-06', 'nextWorkday'],
    ['2026-10-05', '2026-10-08', 'nextWorkday'],
  ])('of the lost Monday %s of 2026, moved forwards, is held on %s', (planned, heldOn, moved) => {
    expect(held(mondays('nextWorkday'), planned)).toEqual({ plannedDate: planned, heldOn, moved, provisional: false });
  });

  test('may be skipped or merged instead', () => {
    expect(held(mondays('skip'), '2026-04-06')).toMatchObject({ heldOn: null, moved: 'skipped' });
    expect(held(mondays('merge'), '2026-04-06')).toMatchObject({ heldOn: null, moved: 'merged' });
  });

  test('of a Saturday series is held on ordinary and on make-up Saturdays, and moved off holiday Saturdays', () => {
    const saturdays = series(SATURDAY, 'previousWorkday');
    expect(held(saturdays, '2026-03-14').heldOn).toBe('2026-03-14');
    expect(held(saturdays, '2026-02-14').heldOn).toBe('2026-02-14');
    expect(held(saturdays, '2026-04-04').heldOn).toBe('2026-04-03');
    expect(held(series(SATURDAY, 'nextWorkday'), '2026-10-03').heldOn).toBe('2026-10-08');
  });

  test('of a Friday series moved forwards out of a weekend of three days comes back on Monday', () => {
    expect(held(series(FRIDAY, 'nextWorkday'), '2026-06-19').heldOn).toBe('2026-06-22');
  });

  test('in a year that is not published is held as planned, provisionally', () => {
    expect(held(mondays('nextWorkday'), '2027-02-08')).toEqual({
      plannedDate: '2027-02-08',
      heldOn: '2027-02-08',
      moved: null,
      provisional: true,
    });
  });

  test('moved over the turn of the year rests on both years', () => {
    const year = HOLIDAYS.years['2026'];
    const only2026 = { years: { '2026': year ?? { holidays: [], makeUpDays: [], source: '' } } };
    const thursdays = series(4, 'previousWorkday');
    expect(occurrenceOf(only2026, thursdays, '2026-01-01')).toMatchObject({ heldOn: '2025-12-31', provisional: true });
    expect(occurrenceOf(HOLIDAYS, thursdays, '2026-01-01')).toMatchObject({ heldOn: '2025-12-31', provisional: false });
  });
});

describe('a merged occurrence', () => {
  test('is carried by the next one that is held, over several weeks if need be', () => {
    const rhythm = mondays('merge');
    expect(carriedBy(HOLIDAYS, rhythm, held(rhythm, '2026-02-16'))?.plannedDate).toBe('2026-03-02');
    expect(carriedBy(HOLIDAYS, rhythm, held(rhythm, '2026-02-23'))?.plannedDate).toBe('2026-03-02');
  });

  test('that could not move forwards is carried by its moved neighbour', () => {
    const rhythm = mondays('nextWorkday');
    expect(carriedBy(HOLIDAYS, rhythm, held(rhythm, '2026-02-16'))?.heldOn).toBe('2026-02-24');
  });

  test('is not the same as a skipped or a moved one, which nothing carries', () => {
    expect(carriedBy(HOLIDAYS, mondays('skip'), held(mondays('skip'), '2026-02-16'))).toBeNull();
    expect(carriedBy(HOLIDAYS, mondays('nextWorkday'), held(mondays('nextWorkday'), '2026-04-06'))).toBeNull();
  });
});

describe('the planned dates of a series', () => {
  test('lie a week apart and include both ends', () => {
    const dates = plannedDatesBetween(mondays('skip'), '2026-02-02', '2026-02-16');
    expect(dates).toEqual(['2026-02-02', '2026-02-09', '2026-02-16']);
  });

  test('begin on the first such weekday, also after a Sunday', () => {
    expect(plannedDatesBetween(mondays('skip'), '2026-02-03', '2026-02-10')).toEqual(['2026-02-09']);
    expect(plannedDatesBetween(series(7, 'skip'), '2026-02-02', '2026-02-08')).toEqual(['2026-02-08']);
  });

  test('are none when the span is too short or turned round', () => {
    expect(plannedDatesBetween(mondays('skip'), '2026-02-03', '2026-02-08')).toEqual([]);
    expect(plannedDatesBetween(mondays('skip'), '2026-02-16', '2026-02-02')).toEqual([]);
  });

  test('of 2026 lose five Mondays', () => {
    const lost = plannedDatesBetween(mondays('skip'), '2026-01-01', '2026-12-31').filter(day =>
      isHoliday(HOLIDAYS, day),
    );
    expect(lost).toEqual(['2026-02-16', '2026-02-23', '2026-04-06', '2026-05-04', '2026-10-05']);
  });
});

test('whatever weekday and rule: no day twice, no order changed, never on a holiday, within a week of the plan', () => {
  const rule = fc.property(
    fc.integer({ min: 1, max: 7 }),
    fc.constantFrom(...HOLIDAY_RULES),
    (weekday, holidayRule) => {
      const rhythm = series(weekday, holidayRule);
      const planned = plannedDatesBetween(rhythm, '2024-01-01', '2026-12-31');
      const days = planned.map(day => held(rhythm, day)).flatMap(({ heldOn }) => heldOn ?? []);
      expect(planned.every(day => weekdayOf(day) === weekday)).toBe(true);
      expect([...new Set(days)].sort()).toEqual(days);
      expect(days.every(day => isWorkday(HOLIDAYS, day) || weekdayOf(day) === weekday)).toBe(true);
      expect(days.some(day => isHoliday(HOLIDAYS, day))).toBe(false);
    },
  );
  fc.assert(rule, { seed: 20260216, numRuns: 60 });
});
