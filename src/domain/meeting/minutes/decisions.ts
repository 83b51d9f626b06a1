import { parseIsoDate } from '../../calendar/dates.ts';
import { isWorkday, nextWorkday } from '../../calendar/working-calendar.ts';
import { decided, type Actor, type Decision, type RuleContext } from '../../entity.ts';
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import type { MeetingDecision, Minutes, MinutesCommand, MinutesEvent } from './types.ts';

/** What becomes of a decision (议定事项) once the minutes are published: it is a promise, kept on its day or missed (PPC). */

type Of<T extends MinutesCommand['type']> = Extract<MinutesCommand, { type: T }>;
type Answer = Decision<MinutesEvent> | Refusal;

/** Still waited for. */
export const isOpen = ({ doneOn, droppedOn }: MeetingDecision): boolean => doneOn === null && droppedOn === null;
/** When the day ends that is waited for: its own, or the one that was named instead. */
export const limitMsOf = ({ dueMs, postponed }: MeetingDecision): number => postponed?.untilMs ?? dueMs;
/** Kept on its day, or it was missed, whenever it was done afterwards. */
export const isMissed = ({ doneOn, dueOn }: MeetingDecision, on: string): boolean => (doneOn ?? on) > dueOn;

/** How a promise stands on a day: done after its own it stays missed. */
export function standingOf(decision: MeetingDecision, on: string): 'dropped' | 'missed' | 'kept' | 'open' {
  if (decision.droppedOn !== null) return 'dropped';
  if (isMissed(decision, on)) return 'missed';
  return decision.doneOn === null ? 'open' : 'kept';
}

/** How the work stands on a day, by the one that is waited for now: done is done, whenever that was. */
export const workOf = (doneOn: string | null, limit: string, on: string): 'done' | 'missed' | 'open' =>
  doneOn !== null ? 'done' : limit < on ? 'missed' : 'open';

/** By whoever owns it, or by a coordinator. After its day it is done all the same, and the promise stays missed. */
export function report(minutes: Minutes, { decision: no, result }: Of<'reportDecision'>, context: RuleContext): Answer {
  const { today, actor } = context;
  const decision = openOf(minutes, no, actor);
  if (isRefusal(decision)) return decision;
  const kept = today <= decision.dueOn;
  return decided([{ type: 'decisionReported', no, result, on: today, kept, by: actor.id }]);
}

export function explain(minutes: Minutes, command: Of<'explainDecision'>, context: RuleContext): Answer {
  const { decision: no, reason } = command;
  const { today, actor } = context;
  const decision = found(minutes, no);
  if (!decision) return refuse('decisionNotFound', 'decision', no);
  const wrong = notTheOwner(decision, context);
  if (wrong) return wrong;
  if (!isMissed(decision, today)) return refuse('decisionNotMissed', 'decision', no, { due: decision.dueOn });
  if (decision.missReason === reason) return decided([]);
  return decided([{ type: 'decisionExplained', no, reason, on: today, by: actor.id }]);
}

/** Not done by its day, and done by another: the promise stays what it was and is missed with this reason, and the new day is waited for. */
export function postpone(minutes: Minutes, command: Of<'postponeDecision'>, context: RuleContext): Answer {
  const { decision: no, reason } = command;
  const { today, actor, calendar } = context;
  const decision = openOf(minutes, no, actor);
  if (isRefusal(decision)) return decision;
  const until = parseIsoDate(command.until, 'until');
  if (isRefusal(until)) return until;
  if (until <= today) return refuse('promiseInPast', 'until', until, { today });
  const before = decision.postponed?.until ?? decision.dueOn;
  if (until <= before) return refuse('timeNotAfter', 'until', until, { after: before });
  if (!isWorkday(calendar.table, until)) {
    return refuse('notAWorkingDay', 'until', until, { next: nextWorkday(calendar.table, until) });
  }
  const untilMs = calendar.clock.toInstant(until, calendar.hours.end);
  return decided([{ type: 'decisionPostponed', no, reason, until, untilMs, on: today, by: actor.id }]);
}

/** The decision somebody may still answer for, or why he may not. */
export function openOf(minutes: Minutes, no: number, actor: Actor): MeetingDecision | Refusal {
  const decision = found(minutes, no);
  if (!decision) return refuse('decisionNotFound', 'decision', no);
  const wrong = notTheOwner(decision, { actor });
  if (wrong) return wrong;
  return decision.doneOn === null ? decision : refuse('decisionDone', 'decision', no, { on: decision.doneOn });
}

const found = ({ decisions, published }: Minutes, no: number): MeetingDecision | null =>
  (published && decisions.find(each => each.no === no && each.droppedOn === null)) ?? null;

function notTheOwner({ unitId, personId }: MeetingDecision, { actor }: Pick<RuleContext, 'actor'>): Refusal | null {
  const owns = actor.unitId === unitId || actor.id === personId || actor.roles.includes('coordinator');
  return owns ? null : refuse('notTheOwner', 'actor', actor.id, { unit: unitId });
}
