import { decided, type RuleContext } from '../entity.ts';
import { wrongPaper } from '../project/gates.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { allSettled } from './answers.ts';
import { limitFromNow, limitOnDay, type RunningLimit } from './clocks.ts';
import type { Candidate, ProblemCommand, ProblemPeople, ProblemRuleFacts } from './commands.ts';
import { lapsedExtension } from './extension.ts';
import { near } from './ladder.ts';
import { lookBackInstant } from './lookback.ts';
import { tell } from './notices.ts';
import { hasOtherHands, partsOf, refuseUnless, refuseUnlessLead, STATES_HANDLED, type Answer } from './standing.ts';
import type { ProblemState, Solution } from './types.ts';

type Of<T extends ProblemCommand['type']> = Extract<ProblemCommand, { type: T }>;

interface Given {
  facts: ProblemRuleFacts;
  context: RuleContext;
}

/** The first key: the result, with what proves it. It is the lead's, as what it promised is: the other departments answer the lead. */
export function resolve(state: ProblemState, command: Of<'resolve'>, { facts, context }: Given): Answer {
  const wrong =
    wrongPaper(command.evidence, { unknownFiles: facts.unknownFiles, today: context.today }) ??
    refuseUnless(state, STATES_HANDLED) ??
    refuseUnlessLead(state, context.actor, 'solverOutsideUnits');
  if (wrong) return wrong;
  const solution = solutionOf(command, context);
  if ('code' in solution) return solution;
  return handedIn(state, ofTheLead(state, solution), { facts, context });
}

/** Whoever may turn the second key is told, under a limit of his own. */
function handedIn(state: ProblemState, solution: Solution, { facts, context }: Given): Answer {
  const running = limitFromNow('verify', context);
  const more = { dueMs: running.dueMs, note: solution.result };
  const { colleagues } = facts;
  const handed: Solution = { ...solution, ...(colleagues && { colleagues }) };
  const people = verifiersOf({ ...state, solution: handed }, facts.people);
  return decided(
    [...lapsedExtension(state), { type: 'resolved', solution: handed, ...running }],
    tell('toVerify', { people, problem: state.code, more }, context),
  );
}

/**
 * Who is asked to verify: the team that answers for the project or county, else every team that has not solved it; a coordinator what a team
 * solved on the spot. When nobody has other hands, the coordinators see to it that somebody gets them.
 */
export function verifiersOf(state: ProblemState, people: ProblemPeople): readonly string[] {
  const { team, supervisionTeams, officers, coordinators } = people;
  const asked = (candidates: readonly Candidate[]): string[] =>
    candidates.filter(candidate => hasOtherHands(state, candidate)).map(({ id }) => id);
  const groups = state.solution?.onTheSpot ? [officers] : [team, supervisionTeams];
  return groups.map(asked).find(ids => ids.length > 0) ?? coordinators;
}

/** The day has passed by which somebody should have looked: those who were asked, and the offices above them. */
export function verificationOverdue(state: ProblemState, { facts, context }: Given): Answer {
  const dueMs = state.verification?.dueMs ?? context.nowMs;
  const { supervisors, coordinators } = facts.people;
  const people = [...verifiersOf(state, facts.people), ...supervisors, ...coordinators];
  return decided(
    [{ type: 'verificationOverdueTold', dueMs }],
    tell('verificationOverdue', { people, problem: state.code, more: { dueMs } }, context),
  );
}

/** 现场化解: found by a supervision team and solved by it there and then, before anybody had it on his table. */
export function solveOnTheSpot(state: ProblemState, command: Of<'solveOnTheSpot'>, { facts, context }: Given): Answer {
  const wrong =
    wrongPaper(command.evidence, { unknownFiles: facts.unknownFiles, today: context.today }) ??
    refuseUnless(state, ['raised']);
  if (wrong) return wrong;
  const { actor } = context;
  if (!actor.roles.includes('supervisionTeam')) {
    return refuse('notAllowed', 'actor', actor.id, { roles: ['supervisionTeam'] });
  }
  const solution = solutionOf(command, context);
  if ('code' in solution) return solution;
  const { enteredBy } = command;
  const entered = enteredBy !== undefined && { enteredBy };
  return handedIn(state, { ...solution, ...entered, onTheSpot: true }, { facts, context });
}

