import { decided, type Decision, type RuleContext } from '../../entity.ts';
import { refuse, type Refusal } from '../../refusal.ts';
import type { MeetingDecision, Minutes, MinutesCommand, MinutesEvent } from './types.ts';

/** What becomes of a decision (议定事项) once the minutes are published: it is a promise, kept on its day or missed (PPC). */

type Of<T extends MinutesCommand['type']> = Extract<MinutesCommand, { type: T }>;
type Answer = Decision<MinutesEvent> | Refusal;

/** Still waited for. */
export const isOpen = ({ doneOn, droppedOn }: MeetingDecision): boolean => doneOn === null && droppedOn === null;
/** Kept on its day, or it was missed, whenever it was done afterwards. */
export const isMissed = ({ doneOn, dueOn }: MeetingDecision, on: string): boolean => (doneOn ?? on) > dueOn;

/** By whoever owns it, or by a coordinator. After its day it is done all the same, and the promise stays missed. */
export function report(minutes: Minutes, { decision: no, result }: Of<'reportDecision'>, context: RuleContext): Answer {
  const { today, actor } = context;
  const decision = found(minutes, no);
  if (!decision) return refuse('decisionNotFound', 'decision', no);
  const wrong = notTheOwner(decision, context);
  if (wrong) return wrong;
  if (decision.doneOn !== null) return refuse('decisionDone', 'decision', no, { on: decision.doneOn });
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

const found = ({ decisions, published }: Minutes, no: number): MeetingDecision | null =>
  (published && decisions.find(each => each.no === no && each.droppedOn === null)) ?? null;

function notTheOwner({ unitId, personId }: MeetingDecision, { actor }: RuleContext): Refusal | null {
  const owns = actor.unitId === unitId || actor.id === personId || actor.roles.includes('coordinator');
  return owns ? null : refuse('notTheOwner', 'actor', actor.id, { unit: unitId });
}
