import type { Area } from '../entity.ts';
import { decideProblem } from './decide.ts';
import { evolveProblem } from './evolve.ts';
import { nextProblemReminder } from './reminders.ts';
import type { ProblemCommand, ProblemEvent, ProblemRuleFacts } from './commands.ts';
import type { ProblemState } from './types.ts';

export const problemArea: Area<ProblemState, ProblemCommand, ProblemEvent, ProblemRuleFacts> = {
  kind: 'problem',
  decide: decideProblem,
  evolve: evolveProblem,
  nextReminder: nextProblemReminder,
};
