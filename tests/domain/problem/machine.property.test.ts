import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ProblemCommand, ProblemEvent, ProblemState } from '../../../src/domain/problem/types.ts';
import { PROBLEM_STATES } from '../../../src/domain/problem/types.ts';
import { nextProblemReminder } from '../../../src/domain/problem/reminders.ts';
import type { Actor } from '../../../src/domain/entity.ts';
import { isRefusal, REFUSAL_CODES } from '../../../src/domain/refusal.ts';
import { at, COORDINATOR, HANDLER, INSPECTOR, local, makeProblemFacts } from '../../support/make.ts';
import { decide, evolve } from './handle.ts';

const SEED = 20261123;
const RUNS = { seed: SEED, numRuns: 500 };

const unit = fc.constantFrom('land', 'approvals', 'team-1');
const verify = fc.record({
  type: fc.constant('verify' as const),
  accepted: fc.boolean(),
  reason: fc.constantFrom('现场未见', '', undefined),
});
const command: fc.Arbitrary<ProblemCommand> = fc.oneof(
  fc.record({ type: fc.constant('assign' as const), leadUnit: unit, coUnits: fc.array(unit, { maxLength: 3 }) }),
  fc.record({
    type: fc.constant('answer' as const),
    text: fc.constant('t'),
    nextOn: fc.constantFrom('2026-12-01', '2027-06-30', '2026-02-30', '2026-12', ''),
  }),
  fc.record({
    type: fc.constant('resolve' as const),
    result: fc.constant('r'),
    evidence: fc.constantFrom([], [{ kind: '批复' }], [{ kind: '照片' }, { kind: '批复' }]),
  }),
  { weight: 4, arbitrary: verify },
  fc.constant<ProblemCommand>({ type: 'raise', facts: makeProblemFacts() }),
);
const actor: fc.Arbitrary<Actor> = fc.constantFrom(
  COORDINATOR,
  HANDLER,
  INSPECTOR,
  { ...INSPECTOR, unitId: 'land' },
  { ...HANDLER, roles: ['supervisionTeam'] },
);
const step = fc.record({
  waitHours: fc.integer({ min: 0, max: 24 * 12 }),
  by: actor,
  command: fc.oneof(
    { weight: 20, arbitrary: command },
    { weight: 6, arbitrary: fc.constant('clock' as const) },
    { weight: 1, arbitrary: fc.constant<ProblemCommand>({ type: 'withdraw', reason: 'r' }) },
  ),
});
const history = fc.array(step, { minLength: 1, maxLength: 40 });
type Steps = typeof history extends fc.Arbitrary<infer T> ? T : never;

interface Seen {
  before: ProblemState;
  state: ProblemState;
  events: readonly ProblemEvent[];
  nowMs: number;
  by: Actor;
}

function play(steps: Steps, see: (seen: Seen) => void): ProblemEvent[] {
  let nowMs = at('2026-01-05 10:00');
  const begun = decide(null, { type: 'raise', facts: makeProblemFacts() }, { now: nowMs });
  if (isRefusal(begun)) throw new Error(JSON.stringify(begun));
  const events = [...begun.events];
  let state = evolve(null, begun.events);
  for (const { waitHours, by, command: wanted } of steps) {
    nowMs += waitHours * 3_600_000;
    const slot = nextProblemReminder(state)?.slot ?? 'none';
    const answer = decide(state, wanted === 'clock' ? { type: 'overdue', slot } : wanted, { by, now: nowMs });
    if (isRefusal(answer)) {
      expect(REFUSAL_CODES).toContain(answer.code);
      continue;
    }
    const before = state;
    state = evolve(state, answer.events);
    events.push(...answer.events);
    see({ before, state, events: answer.events, nowMs, by });
  }
  return events;
}

const each = (see: (seen: Seen) => void): void => {
  fc.assert(
    fc.property(history, steps => {
      play(steps, see);
    }),
    RUNS,
  );
};

describe(`any history of commands (seed ${SEED})`, () => {
  test('never reaches an illegal state', () => {
    each(({ state }) => {
      expect(PROBLEM_STATES).toContain(state.status);
      const runs = ['raised', 'assigned', 'handling'].includes(state.status);
      expect(state.dueMs !== null).toBe(runs);
      if (['assigned', 'handling', 'resolved', 'closed'].includes(state.status))
        expect(state.leadUnitId).not.toBeNull();
      if (['resolved', 'closed'].includes(state.status)) expect(state.solution?.evidence).not.toEqual([]);
      expect(state.verifiedBy !== null).toBe(state.status === 'closed');
      expect(state.coUnitIds).not.toContain(state.leadUnitId);
    });
  });

  test('is closed only by a supervision team that is neither the solver nor of his unit', () => {
    each(({ before, events, by }) => {
      if (!events.some(({ type }) => type === 'closed' || type === 'rejected')) return;
      expect(by.roles).toContain('supervisionTeam');
      expect(by.id).not.toBe(before.solution?.solverId);
      expect([before.solution?.solverUnitId, before.leadUnitId]).not.toContain(by.unitId);
    });
  });

  test('never leaves closed or withdrawn, and counts each rejection', () => {
    each(({ before, state, events }) => {
      expect(['closed', 'withdrawn']).not.toContain(before.status);
      const rejected = events.filter(({ type }) => type === 'rejected').length;
      expect(state.rejections).toBe(before.rejections + rejected);
    });
  });

  test('tells each limit at most once and never before it has passed; every limit ends an office day', () => {
    fc.assert(
      fc.property(history, steps => {
        const told = new Set<number>();
        play(steps, ({ state, events, nowMs }) => {
          if (state.dueMs !== null) expect(local(state.dueMs)).toMatch(/17:30$/);
          for (const event of events) {
            if (event.type !== 'overdueTold') continue;
            expect(told.has(event.dueMs)).toBe(false);
            expect(event.dueMs).toBeLessThanOrEqual(nowMs);
            told.add(event.dueMs);
          }
        });
      }),
      RUNS,
    );
  });

  test('contains every kind of event, and survives the way through JSON', () => {
    const seen = new Set<string>();
    for (const steps of fc.sample(history, RUNS)) {
      const events = play(steps, () => undefined);
      for (const { type } of events) seen.add(type);
      expect(evolve(null, JSON.parse(JSON.stringify(events)) as ProblemEvent[])).toEqual(evolve(null, events));
    }
    const kinds = ['answered', 'assigned', 'closed', 'overdueTold', 'raised', 'rejected', 'resolved', 'withdrawn'];
    expect([...seen].sort()).toEqual(kinds);
  });
});
