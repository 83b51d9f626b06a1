import { proxyActivities } from '@temporalio/workflow';
import type { RoundActivities } from '../../activities/round.ts';
import type { Reminder } from '../../domain/entity.ts';
import { CLOSE, type RoundCommand } from '../../domain/round/types.ts';
import { Entity, type EntityInput } from '../entity.ts';
import { roundUpdates } from './messages.ts';

const { openDueRound } = proxyActivities<RoundActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumInterval: '1 minute' },
});

/**
 * One month's reporting of money: every county is asked once, with a form that holds what is known; the silent ones are reminded; on the
 * closing day of the next month it closes and keeps who was silent. Who reports later is late, and changes nothing of that.
 */
export async function reportingRound(input: EntityInput): Promise<void> {
  const round = new Entity('round', input);
  round.accept(Object.values(roundUpdates));

  // Opening asks: both are one commit.
  await round.begun();
  while (!(await round.isOver())) {
    await round.until(() => round.view?.next?.slot === CLOSE, step);
    await round.until(never, step);
    await round.handOverWhenDue();
  }
}

const step = ({ slot }: Reminder): RoundCommand => ({ type: 'step', slot });
/** Nothing but its own last step closes a round. */
const never = (): boolean => false;

/** What the Schedule runs on the opening day. The round is named by its month, so this run and somebody who opens it by hand meet. */
export async function openRound(): Promise<{ month: string | null }> {
  return openDueRound({ nowMs: Date.now() });
}
