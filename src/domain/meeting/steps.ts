import { assertNever } from '../assert-never.ts';
import { officeInstantOnOrAfter, type WorkCalendar } from '../calendar/office-hours.ts';
import { decided, type Decision, type Notice, type RuleContext } from '../entity.ts';
import { tellBeforeMeeting } from '../problem/notices.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { compose, withoutProposal } from './agenda/compose.ts';
import { agendaOf } from './agenda/edit.ts';
import { addedTo } from './agenda/evolve.ts';
import { recompute } from './changes.ts';
import { collectionOf, silentOf } from './collection/answers.ts';
import { freezeCollection, openCollection, remindSilent, withoutIdleCollection } from './collection/steps.ts';
import { decisionMissed, isWaived, nextOfMinutes, toPeople } from './minutes/clock.ts';
import { minutesOfMeeting } from './minutes/record.ts';
import { FOLLOW_UP } from './minutes/slots.ts';
import { lastReminderIsNear, remindLast } from './responses.ts';
import { instantsOf, leavesAt, type MeetingStep, type StepInstant } from './timetable.ts';
import type { MeetingEvent, MeetingRuleFacts, MeetingState } from './types.ts';

/** What the timetable does by itself: the steps of one meeting, each once. */

type Answer = Decision<MeetingEvent> | Refusal;
type Clock = Pick<RuleContext, 'nowMs' | 'settings' | 'calendar'>;

/** Not of the timetable: given as soon as a release brings the holidays that an occurrence waited for. */
export const CALENDAR = 'calendar';

export const isMeetingOver = (state: MeetingState): boolean => state.status !== 'planned';
const hasBegun = ({ startMs }: MeetingState, nowMs: number): boolean => (startMs ?? 0) <= nowMs;

export const refuseOver = (state: MeetingState, nowMs: number): Refusal | null =>
  isMeetingOver(state) || hasBegun(state, nowMs)
    ? refuse('meetingOver', 'id', state.id, { status: state.status })
    : null;

export function step(state: MeetingState, slot: string, facts: MeetingRuleFacts, context: RuleContext): Answer {
  if (slot === CALENDAR) return recompute(state, context) ?? refuse('clockStale', 'slot', slot);
  const later = nextOfMinutes(state, context);
  if (later?.slot === slot && later.atMs <= context.nowMs) return ofMinutes(state, slot, { facts, context });
  const next = nextStep(state, context);
  if (!next || next.step !== slot || next.atMs > context.nowMs) return refuse('clockStale', 'slot', slot);
  switch (next.step) {
    case 'collection':
      return openCollection(state, facts, context, awaited(state, context));
    case 'collectionReminder':
      return remindSilent(state, facts, context, awaited(state, context));
    case 'freeze':
      return freezeCollection(state, context);
    case 'agenda':
      return composeAgenda(state, { ...facts, office: facts.coordinators }, context);
    case 'approval':
      return askApproval(state, facts, context);
    case 'reminder':
      return remind(state, facts, context);
    case 'lastReminder':
      return remindLast(state, facts, context);
    case 'held':
      return decided([held(state, context)]);
    case 'minutes':
      return askMinutes(state, 'minutes', { facts, context });
    case 'minutesDue':
      return askMinutes(state, 'minutesDue', { facts, context });
    default:
      return assertNever(next.step);
  }
}

type StepDone = Extract<MeetingEvent, { type: 'stepDone' }>;

const done = (name: MeetingStep, told: readonly string[] = [], unreachable: readonly string[] = []): StepDone => ({
  ...{ type: 'stepDone', step: name, told, unreachable },
});

/** With the instant its minutes are due at, where the timetable asks for any: the meeting goes on until they are there. */
function held(state: MeetingState, clock: Clock): MeetingEvent {
  const { settings, calendar, nowMs } = clock;
  const ranLate = isMissed(state, clock) && { ranLateMs: nowMs };
  const rows = instantsOf(settings.meeting.timetable, ranLate ? nowMs : (state.startMs ?? 0), calendar);
  const due = rows.find(({ step: name }) => name === 'minutesDue');
  return { ...done('held'), ...(due && { minutesDueMs: due.atMs }), ...ranLate };
}

/** Its day passed and nobody held it: the office was away. It is caught up once, and marked (补发). */
function isMissed({ status, startMs }: MeetingState, { nowMs, calendar: { clock } }: Clock): boolean {
  if (status !== 'planned' || startMs === null) return false;
  return clock.toLocal(startMs).date < clock.toLocal(nowMs).date;
}

