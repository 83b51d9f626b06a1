import { assertNever } from '../assert-never.ts';
import type { Actor, RuleContext } from '../entity.ts';
import { extensionTooLate } from '../problem/extension.ts';
import { lookBackEnd, refuseSolver } from '../problem/lookback.ts';
import { hasOtherHands, isOfTheLead, partsOf, STATES_HANDLED, unitsOf } from '../problem/standing.ts';
import type { ProblemState, ProblemStatus } from '../problem/types.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { expiryWithDay } from './link.ts';
import { PROBLEM_PURPOSES, type PurposeOf } from './types.ts';

type Purpose = PurposeOf<'problem'>;

/**
 * Whether a link for `purpose` is of use to somebody as the problem stands; null when it is. Asked when a link is made, when its page is
 * opened and before it acts. The command's own rules come after it and are no weaker: a link opens nothing that its holder may not do.
 */
export function problemLinkRefusal(purpose: Purpose, problem: ProblemState, holder: Actor): Refusal | null {
  const own = holder.id === problem.handlerId && !isOfTheLead(problem, holder) ? { own: holder.unitId } : {};
  const given = (states: readonly ProblemStatus[], may: boolean): Refusal | null =>
    inState(problem, states) ?? (may ? null : refuse('linkNotFor', 'person', holder.id, { purpose, ...own }));
  switch (purpose) {
    case 'acknowledgeProblem':
      return given(STATES_HANDLED, hasNotAcknowledged(problem, holder));
    case 'answerProblem':
      return given(STATES_HANDLED, isOfTheLead(problem, holder));
    case 'coAnswerProblem':
      return given(STATES_HANDLED, hasPartToAnswer(problem, holder));
    case 'tableProblem':
      return given(STATES_HANDLED, isOfTheLead(problem, holder) && lacksProposal(problem));
    case 'askExtension':
      return given(STATES_HANDLED, isOfTheLead(problem, holder) && problem.dueMs !== null && !problem.extension);
    case 'ruleExtension':
      return given(STATES_HANDLED, holder.roles.includes('leader') && problem.extension != null);
    case 'verifyProblem':
      return given(['resolved'], verifies(problem, holder));
    case 'lookBackProblem':
      return given(['closed'], saysHowItIs(problem, holder));
    default:
      return assertNever(purpose);
  }
}

/** What takes its holder's own judgement: he says it by the mail that was written to him, or signed in. All else is told by phone too. */
const BY_MAIL_ONLY: readonly Purpose[] = ['ruleExtension', 'verifyProblem'];

/**
 * Why `maker` may not draw a link by hand: he reads what opens it, and could press it himself. So nobody turns both keys (domain §3), rules for
 * a leader, or says for a firm that it is content with what he has solved.
 */
export function handedLinkRefusal(purpose: Purpose, problem: ProblemState, maker: Actor): Refusal | null {
  if (BY_MAIL_ONLY.includes(purpose)) return refuse('linkByMailOnly', 'purpose', purpose, { purpose });
  return purpose === 'lookBackProblem' ? refuseSolver(problem, maker) : null;
}

/** A day, and what is the rule on it. */
export type Day = Pick<RuleContext, 'nowMs' | 'today' | 'calendar' | 'settings'>;

/** Whether the day for it has passed: nobody fills in a form that can only be refused. */
export const problemLinkTooLate = (purpose: Purpose, problem: ProblemState, day: Day): Refusal | null =>
  purpose === 'askExtension' ? extensionTooLate(problem, day) : null;

/** What a mail of that day offers somebody for a problem as it stands; a proposal is brought by the mail that asks for one. */
export const problemLinksFor = (
  problem: ProblemState,
  holder: Actor,
  { asksProposal = false, ...day }: Day & { asksProposal?: boolean },
): Purpose[] =>
  PROBLEM_PURPOSES.filter(purpose => asksProposal || purpose !== 'tableProblem').filter(
    purpose => (problemLinkRefusal(purpose, problem, holder) ?? problemLinkTooLate(purpose, problem, day)) === null,
  );

/** Whoever is to say how it is in weeks has the link until then, and not less long than usual. */
export function problemLinkExpiry(
  purpose: Purpose,
  problem: ProblemState,
  { usualMs, day }: { usualMs: number; day: Day },
): number {
  const endMs = purpose === 'lookBackProblem' ? lookBackEnd(problem, day) : null;
  return endMs === null ? usualMs : expiryWithDay(day.calendar.clock, endMs, usualMs);
}

const inState = ({ status }: ProblemState, states: readonly ProblemStatus[]): Refusal | null =>
  states.includes(status) ? null : refuse('problemNotIn', 'state', status, { states });

const hasNotAcknowledged = (problem: ProblemState, { unitId }: Actor): boolean =>
  unitId !== null && unitsOf(problem).includes(unitId) && problem.acknowledged?.includes(unitId) !== true;

/** Nobody has said how and until when it can be solved, or the day that was promised has passed. */
const lacksProposal = ({ agenda, promises = [] }: ProblemState): boolean =>
  (agenda?.proposal ?? null) === null && !promises.some(({ kind, missed }) => kind === 'solution' && !missed);

const hasPartToAnswer = (problem: ProblemState, { unitId }: Actor): boolean =>
  partsOf(problem).some(part => part.unitId === unitId && !part.answered);

/** Two keys on closing (domain §3): what a team solved on the spot is a coordinator's, all else a team's that is neither solver nor lead. */
function verifies(problem: ProblemState, holder: Actor): boolean {
  const role = problem.solution?.onTheSpot ? 'coordinator' : 'supervisionTeam';
  return holder.roles.includes(role) && holder.unitId !== null && hasOtherHands(problem, holder);
}

/** The firm: through its contact, or by a link in its name; and the coordinators, who ask it. */
function saysHowItIs(problem: ProblemState, holder: Actor): boolean {
  const { id, unitId, roles } = holder;
  if (problem.satisfaction != null || refuseSolver(problem, holder)) return false;
  return id === problem.firmContact || unitId === null || roles.includes('coordinator');
}
