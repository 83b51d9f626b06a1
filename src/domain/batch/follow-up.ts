import { addDays, type IsoDate } from '../calendar/dates.ts';
import { addMonths } from '../calendar/months.ts';
import { officeInstantOnOrAfter, startOfOfficeDay } from '../calendar/office-hours.ts';
import { decided, type Decision, type Notice, type Reminder, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { BatchEvent, BatchRuleFacts, BatchState, FollowUp } from './types.ts';

const DAY_MS = 86_400_000;
/** Lines of one slot wait this long for each other, so that a person gets one mail. */
const GATHERING_MS = 2 * 60_000;

type Answer = Decision<BatchEvent> | Refusal;
interface Due extends FollowUp {
  atMs: number;
}

/** 1, 3 and 6 months after the event (settings), counted from the day it took place; those that have passed by then are left out. */
export function followUpsAfter(on: IsoDate, { settings, today }: RuleContext): Omit<FollowUp, 'told'>[] {
  const months = [...new Set(settings.batch.followUpMonths)].sort((a, b) => a - b);
  return months.map(count => ({ months: count, on: addMonths(on, count) })).filter(each => each.on > today);
}

/** The end of the list's free days, then the follow-ups; what people do in between has no clock. */
export function nextBatchReminder(state: BatchState, context: RuleContext): Reminder | null {
  if (state.status === 'listing') {
    // The cut-off is a whole day: it has passed when the next one begins.
    return {
      slot: `cutOff:${state.cutOff}`,
      atMs: context.calendar.clock.toInstant(addDays(state.cutOff, 1), '00:00'),
    };
  }
  const due = nextFollowUp(state, context);
  return due && { slot: `followUp:${due.months}:${due.on}`, atMs: due.atMs };
}

/** Of several that are overdue at once (a long outage) only the latest is given: it says what the earlier ones would have said. */
function nextFollowUp({ status, followUps }: BatchState, { calendar, nowMs }: RuleContext): Due | null {
  if (status !== 'tracking') return null;
  const open = followUps
    .filter(({ told }) => !told)
    .map(each => ({ ...each, atMs: officeInstantOnOrAfter(calendar, startOfOfficeDay(calendar, each.on)) }));
  return open.filter(({ atMs }) => atMs <= nowMs).at(-1) ?? open[0] ?? null;
}

/** The clock says that the cut-off has passed; refused when the event has moved on. */
export function closeList(state: BatchState, slot: string, context: RuleContext): Answer {
  const next = nextBatchReminder(state, context);
  if (state.status !== 'listing' || next?.slot !== slot || next.atMs > context.nowMs) {
    return refuse('clockStale', 'slot', slot);
  }
  return decided([{ type: 'listClosed', cutOff: state.cutOff }]);
}

export function followUp(state: BatchState, slot: string, facts: BatchRuleFacts, context: RuleContext): Answer {
  const due = nextFollowUp(state, context);
  if (!due || nextBatchReminder(state, context)?.slot !== slot || due.atMs > context.nowMs) {
    return refuse('clockStale', 'slot', slot);
  }
  return decided([{ type: 'followedUp', months: due.months, on: due.on }], noticesFor(state, due, facts, context));
}

/** Each coordinator hears of every project that was moved, the others of their own. */
function noticesFor(
  { code, entries }: BatchState,
  { months }: Due,
  { coordinators, teams }: BatchRuleFacts,
  context: RuleContext,
): Notice[] {
  // A clock that comes late comes at any hour; the mail still waits for the office.
  const sendMs = officeInstantOnOrAfter(context.calendar, context.nowMs);
  const moved = entries.filter(({ standing }) => standing === 'moved').map(entry => entry.code);
  return moved.flatMap(project =>
    [...new Set([...coordinators, ...(teams.get(project) ?? [])])].map((personId): Notice => ({
      kind: 'batch-follow-up',
      slot: `${code}/${months}`,
      personId,
      notBeforeMs: sendMs + GATHERING_MS,
      expiresMs: sendMs + 7 * DAY_MS,
      data: { project, months },
    })),
  );
}
