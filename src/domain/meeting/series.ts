import { assertNever } from '../assert-never.ts';
import { isWorkday, nextWorkday } from '../calendar/working-calendar.ts';
import { decided, type Area, type Decision, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { meetsTooOften } from './lead.ts';
import { checkRhythm, everyOf } from './rhythm.ts';
import type { SeriesCommand, SeriesEvent, SeriesFacts, SeriesRuleFacts, SeriesState } from './types.ts';

function decideSeries(
  state: SeriesState | null,
  command: SeriesCommand,
  facts: SeriesRuleFacts,
  context: RuleContext,
): Decision<SeriesEvent> | Refusal {
  if (command.type === 'define' || command.type === 'call') {
    const wrong =
      (command.type === 'call'
        ? checkCall(state, command.facts, facts, context)
        : checkDefinition(state, command.facts)) ??
      checkAttendees(command.facts, facts) ??
      meetsTooOften(command.facts, context.settings.meeting.timetable);
    return wrong ?? decided([{ type: 'defined', id: facts.id, facts: command.facts }]);
  }
  if (!state) return refuse('seriesNotFound', 'series', facts.id);
  if (command.type === 'pause') return decided([{ type: 'paused', reason: command.reason }]);
  // The timetable may have been set while nobody met by it.
  const wrong = meetsTooOften(state, context.settings.meeting.timetable);
  return wrong ?? decided([{ type: 'resumed', reason: command.reason ?? null }]);
}

/** A special meeting has its one day, and does not become a series by being defined. */
function checkDefinition(state: SeriesState | null, { rhythm }: SeriesFacts): Refusal | null {
  if (state && everyOf(state) === 'once') return refuse('alreadyExists', 'id', state.id, { name: state.name });
  return rhythm ? checkRhythm(rhythm) : null;
}

/** Called again it may have other attendees; its day is moved as that of any meeting. */
function checkCall(
  state: SeriesState | null,
  { rhythm, time }: SeriesFacts,
  { unknownProblems: [unknown] = [] }: SeriesRuleFacts,
  { nowMs, today, calendar }: RuleContext,
): Refusal | null {
  const date = rhythm?.date ?? '';
  if (state && everyOf(state) !== 'once') return refuse('alreadyExists', 'id', state.id, { name: state.name });
  if (state && (state.rhythm?.date !== date || state.time !== time)) {
    return refuse('meetingCalled', 'date', date, { on: state.rhythm?.date ?? '', time: state.time });
  }
  if (calendar.clock.toInstant(date, time) <= nowMs) return refuse('meetingInPast', 'date', date, { time, today });
  if (!isWorkday(calendar.table, date)) {
    return refuse('notAWorkingDay', 'date', date, { next: nextWorkday(calendar.table, date) });
  }
  return unknown === undefined ? null : refuse('problemNotFound', 'problems', unknown);
}

function checkAttendees({ attendeeIds }: SeriesFacts, facts: SeriesRuleFacts): Refusal | null {
  if (attendeeIds.length === 0) return refuse('seriesHasNoAttendees', 'attendees', null);
  const twice = attendeeIds.find((id, index) => attendeeIds.indexOf(id) !== index);
  if (twice !== undefined) return refuse('attendeeTwice', 'attendees', twice);
  const [unknown] = facts.unknownPersonIds;
  if (unknown !== undefined) return refuse('personNotFound', 'attendees', unknown);
  const [unreachable] = facts.withoutAddress;
  return unreachable === undefined ? null : refuse('attendeeWithoutAddress', 'attendees', unreachable);
}

function evolveSeries(state: SeriesState | null, event: SeriesEvent): SeriesState {
  if (event.type === 'defined') return { ...event.facts, id: event.id, status: state?.status ?? 'running' };
  if (!state) throw new Error(`a series cannot begin with the event ${event.type}`);
  switch (event.type) {
    case 'paused':
      return { ...state, status: 'paused' };
    case 'resumed':
      return { ...state, status: 'running' };
    default:
      return assertNever(event);
  }
}

export const seriesArea: Area<SeriesState, SeriesCommand, SeriesEvent, SeriesRuleFacts> = {
  kind: 'series',
  decide: decideSeries,
  evolve: evolveSeries,
  nextReminder: () => null,
};
