import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  canFollow,
  daysBetween,
  daysInMonth,
  firstDay,
  isFuture,
  lastDay,
  parseIsoDate,
  parsePartialDate,
  precisionOf,
  weekdayOf,
} from '../../../src/domain/calendar/dates.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';

const SEED = 20261123;
const RUNS = { seed: SEED, numRuns: 1_000 };

const day = fc.integer({ min: 0, max: 80_000 }).map(days => addDays('1978-01-01', days));
const partial = fc.oneof(
  day,
  day.map(date => date.slice(0, 7)),
  day.map(date => date.slice(0, 4)),
);

describe('a date as precise as it was known', () => {
  test.each([
    ['2022', 'year', '2022-01-01', '2022-12-31'],
    ['2022-11', 'month', '2022-11-01', '2022-11-30'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2023-02', 'month', '2023-02-01', '2023-02-28'],
    ['2022-04-28', 'day', '2022-04-28', '2022-04-28'],
  ])('%s is a %s from %s to %s', (date, precision, first, last) => {
    expect(parsePartialDate(date, 'on')).toBe(date);
    expect([precisionOf(date), firstDay(date), lastDay(date)]).toEqual([precision, first, last]);
  });

  test.each([
    ['2026-02-30', 'noSuchDate'],
    ['2026-02-29', 'noSuchDate'],
    ['2100-02-29', 'noSuchDate'],
    ['2026-13', 'noSuchDate'],
    ['2026-00-01', 'noSuchDate'],
    ['2026-01-00', 'noSuchDate'],
    ['26-1-1', 'badFormat'],
    ['2026-1-1', 'badFormat'],
    ['2026/01/01', 'badFormat'],
    ['2026-01-01T00:00', 'badFormat'],
    ['2026-01-01\n', 'badFormat'],
    ['\uff12026-01-01', 'badFormat'],
    ['', 'badFormat'],
    ['1977', 'outOfRange'],
    ['2200-01-01', 'outOfRange'],
  ])('%j is refused: %s', (text, code) => {
    expect(parsePartialDate(text, 'on')).toMatchObject({ code, field: 'on', value: text });
  });

  test('where a day is asked, a month or a year is refused', () => {
    expect(parseIsoDate('2026-11', 'on')).toMatchObject({ code: 'badFormat' });
    expect(parseIsoDate('2026', 'on')).toMatchObject({ code: 'badFormat' });
    expect(parseIsoDate('2026-02-30', 'on')).toMatchObject({ code: 'noSuchDate' });
    expect(parseIsoDate('2024-02-29', 'on')).toBe('2024-02-29');
  });

  test.each([
    ['2022-11', '2022', true],
    ['2022-11', '2022-11', true],
    ['2022-11', '2022-10', false],
    ['2022-11-15', '2022-11', true],
    ['2022-11', '2022-11-01', true],
    ['2022-11-15', '2022-11-14', false],
    ['2022', '2021-12-31', false],
    ['2022', '2022-01-01', true],
  ])('after %s may come %s: %s', (earlier, later, may) => {
    expect(canFollow(earlier, later)).toBe(may);
  });

  test.each([
    ['2026-11-23', false],
    ['2026-11-24', true],
    ['2026-11', false],
    ['2026-12', true],
    ['2026', false],
    ['2027', true],
  ])('on 23 November 2026, %s lies in the future: %s', (date, future) => {
    expect(isFuture(date, '2026-11-23')).toBe(future);
  });
});

describe(`days are counted right (seed ${SEED})`, () => {
  test.each([
    ['1978-01-02', 1],
    ['2026-11-23', 1],
    ['2026-11-29', 7],
    ['2024-02-29', 4],
  ])('%s is weekday %d', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });

  test('leap years', () => {
    expect([2000, 2023, 2024, 2100].map(year => daysInMonth(year, 2))).toEqual([29, 28, 29, 28]);
  });

  test('adding days and counting them are one', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -700, max: 700 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(addDays(addDays(date, days), -days)).toBe(date);
        expect(weekdayOf(addDays(date, 7))).toBe(weekdayOf(date));
        expect(weekdayOf(addDays(date, 1))).toBe((weekdayOf(date) % 7) + 1);
      }),
      RUNS,
    );
  });

  test('every day is a date, and the text order is the order of time', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(parseIsoDate(a, 'on')).toBe(a);
        expect(a < b).toBe(daysBetween(a, b) > 0);
      }),
      RUNS,
    );
  });

  test('a date may follow itself and everything before it; one of two dates may always follow the other', () => {
    fc.assert(
      fc.property(partial, partial, (a, b) => {
        expect(canFollow(a, a)).toBe(true);
        expect(canFollow(a, b) || canFollow(b, a)).toBe(true);
        if (firstDay(a) <= firstDay(b)) expect(canFollow(a, b)).toBe(true);
        expect(firstDay(a) <= lastDay(a)).toBe(true);
      }),
      RUNS,
    );
  });

  test('no text throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/)), text => {
        const date = parsePartialDate(text, 'on');
        if (!isRefusal(date)) expect(daysBetween(firstDay(date), lastDay(date))).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });
});
