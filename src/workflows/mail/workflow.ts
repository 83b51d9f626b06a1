import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { MailActivities } from '../../activities/mail.ts';
import { wakeSignal } from './messages.ts';

const { deliverMail } = proxyActivities<MailActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '20 seconds',
  // Mails wait in the outbox, so trying for ever loses nothing; a sender that is stopped waits longest.
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});

const { wakeMailroomIfDue } = proxyActivities<MailActivities>({
  startToCloseTimeout: '10 seconds',
  // The next sweep comes soon enough.
  retry: { maximumAttempts: 3 },
});

const MAX_EVENTS = 2_000;

/** Run by a Schedule every few minutes, for the case that somebody wrote a mail and died before waking the mailroom. */
export async function sweepOutbox(): Promise<void> {
  await wakeMailroomIfDue();
}

/**
 * The one mailroom of the office: sends what lies in the outbox, a round at a time, and waits for the next mail that falls due or for
 * somebody to wake it. It ends when the outbox is empty; whoever writes a mail starts it again. 1,000 mails are a few rounds, not 1,000
 * workflows, and the waits between tries of one mail are this workflow's timer.
 */
export async function mailroom(): Promise<void> {
  let woken = false;
  setHandler(wakeSignal, () => {
    woken = true;
  });

  for (;;) {
    woken = false;
    const { nextDueMs } = await deliverMail();
    if (nextDueMs === null && !woken) break;
    if (nextDueMs !== null) await condition(() => woken, Math.max(1, nextDueMs - Date.now()));
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    if (continueAsNewSuggested || historyLength >= MAX_EVENTS) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof mailroom>();
    }
  }
  await condition(allHandlersFinished);
}
