import { describe, expect, test } from '@jest/globals';
import { local, makeCalendar, at } from '../../support/make.ts';
import { workingDayLimit } from '../../../src/domain/calendar/office-hours.ts';
import { workingMsBetween, workingShareAt } from '../../../src/domain/calendar/working-time.ts';
import { COORDINATOR } from '../../support/make.ts';
import { after, nextOf, raised } from './handle.ts';

const calendar = makeCalendar();

/**
 * Counted by hand on the notices of the State Council (国办发明电〔2023〕7号, 〔2024〕12号, 〔2025〕7号): the start, the working days of the
 * protocol, and the day on which the limit passes at 17:30.
 */
const TABLE: readonly [start: string, workingDays: number, due: string, why: string][] = [
  ['2024-02-02', 1, '2024-02-04', 'Sunday 4 Feb is worked'],
  ['2024-02-03', 1, '2024-02-05', 'begun on a Saturday off: Sunday 4 Feb is day 0'],
  ['2024-02-05', 3, '2024-02-08', 'before the Spring Festival'],
  ['2024-02-05', 7, '2024-02-20', 'over 10–17 Feb, with Sunday 18 Feb worked'],
  ['2024-02-09', 1, '2024-02-18', 'the eve is worked, then the Sunday after the festival'],
  ['2024-02-12', 1, '2024-02-19', 'begun in the festival: 18 Feb is day 0'],
  ['2024-04-02', 3, '2024-04-08', 'over Qingming, with Sunday 7 Apr worked'],
  ['2024-04-03', 1, '2024-04-07', 'Sunday 7 Apr is worked'],
  ['2024-04-26', 3, '2024-04-30', 'Sunday 28 Apr is worked'],
  ['2024-04-26', 7, '2024-05-09', 'over 1–5 May'],
  ['2024-05-10', 1, '2024-05-11', 'Saturday 11 May is worked'],
  ['2024-06-07', 1, '2024-06-11', 'over the Dragon Boat Monday'],
  ['2024-06-07', 7, '2024-06-19', 'the same, and a week'],
  ['2024-09-13', 1, '2024-09-14', 'Saturday 14 Sep is worked'],
  ['2024-09-13', 3, '2024-09-19', 'over Mid-Autumn, 15–17 Sep'],
  ['2024-09-27', 3, '2024-10-08', 'Sunday 29 Sep is worked, then 1–7 Oct'],
  ['2024-09-27', 7, '2024-10-12', 'ends on Saturday 12 Oct, which is worked'],
  ['2024-12-31', 1, '2025-01-02', 'over New Year'],
  ['2025-01-24', 3, '2025-02-05', 'Sunday 26 Jan is worked, then the Spring Festival'],
  ['2025-01-24', 7, '2025-02-10', 'over it, with Saturday 8 Feb worked'],
  ['2025-01-27', 1, '2025-02-05', 'the last day before it'],
  ['2025-01-29', 1, '2025-02-06', 'begun in it: 5 Feb is day 0'],
  ['2025-02-07', 1, '2025-02-08', 'Saturday 8 Feb is worked'],
  ['2025-04-03', 1, '2025-04-07', 'over Qingming'],
  ['2025-04-25', 3, '2025-04-29', 'Sunday 27 Apr is worked'],
  ['2025-04-25', 7, '2025-05-08', 'over 1–5 May'],
  ['2025-05-30', 1, '2025-06-03', 'over the Dragon Boat days'],
  ['2025-09-26', 3, '2025-09-30', 'Sunday 28 Sep is worked'],
  ['2025-09-26', 7, '2025-10-13', 'over 1–8 Oct, with Saturday 11 Oct worked'],
  ['2025-10-10', 1, '2025-10-11', 'Saturday 11 Oct is worked'],
  ['2025-12-31', 1, '2026-01-04', 'over New Year, then a Sunday that is worked'],
  ['2025-12-31', 3, '2026-01-06', 'the same, two days on'],
  ['2026-02-11', 3, '2026-02-14', 'ends on Saturday 14 Feb, which is worked'],
  ['2026-02-12', 1, '2026-02-13', 'before the Spring Festival'],
  ['2026-02-12', 3, '2026-02-24', 'over 15–23 Feb'],
  ['2026-02-12', 7, '2026-02-28', 'ends on Saturday 28 Feb, which is worked'],
  ['2026-02-13', 1, '2026-02-14', 'Saturday 14 Feb is worked'],
  ['2026-02-14', 1, '2026-02-24', 'begun on it'],
  ['2026-02-18', 1, '2026-02-25', 'begun in the festival: 24 Feb is day 0'],
  ['2026-02-27', 1, '2026-02-28', 'Saturday 28 Feb is worked'],
  ['2026-02-28', 1, '2026-03-02', 'the Sunday after it is not'],
  ['2026-04-03', 1, '2026-04-07', 'over Qingming'],
  ['2026-04-30', 1, '2026-05-06', 'over 1–5 May'],
  ['2026-04-30', 7, '2026-05-13', 'the same, with Saturday 9 May worked'],
  ['2026-06-18', 1, '2026-06-22', 'over the Dragon Boat days'],
  ['2026-09-18', 1, '2026-09-20', 'Sunday 20 Sep is worked'],
  ['2026-09-24', 1, '2026-09-28', 'over Mid-Autumn'],
  ['2026-09-24', 7, '2026-10-12', 'over 1–7 Oct, with Saturday 10 Oct worked'],
  ['2026-09-30', 3, '2026-10-10', 'ends on Saturday 10 Oct'],
  ['2026-10-09', 1, '2026-10-10', 'Saturday 10 Oct is worked'],
];

