import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import type { Rehearsal, RehearsalRequest } from '../../src/contract/rehearsal.ts';
import { HOLIDAY_RULES } from '../../src/domain/meeting/occurrence.ts';
import { TIMETABLE } from '../../src/domain/meeting/timetable.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { OfficeRefused } from '../../src/rehearsal/scratch-office.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';

// A whole year of four Monday series, one a holiday rule, and of a monthly and a quarterly one beside them, on a server of its own.

const series = (id: string, more: Partial<RehearsalRequest['series'][number]> = {}) => ({
  ...{ id, name: id, weekday: 1, time: '09:00', durationMinutes: 90, venue: '三楼', chair: 'lin', attendees: ['lin'] },
  ...{ themes: ['增资扩产', '项目落地投产'], holidayRule: 'nextWorkday' as const, rhythm: null },
  ...more,
});

const MEETINGS = {
  ...DEFAULT_SETTINGS.meeting,
  timetable: TIMETABLE.filter(({ step }) => step === 'reminder' || step === 'held'),
};

const REQUEST: RehearsalRequest = {
  ...{ from: '2026-01-01', to: '2026-12-31' },
  units: [{ id: 'office', name: '招商办', kind: 'office', county: null }],
  people: [
    { id: 'lin', unit: 'office', roles: ['leader'], active: true, reachable: true },
    { id: 'chen', unit: 'office', roles: ['coordinator'], active: true, reachable: true },
  ],
  series: [
    ...HOLIDAY_RULES.map(holidayRule => series(holidayRule, { holidayRule })),
    series('monthly', { time: '15:00', rhythm: { every: 'month', day: 1 } }),
    series('rally', { weekday: 5, time: '08:30', rhythm: { every: 'quarter', nth: -1 } }),
  ],
  // Two steps a meeting make the year a short one; tests/cli has a month with all of them. Another version begins in the middle.
  settings: [
    { section: 'meeting', validFrom: '2026-01-01', value: MEETINGS },
    { section: 'meeting', validFrom: '2026-07-01', value: { ...MEETINGS, openDaysAhead: 35 } },
  ],
};

const log = pino({ level: 'silent' });
const servers: TestServer[] = [];

async function ownServer(): Promise<TestWorkflowEnvironment> {
  const server = await startTimeSkipping();
  servers.push(server);
  return server.env;
}

let year: Rehearsal;
const days: string[] = [];
beforeAll(async () => {
  year = await rehearse(REQUEST, { env: await ownServer(), log, onDay: day => days.push(day) });
});
afterAll(async () => {
  for (const server of servers) await server.stop();
});

const movedOf = (rule: string) =>
  year.meetings
    .filter(({ id, moved }) => id.startsWith(`${rule}/`) && moved !== null)
    .map(({ plannedDate, moved, heldAt }) => `${plannedDate} ${moved} ${heldAt ?? '-'}`);

