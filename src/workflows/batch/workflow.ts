import { proxyActivities, sleep } from '@temporalio/workflow';
import type { BatchActivities } from '../../activities/batch.ts';
import type { BatchStatus } from '../../domain/batch/types.ts';
import { Entity, type EntityInput } from '../entity.ts';
import { batchUpdates } from './messages.ts';

const { moveProjects } = proxyActivities<BatchActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '20 seconds',
  // A project that refuses is a result, not a failure: what is retried here is a database or a server that is away.
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
});

/** After results the ledger would not take: something is wrong, and a tight loop would not make it right. */
const VAIN_RECORD_PAUSE = '1 minute';

/**
 * The life of one batch event (集中签约 · 集中开工 · 集中竣工): its list is gathered until the cut-off, changed with a reason after it, and
 * confirmed once when the event has taken place. Then every project is moved, some at a time and each exactly once, and looked at again
 * after one, three and six months.
 */
export async function batchEvent(input: EntityInput): Promise<void> {
  const batch = new Entity('batch', input);
  batch.accept(Object.values(batchUpdates));

  await batch.begun();
  while (!(await batch.isOver())) {
    await leave(batch, 'listing');
    await leave(batch, 'listClosed');
    await moveNextProjects(batch);
    await leave(batch, 'tracking');
    await batch.handOverWhenDue();
  }
}

/** Waits for the step that takes the event out of `status`; returns at once when it is elsewhere. */
async function leave(batch: Entity<'batch'>, status: BatchStatus): Promise<void> {
  await batch.until(
    () => batch.view?.status !== status,
    ({ slot }) => (status === 'listing' ? { type: 'closeList', slot } : { type: 'followUp', slot }),
  );
}

/**
 * One round of a confirmed event. The projects take their own commands, under keys made of event and project; only how they fared comes
 * back and is recorded. So a round that dies anywhere is done again and moves nothing twice.
 */
async function moveNextProjects(batch: Entity<'batch'>): Promise<void> {
  if (batch.view?.status !== 'moving') return;
  const results = await moveProjects({ code: batch.id });
  const outcome = await batch.submitByClock({ type: 'record', results }, `moved:${results[0]?.code ?? ''}`);
  if (!outcome.ok) await sleep(VAIN_RECORD_PAUSE);
}
