import type { ProblemStatus } from '../../domain/problem/types.ts';
import { Entity, type EntityInput } from '../entity.ts';
import { problemUpdates } from './messages.ts';

/**
 * The way of one problem from raised to closed (销号): assigned to a lead department, handled under its limits, resolved with evidence, closed
 * only when a supervision team that is not the solver has looked, and looked back at after thirty days. A rejection sends it back to
 * handling with a new limit, a relapse into a new episode. On the way the clock climbs the ladder: whatever the ledger names next.
 */
export async function problemResolution(input: EntityInput): Promise<void> {
  const problem = new Entity('problem', input);
  problem.accept(Object.values(problemUpdates));

  await problem.begun();
  while (!(await problem.isOver())) {
    await leave(problem, 'raised');
    await leave(problem, 'assigned');
    await leave(problem, 'handling');
    // Two keys: the solver has turned his, the verifier closes or sends back to handling.
    await leave(problem, 'resolved');
    // Until the firm has been asked again, or has not answered for long enough.
    await leave(problem, 'closed');
    await problem.handOverWhenDue();
  }
}

/** Waits for the step that takes the problem out of `status`; returns at once when it is elsewhere. */
async function leave(problem: Entity<'problem'>, status: ProblemStatus): Promise<void> {
  await problem.until(
    () => problem.view?.status !== status,
    ({ slot }) => (slot.startsWith('overdue:') ? { type: 'overdue', slot } : { type: 'remind', slot }),
  );
}