describe('2026, rehearsed', () => {
  test('has its 52 Mondays in each series, the five lost ones by each rule', () => {
    for (const rule of HOLIDAY_RULES)
      expect(year.meetings.filter(({ id }) => id.startsWith(`${rule}/`))).toHaveLength(52);
    expect(movedOf('previousWorkday')).toEqual([
      '2026-02-16 previousWorkday 2026-02-14 09:00',
      '2026-02-23 merged -',
      '2026-04-06 previousWorkday 2026-04-03 09:00',
      '2026-05-04 previousWorkday 2026-04-30 09:00',
      '2026-10-05 previousWorkday 2026-09-30 09:00',
    ]);
    expect(movedOf('nextWorkday')).toEqual([
      '2026-02-16 merged -',
      '2026-02-23 nextWorkday 2026-02-24 09:00',
      '2026-04-06 nextWorkday 2026-04-07 09:00',
      '2026-05-04 nextWorkday 2026-05-06 09:00',
      '2026-10-05 nextWorkday 2026-10-08 09:00',
    ]);
    const lost = ['2026-02-16', '2026-02-23', '2026-04-06', '2026-05-04', '2026-10-05'];
    expect(movedOf('merge')).toEqual(lost.map(day => `${day} merged -`));
    expect(movedOf('skip')).toEqual(lost.map(day => `${day} skipped -`));
  });

  test('has a monthly and a quarterly series beside them, each moved by the same holidays', () => {
    const of = (id: string) => year.meetings.filter(meeting => meeting.id.startsWith(`${id}/`));
    expect(of('monthly').map(({ plannedDate }) => plannedDate.slice(5))).toEqual(
      Array.from({ length: 12 }, (_, month) => `${String(month + 1).padStart(2, '0')}-01`),
    );
    // New Year ends with a make-up Sunday; 1 May and 1 October have weeks of holidays; the others are weekends.
    expect(movedOf('monthly').map(said => said.replace(' nextWorkday', ''))).toEqual([
      '2026-01-01 2026-01-04 15:00',
      '2026-02-01 2026-02-02 15:00',
      '2026-03-01 2026-03-02 15:00',
      '2026-05-01 2026-05-06 15:00',
      '2026-08-01 2026-08-03 15:00',
      '2026-10-01 2026-10-08 15:00',
      '2026-11-01 2026-11-02 15:00',
    ]);
    expect(of('rally').map(({ heldAt }) => heldAt)).toEqual([
      '2026-03-27 08:30',
      '2026-06-26 08:30',
      // Mid-autumn takes the last Friday.
      '2026-09-28 08:30',
      '2026-12-25 08:30',
    ]);
  });

  test('sends one invitation a meeting that is held, at 16:00 of the working day before, make-up days too', () => {
    const invitations = year.mails.filter(
      ({ kind, slot, person }) => kind === 'meeting-reminder' && slot.endsWith('/reminder') && person === 'lin',
    );
    // That of a first of January leaves in the year before.
    const held = year.meetings
      .filter(({ id, heldAt }) => heldAt !== null && id !== 'monthly/2026-01-01')
      .map(({ id }) => `${id}/reminder`)
      .concat('monthly/2027-01-01/reminder');
    expect(new Set(invitations.map(({ slot }) => slot)).size).toBe(invitations.length);
    expect(invitations.map(({ slot }) => slot).sort()).toEqual(held.sort());
    const at = new Map(invitations.map(mail => [mail.slot, mail.at]));
    expect(at.get('nextWorkday/2026-01-05/reminder')).toBe('2026-01-04 16:00');
    expect(at.get('previousWorkday/2026-02-16/reminder')).toBe('2026-02-13 16:00');
    expect(at.get('nextWorkday/2026-02-23/reminder')).toBe('2026-02-14 16:00');
    expect(at.get('nextWorkday/2026-10-05/reminder')).toBe('2026-09-30 16:00');
    expect(at.get('monthly/2026-05-01/reminder')).toBe('2026-04-30 16:00');
    expect(at.get('rally/2026-09-25/reminder')).toBe('2026-09-24 16:00');
  });

  test('tells mails in order, inside the year, every one rendered and taken', () => {
    const instants = year.mails.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted());
    expect([instants[0]?.slice(0, 4), instants.at(-1)?.slice(0, 4)]).toEqual(['2026', '2026']);
    expect(year.mails.filter(({ state, subject }) => state !== 'sent' || !subject)).toEqual([]);
    expect(days).toEqual(days.toSorted());
    expect(days).toContain('2026-07-01');
  });
});

test('what waits at the end of the span, the brief of a week that a holiday ends, leaves after it', async () => {
  const year2027 = { year: 2027, source: '国办发明电〔2026〕9号', holidays: ['2027-01-01'], makeUpDays: [] };
  const settings = [{ section: 'holidays' as const, validFrom: '2026-12-01', value: { years: [year2027] } }];
  const span = { from: '2026-12-28', to: '2026-12-31' };
  const week = await rehearse({ ...REQUEST, ...span, series: [], settings }, { env: await ownServer(), log });
  expect(week.mails.map(({ slot, state, at }) => `${slot} ${state} ${at}`)).toEqual(
    Array.from({ length: 2 }, () => '2026-W52 sent 2026-12-28 09:00'),
  );
});

test('an office whose ledger does not pass its own rules is told which part', async () => {
  const wrong = { ...REQUEST, series: [series('weekly', { attendees: ['nobody'] })], settings: [] };
  const attempt = rehearse(wrong, { env: await ownServer(), log });
  await expect(attempt).rejects.toThrow(OfficeRefused);
  await expect(attempt).rejects.toThrow(/series weekly.*personNotFound.*nobody/);
});
