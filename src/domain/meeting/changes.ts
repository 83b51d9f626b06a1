import { addDays, weekdayOf, type IsoDate } from '../calendar/dates.ts';
import { isWorkday, nextWorkday } from '../calendar/working-calendar.ts';
import type { WorkCalendar } from '../calendar/office-hours.ts';
import { decided, type Decision, type Notice, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { isRepeated } from './collection/steps.ts';
import { occurrenceOf, type Occurrence, type SeriesRhythm } from './occurrence.ts';
import { instantsOf } from './timetable.ts';
import type { MeetingCommand, MeetingEvent, MeetingRuleFacts, MeetingState } from './types.ts';

/**
 * What people do to one occurrence: move it, cancel it. Whoever was invited hears of it at once, by the same calendar entry with the next
 * SEQUENCE (RFC 5546 §3.2.2, §3.2.5); before anybody was, the timetable alone follows.
 */

type Answer = Decision<MeetingEvent> | Refusal;
type Move = Extract<MeetingCommand, { type: 'move' }>;

/** A cancelled meeting must be heard of even when its start is near or has passed. */
const STILL_NEWS_MS = 4 * 3_600_000;

export function move(
  state: MeetingState,
  { date, time, venue = state.venue, reason }: Move,
  { busy }: MeetingRuleFacts,
  context: RuleContext,
): Answer {
  const { nowMs, today, calendar } = context;
  const over = changeable(state, nowMs);
  if (over) return over;
  const startMs = calendar.clock.toInstant(date, time);
  if (startMs <= nowMs) return refuse('meetingInPast', 'date', date, { time, today });
  if (!isWorkday(calendar.table, date)) {
    return refuse('notAWorkingDay', 'date', date, { next: nextWorkday(calendar.table, date) });
  }
  if (startMs === state.startMs && venue === state.venue) return refuse('meetingUnchanged', 'date', date, { time });
  const other = busy.find(({ heldOn }) => mondayOf(heldOn) === mondayOf(date));
  if (other) return refuse('weekTaken', 'date', date, { meeting: other.id, on: other.heldOn });
  const before = { startMs: state.startMs, venue: state.venue };
  const change = { startMs, venue, before, reason, again: stepsAgain(state, startMs, context), ...toldOf(state) };
  return decided([{ type: 'rescheduled', ...change }], notices(state, change.sequence, { nowMs, expiresMs: startMs }));
}

export function cancel(state: MeetingState, reason: string, { nowMs }: RuleContext): Answer {
  const over = changeable(state, nowMs);
  if (over) return over;
  const change = { reason, ...toldOf(state) };
  const expiresMs = Math.max(state.startMs ?? nowMs, nowMs + STILL_NEWS_MS);
  return decided([{ type: 'cancelled', ...change }], notices(state, change.sequence, { nowMs, expiresMs }));
}

/** Where the rule of the series puts it now that its year's holidays are known; null while nothing is new, or when people have decided. */
export function byCalendar(state: MeetingState, { nowMs, calendar }: RuleContext): Occurrence | null {
  const { rhythm, provisional, moved, plannedDate, startMs } = state;
  if (changeable(state, nowMs) || !provisional || !rhythm || moved === 'byHand') return null;
  const occurrence = occurrenceOf(calendar.table, rhythm, plannedDate);
  return occurrence.provisional && startOf(occurrence, rhythm, calendar) === startMs ? null : occurrence;
}

/** A year that is published makes a day sure, or moves the meeting by the rule of its series; who was invited hears of a move. */
export function recompute(state: MeetingState, context: RuleContext): Answer | null {
  const occurrence = byCalendar(state, context);
  if (!occurrence || !state.rhythm) return null;
  const { nowMs, calendar } = context;
  const startMs = startOf(occurrence, state.rhythm, calendar);
  const before = { startMs: state.startMs, venue: state.venue };
  const stays = startMs === state.startMs;
  const { told, sequence } = stays ? { told: [], sequence: state.sequence } : toldOf(state);
  const expiresMs = Math.max(startMs ?? 0, nowMs + STILL_NEWS_MS);
  return decided(
    [{ type: 'recomputed', occurrence, startMs, before, again: stepsAgain(state, startMs, context), told, sequence }],
    stays ? [] : notices(state, sequence, { nowMs, expiresMs }),
  );
}

/**
 * An agenda that was composed for a day that is not the day any more is composed again at its new instant, if that lies ahead; who was sent it once
 * is not sent it twice.
 */
function stepsAgain({ done }: MeetingState, startMs: number | null, { nowMs, settings, calendar }: RuleContext) {
  if (startMs === null || done.includes('reminder')) return [];
  const ahead = instantsOf(settings.meeting.timetable, startMs, calendar).filter(({ atMs }) => atMs > nowMs);
  return ahead.flatMap(({ step }) => (done.includes(step) && isRepeated(step) ? [step] : []));
}

const startOf = ({ heldOn }: Occurrence, { time }: SeriesRhythm, { clock }: WorkCalendar): number | null =>
  heldOn === null ? null : clock.toInstant(heldOn, time);

const changeable = ({ id, status, startMs }: MeetingState, nowMs: number): Refusal | null =>
  status !== 'planned' || (startMs ?? 0) <= nowMs ? refuse('meetingOver', 'id', id, { status }) : null;

/** Nobody was invited yet: nothing is to be told, and the first invitation may still be number 0. */
const toldOf = ({ sequence, invited }: MeetingState) => ({
  told: invited,
  sequence: invited.length === 0 ? sequence : sequence + 1,
});

const notices = (
  { id, invited }: MeetingState,
  sequence: number,
  { nowMs, expiresMs }: { nowMs: number; expiresMs: number },
): Notice[] =>
  invited.map(personId => ({
    kind: 'meeting-change',
    slot: `${id}/change/${sequence}`,
    personId,
    ...{ notBeforeMs: nowMs, expiresMs },
    data: { meeting: id },
  }));

const mondayOf = (date: IsoDate): IsoDate => addDays(date, 1 - weekdayOf(date));
