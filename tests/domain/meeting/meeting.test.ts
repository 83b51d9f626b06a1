import { describe, expect, test } from '@jest/globals';
import { meetingArea } from '../../../src/domain/meeting/meeting.ts';
import { seriesArea } from '../../../src/domain/meeting/series.ts';
import type {
  MeetingCommand,
  MeetingEvent,
  MeetingRuleFacts,
  MeetingState,
  SeriesCommand,
  SeriesFacts,
  SeriesState,
} from '../../../src/domain/meeting/types.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import * as make from '../../support/make.ts';
import { local, makeCalendar, makeSeriesFacts } from '../../support/make.ts';

/** An office whose timetable knows neither agenda nor minutes, as one that set its own before there were any; those have tests of their own. */
const KNOWN = ['reminder', 'lastReminder', 'held'];
const timetable = DEFAULT_SETTINGS.meeting.timetable.filter(({ step }) => KNOWN.includes(step));
const settings = { ...DEFAULT_SETTINGS, meeting: { ...DEFAULT_SETTINGS.meeting, timetable } };
const makeContext: typeof make.makeContext = (now, more) => make.makeContext(now, { settings, ...more });

const seriesOf = (more: Partial<SeriesFacts> = {}): SeriesState => ({
  ...makeSeriesFacts(more),
  id: 'weekly',
  status: 'running',
});
const factsOf = (plannedDate: string, more: Partial<MeetingRuleFacts> = {}): MeetingRuleFacts => ({
  id: `weekly/${plannedDate}`,
  plannedDate,
  series: seriesOf(),
  withoutAddress: [],
  busy: [],
  coordinators: ['coordinator'],
  unitKnown: true,
  agenda: null,
  personKnown: true,
  owners: new Map(),
  minutesHash: null,
  ...more,
});

const decide = (state: MeetingState | null, command: MeetingCommand, facts: MeetingRuleFacts, now?: string) =>
  meetingArea.decide(state, command, facts, makeContext(now));

