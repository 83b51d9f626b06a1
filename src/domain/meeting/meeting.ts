import { decided, type Area, type Decision, type Reminder, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { agendaOf, editAgenda } from './agenda/edit.ts';
import { evolveAgenda, sentAgenda } from './agenda/evolve.ts';
import type { AgendaCommand } from './agenda/types.ts';
import { answerCollection, collectionOf, evolveCollection, thawed } from './collection/answers.ts';
import { NO_COLLECTION } from './collection/types.ts';
import { byCalendar, cancel, move } from './changes.ts';
import { nextOfMinutes } from './minutes/clock.ts';
import { evolveMinutes } from './minutes/evolve.ts';
import { minutesOfMeeting, recordMinutes } from './minutes/record.ts';
import { NO_MINUTES } from './minutes/types.ts';
import { occurrenceOf, type Occurrence } from './occurrence.ts';
import { answerInvitation, askedAnew, withResponse } from './responses.ts';
import { everyOf, isPlannedDate, periodOf } from './rhythm.ts';
import { CALENDAR, isAwaited, nextStep, refuseOver, remindNow, skipStep, step } from './steps.ts';
import type { MeetingStep } from './timetable.ts';
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
      return remindNow(state, facts, context);
    case 'move':
      return move(state, command, facts, context);
    case 'cancel':
      return cancel(state, command.reason, context);
    case 'answerInvitation':
      return answerInvitation(state, command, facts, context);
    case 'answerCollection':
      return answerCollection(state, command, context);
    case 'skipStep':
      return skipStep(state, command, context);
    case 'addItem':
    case 'dropItem':
    case 'moveItem':
    case 'timeItem':
    case 'approveAgenda':
      return edit(state, command, facts, context);
    default:
      return recordMinutes(state, command, { facts, context });
  }
}

/** Until the meeting begins; nobody has to wait for the agenda to write itself before he adds to it. */
function edit(
  state: MeetingState,
  command: AgendaCommand,
  { unitKnown }: MeetingRuleFacts,
  context: RuleContext,
): Answer {
  const agenda = agendaOf(state);
  const byHand = !isAwaited(state, 'agenda', context);
  return (
    refuseOver(state, context.nowMs) ?? editAgenda(command, { agenda, unitKnown, byHand, meeting: state.id }, context)
  );
}

/** A date on which the series does not meet names none of its occurrences. */
function strange({ series, plannedDate }: MeetingRuleFacts): Refusal | null {
  if (!series || isPlannedDate(series, plannedDate)) return null;
  const every = everyOf(series);
  return every === 'week'
    ? refuse('notAnOccurrence', 'id', plannedDate, { series: series.name, weekday: series.weekday })
    : refuse('notOfItsRhythm', 'id', plannedDate, { series: series.name, every });
}

function open(series: SeriesState, facts: MeetingRuleFacts, { calendar }: RuleContext): Answer {
  const wrong = strange(facts);
  if (wrong) return wrong;
  const { id, plannedDate } = facts;
  const occurrence = occurrenceOf(calendar.table, series, plannedDate);
  const { durationMinutes, venue, chairId, weekday, time, holidayRule } = series;
  const rhythm = { weekday, time, holidayRule, ...(series.rhythm && { rhythm: series.rhythm }) };
  const startMs = occurrence.heldOn === null ? null : calendar.clock.toInstant(occurrence.heldOn, series.time);
  const theme = themeOf(series, plannedDate);
  return decided([
    {
      ...{ type: 'opened', id, seriesId: series.id, occurrence, startMs },
      ...{ durationMinutes, theme, venue, chairId, rhythm, collects: true },
    },
  ]);
}

/** Themes rotate by the calendar, week by week or month by month, so that a skipped meeting does not shift the year's plan. */
const themeOf = (series: SeriesState, plannedDate: string): string | null =>
  series.themes[periodOf(series, plannedDate) % series.themes.length] ?? null;

