import { decideBatch } from '../../../src/domain/batch/decide.ts';
import { evolveBatch } from '../../../src/domain/batch/evolve.ts';
import type { BatchCommand, BatchEvent, BatchRuleFacts, BatchState } from '../../../src/domain/batch/types.ts';
import type { Actor, Decision } from '../../../src/domain/entity.ts';
import type { ProjectState } from '../../../src/domain/project/types.ts';
import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import type { Settings } from '../../../src/domain/settings.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { COORDINATOR, makeContext } from '../../support/make.ts';
import { starting, walk } from '../project/walk.ts';
import { makePlan } from '../../workflows/support/batches.ts';

export interface Given {
  by?: Actor;
  now?: string;
  projects?: readonly ProjectState[];
  facts?: Partial<BatchRuleFacts>;
  settings?: Partial<Settings>;
}

/** A project in negotiation. */
export const negotiated = (code: string): ProjectState => ({
  ...walk(null, [starting({ stage: 'negotiation' })]),
  code,
});

export const NAMED = ['A', 'B', 'C', 'D', 'E'].map(negotiated);

/** Before the cut-off of `makePlan`, Friday 20 November 2026; the event is on the Monday after. */
export const EARLY = '2026-11-16 10:00';

export const decide = (
  state: BatchState | null,
  command: BatchCommand,
  { by = COORDINATOR, now = EARLY, projects = NAMED, facts = {}, settings = {} }: Given = {},
): Decision<BatchEvent> | Refusal =>
  decideBatch(
    state,
    command,
    {
      code: 'B-1',
      projects: new Map(projects.map(project => [project.code, project])),
      elsewhere: new Map(),
      coordinators: ['coordinator'],
      teams: new Map(),
      ...facts,
    },
    makeContext(now, { actor: by, settings: { ...DEFAULT_SETTINGS, ...settings } }),
  );

export const evolve = (state: BatchState | null, events: readonly BatchEvent[]): BatchState =>
  events.reduce<BatchState | null>((current, event) => evolveBatch(current, event), state) as BatchState;

/** The event after a command that must be allowed. */
export function after(state: BatchState | null, command: BatchCommand, given: Given = {}): BatchState {
  const answer = decide(state, command, given);
  if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`);
  return evolve(state, answer.events);
}

export const planned = (codes: readonly string[] = ['A', 'B', 'C'], given: Given = {}): BatchState =>
  after(null, makePlan(codes), given);

/** On the day of the event. */
export const DAY = '2026-11-23 16:00';

export const confirmed = (codes?: readonly string[], given: Given = {}): BatchState =>
  after(planned(codes), { type: 'confirm', on: '2026-11-23' }, { now: DAY, ...given });

export const results = (...codes: readonly string[]) => codes.map(code => ({ code, refusal: null }));

/** `A moved`, in the order of the list. */
export const standings = ({ entries }: BatchState): string[] =>
  entries.map(({ code, standing }) => `${code} ${standing}`);
