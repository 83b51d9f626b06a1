import { compareExact, exact, type Exact } from '../money/exact.ts';
import type { Light, Threshold } from './types.ts';

/** What a rule says where a value lies. The first step that holds speaks, so the worst stands first. */
export interface Step {
  threshold: Threshold;
  light: Light;
  noted?: true;
  proposeRemoval?: true;
}

const HOLDS: Record<Threshold['is'], (order: -1 | 0 | 1) => boolean> = {
  atMost: order => order <= 0,
  below: order => order < 0,
  atLeast: order => order >= 0,
  above: order => order > 0,
};

export const stepOf = (value: Exact, steps: readonly Step[]): Step | null =>
  steps.find(({ threshold }) => HOLDS[threshold.is](compareExact(value, exact(threshold.value)))) ?? null;