/** Asked of the office; late, its leaders hear of it too. */
function askMinutes(
  state: MeetingState,
  name: 'minutes' | 'minutesDue',
  { facts: { coordinators }, context }: { facts: MeetingRuleFacts; context: RuleContext },
): Decision<MeetingEvent> {
  const people = name === 'minutes' ? coordinators : [...coordinators, state.chairId];
  return decided([done(name, people)], toPeople(state, { name, people }, context));
}

const ofMinutes = (
  state: MeetingState,
  slot: string,
  given: { facts: MeetingRuleFacts; context: RuleContext },
): Decision<MeetingEvent> =>
  slot === FOLLOW_UP ? decided([{ type: 'meetingFollowedUp' }]) : decisionMissed(state, slot, given);

/** From a person: the invitation leaves now, with the agenda of now when there is none yet. */
export function remindNow(state: MeetingState, facts: MeetingRuleFacts, context: RuleContext): Answer {
  const over = refuseOver(state, context.nowMs);
  if (over) return over;
  if (state.done.includes('reminder')) return decided([]);
  const sent = remind(state, facts, context);
  if (!isAwaited(state, 'agenda', context)) return sent;
  // Nobody is asked to approve what leaves in the same moment.
  const composed = composeAgenda(state, { ...facts, office: [] }, context);
  return decided([...composed.events, ...sent.events], [...composed.notices, ...sent.notices]);
}

/** The office gets it to edit and approve; whoever leads a problem without proposal and promised date is told to bring them. */
function composeAgenda(
  state: MeetingState,
  { agenda: sources, coordinators, office }: MeetingRuleFacts & { office: readonly string[] },
  context: RuleContext,
): Decision<MeetingEvent> {
  if (sources === null) return decided([done('agenda')]);
  const agenda = agendaOf(state);
  const given = { theme: state.theme, lastNo: agenda.lastNo, free: addedTo(agenda).length };
  const composed = compose(sources, given, context);
  // Caught up: there is nothing to approve and nothing to bring any more, only minutes to be written of it.
  if (isMissed(state, context)) return decided([composed, done('agenda')]);
  const meeting = { id: state.id, startMs: state.startMs ?? context.nowMs };
  const on = context.calendar.clock.toLocal(meeting.startMs).date;
  const asked = withoutProposal(sources, context.settings.meeting.agenda).flatMap(({ problem, people, held }) => {
    const told = { people: people.length > 0 ? people : coordinators, problem, more: { on } };
    return tellBeforeMeeting(held ? 'heldBack' : 'proposalAsked', told, { meeting, context });
  });
  const notices = [...toOffice(state, 'agenda', office, context), ...asked];
  const silent = silentOf(collectionOf(state));
  return decided([{ ...composed, ...(silent.length > 0 && { silent }) }, done('agenda', office)], notices);
}

function askApproval(state: MeetingState, facts: MeetingRuleFacts, context: RuleContext): Decision<MeetingEvent> {
  return decided([done('approval', facts.coordinators)], toOffice(state, 'approval', facts.coordinators, context));
}

const toOffice = (
  { id, startMs }: MeetingState,
  name: 'agenda' | 'approval',
  people: readonly string[],
  context: RuleContext,
): Notice[] =>
  people.map(personId => ({
    ...{ kind: 'meeting-agenda', slot: `${id}/${name}`, personId },
    ...{ notBeforeMs: leavesAt(startMs, context), expiresMs: startMs ?? context.nowMs },
    data: { meeting: id },
  }));

/** One personal mail an attendee; whoever has no address is named in the event instead of being forgotten. */
function remind(state: MeetingState, facts: MeetingRuleFacts, context: RuleContext): Decision<MeetingEvent> {
  const { series, withoutAddress } = facts;
  const notBeforeMs = leavesAt(state.startMs, context);
  const told = (series?.attendeeIds ?? []).filter(id => !withoutAddress.includes(id));
  const notices = told.map((personId): Notice => ({
    kind: 'meeting-reminder',
    slot: `${state.id}/reminder`,
    personId,
    notBeforeMs,
    expiresMs: state.startMs ?? context.nowMs,
    data: { meeting: state.id },
  }));
  const invited = done('reminder', told, withoutAddress);
  const none = isAwaited(state, 'lastReminder', context) && lastReminderIsNear(state, context);
  return decided(none ? [invited, done('lastReminder')] : [invited], notices);
}

