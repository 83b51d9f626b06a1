import { assertNever } from '../assert-never.ts';
import { daysBetween, weekdayOf } from '../calendar/dates.ts';
import { decided, type Area, type Decision, type Notice, type Reminder, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { byCalendar, cancel, move, recompute } from './changes.ts';
import { occurrenceOf, type Occurrence } from './occurrence.ts';
import { answerInvitation, askedAnew, lastReminderIsNear, remindLast, withResponse } from './responses.ts';
import { instantsOf, type MeetingStep, type StepInstant } from './timetable.ts';
import type { MeetingCommand, MeetingEvent, MeetingRuleFacts, MeetingState, SeriesState } from './types.ts';

type Answer = Decision<MeetingEvent> | Refusal;

/** The rules of one meeting (domain §4). Pure. */
function decideMeeting(
  state: MeetingState | null,
  command: MeetingCommand,
  facts: MeetingRuleFacts,
  context: RuleContext,
): Answer {
  if (!facts.series) return refuse('seriesNotFound', 'series', facts.id);
  if (command.type === 'open') {
    return state
      ? refuse('alreadyExists', 'id', state.id, { name: facts.series.name })
      : open(facts.series, facts, context);
  }
  if (!state) return strange(facts) ?? refuse('notFound', 'id', facts.id);
  switch (command.type) {
    case 'step':
      return step(state, command.slot, facts, context);
    case 'remindNow':
      if (isMeetingOver(state) || (state.startMs ?? 0) <= context.nowMs) {
        return refuse('meetingOver', 'id', state.id, { status: state.status });
      }
      return state.done.includes('reminder') ? decided([]) : remind(state, facts, context);
    case 'move':
      return move(state, command, facts, context);
    case 'cancel':
      return cancel(state, command.reason, context);
    case 'answerInvitation':
      return answerInvitation(state, command, facts, context);
    default:
      return assertNever(command);
  }
}

/** A date on which the series does not meet names none of its occurrences. */
function strange({ series, plannedDate }: MeetingRuleFacts): Refusal | null {
  if (!series || weekdayOf(plannedDate) === series.weekday) return null;
  return refuse('notAnOccurrence', 'id', plannedDate, { series: series.name, weekday: series.weekday });
}

function open(series: SeriesState, facts: MeetingRuleFacts, { calendar }: RuleContext): Answer {
  const wrong = strange(facts);
  if (wrong) return wrong;
  const { id, plannedDate } = facts;
  const occurrence = occurrenceOf(calendar.table, series, plannedDate);
  const { durationMinutes, venue, chairId, weekday, time, holidayRule } = series;
  const rhythm = { weekday, time, holidayRule };
  const startMs = occurrence.heldOn === null ? null : calendar.clock.toInstant(occurrence.heldOn, series.time);
  const theme = themeOf(series, plannedDate);
  return decided([
    { type: 'opened', id, seriesId: series.id, occurrence, startMs, durationMinutes, theme, venue, chairId, rhythm },
  ]);
}

/** Themes rotate by the calendar, week by week, so that a skipped meeting does not shift the year's plan. */
function themeOf({ themes }: SeriesState, plannedDate: string): string | null {
  const week = Math.floor(daysBetween('1978-01-02', plannedDate) / 7);
  return themes[week % themes.length] ?? null;
}

function step(state: MeetingState, slot: string, facts: MeetingRuleFacts, context: RuleContext): Answer {
  if (slot === CALENDAR) return recompute(state, context) ?? refuse('clockStale', 'slot', slot);
  const next = nextStep(state, context);
  if (!next || next.step !== slot || next.atMs > context.nowMs) return refuse('clockStale', 'slot', slot);
  switch (next.step) {
    case 'reminder':
      return remind(state, facts, context);
    case 'lastReminder':
      return remindLast(state, facts, context);
    case 'held':
      return decided([{ type: 'stepDone', step: 'held', told: [], unreachable: [] }]);
    default:
      return assertNever(next.step);
  }
}

/** One personal mail an attendee; whoever has no address is named in the event instead of being forgotten. */
function remind(state: MeetingState, { series, withoutAddress }: MeetingRuleFacts, context: RuleContext): Answer {
  const told = (series?.attendeeIds ?? []).filter(id => !withoutAddress.includes(id));
  const notices = told.map((personId): Notice => ({
    kind: 'meeting-reminder',
    slot: `${state.id}/reminder`,
    personId,
    notBeforeMs: context.nowMs,
    expiresMs: state.startMs ?? context.nowMs,
    data: { meeting: state.id },
  }));
  const invited: MeetingEvent = { type: 'stepDone', step: 'reminder', told, unreachable: withoutAddress };
  const last: MeetingEvent = { type: 'stepDone', step: 'lastReminder', told: [], unreachable: [] };
  const none = !state.done.includes('lastReminder') && lastReminderIsNear(state, context);
  return decided(none ? [invited, last] : [invited], notices);
}

function nextStep(state: MeetingState, { nowMs, settings, calendar }: RuleContext): StepInstant | null {
  const { startMs } = state;
  if (isMeetingOver(state) || startMs === null) return null;
  const due = instantsOf(settings.meeting.timetable, startMs, calendar).filter(
    ({ step: name }) => !state.done.includes(name),
  );
  // Once the meeting has begun, only that it was held is left to say: a late reminder is noise.
  return due.find(({ step: name }) => name === 'held' || nowMs < startMs) ?? null;
}

const isMeetingOver = (state: MeetingState): boolean => state.status !== 'planned';

function evolveMeeting(state: MeetingState | null, event: MeetingEvent): MeetingState {
  if (event.type === 'opened') return opened(event);
  if (!state) throw new Error(`a meeting cannot begin with the event ${event.type}`);
  switch (event.type) {
    case 'stepDone':
      return stepDone(state, event);
    case 'rescheduled': {
      const { startMs, venue, reason, sequence } = event;
      return { ...askedAnew(state, startMs), startMs, venue, reason, sequence, moved: 'byHand' };
    }
    case 'cancelled':
      return { ...state, status: 'cancelled', reason: event.reason, sequence: event.sequence };
    case 'recomputed': {
      const { occurrence, startMs, sequence } = event;
      const start = startMs ?? state.startMs;
      return { ...askedAnew(state, start), ...standingOf(occurrence), startMs: start, sequence };
    }
    case 'invitationAnswered': {
      const { type: _, ...response } = event;
      return withResponse(state, response);
    }
    default:
      return assertNever(event);
  }
}

function stepDone(
  state: MeetingState,
  { step: name, told }: Extract<MeetingEvent, { type: 'stepDone' }>,
): MeetingState {
  const done: readonly MeetingStep[] = [...state.done, name];
  const invited = name === 'reminder' ? told : state.invited;
  return { ...state, done, invited, status: name === 'held' ? 'held' : state.status };
}

function opened({ type: _, occurrence, ...rest }: Extract<MeetingEvent, { type: 'opened' }>): MeetingState {
  const { plannedDate } = occurrence;
  return { ...rest, ...standingOf(occurrence), plannedDate, sequence: 0, invited: [], reason: null, done: [] };
}

const standingOf = ({ moved, provisional }: Occurrence): Pick<MeetingState, 'moved' | 'provisional' | 'status'> => ({
  ...{ moved, provisional },
  status: moved === 'merged' || moved === 'skipped' ? moved : 'planned',
});

/** Not of the timetable: given as soon as a release brings the holidays that an occurrence waited for. */
const CALENDAR = 'calendar';

function nextMeetingReminder(state: MeetingState, context: RuleContext): Reminder | null {
  if (byCalendar(state, context)) return { slot: CALENDAR, atMs: context.nowMs };
  const next = nextStep(state, context);
  return next && { slot: next.step, atMs: next.atMs };
}

export const meetingArea: Area<MeetingState, MeetingCommand, MeetingEvent, MeetingRuleFacts> = {
  kind: 'meeting',
  decide: decideMeeting,
  evolve: evolveMeeting,
  nextReminder: nextMeetingReminder,
};
