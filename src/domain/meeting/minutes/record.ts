import { assertNever } from '../../assert-never.ts';
import { parseIsoDate } from '../../calendar/dates.ts';
import { officeInstantOnOrAfter } from '../../calendar/office-hours.ts';
import { isWorkday, nextWorkday } from '../../calendar/working-calendar.ts';
import { decided, type Decision, type Notice, type RuleContext } from '../../entity.ts';
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import type { AgendaItem } from '../agenda/types.ts';
import { agendaOf } from '../agenda/edit.ts';
import type { MeetingRuleFacts, MeetingState } from '../types.ts';
import { explain, postpone, report } from './decisions.ts';
import { BULLETIN } from './slots.ts';
import { NO_MINUTES, type ItemOutcome, type Minutes, type MinutesCommand, type MinutesEvent } from './types.ts';

type Of<T extends MinutesCommand['type']> = Extract<MinutesCommand, { type: T }>;
type Answer = Decision<MinutesEvent> | Refusal;

export const minutesOfMeeting = ({ minutes }: Pick<MeetingState, 'minutes'>): Minutes => minutes ?? NO_MINUTES;

interface Given {
  facts: MeetingRuleFacts;
  context: RuleContext;
}

/** What is written down of a meeting that was held. Once published it is frozen: what changes later is a correction, with its reason. */
export function recordMinutes(state: MeetingState, command: MinutesCommand, given: Given): Answer {
  if (state.status !== 'held') return refuse('meetingNotHeld', 'id', state.id, { status: state.status });
  switch (command.type) {
    case 'attend':
      return correctable(state, command) ?? attend(state, command, given);
    case 'concludeItem':
      return correctable(state, command) ?? conclude(state, command, given.context);
    case 'decideItem':
      return correctable(state, command) ?? decide(state, command, given);
    case 'dropDecision':
      return correctable(state, command) ?? drop(state, command, given.context);
    case 'publishMinutes':
      return publish(state, given);
    case 'reportDecision':
      return report(minutesOfMeeting(state), command, given.context);
    case 'explainDecision':
      return explain(minutesOfMeeting(state), command, given.context);
    case 'postponeDecision':
      return postpone(minutesOfMeeting(state), command, given.context);
    default:
      return assertNever(command);
  }
}

/** Before the publishing nothing is corrected, it is written; afterwards nothing is written without saying why. */
function correctable(state: MeetingState, { correction }: { correction?: string | undefined }): Refusal | null {
  const { published } = minutesOfMeeting(state);
  if (published && correction === undefined) return refuse('minutesPublished', 'correction', null);
  return !published && correction !== undefined ? refuse('minutesNotPublished', 'correction', correction) : null;
}

const made = ({ correction = null }: { correction?: string | null | undefined }, { actor, nowMs }: RuleContext) => ({
  ...{ correction, actor: actor.id, atMs: nowMs },
});

function attend(state: MeetingState, command: Of<'attend'>, { facts, context }: Given): Answer {
  const { person: personId, presence, by = null } = command;
  if (!facts.personKnown) return refuse('personNotFound', 'person', personId);
  if (presence === 'represented' && by === null) return refuse('required', 'by', null);
  if (presence !== 'represented' && by !== null) return refuse('answerWithout', 'by', by, { answer: presence });
  const before = minutesOfMeeting(state).attendance.find(each => each.personId === personId);
  if (before?.presence === presence && before.by === by) return decided([]);
  return decided([{ type: 'attendanceRecorded', personId, presence, by, ...made(command, context) }]);
}

const itemOf = (state: MeetingState, no: number): AgendaItem | undefined =>
  agendaOf(state).items.find(item => item.no === no);

const unknownItem = (state: MeetingState, field: string, no: number): Refusal | null =>
  itemOf(state, no) ? null : refuse('agendaItemNotFound', field, no, { items: agendaOf(state).items.length });

function conclude(state: MeetingState, command: Of<'concludeItem'>, context: RuleContext): Answer {
  const { no, outcome, note = null } = command;
  const wrong = unknownItem(state, 'no', no);
  if (wrong) return wrong;
  const { decisions, outcomes } = minutesOfMeeting(state);
  const decision = decisions.find(({ item, droppedOn }) => item === no && droppedOn === null);
  if (decision) return refuse('itemDecided', 'no', no, { decision: decision.no });
  const before = outcomes.find(each => each.no === no);
  if (before?.outcome === outcome && before.note === note) return decided([]);
  return decided([{ type: 'itemConcluded', no, outcome, note, ...made(command, context) }]);
}