describe('the limits of the protocol over the holidays of 2024 to 2026', () => {
  test('there are at least forty', () => {
    expect(TABLE.length).toBeGreaterThanOrEqual(40);
    expect(new Set(TABLE.map(([start, days]) => `${start} ${days}`)).size).toBe(TABLE.length);
  });

  test.each(TABLE)('from %s, %i working days: %s (%s)', (start, days, due) => {
    for (const time of ['10:00', '20:00']) {
      expect(local(workingDayLimit(calendar, at(`${start} ${time}`), days))).toBe(`${due} 17:30`);
    }
  });

  test('lead and co-departments over the Spring Festival of 2026', () => {
    const by = COORDINATOR;
    const now = '2026-02-11 10:00';
    const command = { type: 'assign', leadUnit: 'land', splitUnits: ['water'], coUnits: ['approvals'] } as const;
    const state = after(raised({ now }), command, { by, now });
    expect(local(state.dueMs ?? 0)).toBe('2026-02-27 17:30');
    expect(state.parts?.map(({ unitId, role, dueMs }) => [unitId, role, local(dueMs ?? 0)])).toEqual([
      ['water', 'split', '2026-02-27 17:30'],
      ['approvals', 'co', '2026-02-14 17:30'],
    ]);
    // Half of the co-department's own three days and a half, of 8.5 hours each.
    const next = (warned: readonly ('first' | 'second')[], when: string) => {
      const parts = state.parts?.map(part => (part.unitId === 'approvals' ? { ...part, warned } : part)) ?? [];
      const due = nextOf({ ...state, parts }, when);
      return [due?.slot.replace(/:\d+$/, ''), local(due?.atMs ?? 0)];
    };
    expect(next([], now)).toEqual(['partWarning:approvals:first', '2026-02-13 09:30']);
    expect(next(['first'], '2026-02-13 09:30')).toEqual(['partWarning:approvals:second', '2026-02-14 09:15']);
    expect(next(['first', 'second'], '2026-02-14 09:15')).toEqual(['part:approvals', '2026-02-14 17:30']);
  });
});

describe('working time', () => {
  test('counts office hours only, over a weekend, a holiday and a make-up Saturday', () => {
    const hours = (from: string, to: string): number => workingMsBetween(calendar, at(from), at(to)) / 3_600_000;
    expect(hours('2026-11-23 10:00', '2026-11-23 17:30')).toBe(7.5);
    expect(hours('2026-11-20 16:30', '2026-11-23 10:00')).toBe(2);
    expect(hours('2026-02-11 10:00', '2026-02-27 17:30')).toBe(67);
    expect(hours('2026-11-21 10:00', '2026-11-22 17:30')).toBe(0);
    expect(hours('2026-11-23 20:00', '2026-11-23 10:00')).toBe(0);
  });

  test.each([
    ['2026-11-23 10:00', '2026-12-02 17:30', 0.5, '2026-11-27 09:30'],
    ['2026-02-11 10:00', '2026-02-27 17:30', 0.5, '2026-02-24 09:30'],
    ['2026-02-11 10:00', '2026-02-27 17:30', 0.75, '2026-02-26 09:15'],
  ])('of a limit from %s to %s, %d is used at %s', (from, to, share, used) => {
    expect(local(workingShareAt(calendar, { fromMs: at(from), toMs: at(to) }, share))).toBe(used);
  });

  test('leaves the midday break out', () => {
    const withLunch = { ...calendar, hours: { start: '09:00', end: '17:00', lunch: { start: '12:00', end: '14:00' } } };
    const span = { fromMs: at('2026-11-23 09:00'), toMs: at('2026-11-23 17:00') };
    expect(workingMsBetween(withLunch, span.fromMs, span.toMs)).toBe(6 * 3_600_000);
    expect(local(workingShareAt(withLunch, span, 0.5))).toBe('2026-11-23 14:00');
  });
});