/** The steps that are still to come, the next one first. */
function awaited(state: MeetingState, { settings, calendar, nowMs }: Clock): StepInstant[] {
  if (!isUnderWay(state) || state.startMs === null) return [];
  const rows = rowsOf(state, { settings, calendar, nowMs });
  const isPast = (name: MeetingStep): boolean => state.done.includes(name) || isSkipped(state, name);
  const reached = rows.findLastIndex(({ step: name }) => state.done.includes(name));
  // What lies before a step that was given is not caught up: nobody composes an agenda after the invitation left. But units that were given
  // until then to answer have it, however early somebody calls the meeting.
  const stillFreezes = (name: MeetingStep): boolean => name === 'freeze' && collectionOf(state).openedMs !== null;
  const isAhead = (name: MeetingStep): boolean =>
    (rows.findIndex(({ step: other }) => other === name) > reached || stillFreezes(name)) && !isPast(name);
  return withoutIdleCollection(state, rows, { awaited: isAhead, nowMs }).filter(
    row => isAhead(row.step) && !isSettled(state, row, calendar),
  );
}

/** Minutes of a meeting that was caught up are asked for from then on. */
function rowsOf({ startMs, ranLateMs }: MeetingState, { settings: { meeting }, calendar }: Clock): StepInstant[] {
  const rows = instantsOf(meeting.timetable, startMs ?? 0, calendar);
  if (ranLateMs === undefined) return rows;
  const later = instantsOf(meeting.timetable, ranLateMs, calendar);
  return [
    ...rows.filter(({ step: name }) => !OF_MINUTES.includes(name)),
    ...later.filter(({ step: name }) => OF_MINUTES.includes(name)),
  ];
}

/** Until it was held, and after that as long as its minutes are waited for. */
const isUnderWay = (state: MeetingState): boolean => {
  const { dueMs, published } = minutesOfMeeting(state);
  return (
    state.status === 'planned' || (state.status === 'held' && dueMs !== null && published === null && !isWaived(state))
  );
};

const isSkipped = ({ skipped = [] }: MeetingState, name: MeetingStep): boolean =>
  skipped.some(({ step: other }) => other === name);

/** Nobody is reminded of an approval that was given, that there is nothing for, or that he was asked for with no hour of work since. */
function isSettled(state: MeetingState, { step: name, atMs }: StepInstant, calendar: WorkCalendar): boolean {
  if (name !== 'approval') return false;
  const { approved, items, composedMs } = agendaOf(state);
  if (composedMs !== null && officeInstantOnOrAfter(calendar, composedMs) >= atMs) return true;
  return approved !== null || (items.length === 0 && (composedMs !== null || isSkipped(state, 'agenda')));
}

export const isAwaited = (state: MeetingState, name: MeetingStep, clock: Clock): boolean =>
  awaited(state, clock).some(({ step: other }) => other === name);

const OF_MINUTES: readonly MeetingStep[] = ['minutes', 'minutesDue'];
const AFTER: readonly MeetingStep[] = ['held', ...OF_MINUTES];

export function nextStep(state: MeetingState, clock: Clock): StepInstant | null {
  const due = awaited(state, clock);
  // Once the meeting has begun a late reminder is noise: what is left to say is that it was held, and what it came to.
  const left = isMissed(state, clock) ? [...AFTER, 'agenda'] : AFTER;
  return due.find(({ step: name }) => left.includes(name) || !hasBegun(state, clock.nowMs)) ?? null;
}

export function skipStep(
  state: MeetingState,
  { step: name, reason }: { step: MeetingStep; reason: string },
  context: RuleContext,
): Answer {
  const isOfMinutes = OF_MINUTES.includes(name);
  const over = isOfMinutes && isUnderWay(state) ? null : refuseOver(state, context.nowMs);
  if (over) return over;
  if (name === 'held') return refuse('stepMustStay', 'step', name);
  if (!isAwaited(state, name, context)) {
    const ahead = awaited(state, context).map(({ step: other }) => other);
    return refuse('stepNotAhead', 'step', name, { ahead: ahead.filter(other => other !== 'held') });
  }
  return decided([{ type: 'stepSkipped', step: name, reason, by: context.actor.id }]);
}
