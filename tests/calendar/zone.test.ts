import { describe, expect, test } from '@jest/globals';
import { localClock, toIsoInstant } from '../../src/calendar/zone.ts';

describe('the local clock', () => {
  const clock = localClock();

  test('reads and writes Shanghai time by default', () => {
    expect(new Date(clock.toInstant('2026-11-23', '16:00')).toISOString()).toBe('2026-11-23T08:00:00.000Z');
    expect(clock.toLocal(Date.parse('2026-11-22T16:30:59.999Z'))).toEqual({ date: '2026-11-23', time: '00:30' });
  });

  test('takes 24:00 as the end of the day', () => {
    expect(clock.toLocal(clock.toInstant('2026-11-23', '24:00'))).toEqual({ date: '2026-11-24', time: '00:00' });
  });

  test('knows the summers in which China moved its clocks', () => {
    expect(new Date(clock.toInstant('1988-07-01', '12:00')).toISOString()).toBe('1988-07-01T03:00:00.000Z');
  });

  test.each(['Asia/Nowhere', '', 'local'])('refuses the zone %p', zone => {
    expect(() => localClock(zone)).toThrow(RangeError);
  });

  test('refuses a day, a time or an instant that does not exist', () => {
    expect(() => clock.toInstant('2026-02-30', '09:00')).toThrow(RangeError);
    expect(() => clock.toInstant('2026-02-03', '25:00')).toThrow(RangeError);
    expect(() => clock.toLocal(Number.NaN)).toThrow(RangeError);
    expect(() => toIsoInstant(Number.NaN)).toThrow(RangeError);
  });

  test('writes instants with their offset', () => {
    expect(toIsoInstant(Date.parse('2026-11-23T08:00:00Z'))).toBe('2026-11-23T16:00:00.000+08:00');
  });
});
