import { parseIsoDate, type IsoDate } from '../calendar/dates.ts';
import { addWorkingDays } from '../calendar/working-calendar.ts';
import { decided, type RuleContext } from '../entity.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { limitOnDay } from './clocks.ts';
import type { ProblemCommand, ProblemEvent } from './commands.ts';
import { partsOf, refuseObjected, refuseUnless, refuseUnlessLead, STATES_HANDLED, type Answer } from './standing.ts';
import { PROMISE_KINDS, type ProblemState, type PromiseKind, type PromiseMade } from './types.ts';

type Of<T extends ProblemCommand['type']> = Extract<ProblemCommand, { type: T }>;

/**
 * An interim answer must set the next date (一跟到底), which is watched; it does not move the limit. It is the lead's: the date is a promise on
 * its account, and to have answered is to have taken the problem on.
 */
export function answer(state: ProblemState, { text, nextOn }: Of<'answer'>, context: RuleContext): Answer {
  const wrong = refuseUnless(state, STATES_HANDLED) ?? refuseUnlessLead(state, context.actor) ?? refuseObjected(state);
  if (wrong) return wrong;
  const promise = promiseFor(state, { kind: 'answer', on: nextOn, field: 'nextOn' }, context);
  if (isRefusal(promise)) return promise;
  const tooFar = refuseTooFar(promise.on, context);
  if (tooFar) return tooFar;
  return decided([
    ...answeredFor(state, context),
    { type: 'answered', text, nextOn: promise.on, by: context.actor.id, promise },
  ]);
}

/** An answer that promises the next one for a far day promises nothing. */
function refuseTooFar(on: IsoDate, { calendar, settings, today }: RuleContext): Refusal | null {
  const within = settings.problem.answerWithinWorkingDays;
  const last = addWorkingDays(calendar.table, today, within);
  return on > last ? refuse('answerTooFar', 'nextOn', on, { within, last }) : null;
}

/**
 * How the promise of an answer stands when the next one comes. On its day it is kept, after it broken. Before it nothing was due yet: the
 * promise is replaced by the new one, and counts as neither, or whoever answers thirty times a morning would keep thirty promises.
 */
const answeredFor = ({ promises = [] }: ProblemState, { nowMs, today }: RuleContext): ProblemEvent[] =>
  promises
    .filter(({ kind, missed }) => kind === 'answer' && !missed)
    .map(promise => {
      const early = today < promise.on ? 'promiseReplaced' : 'promiseKept';
      return { type: promise.dueMs < nowMs ? 'promiseMissed' : early, promise: madeOf(promise) };
    });

/** A split or co-department has done its part; once. */
export function coAnswer(state: ProblemState, { text, unit }: Of<'coAnswer'>, { actor }: RuleContext): Answer {
  const wrong = refuseUnless(state, STATES_HANDLED);
  if (wrong) return wrong;
  const unitId = unit ?? actor.unitId;
  const part = partsOf(state).find(each => each.unitId === unitId);
  if (!part || (part.unitId !== actor.unitId && !actor.roles.includes('coordinator'))) {
    const units = partsOf(state).map(each => each.unitId);
    return refuse('outsideUnits', unit === undefined ? 'actor' : 'unit', unit ?? actor.id, { units });
  }
  if (part.answered) return refuse('partAnswered', 'unit', part.unitId);
  return decided([{ type: 'partAnswered', unitId: part.unitId, text, by: actor.id }]);
}

/** Nobody tables a problem at the weekly dispatch without saying how and until when it can be solved. */
export function table(state: ProblemState, { proposal, promisedOn }: Of<'table'>, context: RuleContext): Answer {
  const wrong = refuseUnless(state, STATES_HANDLED) ?? refuseUnlessLead(state, context.actor) ?? refuseObjected(state);
  if (wrong) return wrong;
  const open = state.promises?.find(({ kind, missed }) => kind === 'solution' && !missed);
  if (open && open.dueMs > context.nowMs) return refuse('promiseOpen', 'promisedOn', promisedOn, { on: open.on });
  const promise = promiseFor(state, { kind: 'solution', on: promisedOn, field: 'promisedOn' }, context);
  if (isRefusal(promise)) return promise;
  const { actor, nowMs: atMs } = context;
  return decided([
    ...settled(state, ['solution'], context),
    { type: 'tabled', proposal, promisedOn: promise.on, by: actor.id, promise, atMs },
  ]);
}

/** A broken promise takes a reason; it stays broken. */
export function explainMiss(state: ProblemState, command: Of<'explainMiss'>, { actor }: RuleContext): Answer {
  const wrong = refuseUnlessLead(state, actor);
  if (wrong) return wrong;
  const promise = state.promises?.find(({ no, missed }) => no === command.promise && missed);
  if (!promise) return refuse('promiseNotMissed', 'promise', command.promise);
  return decided([{ type: 'missExplained', promise: madeOf(promise), reason: command.reason, by: actor.id }]);
}

function promiseFor(
  { lastPromise = 0, leadUnitId }: ProblemState,
  { kind, on: given, field }: { kind: PromiseKind; on: IsoDate; field: string },
  context: RuleContext,
): PromiseMade | Refusal {
  const { today, nowMs } = context;
  const on = parseIsoDate(given, field);
  if (isRefusal(on)) return on;
  if (on <= today) return refuse('promiseInPast', field, on, { today });
  const { dueMs } = limitOnDay(on, nowMs, context);
  return { no: lastPromise + 1, kind, on, dueMs, unitId: leadUnitId, madeOn: today };
}

/** How the open promises of these kinds stand when what was promised is done: before its day is kept, too. */
export function settled(
  { promises = [] }: ProblemState,
  kinds: readonly PromiseKind[],
  { nowMs }: Pick<RuleContext, 'nowMs'>,
): ProblemEvent[] {
  return promises
    .filter(({ kind, missed }) => !missed && kinds.includes(kind))
    .map(promise => ({ type: promise.dueMs < nowMs ? 'promiseMissed' : 'promiseKept', promise: madeOf(promise) }));
}

export const allSettled = (state: ProblemState, at: Pick<RuleContext, 'nowMs'>): ProblemEvent[] =>
  settled(state, PROMISE_KINDS, at);

export const madeOf = ({ missed: _, ...made }: PromiseMade & { missed: boolean }): PromiseMade => made;
