import { precisionOf } from '../calendar/dates.ts';
import { milestoneOf } from './evolve.ts';
import { isMilestone, stagesUpTo, type PathTemplate } from './path.ts';
import type { ProjectState } from './types.ts';

/**
 * What is missing in a project and listed until somebody fills it: `county`, `stage`, `actual.<stage>` (reached, date not known) and
 * `precision.<stage>` (only month or year known). Derived from the facts, so filling a fact closes its gap.
 */
export function gapsOf(state: ProjectState, path: PathTemplate): string[] {
  const gaps: string[] = [];
  if (state.county === null) gaps.push('county');
  if (state.stageAssumed) gaps.push('stage');
  for (const stage of stagesUpTo(path, state.stage).filter(name => isMilestone(path, name))) {
    const { actual } = milestoneOf(state, stage);
    if (actual === null) gaps.push(`actual.${stage}`);
    else if (precisionOf(actual) !== 'day') gaps.push(`precision.${stage}`);
  }
  return gaps;
}
