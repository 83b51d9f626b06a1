import { describe, expect, test } from '@jest/globals';
import { meetingArea } from '../../../src/domain/meeting/meeting.ts';
import { seriesArea } from '../../../src/domain/meeting/series.ts';
import type {
  MeetingCommand,
  MeetingRuleFacts,
  MeetingState,
  SeriesCommand,
  SeriesFacts,
  SeriesState,
} from '../../../src/domain/meeting/types.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { local, makeContext, makeSeriesFacts } from '../../support/make.ts';

const DAY = '2026-12-03';
const special = (more: Partial<SeriesFacts> = {}): SeriesFacts =>
  makeSeriesFacts({ weekday: 4, time: '15:00', rhythm: { every: 'once', date: DAY }, themes: ['绿能用地'], ...more });
const call = (facts: SeriesFacts): SeriesCommand => ({ type: 'call', facts });
const given = (command: SeriesCommand, state: SeriesState | null = null, more: object = {}) =>
  seriesArea.decide(
    state,
    command,
    { id: 'zt-1', unknownPersonIds: [], withoutAddress: [], ...more },
    makeContext('2026-11-23 10:00'),
  );
const called: SeriesState = { ...special(), id: 'zt-1', status: 'running' };

describe('a special meeting', () => {
  test('is called as a series of one, and again with other attendees', () => {
    expect(given(call(special()))).toMatchObject({
      events: [{ type: 'defined', facts: { attendeeIds: ['handler', 'reporter'] } }],
    });
    expect(given(call(special({ attendeeIds: ['handler'] })), called)).toMatchObject({ events: [{ type: 'defined' }] });
  });

  test.each<[string, SeriesCommand, SeriesState | null, object, object]>([
    [
      'in the past',
      call(special({ rhythm: { every: 'once', date: '2026-11-20' } })),
      null,
      {},
      { code: 'meetingInPast' },
    ],
    [
      'on a day off, and told the next working day',
      call(special({ rhythm: { every: 'once', date: '2026-12-05' } })),
      null,
      {},
      { code: 'notAWorkingDay', params: { next: '2026-12-07' } },
    ],
    [
      'again on another day',
      call(special({ rhythm: { every: 'once', date: '2026-12-04' } })),
      called,
      {},
      { code: 'meetingCalled' },
    ],
    [
      'under the name of a series',
      call(special()),
      { ...makeSeriesFacts(), id: 'zt-1', status: 'running' },
      {},
      { code: 'alreadyExists' },
    ],
    ['of nobody', call(special({ attendeeIds: [] })), null, {}, { code: 'seriesHasNoAttendees' }],
    [
      'of one without address',
      call(special()),
      null,
      { withoutAddress: ['handler'] },
      { code: 'attendeeWithoutAddress' },
    ],
    [
      'about a problem nobody knows',
      call(special()),
      null,
      { unknownProblems: ['Q-9'] },
      { code: 'problemNotFound', value: 'Q-9' },
    ],
    ['as a series', { type: 'define', facts: makeSeriesFacts() }, called, {}, { code: 'alreadyExists' }],
  ])('is refused %s', (_name, command, state, facts, refusal) => {
    expect(given(command, state, facts)).toMatchObject(refusal);
  });
});

const facts = (series: SeriesState, plannedDate: string): MeetingRuleFacts => ({
  ...{ id: `${series.id}/${plannedDate}`, plannedDate, series, withoutAddress: [], busy: [], personKnown: true },
  ...{ coordinators: ['coordinator'], unitKnown: true, agenda: null, owners: new Map(), minutesHash: null },
});

function after(state: MeetingState | null, command: MeetingCommand, of: MeetingRuleFacts, now: string): MeetingState {
  const answer = meetingArea.decide(state, command, of, makeContext(now));
  if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${answer.code}`);
  return answer.events.reduce<MeetingState | null>((at, event) => meetingArea.evolve(at, event), state) as MeetingState;
}

const next = (state: MeetingState, now: string) => {
  const reminder = meetingArea.nextReminder(state, makeContext(now));
  return reminder && `${reminder.slot} ${local(reminder.atMs)}`;
};

test('a special meeting has the timetable of any other, on its day and on no other', () => {
  const state = after(null, { type: 'open' }, facts(called, DAY), '2026-11-23 10:00');
  expect(state).toMatchObject({ theme: '绿能用地', moved: null });
  expect(local(state.startMs ?? 0)).toBe('2026-12-03 15:00');
  expect(next(state, '2026-11-23 10:00')).toBe('collection 2026-11-27 09:00');
  expect(meetingArea.decide(null, { type: 'open' }, facts(called, '2026-12-10'), makeContext())).toMatchObject({
    code: 'notOfItsRhythm',
    params: { every: 'once' },
  });
});

describe('a meeting that nobody held because the office was away', () => {
  const weekly: SeriesState = { ...makeSeriesFacts(), id: 'weekly', status: 'running' };
  const of = facts(weekly, '2026-11-30');
  const BACK = '2026-12-03 08:30';

  test('is caught up once: its agenda, that it was held, and minutes asked for from then on, marked late', () => {
    const opened = after(null, { type: 'open' }, of, BACK);
    expect(next(opened, BACK)).toMatch(/^agenda /);
    const composed = after(opened, { type: 'step', slot: 'agenda' }, of, BACK);
    expect(next(composed, BACK)).toMatch(/^held /);
    const held = after(composed, { type: 'step', slot: 'held' }, of, BACK);
    expect([held.status, local(held.ranLateMs ?? 0), local(held.minutes?.dueMs ?? 0)]).toEqual([
      ...['held', '2026-12-03 08:30', '2026-12-04 17:00'],
    ]);
    expect(next(held, BACK)).toBe('minutes 2026-12-04 10:00');
  });

  test('sends no invitation and asks for no approval any more', () => {
    const opened = after(null, { type: 'open' }, of, BACK);
    const answer = meetingArea.decide(opened, { type: 'step', slot: 'agenda' }, of, makeContext(BACK));
    expect(answer).toMatchObject({ notices: [] });
    expect(meetingArea.decide(opened, { type: 'step', slot: 'reminder' }, of, makeContext(BACK))).toMatchObject({
      code: 'clockStale',
    });
  });

  test('is in time as long as its day lasts', () => {
    const opened = after(null, { type: 'open' }, of, '2026-11-23 10:00');
    const held = after(opened, { type: 'step', slot: 'held' }, of, '2026-11-30 18:00');
    expect(held.ranLateMs).toBeUndefined();
  });
});