/** 议定事项: an owner, and a working day ahead. */
function decide(state: MeetingState, command: Of<'decideItem'>, { facts, context }: Given): Answer {
  const { item = null, text, unit: unitId, person: personId = null } = command;
  const { today, calendar } = context;
  const wrong = item === null ? null : unknownItem(state, 'item', item);
  if (wrong) return wrong;
  if (!facts.unitKnown) return refuse('unitNotFound', 'unit', unitId);
  if (personId !== null && !facts.personKnown) return refuse('personNotFound', 'person', personId);
  const dueOn = parseIsoDate(command.due, 'due');
  if (isRefusal(dueOn)) return dueOn;
  if (dueOn <= today) return refuse('promiseInPast', 'due', dueOn, { today });
  if (!isWorkday(calendar.table, dueOn)) {
    return refuse('notAWorkingDay', 'due', dueOn, { next: nextWorkday(calendar.table, dueOn) });
  }
  const { decisions, lastDecision, published } = minutesOfMeeting(state);
  const twin = decisions.find(each => each.item === item && each.text === text && each.droppedOn === null);
  if (twin) return refuse('decisionThere', 'text', text, { decision: twin.no });
  const dueMs = calendar.clock.toInstant(dueOn, calendar.hours.end);
  const decision = { no: lastDecision + 1, item, text, unitId, personId, dueOn, dueMs, madeOn: today };
  const event: MinutesEvent = { type: 'decisionMade', decision, ...made(command, context) };
  return decided([event], published ? toldOf(state, { [unitId]: ownersOf(decision, facts) }, context) : []);
}

function drop(state: MeetingState, command: Of<'dropDecision'>, context: RuleContext): Answer {
  const { decision: no } = command;
  const known = minutesOfMeeting(state).decisions.find(each => each.no === no && each.droppedOn === null);
  if (!known) return refuse('decisionNotFound', 'decision', no);
  if (known.doneOn !== null) return refuse('decisionDone', 'decision', no, { on: known.doneOn });
  return decided([{ type: 'decisionDropped', no, on: context.today, ...made(command, context) }]);
}

/** What nobody concluded is carried over where it is a problem, and taken note of where it is not; then all of it is frozen. */
function publish(state: MeetingState, { facts, context }: Given): Answer {
  const { attendance, published, decisions } = minutesOfMeeting(state);
  if (published) return decided([]);
  if (attendance.length === 0) return refuse('attendanceMissing', 'attendance', null);
  const owners = Object.fromEntries(decisions.map(decision => [decision.unitId, ownersOf(decision, facts)]));
  const event: MinutesEvent = {
    ...{ type: 'minutesPublished', outcomes: restOf(state), hash: facts.minutesHash ?? '' },
    ...{ by: context.actor.id, atMs: context.nowMs, on: context.today },
  };
  return decided([event], [...toldOf(state, owners, context), ...bulletin(state, owners, { facts, context })]);
}

/** 通报, to who attends, who carries something out, and whom the settings name: at once in office hours, else when the office opens. */
function bulletin({ id, invited }: MeetingState, owners: Owners, { facts, context }: Given): Notice[] {
  const { series, bulletinTo = [] } = facts;
  const people = [...(series?.attendeeIds ?? []), ...invited, ...Object.values(owners).flat(), ...bulletinTo];
  const notBeforeMs = officeInstantOnOrAfter(context.calendar, context.nowMs);
  return [...new Set(people)].map(personId => ({
    ...{ kind: 'meeting-minutes', slot: `${id}/${BULLETIN}`, personId, notBeforeMs, expiresMs: notBeforeMs + WEEK_MS },
    data: { meeting: id },
  }));
}

/** The outcomes of the items that nobody has concluded. */
export function restOf(state: MeetingState): ItemOutcome[] {
  const concluded = new Set(minutesOfMeeting(state).outcomes.map(({ no }) => no));
  const left = agendaOf(state).items.filter(({ no }) => !concluded.has(no));
  return left.map(({ no, kind }) => ({ no, outcome: WAITING.includes(kind) ? 'carried' : 'noted', note: null }));
}

/** The problems among its items, by code: what it was done with, and what it has left to the next meeting. */
export function problemsAfter(state: MeetingState): { carried: string[]; dealtWith: Set<string> } {
  const outcomes = [...minutesOfMeeting(state).outcomes, ...restOf(state)];
  const codes = (left: boolean): string[] =>
    outcomes
      .filter(({ outcome }) => (outcome === 'carried') === left)
      .flatMap(({ no }) => itemOf(state, no) ?? [])
      .flatMap(({ code, subject }) => (code !== null && (subject === 'problem' || !left) ? [code] : []));
  const dealtWith = new Set(codes(false));
  return { carried: [...new Set(codes(true))].filter(code => !dealtWith.has(code)), dealtWith };
}

const WAITING: readonly AgendaItem['kind'][] = ['carried', 'problem', 'whistle'];

/** The person it was given to, else the unit's people, else the office. */
export const ownersOf = (
  { personId, unitId }: { personId: string | null; unitId: string },
  { owners, coordinators }: Pick<MeetingRuleFacts, 'owners' | 'coordinators'>,
): readonly string[] => {
  if (personId !== null) return [personId];
  const people = owners.get(unitId) ?? [];
  return people.length > 0 ? people : coordinators;
};

const WEEK_MS = 7 * 86_400_000;

/** Who carries out what was decided, by unit. */
type Owners = Readonly<Record<string, readonly string[]>>;

/** One mail a person with all decisions that are his; minutes that are published at night wait for the office, as their bulletin does. */
function toldOf({ id }: MeetingState, owners: Owners, { nowMs, calendar }: RuleContext): Notice[] {
  const people = [...new Set(Object.values(owners).flat())];
  const notBeforeMs = officeInstantOnOrAfter(calendar, nowMs);
  return people.map(personId => ({
    ...{ kind: 'meeting-minutes', slot: `${id}/decisions`, personId, notBeforeMs, expiresMs: notBeforeMs + WEEK_MS },
    data: { meeting: id },
  }));
}
