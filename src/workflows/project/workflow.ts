import { Entity, type EntityInput } from '../entity.ts';
import { projectUpdates } from './messages.ts';

/**
 * The life of one investment project: it walks its path stage by stage, from signing to groundbreaking, completion and production, for
 * as many years as that takes. Facts and rules are the ledger's; this says what is awaited, and warns before a planned milestone and
 * when one has passed.
 */
export async function projectLifecycle(input: EntityInput): Promise<void> {
  const project = new Entity('project', input);
  project.accept(Object.values(projectUpdates));

  await project.begun();
  while (!(await project.isOver())) {
    await reachNextStage(project);
    await project.handOverWhenDue();
  }
}

async function reachNextStage(project: Entity<'project'>): Promise<void> {
  const stage = project.view?.ahead[0];
  const reached = (): boolean => project.view?.ahead[0] !== stage;
  await project.until(reached, ({ slot }) => ({ type: 'warn', slot }));
}
