import { assertNever } from '../assert-never.ts';
import type { Actor } from '../entity.ts';
import type { ProblemState, ProblemStatus } from '../problem/types.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { LINK_PURPOSES, PURPOSE_KIND, type LinkPurpose } from './types.ts';

type Lookable = Pick<ProblemState, 'status' | 'leadUnitId' | 'coUnitIds' | 'handlerId' | 'solution'>;

/** The order in which a mail offers them. */
const OF_PROBLEMS = LINK_PURPOSES.filter(purpose => PURPOSE_KIND[purpose] === 'problem');

/**
 * Whether a link for `purpose` is of use to somebody as the problem stands; null when it is. Asked when a link is made, when its page is
 * opened and before it acts. The command's own rules come after it and are no weaker: a link opens nothing that its holder may not do.
 */
export function problemLinkRefusal(purpose: LinkPurpose, problem: Lookable, holder: Actor): Refusal | null {
  switch (purpose) {
    case 'answerProblem':
      return inState(problem, ['assigned', 'handling']) ?? unless(answers(problem, holder), purpose, holder);
    case 'verifyProblem':
      return inState(problem, ['resolved']) ?? unless(verifies(problem, holder), purpose, holder);
    default:
      return assertNever(purpose);
  }
}

/** What somebody can do for a problem now, by links. */
export const problemLinksFor = (problem: Lookable, holder: Actor): LinkPurpose[] =>
  OF_PROBLEMS.filter(purpose => problemLinkRefusal(purpose, problem, holder) === null);

function inState({ status }: Lookable, states: readonly ProblemStatus[]): Refusal | null {
  return states.includes(status) ? null : refuse('problemNotIn', 'state', status, { states });
}

function unless(may: boolean, purpose: LinkPurpose, holder: Actor): Refusal | null {
  return may ? null : refuse('linkNotFor', 'person', holder.id, { purpose });
}

/** The units it was assigned to, and the person it was given to. */
function answers({ leadUnitId, coUnitIds, handlerId }: Lookable, { id, unitId }: Actor): boolean {
  return id === handlerId || (unitId !== null && [leadUnitId, ...coUnitIds].includes(unitId));
}

/** Two keys on closing (domain §3): a supervision team, and neither the solver, his unit nor the lead department. */
function verifies({ leadUnitId, solution }: Lookable, { id, unitId, roles }: Actor): boolean {
  if (!roles.includes('supervisionTeam') || id === solution?.solverId) return false;
  return unitId !== null && ![leadUnitId, solution?.solverUnitId ?? null].includes(unitId);
}
