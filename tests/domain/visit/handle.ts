import type { Actor, Decision } from '../../../src/domain/entity.ts';
import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import { decideVisit } from '../../../src/domain/visit/decide.ts';
import { evolveVisit } from '../../../src/domain/visit/evolve.ts';
import type {
  FindingFacts,
  VisitCommand,
  VisitEvent,
  VisitRuleFacts,
  VisitState,
} from '../../../src/domain/visit/types.ts';
import { INSPECTOR, makeContext } from '../../support/make.ts';
import { starting, walk } from '../project/walk.ts';

export interface Given {
  by?: Actor;
  now?: string;
  facts?: Partial<VisitRuleFacts>;
}

export const PROJECT = { ...walk(null, [starting({})]), code: 'P-1', county: '鲤城区' };

/** The rules of a visit of `team-1`; people whose id begins with `team` or who is the inspector belong to it. */
export const decide = (
  state: VisitState | null,
  command: VisitCommand,
  { by = INSPECTOR, now, facts = {} }: Given = {},
): Decision<VisitEvent> | Refusal => {
  const { people = [] } = command as { people?: readonly string[] };
  const looked: VisitRuleFacts = {
    code: 'V-1',
    unitKind: 'supervision',
    project: 'project' in command && command.project !== undefined ? PROJECT : undefined,
    countyKnown: true,
    unknownPersonIds: [],
    teamPeople: people.filter(id => id === 'inspector'),
    unknownFiles: [],
    coordinators: ['coordinator'],
    ...facts,
  };
  return decideVisit(state, command, looked, makeContext(now, { actor: by }));
};

export const evolve = (state: VisitState | null, events: readonly VisitEvent[]): VisitState =>
  events.reduce<VisitState | null>((current, event) => evolveVisit(current, event), state) as VisitState;

/** The visit after a command that must be allowed. */
export function after(state: VisitState | null, command: VisitCommand, given: Given = {}): VisitState {
  const answer = decide(state, command, given);
  if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`);
  return evolve(state, answer.events);
}

export const plan = (more: object = {}): Extract<VisitCommand, { type: 'plan' }> => ({
  type: 'plan',
  on: '2026-11-26',
  team: 'team-1',
  project: 'P-1',
  people: ['inspector', 'clerk'],
  ...more,
});

/** A visit planned on Monday 23 November 2026 for the Thursday. */
export const planned = (more: object = {}): VisitState => after(null, plan(more));
export const DAY = '2026-11-26 15:00';

export const finding = (title: string, more: Partial<FindingFacts> = {}): FindingFacts => ({
  title,
  category: 'land',
  ...more,
});

export const held = (findings: readonly FindingFacts[] = []): VisitState =>
  after(planned(), { type: 'hold', findings }, { now: DAY });
