import { describe, expect, test } from '@jest/globals';
import { HOLIDAYS } from '../../../src/calendar/holidays.ts';
import { localClock } from '../../../src/calendar/zone.ts';
import type { WorkCalendar } from '../../../src/domain/calendar/office-hours.ts';
import { instantsOf, TIMETABLE, type TimetableRow } from '../../../src/domain/meeting/timetable.ts';

const clock = localClock();
const calendar: WorkCalendar = { table: HOLIDAYS, hours: { start: '09:00', end: '17:30' }, clock };

const instant = (text: string): number => clock.toInstant(text.slice(0, 10), text.slice(11));

const stepsOf = (start: string, timetable: readonly TimetableRow[] = TIMETABLE): string[] =>
  instantsOf(timetable, instant(start), calendar).map(({ step, atMs }) => {
    const { date, time } = clock.toLocal(atMs);
    return `${step} ${date} ${time}`;
  });

describe('the steps of a meeting', () => {
  test('on a Monday begin on the Tuesday before: units are asked, then agenda, approval, invitation; the meeting and its minutes', () => {
    expect(stepsOf('2026-03-16 15:00')).toEqual([
      'collection 2026-03-10 09:00',
      'collectionReminder 2026-03-12 10:00',
      'freeze 2026-03-12 17:00',
      'agenda 2026-03-13 10:00',
      'approval 2026-03-13 14:30',
      'reminder 2026-03-13 16:00',
      'lastReminder 2026-03-16 13:00',
      'held 2026-03-16 15:00',
      'minutes 2026-03-17 10:00',
      'minutesDue 2026-03-17 17:00',
    ]);
  });

  test('may be counted in hours from the start', () => {
    const timetable: TimetableRow[] = [{ step: 'reminder', at: { hours: -2 } }];
    expect(stepsOf('2026-03-16 15:00', timetable)).toEqual(['reminder 2026-03-16 13:00']);
  });

  test.each([
    ['of a meeting at nine', '2026-03-16 09:00', '2026-03-13 17:00'],
    ['of a meeting after a holiday', '2026-10-08 09:00', '2026-09-30 17:00'],
    ['of a meeting in the evening', '2026-03-17 20:00', '2026-03-17 17:00'],
    ['of a meeting on an ordinary Saturday', '2026-03-14 15:00', '2026-03-13 17:00'],
    ['of a meeting after lunch', '2026-03-17 15:00', '2026-03-17 11:30'],
  ])('leave no mail outside office hours: the last reminder %s', (_name, start, at) => {
    const lunch = { start: '12:00', end: '14:00' };
    const rows = instantsOf([{ step: 'lastReminder', at: { hours: -2 } }], instant(start), {
      ...calendar,
      hours: { ...calendar.hours, lunch },
    });
    expect(rows.map(({ atMs }) => `${clock.toLocal(atMs).date} ${clock.toLocal(atMs).time}`)).toEqual([at]);
  });

  test('asked for after the meeting in the evening come when the office opens', () => {
    expect(stepsOf('2026-03-16 15:00', [{ step: 'minutes', at: { workingDays: 0, time: '20:00' } }])).toEqual([
      'minutes 2026-03-17 09:00',
    ]);
  });

  test('after Spring Festival compose the agenda on the make-up Saturday before it', () => {
    expect(stepsOf('2026-02-24 09:00')[0]).toBe('collection 2026-02-11 09:00');
    expect(stepsOf('2026-02-24 09:00')[3]).toBe('agenda 2026-02-14 10:00');
  });

  test('of a meeting on an ordinary Saturday compose the agenda on Friday', () => {
    expect(stepsOf('2026-03-14 09:00')[3]).toBe('agenda 2026-03-13 10:00');
  });

  test('come in the order they happen, not in the order of the rows', () => {
    const timetable: TimetableRow[] = [
      { step: 'held', at: { hours: 0 } },
      { step: 'reminder', at: { hours: -1 } },
      { step: 'reminder', at: { workingDays: -1, time: '16:00' } },
    ];
    expect(stepsOf('2026-03-18 09:00', timetable)).toEqual([
      'reminder 2026-03-17 16:00',
      'reminder 2026-03-17 17:00',
      'held 2026-03-18 09:00',
    ]);
  });

  test('at the same instant keep the order of the rows', () => {
    const timetable: TimetableRow[] = [
      { step: 'held', at: { hours: 0 } },
      { step: 'reminder', at: { workingDays: 0, time: '09:00' } },
    ];
    expect(stepsOf('2026-03-18 09:00', timetable)).toEqual(['held 2026-03-18 09:00', 'reminder 2026-03-18 09:00']);
  });
});