function evolveMeeting(state: MeetingState | null, event: MeetingEvent): MeetingState {
  if (event.type === 'opened') return opened(event);
  if (!state) throw new Error(`a meeting cannot begin with the event ${event.type}`);
  switch (event.type) {
    case 'stepDone':
      return stepDone(state, event);
    case 'rescheduled': {
      const { startMs, venue, reason, sequence, again } = event;
      return { ...without(askedAnew(state, startMs), again), startMs, venue, reason, sequence, moved: 'byHand' };
    }
    case 'cancelled':
      return { ...state, status: 'cancelled', reason: event.reason, sequence: event.sequence };
    case 'recomputed': {
      const { occurrence, startMs, sequence, again } = event;
      const start = startMs ?? state.startMs;
      return { ...without(askedAnew(state, start), again), ...standingOf(occurrence), startMs: start, sequence };
    }
    case 'invitationAnswered': {
      const { type: _, ...response } = event;
      return withResponse(state, response);
    }
    case 'stepSkipped': {
      const { step: name, reason, by } = event;
      return { ...state, skipped: [...(state.skipped ?? []), { step: name, reason, by }] };
    }
    case 'collectionOpened':
    case 'collectionAnswered':
    case 'collectionFrozen':
      return { ...state, collection: evolveCollection(collectionOf(state), event) };
    case 'agendaComposed':
    case 'agendaItemAdded':
    case 'agendaItemDropped':
    case 'agendaItemMoved':
    case 'agendaItemTimed':
    case 'agendaApproved':
      return { ...state, agenda: evolveAgenda(agendaOf(state), event) };
    default:
      return { ...state, minutes: evolveMinutes(minutesOfMeeting(state), event) };
  }
}

/** `again`: steps that are given once more, at their new instant. */
const without = (state: MeetingState, again: readonly MeetingStep[] = []): MeetingState => ({
  ...state,
  done: state.done.filter(name => !again.includes(name)),
  ...(state.collection && again.includes('freeze') && { collection: thawed(state.collection) }),
});

function stepDone(
  state: MeetingState,
  { step: name, told, minutesDueMs: dueMs, ranLateMs }: Extract<MeetingEvent, { type: 'stepDone' }>,
): MeetingState {
  const done: readonly MeetingStep[] = [...state.done, name];
  if (name === 'held') {
    const minutes = dueMs !== undefined && { minutes: { ...NO_MINUTES, dueMs } };
    return { ...state, done, status: 'held', ...minutes, ...(ranLateMs !== undefined && { ranLateMs }) };
  }
  if (name !== 'reminder') return { ...state, done };
  // A meeting without an agenda, as all were once, stays one.
  const agenda = state.agenda && { agenda: sentAgenda(state.agenda) };
  return { ...state, done, invited: told, ...agenda };
}

function opened({ type: _, occurrence, collects, ...rest }: Extract<MeetingEvent, { type: 'opened' }>): MeetingState {
  const { plannedDate } = occurrence;
  const before = { sequence: 0, invited: [], reason: null, done: [] };
  return { ...rest, ...standingOf(occurrence), plannedDate, ...before, ...(collects && { collection: NO_COLLECTION }) };
}

const standingOf = ({ moved, provisional }: Occurrence): Pick<MeetingState, 'moved' | 'provisional' | 'status'> => ({
  ...{ moved, provisional },
  status: moved === 'merged' || moved === 'skipped' ? moved : 'planned',
});

function nextMeetingReminder(state: MeetingState, context: RuleContext): Reminder | null {
  if (byCalendar(state, context)) return { slot: CALENDAR, atMs: context.nowMs };
  const next = nextStep(state, context);
  const step = next && { slot: next.step, atMs: next.atMs };
  const later = nextOfMinutes(state, context);
  return step && later ? (later.atMs < step.atMs ? later : step) : (step ?? later);
}

export const meetingArea: Area<MeetingState, MeetingCommand, MeetingEvent, MeetingRuleFacts> = {
  kind: 'meeting',
  decide: decideMeeting,
  evolve: evolveMeeting,
  nextReminder: nextMeetingReminder,
};
