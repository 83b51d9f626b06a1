import { isRefusal } from '../../../src/domain/refusal.ts';
import type { Actor } from '../../../src/domain/entity.ts';
import { recordOf, type DatedEvent, type ProblemRecord } from '../../../src/domain/problem-figures/record.ts';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import type { ProblemFacts, ProblemState } from '../../../src/domain/problem/types.ts';
import { at, COORDINATOR, HANDLER, INSPECTOR, local, makeProblemFacts } from '../../support/make.ts';
import { ASSIGN, decide, evolve, RESOLVE } from '../problem/handle.ts';

export type Step = [when: string, command: ProblemCommand, by?: Actor];

/** The events of a problem that lived so; what is refused is a mistake of the test. */
export function lived(steps: readonly Step[]): DatedEvent[] {
  let state: ProblemState | null = null;
  const history: DatedEvent[] = [];
  for (const [when, command, by = COORDINATOR] of steps) {
    const answer = decide(state, command, { by, now: when });
    if (isRefusal(answer)) throw new Error(`${when} ${command.type}: ${JSON.stringify(answer)}`);
    history.push(...answer.events.map(event => ({ event, atMs: at(when) })));
    state = evolve(state, answer.events);
  }
  return history;
}

export const dayOf = (atMs: number): string => local(atMs).slice(0, 10);

export const recordOfLife = (steps: readonly Step[]): ProblemRecord => {
  const record = recordOf(lived(steps), dayOf);
  if (!record) throw new Error('nothing was lived');
  return record;
};

export const raise = (when: string, facts: Partial<ProblemFacts> = {}): Step => [
  when,
  { type: 'raise', facts: makeProblemFacts(facts) },
];
export const assign = (when: string, leadUnit = 'land', reason?: string): Step => [
  when,
  { ...ASSIGN, leadUnit, reason } as ProblemCommand,
];
export const resolve = (when: string, by = HANDLER): Step => [when, RESOLVE, by];
export const close = (when: string): Step => [when, { type: 'verify', accepted: true }, INSPECTOR];
export const reject = (when: string): Step => [when, { type: 'verify', accepted: false, reason: '未通水' }, INSPECTOR];
export const relapse = (when: string): Step => [
  when,
  { type: 'lookBack', satisfaction: 'not', relapsed: true, note: '又停工' },
];
export const solvedOnTheSpot = (when: string): Step => [
  when,
  { type: 'solveOnTheSpot', result: '当场协调', evidence: [{ kind: '走访记录' }] },
  INSPECTOR,
];
