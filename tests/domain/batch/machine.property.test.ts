import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BatchCommand, BatchState } from '../../../src/domain/batch/types.ts';
import { isRefusal, refuse } from '../../../src/domain/refusal.ts';
import { decide, evolve, NAMED, planned } from './handle.ts';

const code = fc.constantFrom(...NAMED.map(project => project.code));
const reason = fc.option(fc.constant('说明'), { nil: undefined });
const results = fc.array(fc.record({ code, refusal: fc.constantFrom(null, refuse('projectPaused', 'code', 'A')) }), {
  maxLength: 6,
});
const command: fc.Arbitrary<BatchCommand> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('add' as const), code, reason }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('drop' as const), code, reason }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('substitute' as const), out: code, in: code, reason }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('record' as const), results }) },
  fc.record({ type: fc.constant('confirm' as const), on: fc.constantFrom('2026-11-19', '2026-11-20', '2026-11-23') }),
  fc.record({ type: fc.constant('cancel' as const), reason: fc.constant('改期') }),
);
const now = fc.constantFrom('2026-11-19 10:00', '2026-11-23 16:00');

/** What must hold between any event and the one after the next command. */
function holds(before: BatchState, state: BatchState): void {
  const codes = state.entries.map(entry => entry.code);
  expect(new Set(codes).size).toBe(codes.length);
  const settled = (entries: BatchState['entries']) => entries.filter(({ standing }) => standing !== 'listed');
  if (before.confirmed) {
    expect(state.confirmed).toEqual(before.confirmed);
    // Confirmed, the list stands: only results come, and none is taken back.
    expect(codes).toEqual(before.entries.map(entry => entry.code));
    expect(settled(state.entries)).toEqual(expect.arrayContaining([...settled(before.entries)]));
  }
  const waiting = state.entries.some(({ standing }) => standing === 'listed');
  expect(state.status === 'moving').toBe(state.confirmed !== null && waiting);
  if (state.confirmed) expect(state.confirmed.on >= state.cutOff).toBe(true);
  const moved = state.entries.some(({ standing }) => standing === 'moved');
  expect(state.status === 'noneMoved').toBe(state.confirmed !== null && !waiting && !moved);
}

test('whatever is asked, a project stands on the list once and gets one result', () => {
  const asked = fc.array(fc.tuple(command, now), { maxLength: 25 });
  fc.assert(
    fc.property(asked, commands => {
      let state = planned();
      for (const [each, at] of commands) {
        const answer = decide(state, each, { now: at });
        if (isRefusal(answer)) continue;
        const after = evolve(state, answer.events);
        holds(state, after);
        state = after;
      }
    }),
    { seed: 20_261_123, numRuns: 500 },
  );
});
