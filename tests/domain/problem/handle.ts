import { decideProblem } from '../../../src/domain/problem/decide.ts';
import { evolveProblem } from '../../../src/domain/problem/evolve.ts';
import type { ProblemCommand, ProblemEvent, ProblemRuleFacts } from '../../../src/domain/problem/commands.ts';
import type { ProblemState } from '../../../src/domain/problem/types.ts';
import type { Actor, Decision, Reminder, RuleContext } from '../../../src/domain/entity.ts';
import { nextProblemReminder } from '../../../src/domain/problem/reminders.ts';
import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import { COORDINATOR, HANDLER, makeContext, makeProblemFacts, makeProblemRuleFacts } from '../../support/make.ts';

export interface Given {
  by?: Actor;
  now?: string | number;
  facts?: Partial<ProblemRuleFacts>;
  /** Other settings, another calendar. */
  context?: Partial<RuleContext>;
}

export const decide = (
  state: ProblemState | null,
  command: ProblemCommand,
  { by = COORDINATOR, now, facts = {}, context = {} }: Given = {},
): Decision<ProblemEvent> | Refusal =>
  decideProblem(state, command, makeProblemRuleFacts(facts), makeContext(now, { ...context, actor: by }));

export const evolve = (state: ProblemState | null, events: readonly ProblemEvent[]): ProblemState =>
  events.reduce<ProblemState | null>((current, event) => evolveProblem(current, event), state) as ProblemState;

/** The problem after a command that must be allowed. */
export function after(state: ProblemState | null, command: ProblemCommand, given: Given = {}): ProblemState {
  const answer = decide(state, command, given);
  if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`);
  return evolve(state, answer.events);
}

export const RAISE: ProblemCommand = { type: 'raise', facts: makeProblemFacts() };
export const ASSIGN: ProblemCommand = { type: 'assign', leadUnit: 'land' };
export const RESOLVE: ProblemCommand = {
  type: 'resolve',
  result: '指标已下达',
  evidence: [{ kind: '批复', number: '闽政地〔2026〕7号' }],
};

export const raised = (given: Given = {}): ProblemState => after(null, RAISE, given);
export const assigned = (given: Given = {}): ProblemState => after(raised(given), ASSIGN, given);
export const resolved = (given: Given = {}): ProblemState => after(assigned(given), RESOLVE, { ...given, by: HANDLER });

/** What its clock does next, by the settings and calendar of `now`. */
export const nextOf = (
  state: ProblemState,
  now?: string | number,
  context: Partial<RuleContext> = {},
): Reminder | null => nextProblemReminder(state, makeContext(now, context));
