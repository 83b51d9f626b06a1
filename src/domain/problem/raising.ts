import { decided, type RuleContext } from '../entity.ts';
import { onlyCoordinator } from '../project/leaving.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { madeOf } from './answers.ts';
import { limitFromNow } from './clocks.ts';
import type { ProblemCommand, ProblemEvent, ProblemRuleFacts } from './commands.ts';
import { lapsedExtension } from './extension.ts';
import { tell } from './notices.ts';
import { refuseUnless, STATES_OPEN, type Answer } from './standing.ts';
import type { DecisionRef, ProblemState } from './types.ts';

type Of<T extends ProblemCommand['type']> = Extract<ProblemCommand, { type: T }>;

/**
 * Intake is the same day: until it is assigned, the limit is the end of that (or the next) office day, and the coordinators are told at once. A problem that is really two is
 * split by raising the second one from it; both go on under their own clocks.
 */
export function raise({ facts: given }: Of<'raise'>, facts: ProblemRuleFacts, context: RuleContext): Answer {
  if (facts.project?.withdrawn) return refuse('projectWithdrawn', 'project', given.project);
  if (given.splitFrom != null) {
    const wrong = refuseOther(given.splitFrom, 'splitFrom', facts);
    if (wrong) return wrong;
  }
  const settled = given.decision == null ? null : refuseDecision(given.decision, facts);
  if (settled) return settled;
  const home = facts.project?.county ?? null;
  if (home !== null && (given.county ?? home) !== home) {
    return refuse('projectElsewhere', 'project', given.project, { county: home });
  }
  const county = given.county ?? home;
  if (given.project === null && county === null) return refuse('required', 'project', null);
  if (home === null && facts.countyKnown === false) return refuse('countyUnknown', 'county', county);
  const raised = { ...given, county };
  const running = limitFromNow('intake', context);
  const people = facts.people.coordinators.filter(id => id !== context.actor.id);
  return decided(
    [{ type: 'raised', code: facts.code, facts: raised, by: context.actor.id, ...running }],
    tell('raised', { people, problem: facts.code, more: { dueMs: running.dueMs } }, context),
  );
}

/** What was decided and done is no problem any more; what has become one is one, until that is withdrawn. */
function refuseDecision({ no }: DecisionRef, { decision }: ProblemRuleFacts): Refusal | null {
  if (!decision) return refuse('decisionNotFound', 'decision', no);
  if (decision.doneOn !== null) return refuse('decisionDone', 'decision', no, { on: decision.doneOn });
  return decision.problem === null ? null : refuse('decisionHasProblem', 'decision', no, { problem: decision.problem });
}

/** Raised twice, it goes on under one code; the other keeps its history and is counted no more. */
export function mergeInto(
  state: ProblemState,
  { into, reason }: Of<'mergeInto'>,
  { facts, context }: { facts: ProblemRuleFacts; context: RuleContext },
): Answer {
  const wrong = refuseUnless(state, STATES_OPEN) ?? onlyCoordinator(context.actor);
  if (wrong) return wrong;
  if (into === state.code) return refuse('mergeIntoItself', 'into', into);
  return (
    refuseOther(into, 'into', facts) ??
    elsewhere(state, facts) ??
    decided([...lapsed(state, context), { type: 'mergedInto', into, reason }])
  );
}

export function withdraw(state: ProblemState, { reason }: Of<'withdraw'>, context: RuleContext): Answer {
  return refuseUnless(state, STATES_OPEN) ?? decided([...lapsed(state, context), { type: 'withdrawn', reason }]);
}

/** What was promised for a problem that leaves is neither kept nor broken, unless its day has passed. */
const lapsed = (state: ProblemState, { nowMs }: RuleContext): ProblemEvent[] => [
  ...lapsedExtension(state),
  ...(state.promises ?? [])
    .filter(({ missed }) => !missed)
    .map((promise): ProblemEvent => {
      return { type: promise.dueMs < nowMs ? 'promiseMissed' : 'promiseLapsed', promise: madeOf(promise) };
    }),
];

/** Problems of two counties are two, however they are called; one of no county may be anywhere. */
function elsewhere({ county: here }: ProblemState, { other }: ProblemRuleFacts): Refusal | null {
  const there = other?.county ?? null;
  if (!other || here === null || there === null || here === there) return null;
  return refuse('mergeElsewhere', 'into', other.code, { here, there });
}

function refuseOther(code: string, field: string, { other }: ProblemRuleFacts): Refusal | null {
  if (!other) return refuse('problemNotFound', field, code);
  return STATES_OPEN.includes(other.status) ? null : refuse('otherProblemOver', field, code, { state: other.status });
}
