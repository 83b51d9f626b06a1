import { canFollow, isFuture, parseIsoDate } from '../calendar/dates.ts';
import { decided, type Decision, type RuleContext } from '../entity.ts';
import { checkWan } from '../money/money.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { ProjectEvent, UpgradeCommand } from './commands.ts';
import { milestoneOf } from './evolve.ts';
import { incompleteEvidence } from './gates.ts';
import { STAGES } from './stages.ts';
import { AGREEMENTS, type ProjectState } from './types.ts';

/**
 * Intent → framework → contract is an upgrade of one signing: the signing counts once, with its first date, and the money of the new
 * agreement takes the place of the old one instead of being added to it (domain §2, counted once).
 */
export function decideUpgrade(
  state: ProjectState,
  { agreement, on, investmentWan, evidence = [] }: UpgradeCommand,
  context: RuleContext,
): Decision<ProjectEvent> | Refusal {
  if (STAGES.indexOf(state.stage) < STAGES.indexOf('signing')) {
    return refuse('notSignedYet', 'agreement', agreement, { reached: state.stage });
  }
  const rank = (kind: ProjectState['agreement']): number => (kind === null ? -1 : AGREEMENTS.indexOf(kind));
  if (rank(agreement) <= rank(state.agreement)) {
    return refuse('noUpgrade', 'agreement', agreement, { from: state.agreement, ladder: AGREEMENTS });
  }
  const date = parseIsoDate(on, 'on');
  if (isRefusal(date)) return date;
  if (isFuture(date, context.today)) return refuse('dateInFuture', 'on', on, { today: context.today });
  const signed = milestoneOf(state, 'signing').actual;
  if (signed !== null && !canFollow(signed, date)) return refuse('dateBeforeLastStage', 'on', on, { last: signed });
  const money = investmentWan === undefined ? state.investmentWan : checkWan(investmentWan, 'investmentWan');
  if (isRefusal(money)) return money;
  const incomplete = incompleteEvidence(state.path, 'signing', evidence);
  if (incomplete) return incomplete;
  return decided([
    {
      type: 'agreementUpgraded',
      from: state.agreement,
      to: agreement,
      on: date,
      investmentFrom: state.investmentWan,
      investmentTo: money,
      evidence,
    },
  ]);
}
