import { proxyActivities, sleep } from '@temporalio/workflow';
import type { VisitActivities } from '../../activities/visit.ts';
import { Entity, type EntityInput } from '../entity.ts';
import { visitUpdates } from './messages.ts';

const { raiseFindings } = proxyActivities<VisitActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '20 seconds',
  // A problem that refuses is a result, not a failure: what is retried here is a database or a server that is away.
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
});

/** After results the ledger would not take: something is wrong, and a tight loop would not make it right. */
const VAIN_RECORD_PAUSE = '1 minute';

/**
 * One visit of a supervision team (走访): its people are reminded of the day; when it has passed and nobody has said how it went, they are
 * told so, once. What was found is raised as problems, each exactly once. More may be found later: then this begins again.
 */
export async function supervisionVisit(input: EntityInput): Promise<void> {
  const visit = new Entity('visit', input);
  visit.accept(Object.values(visitUpdates));

  await visit.begun();
  while (!(await visit.isOver())) {
    await takesPlace(visit);
    await raiseNextProblems(visit);
    await visit.handOverWhenDue();
  }
}

/** Waits until it is held or cancelled; returns at once when it is. */
async function takesPlace(visit: Entity<'visit'>): Promise<void> {
  await visit.until(
    () => visit.view?.status !== 'planned',
    ({ slot }) => ({ type: 'remind', slot }),
  );
}

/**
 * One round of the findings. The problems take their own commands, under keys made of visit and finding; only how they fared comes back and
 * is recorded. So a round that dies anywhere is done again and raises nothing twice.
 */
async function raiseNextProblems(visit: Entity<'visit'>): Promise<void> {
  if (visit.view?.status !== 'raising') return;
  const results = await raiseFindings({ code: visit.id });
  const outcome = await visit.submitByClock({ type: 'record', results }, `raised:${results[0]?.number ?? ''}`);
  if (!outcome.ok) await sleep(VAIN_RECORD_PAUSE);
}