function after(
  state: MeetingState | null,
  command: MeetingCommand,
  facts: MeetingRuleFacts,
  now?: string,
): MeetingState {
  const answer = decide(state, command, facts, now);
  if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${answer.code}`);
  return answer.events.reduce<MeetingState | null>(
    (current, event) => meetingArea.evolve(current, event),
    state,
  ) as MeetingState;
}

const next = (state: MeetingState, now?: string): [string, string] | null => {
  const reminder = meetingArea.nextReminder(state, makeContext(now));
  return reminder && [reminder.slot, local(reminder.atMs)];
};

const MONDAY = factsOf('2026-11-30');
const opened = (facts = MONDAY, now?: string): MeetingState => after(null, { type: 'open' }, facts, now);

describe('opening an occurrence', () => {
  test('takes what the series says now', () => {
    expect(opened()).toMatchObject({
      status: 'planned',
      venue: '第一会议室',
      chairId: 'coordinator',
      durationMinutes: 90,
      sequence: 0,
    });
    expect(local(opened().startMs ?? 0)).toBe('2026-11-30 09:00');
  });

  test('moves off a holiday by the rule of the series and keeps its name', () => {
    const moved = opened(factsOf('2026-05-04'), '2026-04-20 10:00');
    expect(moved).toMatchObject({ id: 'weekly/2026-05-04', plannedDate: '2026-05-04', moved: 'nextWorkday' });
    expect(local(moved.startMs ?? 0)).toBe('2026-05-06 09:00');
  });

  test.each([
    ['merge', 'merged'],
    ['skip', 'skipped'],
  ] as const)('with the rule "%s" an occurrence on a holiday is %s and waits for nothing', (holidayRule, status) => {
    const state = opened(factsOf('2026-05-04', { series: seriesOf({ holidayRule }) }), '2026-04-20 10:00');
    expect(state).toMatchObject({ status, startMs: null });
    expect(next(state, '2026-04-20 10:00')).toBeNull();
  });

  test('in a year that is not published is marked provisional', () => {
    expect(opened(factsOf('2031-01-06'), '2030-12-30 10:00').provisional).toBe(true);
  });

  test('happens once', () => {
    expect(decide(opened(), { type: 'open' }, MONDAY)).toMatchObject({
      code: 'alreadyExists',
      value: 'weekly/2026-11-30',
    });
  });

  test('needs its series', () => {
    const facts = factsOf('2026-11-30', { series: undefined });
    expect(decide(null, { type: 'open' }, facts)).toMatchObject({ code: 'seriesNotFound' });
    expect(decide(null, { type: 'remindNow' }, MONDAY)).toMatchObject({ code: 'notFound', value: 'weekly/2026-11-30' });
  });

  test('themes rotate week by week, skipped weeks included', () => {
    const theme = (date: string) => opened(factsOf(date), '2026-01-01 10:00').theme;
    const three = [theme('2026-04-27'), theme('2026-05-04'), theme('2026-05-11')];
    expect(new Set(three).size).toBe(3);
    expect(theme('2026-05-18')).toBe(three[0]);
    expect(opened(factsOf('2026-11-30', { series: seriesOf({ themes: [] }) })).theme).toBeNull();
  });
});

describe('the reminder', () => {
  test('is due one working day before at 16:00, then the meeting itself', () => {
    expect(next(opened())).toEqual(['reminder', '2026-11-27 16:00']);
    const reminded = after(opened(), { type: 'step', slot: 'reminder' }, MONDAY, '2026-11-27 16:00');
    expect(next(reminded)).toEqual(['lastReminder', '2026-11-27 17:00']);
    const last = after(reminded, { type: 'step', slot: 'lastReminder' }, MONDAY, '2026-11-27 17:00');
    expect(next(last)).toEqual(['held', '2026-11-30 09:00']);
  });

  test('is one mail for each attendee; who has no address is named in the event', () => {
    const facts = factsOf('2026-11-30', { withoutAddress: ['reporter'] });
    const answer = decide(opened(), { type: 'step', slot: 'reminder' }, facts, '2026-11-27 16:00');
    expect(answer).toMatchObject({
      events: [{ type: 'stepDone', step: 'reminder', told: ['handler'], unreachable: ['reporter'] }],
      notices: [{ kind: 'meeting-reminder', slot: 'weekly/2026-11-30/reminder', personId: 'handler' }],
    });
  });

  test('is noise once the meeting has begun', () => {
    const answer = decide(opened(), { type: 'step', slot: 'reminder' }, MONDAY, '2026-11-27 16:00');
    const [notice] = 'notices' in answer ? answer.notices : [];
    expect(local(notice?.expiresMs ?? 0)).toBe('2026-11-30 09:00');
    expect(decide(opened(), { type: 'step', slot: 'reminder' }, MONDAY, '2026-11-30 09:00')).toMatchObject({
      code: 'clockStale',
    });
    expect(next(opened(), '2026-11-30 09:00')).toEqual(['held', '2026-11-30 09:00']);
  });

  test('comes late after an outage, but before the meeting', () => {
    expect(after(opened(), { type: 'step', slot: 'reminder' }, MONDAY, '2026-11-30 08:00').done).toContain('reminder');
  });

  test('is not given before its time, and not twice', () => {
    expect(decide(opened(), { type: 'step', slot: 'reminder' }, MONDAY, '2026-11-27 15:59')).toMatchObject({
      code: 'clockStale',
    });
    const reminded = after(opened(), { type: 'step', slot: 'reminder' }, MONDAY, '2026-11-27 16:00');
    expect(decide(reminded, { type: 'step', slot: 'reminder' }, MONDAY, '2026-11-27 16:00')).toMatchObject({
      code: 'clockStale',
    });
  });

  test('by hand comes now, and then no second one at its planned instant', () => {
    const reminded = after(opened(), { type: 'remindNow' }, MONDAY, '2026-11-25 10:00');
    expect(next(reminded)).toEqual(['lastReminder', '2026-11-27 17:00']);
    expect(decide(reminded, { type: 'remindNow' }, MONDAY, '2026-11-25 10:01')).toEqual({ events: [], notices: [] });
  });

  test('by hand is refused for a meeting that has begun or is none', () => {
    const refusal = { code: 'meetingOver', value: 'weekly/2026-11-30' };
    expect(decide(opened(), { type: 'remindNow' }, MONDAY, '2026-11-30 09:00')).toMatchObject(refusal);
    const held = after(opened(), { type: 'step', slot: 'held' }, MONDAY, '2026-11-30 09:00');
    expect(held.status).toBe('held');
    expect(next(held, '2026-11-30 09:00')).toBeNull();
    expect(decide(held, { type: 'remindNow' }, MONDAY, '2026-11-30 10:00')).toMatchObject(refusal);
    const facts = factsOf('2026-05-04', { series: seriesOf({ holidayRule: 'skip' }) });
    expect(decide(opened(facts, '2026-04-20 10:00'), { type: 'remindNow' }, facts, '2026-04-20 10:00')).toMatchObject({
      code: 'meetingOver',
    });
  });

  test('an office that was off for weeks holds the missed meeting once and sends nothing', () => {
    const late = '2027-01-20 10:00';
    const answer = decide(opened(), { type: 'step', slot: 'held' }, MONDAY, late);
    expect(answer).toMatchObject({ events: [{ type: 'stepDone', step: 'held' }], notices: [] });
    expect(decide(opened(), { type: 'step', slot: 'reminder' }, MONDAY, late)).toMatchObject({ code: 'clockStale' });
  });
});

describe('a series', () => {
  const series = (state: SeriesState | null, command: SeriesCommand, more = {}) =>
    seriesArea.decide(
      state,
      command,
      { id: 'weekly', unknownPersonIds: [], withoutAddress: [], ...more },
      makeContext(),
    );
  const define = (more: Partial<SeriesFacts> = {}): SeriesCommand => ({ type: 'define', facts: makeSeriesFacts(more) });

  test.each([
    ['without attendees', { attendeeIds: [] }, {}, { code: 'seriesHasNoAttendees', field: 'attendees' }],
    ['with somebody twice', { attendeeIds: ['a', 'b', 'a'] }, {}, { code: 'attendeeTwice', value: 'a' }],
    ['with somebody who is not there', {}, { unknownPersonIds: ['x'] }, { code: 'personNotFound', value: 'x' }],
    [
      'with somebody no mail reaches',
      {},
      { withoutAddress: ['offline'] },
      { code: 'attendeeWithoutAddress', value: 'offline' },
    ],
  ])('%s is refused', (_what, facts, found, refusal) => {
    expect(series(null, define(facts), found)).toMatchObject(refusal);
  });

  test('is paused and resumed, and stays paused when it is defined anew', () => {
    const apply = (state: SeriesState | null, command: SeriesCommand): SeriesState => {
      const answer = series(state, command);
      if (isRefusal(answer)) throw new Error(answer.code);
      return answer.events.reduce<SeriesState | null>(
        (current, event) => seriesArea.evolve(current, event),
        state,
      ) as SeriesState;
    };
    const running = apply(null, define());
    expect(running).toMatchObject({ id: 'weekly', status: 'running' });
    const paused = apply(running, { type: 'pause', reason: '换届' });
    expect(apply(paused, define({ venue: '第二会议室' }))).toMatchObject({ status: 'paused', venue: '第二会议室' });
    expect(apply(paused, { type: 'resume' }).status).toBe('running');
  });

  test('that is not there is neither paused nor resumed', () => {
    expect(series(null, { type: 'pause', reason: 'r' })).toMatchObject({ code: 'seriesNotFound', value: 'weekly' });
    expect(series(null, { type: 'resume' })).toMatchObject({ code: 'seriesNotFound' });
  });
});

describe('a meeting that is moved', () => {
  const MOVE = { type: 'move', date: '2026-12-01', time: '15:00', reason: '市领导外出' } as const;
  const reminded = (): MeetingState => after(opened(), { type: 'step', slot: 'reminder' }, MONDAY, '2026-11-27 16:00');

  test('before anybody was invited takes its timetable along and tells nobody', () => {
    const answer = decide(opened(), MOVE, MONDAY, '2026-11-25 10:00');
    expect(answer).toMatchObject({ events: [{ type: 'rescheduled', sequence: 0, told: [] }], notices: [] });
    const moved = after(opened(), { ...MOVE, venue: '第二会议室' }, MONDAY, '2026-11-25 10:00');
    expect(moved).toMatchObject({ moved: 'byHand', venue: '第二会议室', reason: '市领导外出', sequence: 0 });
    expect(next(moved)).toEqual(['reminder', '2026-11-30 16:00']);
    expect(local(moved.startMs ?? 0)).toBe('2026-12-01 15:00');
  });

  test('tells whoever was invited, with the next sequence, until it begins', () => {
    const answer = decide(reminded(), MOVE, MONDAY, '2026-11-28 10:00');
    const [notice] = 'notices' in answer ? answer.notices : [];
    expect(answer).toMatchObject({
      events: [{ type: 'rescheduled', sequence: 1, told: ['handler', 'reporter'], before: { venue: '第一会议室' } }],
      notices: [
        { kind: 'meeting-change', slot: 'weekly/2026-11-30/change/1', personId: 'handler' },
        { kind: 'meeting-change', slot: 'weekly/2026-11-30/change/1', personId: 'reporter' },
      ],
    });
    expect(local(notice?.expiresMs ?? 0)).toBe('2026-12-01 15:00');
    const moved = after(reminded(), MOVE, MONDAY, '2026-11-28 10:00');
    expect(next(moved)).toEqual(['lastReminder', '2026-12-01 13:00']);
    expect(after(moved, { ...MOVE, time: '16:00' }, MONDAY, '2026-11-28 11:00').sequence).toBe(2);
  });

  test.each([
    ['a time that has passed', { ...MOVE, date: '2026-11-25', time: '09:59' }, 'meetingInPast'],
    ['a Sunday', { ...MOVE, date: '2026-11-29' }, 'notAWorkingDay'],
    ['where it is', { ...MOVE, date: '2026-11-30', time: '09:00' }, 'meetingUnchanged'],
  ] as const)('is refused for %s', (_name, command, code) => {
    const answer = decide(opened(), command, MONDAY, '2026-11-25 10:00');
    expect(answer).toMatchObject({ code, field: 'date', value: command.date });
  });

  test('tells of a holiday which working day comes after it', () => {
    const facts = factsOf('2026-09-28');
    const answer = decide(
      opened(facts, '2026-09-21 10:00'),
      { ...MOVE, date: '2026-10-05' },
      facts,
      '2026-09-21 10:00',
    );
    expect(answer).toMatchObject({ code: 'notAWorkingDay', params: { next: '2026-10-08' } });
  });

  test('is not put into a week in which its series meets already', () => {
    const busy = [{ id: 'weekly/2026-12-07', heldOn: '2026-12-07' }];
    const facts = factsOf('2026-11-30', { busy });
    const into = { ...MOVE, date: '2026-12-08' };
    expect(decide(opened(), into, facts, '2026-11-25 10:00')).toMatchObject({
      code: 'weekTaken',
      params: { meeting: 'weekly/2026-12-07', on: '2026-12-07' },
    });
  });

  test('is not one that was held, or has begun', () => {
    expect(decide(opened(), MOVE, MONDAY, '2026-11-30 09:00')).toMatchObject({ code: 'meetingOver' });
  });
});

describe('a meeting that is cancelled', () => {
  const CANCEL = { type: 'cancel', reason: '与全市大会冲突' } as const;

  test('waits for nothing more, and whoever was invited is told', () => {
    const reminded = after(opened(), { type: 'step', slot: 'reminder' }, MONDAY, '2026-11-27 16:00');
    const answer = decide(reminded, CANCEL, MONDAY, '2026-11-30 08:00');
    const [notice] = 'notices' in answer ? answer.notices : [];
    expect(answer).toMatchObject({ events: [{ type: 'cancelled', sequence: 1, told: ['handler', 'reporter'] }] });
    expect(local(notice?.expiresMs ?? 0)).toBe('2026-11-30 12:00');
    const cancelled = after(reminded, CANCEL, MONDAY, '2026-11-30 08:00');
    expect(cancelled).toMatchObject({ status: 'cancelled', reason: '与全市大会冲突' });
    expect(next(cancelled)).toBeNull();
    expect(decide(cancelled, CANCEL, MONDAY)).toMatchObject({ code: 'meetingOver', params: { status: 'cancelled' } });
  });

  test('before anybody was invited tells nobody', () => {
    expect(decide(opened(), CANCEL, MONDAY, '2026-11-25 10:00')).toMatchObject({ notices: [] });
  });

  test('must be one of its series: on another weekday there is none', () => {
    const tuesday = factsOf('2026-12-01');
    expect(decide(null, CANCEL, tuesday)).toMatchObject({ code: 'notAnOccurrence', value: '2026-12-01' });
    expect(decide(null, { type: 'open' }, tuesday)).toMatchObject({ code: 'notAnOccurrence' });
    expect(decide(null, CANCEL, MONDAY)).toMatchObject({ code: 'notFound' });
  });
});

describe('when the holidays of its year are published', () => {
  const YEAR = 2031;
  const published = (holidays: readonly string[]) => {
    const calendar = makeCalendar();
    const notice = { holidays: [...holidays], makeUpDays: [], source: 'of this test' };
    const years = { ...calendar.table.years, [YEAR - 1]: { ...notice, holidays: [] }, [YEAR]: notice };
    return makeContext('2030-12-30 10:00', { calendar: { ...calendar, table: { years } } });
  };
  const facts = factsOf('2031-01-06');
  const before = () => opened(facts, '2030-12-23 10:00');
  const told = () => after(before(), { type: 'remindNow' }, facts, '2030-12-27 10:00');
  const recomputed = (state: MeetingState, holidays: readonly string[]) =>
    meetingArea.decide(state, { type: 'step', slot: 'calendar' }, facts, published(holidays));

  test('a meeting that was worked out from weekends alone is looked at at once, one that was sure is not', () => {
    expect(before().provisional).toBe(true);
    expect(meetingArea.nextReminder(before(), published([]))).toMatchObject({ slot: 'calendar' });
    expect(meetingArea.nextReminder(before(), makeContext('2030-12-30 10:00'))).toMatchObject({ slot: 'reminder' });
    expect(meetingArea.nextReminder({ ...before(), moved: 'byHand' }, published([]))).toMatchObject({
      slot: 'reminder',
    });
    const { rhythm: _, ...old } = before();
    expect(meetingArea.nextReminder(old, published([]))).toMatchObject({ slot: 'reminder' });
  });

  test('its day is sure when it stays, and nobody is told', () => {
    const answer = recomputed(told(), []);
    expect(answer).toMatchObject({ events: [{ type: 'recomputed', sequence: 0, told: [] }], notices: [] });
    const [event] = 'events' in answer ? answer.events : [];
    const state = meetingArea.evolve(told(), event as MeetingEvent);
    expect(state).toMatchObject({ provisional: false, moved: null, status: 'planned' });
    expect(meetingArea.nextReminder(state, published([]))).toMatchObject({ slot: 'lastReminder' });
  });

  test('it moves by the rule of its series when its day is a holiday, and whoever was invited is told', () => {
    const answer = recomputed(told(), ['2031-01-06']);
    const [event] = 'events' in answer ? answer.events : [];
    expect(answer).toMatchObject({ notices: [{ slot: 'weekly/2031-01-06/change/1' }, {}] });
    const state = meetingArea.evolve(told(), event as MeetingEvent);
    expect([state.moved, local(state.startMs ?? 0), state.sequence]).toEqual(['nextWorkday', '2031-01-07 09:00', 1]);
    expect(recomputed(state, ['2031-01-06'])).toMatchObject({ code: 'clockStale' });
  });

  test('it is off when its series skips holidays', () => {
    const skipping = factsOf('2031-01-06', { series: seriesOf({ holidayRule: 'skip' }) });
    const invited = after(opened(skipping, '2030-12-23 10:00'), { type: 'remindNow' }, skipping, '2030-12-27 10:00');
    const answer = recomputed(invited, ['2031-01-06']);
    const [event] = 'events' in answer ? answer.events : [];
    expect(meetingArea.evolve(invited, event as MeetingEvent)).toMatchObject({ status: 'skipped', sequence: 1 });
    expect(answer).toMatchObject({ notices: [{ kind: 'meeting-change' }, {}] });
  });
});
