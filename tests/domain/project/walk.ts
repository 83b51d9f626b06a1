import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import type { Decision, RuleContext } from '../../../src/domain/entity.ts';
import { decideProject } from '../../../src/domain/project/decide.ts';
import { evolveProject } from '../../../src/domain/project/evolve.ts';
import type { ProjectCommand, ProjectEvent, StartCommand } from '../../../src/domain/project/commands.ts';
import type { ProjectFacts, ProjectState } from '../../../src/domain/project/types.ts';
import { makeContext, makeProjectFacts, makeProjectRuleFacts } from '../../support/make.ts';

export const decide = (
  state: ProjectState | null,
  command: ProjectCommand,
  context: RuleContext = makeContext(),
): Decision<ProjectEvent> | Refusal => decideProject(state, command, makeProjectRuleFacts(), context);

export const evolve = (state: ProjectState | null, events: readonly ProjectEvent[]): ProjectState =>
  events.reduce<ProjectState | null>((current, event) => evolveProject(current, event), state) as ProjectState;

/** The state after commands that must all be allowed. */
export function walk(
  state: ProjectState | null,
  commands: readonly ProjectCommand[],
  context: RuleContext = makeContext(),
): ProjectState {
  return commands.reduce<ProjectState | null>((current, command) => {
    const answer = decide(current, command, context);
    if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`);
    return evolve(current, answer.events);
  }, state) as ProjectState;
}

export const starting = (more: Partial<StartCommand> = {}, facts: Partial<ProjectFacts> = {}): StartCommand => ({
  type: 'start',
  facts: makeProjectFacts(facts),
  stage: 'lead',
  ...more,
});

/** A project that was signed on 28 April 2026. */
export const signed = (more: Partial<StartCommand> = {}, context?: RuleContext): ProjectState =>
  walk(null, [starting({ stage: 'signing', actuals: { signing: '2026-04-28' }, ...more })], context);

/** A project that has walked its whole path. */
export const achieved = (): ProjectState =>
  walk(signed(), [
    {
      type: 'advance',
      to: 'fullCapacity',
      on: '2026-11-20',
      passed: { landing: '2026-05', groundbreaking: '2026-06-01', completion: '2026-09-01', production: '2026-10' },
    },
  ]);
