import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HOLIDAYS } from '../../../src/calendar/holidays.ts';
import { localClock } from '../../../src/calendar/zone.ts';
import {
  endOfOfficeDay,
  officeInstantOnOrAfter,
  startOfOfficeDay,
  workingDayLimit,
  type WorkCalendar,
} from '../../../src/domain/calendar/office-hours.ts';

const clock = localClock();
const calendar: WorkCalendar = { table: HOLIDAYS, hours: { start: '09:00', end: '17:30' }, clock };
const withLunch: WorkCalendar = { ...calendar, hours: { ...calendar.hours, lunch: { start: '12:00', end: '14:30' } } };

const at = (local: string): number => clock.toInstant(local.slice(0, 10), local.slice(11));
const local = (ms: number): string => {
  const { date, time } = clock.toLocal(ms);
  return `${date} ${time}`;
};

describe('the next office instant', () => {
  test.each([
    ['in office hours: now', '2026-03-16 10:00', '2026-03-16 10:00'],
    ['at opening: now', '2026-03-16 09:00', '2026-03-16 09:00'],
    ['before opening: at opening', '2026-03-16 08:59', '2026-03-16 09:00'],
    ['at closing: the next morning', '2026-03-16 17:30', '2026-03-17 09:00'],
    ['in the night', '2026-03-16 23:59', '2026-03-17 09:00'],
    ['Friday evening: Monday', '2026-03-20 18:00', '2026-03-23 09:00'],
    ['Saturday at ten: Monday', '2026-03-21 10:00', '2026-03-23 09:00'],
    ['make-up Saturday at ten: now', '2026-02-14 10:00', '2026-02-14 10:00'],
    ['make-up Saturday evening, before nine days off', '2026-02-14 18:00', '2026-02-24 09:00'],
    ['inside the festival', '2026-02-18 10:00', '2026-02-24 09:00'],
  ])('%s', (_why, from, to) => {
    expect(local(officeInstantOnOrAfter(calendar, at(from)))).toBe(to);
  });

  test('lunch is no office time, its end is', () => {
    expect(local(officeInstantOnOrAfter(withLunch, at('2026-03-16 11:59')))).toBe('2026-03-16 11:59');
    expect(local(officeInstantOnOrAfter(withLunch, at('2026-03-16 12:00')))).toBe('2026-03-16 14:30');
    expect(local(officeInstantOnOrAfter(withLunch, at('2026-03-16 14:30')))).toBe('2026-03-16 14:30');
  });

  test('an instant in office hours keeps its seconds', () => {
    expect(officeInstantOnOrAfter(calendar, at('2026-03-16 10:00') + 59_999)).toBe(at('2026-03-16 10:00') + 59_999);
  });
});

describe('a limit in working days', () => {
  test.each([
    ['raised on Friday', '2026-03-20 10:00', 1, '2026-03-23 17:30'],
    ['raised on Friday night: the day counts the same', '2026-03-20 20:00', 1, '2026-03-23 17:30'],
    ['raised on Saturday: Monday is day 0', '2026-03-21 10:00', 1, '2026-03-24 17:30'],
    ['raised on a make-up Saturday', '2026-02-14 10:00', 1, '2026-02-24 17:30'],
    ['raised inside the festival: 24 February is day 0', '2026-02-18 10:00', 1, '2026-02-25 17:30'],
    ['seven days over the festival', '2026-02-12 10:00', 7, '2026-02-28 17:30'],
    ['the same day', '2026-03-16 10:00', 0, '2026-03-16 17:30'],
    ['the same day, at closing: the next', '2026-03-16 17:30', 0, '2026-03-17 17:30'],
    ['the same day, on Sunday', '2026-03-22 10:00', 0, '2026-03-23 17:30'],
  ])('%s', (_why, from, days, limit) => {
    expect(local(workingDayLimit(calendar, at(from), days))).toBe(limit);
  });

  test('it cannot lie before its start', () => {
    expect(() => workingDayLimit(calendar, at('2026-03-16 10:00'), -1)).toThrow(RangeError);
  });

  test('it always lies after its start, at a closing hour, and a later start never gets an earlier limit', () => {
    const anyInstant = fc.integer({ min: at('2024-01-01 00:00'), max: at('2026-12-31 00:00') });
    const rule = fc.property(anyInstant, fc.nat(86_400_000 * 30), fc.nat(15), (from, later, days) => {
      const limit = workingDayLimit(calendar, from, days);
      expect(limit).toBeGreaterThan(from);
      expect(clock.toLocal(limit).time).toBe('17:30');
      expect(workingDayLimit(calendar, from + later, days)).toBeGreaterThanOrEqual(limit);
    });
    fc.assert(rule, { seed: 20260320, numRuns: 200 });
  });
});

test('an office day begins and ends in the office zone, whatever the zone of the machine', () => {
  expect(new Date(startOfOfficeDay(calendar, '2026-03-16')).toISOString()).toBe('2026-03-16T01:00:00.000Z');
  expect(new Date(endOfOfficeDay(calendar, '2026-03-16')).toISOString()).toBe('2026-03-16T09:30:00.000Z');
});
