import type { Stage } from './stages.ts';

/** A kind of path: the stages a project walks through, in order, and which of them are dated milestones. */
export interface PathTemplate {
  id: string;
  stages: readonly Stage[];
  /** Stages that count: passing one needs its actual date. Lead and negotiation only prepare the signing. */
  milestones: readonly Stage[];
}

export const STANDARD_PATH: PathTemplate = {
  id: 'standard',
  stages: ['lead', 'negotiation', 'signing', 'landing', 'groundbreaking', 'completion', 'production', 'fullCapacity'],
  milestones: ['signing', 'landing', 'groundbreaking', 'completion', 'production', 'fullCapacity'],
};

/** Stages after `stage`, in order. */
export const stagesAfter = (path: PathTemplate, stage: Stage): readonly Stage[] =>
  path.stages.slice(path.stages.indexOf(stage) + 1);

/** Stages up to and including `stage`, in order. */
export const stagesUpTo = (path: PathTemplate, stage: Stage): readonly Stage[] =>
  path.stages.slice(0, path.stages.indexOf(stage) + 1);

export const isMilestone = (path: PathTemplate, stage: Stage): boolean => path.milestones.includes(stage);
