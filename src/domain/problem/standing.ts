import type { Actor, Decision } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { ProblemEvent, ProblemPeople } from './commands.ts';
import type { Part, ProblemState, ProblemStatus } from './types.ts';

/** What several steps of the protocol ask of a problem and of who gives the command. */
export type Answer = Decision<ProblemEvent> | Refusal;

export const STATES_OPEN: readonly ProblemStatus[] = ['raised', 'assigned', 'handling', 'resolved'];
export const STATES_HANDLED: readonly ProblemStatus[] = ['assigned', 'handling'];
/** Somebody owes the next step of it: the office, as long as it is not assigned, else the departments. */
export const STATES_OWED: readonly ProblemStatus[] = ['raised', ...STATES_HANDLED];

/** Nothing is waited for any more: not even the look-back of a closed problem. */
export const isOver = ({ status, lookBack }: ProblemState): boolean =>
  !STATES_OPEN.includes(status) && !(status === 'closed' && lookBack);

/** Who solved it and how, who verified it, or who sent it back and why: the second of two sees what the first did. */
export function refuseUnless(state: ProblemState, states: readonly ProblemStatus[]): Refusal | null {
  if (states.includes(state.status)) return null;
  const by = state.status === 'closed' && state.verifiedBy !== null ? { by: state.verifiedBy } : {};
  const back = states.includes('resolved') && state.rejected ? state.rejected : null;
  const rejected = back ? { rejectedBy: back.by, why: back.reason } : {};
  return refuse('problemNotIn', 'state', state.status, { states, ...handedIn(state), ...by, ...rejected });
}

function handedIn({ status, solution }: ProblemState): { solver?: string; result?: string } {
  const solver = solution?.solverId ?? solution?.enteredBy;
  return status === 'resolved' && solution && solver !== undefined ? { solver, result: solution.result } : {};
}

/** The lead unit's people, of the day they act: a handler who has gone to another unit has left the problem behind. */
export const isOfTheLead = ({ leadUnitId }: ProblemState, { unitId }: Pick<Actor, 'unitId'>): boolean =>
  unitId !== null && unitId === leadUnitId;

/** The lead is refused for by name; a coordinator enters what it reported. */
export function refuseUnlessLead(
  state: ProblemState,
  actor: Actor,
  code: 'notTheLead' | 'solverOutsideUnits' = 'notTheLead',
): Refusal | null {
  if (isOfTheLead(state, actor) || actor.roles.includes('coordinator')) return null;
  const moved = actor.id === state.handlerId ? { own: actor.unitId } : {};
  return refuse(code, 'actor', actor.id, { unit: state.leadUnitId, ...moved });
}

/**
 * Two keys on closing: whoever turns the second is neither the solver nor of his unit, nor of the lead unit (domain §3), today or on the day the
 * result was handed in; nor its handler, wherever he has gone.
 */
export function hasOtherHands(
  { solution, leadUnitId, handlerId }: ProblemState,
  { id, unitId }: Pick<Actor, 'id' | 'unitId'>,
): boolean {
  const { solverId, enteredBy, colleagues = [] } = solution ?? {};
  if ([solverId, enteredBy, handlerId, ...colleagues].includes(id)) return false;
  return unitId === null || !isSolversUnit({ solution, leadUnitId }, unitId);
}

/** What the lead answers for is the lead's, whoever else has solved it. */
export const isSolversUnit = (
  { solution, leadUnitId }: Pick<ProblemState, 'solution' | 'leadUnitId'>,
  unitId: string,
): boolean => [solution?.solverUnitId, leadUnitId].includes(unitId);

/** Whose problem it is must be clear before anything is promised for it. */
export function refuseObjected({ objection }: ProblemState): Refusal | null {
  return objection ? refuse('objectionPending', 'actor', objection.by, { reason: objection.reason }) : null;
}

export const onlyLeader = ({ id, roles }: Actor): Refusal | null =>
  roles.includes('leader') ? null : refuse('notAllowed', 'actor', id, { roles: ['leader'] });

/** Whom a ruling is asked of; the coordinators of an office without a leader find one. */
export const rulersOf = ({ leaders, coordinators }: ProblemPeople): readonly string[] =>
  leaders.length > 0 ? leaders : coordinators;

/** Every unit that has a part in it, the lead first. */
export function unitsOf(state: ProblemState): string[] {
  const lead = state.leadUnitId === null ? [] : [state.leadUnitId];
  return [...lead, ...partsOf(state).map(({ unitId }) => unitId)];
}

/** States of earlier releases name their co-departments without a clock. */
export const partsOf = ({ parts, coUnitIds }: ProblemState): readonly Part[] =>
  parts ??
  coUnitIds.map(unitId => ({
    ...{ unitId, role: 'co' as const, limit: { rule: 'co' as const, fromMs: 0 } },
    ...{ dueMs: null, toldDueMs: null, answered: false },
  }));
