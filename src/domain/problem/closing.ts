import { decided, type RuleContext } from '../entity.ts';
import { missingFile } from '../project/gates.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { allSettled } from './answers.ts';
import { limitFromNow } from './clocks.ts';
import type { ProblemCommand, ProblemRuleFacts } from './commands.ts';
import { lookBackInstant } from './lookback.ts';
import { refuseUnless, STATES_HANDLED, unitsOf, type Answer } from './standing.ts';
import type { ProblemState, Solution } from './types.ts';

type Of<T extends ProblemCommand['type']> = Extract<ProblemCommand, { type: T }>;

interface Given {
  facts: ProblemRuleFacts;
  context: RuleContext;
}

/** The first key: the result, with what proves it. */
export function resolve(state: ProblemState, command: Of<'resolve'>, { facts, context }: Given): Answer {
  const wrong = missingFile(command.evidence, facts.unknownFiles) ?? refuseUnless(state, STATES_HANDLED);
  if (wrong) return wrong;
  if (!mayResolve(state, context)) {
    return refuse('solverOutsideUnits', 'actor', context.actor.id, { unit: state.leadUnitId });
  }
  const solution = solutionOf(command, context);
  if ('code' in solution) return solution;
  return decided([...allSettled(state, context), { type: 'resolved', solution }]);
}

/** The units the problem was assigned to answer for it; a coordinator may enter what they reported. Nobody else has the first key. */
function mayResolve(state: ProblemState, { actor }: RuleContext): boolean {
  if (actor.id === state.handlerId || actor.roles.includes('coordinator')) return true;
  return actor.unitId !== null && unitsOf(state).includes(actor.unitId);
}

/** 现场化解: found by a supervision team and solved by it there and then, before anybody had it on his table. */
export function solveOnTheSpot(state: ProblemState, command: Of<'solveOnTheSpot'>, { facts, context }: Given): Answer {
  const wrong = missingFile(command.evidence, facts.unknownFiles) ?? refuseUnless(state, ['raised']);
  if (wrong) return wrong;
  const { actor } = context;
  if (!actor.roles.includes('supervisionTeam')) {
    return refuse('notAllowed', 'actor', actor.id, { roles: ['supervisionTeam'] });
  }
  const solution = solutionOf(command, context);
  if ('code' in solution) return solution;
  return decided([{ type: 'resolved', solution: { ...solution, onTheSpot: true } }]);
}

function solutionOf({ result, evidence }: Pick<Solution, 'result' | 'evidence'>, context: RuleContext) {
  if (evidence.length === 0) return refuse('evidenceMissing', 'evidence', null);
  const { id: solverId, unitId: solverUnitId } = context.actor;
  return { result, evidence, solverId, solverUnitId };
}

/** The second key. It is never turned by the solver, by his unit or by the lead unit (domain §3). */
export function verify(state: ProblemState, { accepted, reason }: Of<'verify'>, context: RuleContext): Answer {
  const { actor, nowMs } = context;
  const wrong = refuseUnless(state, ['resolved']) ?? refuseVerifier(state, context);
  if (wrong) return wrong;
  if (accepted) {
    const lookBackMs = lookBackInstant(context);
    return decided([{ type: 'closed', by: actor.id, note: reason ?? null, closedMs: nowMs, lookBackMs }]);
  }
  if (!reason) return refuse('required', 'reason', null);
  // What a team solved on the spot was never assigned: sent back, it begins like every other one.
  const running = limitFromNow(state.leadUnitId === null ? 'intake' : 'rework', context);
  return decided([{ type: 'rejected', by: actor.id, reason, ...running }]);
}

/** A supervision team; or a coordinator, for what a team has solved itself. */
function refuseVerifier({ solution, leadUnitId }: ProblemState, { actor }: RuleContext): Refusal | null {
  const { solverId, solverUnitId, onTheSpot } = solution as Solution;
  if (onTheSpot && !actor.roles.includes('coordinator')) {
    return refuse('verifierNotCoordinator', 'actor', actor.id, { roles: actor.roles });
  }
  if (!onTheSpot && !actor.roles.includes('supervisionTeam')) {
    return refuse('verifierNotSupervision', 'actor', actor.id, { roles: actor.roles });
  }
  const sameUnit = actor.unitId !== null && [solverUnitId, leadUnitId].includes(actor.unitId);
  if (actor.id !== solverId && !sameUnit) return null;
  return refuse('solverIsVerifier', 'actor', actor.id, { solver: solverId, unit: solverUnitId });
}