function solutionOf({ result, evidence }: Pick<Solution, 'result' | 'evidence'>, context: RuleContext) {
  if (evidence.length === 0) return refuse('evidenceMissing', 'evidence', null);
  const { id: solverId, unitId: solverUnitId } = context.actor;
  return { result, evidence, solverId, solverUnitId };
}

/** Entered by a coordinator it is the lead's all the same, of its handler or nobody named: the keys are the lead's and somebody else's, not the office's. */
function ofTheLead({ leadUnitId, handlerId }: ProblemState, solution: Solution): Solution {
  if (leadUnitId === null || solution.solverUnitId === leadUnitId) return solution;
  const { solverId: enteredBy, ...handed } = solution;
  return { ...handed, solverId: handlerId, solverUnitId: leadUnitId, ...(enteredBy !== null && { enteredBy }) };
}

/** The second key. It is never turned by the solver, by his unit or by the lead unit (domain §3). */
export function verify(state: ProblemState, command: Of<'verify'>, { facts, context }: Given): Answer {
  const { accepted, reason, evidence = [] } = command;
  const { actor, nowMs } = context;
  const wrong =
    wrongPaper(evidence, { unknownFiles: facts.unknownFiles, today: context.today }) ??
    refuseUnless(state, ['resolved']) ??
    refuseVerifier(state, context);
  if (wrong) return wrong;
  const seen = evidence.length > 0 && { evidence };
  if (accepted) {
    const lookBackMs = lookBackInstant(context);
    // A result keeps what was promised once it stands, by the moment it was handed in; one that is sent back has kept nothing.
    const handedInMs = state.verification?.limit.fromMs ?? nowMs;
    return decided([
      ...allSettled(state, { nowMs: handedInMs }),
      { type: 'closed', by: actor.id, note: reason ?? null, closedMs: nowMs, lookBackMs, ...seen },
    ]);
  }
  if (!reason) return refuse('required', 'reason', null);
  const running = limitOfRework(state, context);
  const parts = partsOf(state)
    .filter(({ answered }) => !answered)
    .map(({ unitId, role }) => ({ unitId, role, ...running }));
  const { solverId, enteredBy } = state.solution ?? {};
  const people = [...[solverId ?? enteredBy].flatMap(id => id ?? []), ...near(state, facts.people)];
  const more = { dueMs: running.dueMs, note: reason };
  return decided(
    [{ type: 'rejected', by: actor.id, reason, ...running, parts, ...seen }],
    tell('rejected', { people, problem: state.code, more }, context),
  );
}

/**
 * A new limit, but never one before the day a leader has granted. What a team solved on the spot was never assigned: sent back, it begins like
 * every other one.
 */
function limitOfRework({ leadUnitId, verification }: ProblemState, context: RuleContext): RunningLimit {
  if (leadUnitId === null) return limitFromNow('intake', context);
  const rework = limitFromNow('rework', context);
  const granted = verification?.lead?.on;
  if (granted === undefined) return rework;
  const until = limitOnDay(granted, context.nowMs, context);
  return until.dueMs > rework.dueMs ? until : rework;
}

/** A supervision team; or a coordinator, for what a team has solved itself. */
function refuseVerifier(state: ProblemState, { actor }: RuleContext): Refusal | null {
  const { solverId, solverUnitId, onTheSpot } = state.solution as Solution;
  if (onTheSpot && !actor.roles.includes('coordinator')) {
    return refuse('verifierNotCoordinator', 'actor', actor.id, { roles: actor.roles });
  }
  if (!onTheSpot && !actor.roles.includes('supervisionTeam')) {
    return refuse('verifierNotSupervision', 'actor', actor.id, { roles: actor.roles });
  }
  if (hasOtherHands(state, actor)) return null;
  return refuse('solverIsVerifier', 'actor', actor.id, { solver: solverId ?? solverUnitId, unit: solverUnitId });
}
