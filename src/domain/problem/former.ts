import type { RuleContext } from '../entity.ts';
import { limitResumed, type RunningLimit } from './clocks.ts';
import type { AssignedPart } from './commands.ts';
import { ladderOf } from './ladder.ts';
import { partsOf } from './standing.ts';
import type { Former, FormerLead, Part, ProblemState } from './types.ts';

/** What a unit that is taken off and put back finds again: nobody's time begins anew, and nobody is warned twice of the same. */

const NOBODY: Former = { leads: {}, parts: [] };

/** The part of a unit as it is, or as it last was. */
const earlierPart = (state: ProblemState, unitId: string): Part | undefined =>
  [...partsOf(state), ...(state.former ?? NOBODY).parts].find(part => part.unitId === unitId);

/** Whoever has answered and now has another role owes something new; parts of older ledgers may have no clock to run on. */
const runsOn = (earlier: Part, { role }: AssignedPart): boolean =>
  earlier.answered ? earlier.role === role : earlier.dueMs !== null;

/** Parts that would begin now; of those that had begun before the clock runs on, by the rule of the role they have now. */
export const partsAgain = (
  state: ProblemState,
  parts: readonly AssignedPart[],
  context: RuleContext,
): readonly AssignedPart[] =>
  parts.map(part => {
    const earlier = earlierPart(state, part.unitId);
    if (!earlier || !runsOn(earlier, part)) return part;
    const limit = earlier.role === part.role ? earlier.limit : { ...part.limit, fromMs: earlier.limit.fromMs };
    return { ...part, ...limitResumed(limit, earlier, context), again: true };
  });

/** Null when it never was the lead, or was it before clocks kept what they were worked out from. */
export function leadAgain(state: ProblemState, unitId: string, context: RuleContext): RunningLimit | null {
  const lead = (state.former ?? NOBODY).leads[unitId];
  return lead?.limit ? limitResumed(lead.limit, lead, context) : null;
}

export function hasAnswered(state: ProblemState, { unitId, again = false }: AssignedPart): boolean {
  return again && earlierPart(state, unitId)?.answered === true;
}

export function begun(state: ProblemState, { again, ...part }: AssignedPart): Part {
  const earlier = again ? earlierPart(state, part.unitId) : undefined;
  if (!earlier) return { ...part, toldDueMs: null, answered: false };
  return { ...earlier, ...part, dueMs: earlier.answered ? null : part.dueMs };
}

/** The parts that are no more are kept, the others are not former. */
export function withFormerParts(state: ProblemState, parts: readonly Part[]): Former {
  const former = state.former ?? NOBODY;
  const isOff = ({ unitId }: Part): boolean => parts.every(part => part.unitId !== unitId);
  const gone = partsOf(state).filter(isOff);
  const before = former.parts.filter(part => isOff(part) && gone.every(({ unitId }) => unitId !== part.unitId));
  return { ...former, parts: [...before, ...gone] };
}

export function withFormerLead(former: Former, state: ProblemState, unitId: string): Former {
  const { limit = null, dueMs, toldDueMs } = state;
  const { warned, papers, carriedOverdue } = ladderOf(state);
  const lead: FormerLead = { limit, dueMs, toldDueMs, warned, papers, carriedOverdue };
  return { ...former, leads: { ...former.leads, [unitId]: lead } };
}
