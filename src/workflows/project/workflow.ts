import type { Stage } from '../../domain/project/stages.ts';
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
  for (let stage = nextStage(project); stage; stage = nextStage(project)) {
    await reach(stage, project);
    await project.handOverWhenDue();
  }
  await project.settled();
}

/** The stage the path leads to next; none for a project that has achieved its last one or was withdrawn. */
function nextStage(project: Entity<'project'>): Stage | undefined {
  return project.isOpen() ? project.view?.ahead[0] : undefined;
}

async function reach(stage: Stage, project: Entity<'project'>): Promise<void> {
  const reached = (): boolean => project.view?.ahead[0] !== stage;
  await project.until(reached, ({ slot }) => ({ type: 'warn', slot }));
}
