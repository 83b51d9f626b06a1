import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { WHISTLE_STATUSES, type WhistleCommand, type WhistleState } from '../../../src/domain/whistle/types.ts';
import { COORDINATOR, HANDLER, INSPECTOR } from '../../support/make.ts';
import { blown, CLERK, decide, evolve, REPORTER } from './handle.ts';

const unit = fc.constantFrom('land', 'approvals', 'forestry');
const command: fc.Arbitrary<WhistleCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('answer' as const),
      department: unit,
      answer: fc.constantFrom('comes' as const, 'sends' as const, 'objects' as const),
      person: fc.constantFrom(undefined, 'clerk'),
      reason: fc.constantFrom(undefined, '属省级权限'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('step' as const),
      slot: fc.constantFrom('remind', 'limit', 'start', 'result'),
    }),
  },
  fc.record({
    type: fc.constant('hold' as const),
    result: fc.constantFrom('resolved' as const, 'tabled' as const, 'unresolved' as const),
    text: fc.constant('议定'),
    present: fc.array(unit, { maxLength: 2 }),
  }),
  fc.record({ type: fc.constant('callOff' as const), reason: fc.constant('r') }),
);
const by = fc.constantFrom(REPORTER, HANDLER, CLERK, COORDINATOR, INSPECTOR);
/** Each command comes a while after the one before it. */
const wait = fc.integer({ min: 0, max: 16 });

function holds(before: WhistleState, state: WhistleState): void {
  // It only goes forward, and what is over stays over.
  expect(WHISTLE_STATUSES.indexOf(state.status)).toBeGreaterThanOrEqual(WHISTLE_STATUSES.indexOf(before.status));
  if (before.status === 'held' || before.status === 'calledOff') expect(state).toEqual(before);
  expect(state.departments.map(each => each.unit)).toEqual(['land', 'approvals']);
  for (const [index, { silent, late, answer }] of state.departments.entries()) {
    const was = before.departments[index];
    // Who was silent at the limit stays listed; a late answer is one after it.
    if (was?.silent) expect(silent).toBe(true);
    if (late) expect(answer).not.toBeNull();
    if (answer === null && state.status !== 'asking' && state.status !== 'calledOff' && before.status !== 'asking') {
      expect(silent || before.status === 'calledOff').toBe(was?.silent);
    }
  }
  expect(state.outcome !== null).toBe(state.status === 'held');
  expect(new Set(state.told).size).toBe(state.told.length);
}

test('whatever is asked, by whom and when, a whistle goes forward and each step is given once', () => {
  const asked = fc.array(fc.tuple(command, by, wait), { maxLength: 30 });
  fc.assert(
    fc.property(asked, commands => {
      let [state, hours] = [blown(), 10];
      for (const [each, actor, later] of commands) {
        hours += later;
        const day = 23 + Math.floor(hours / 24);
        if (day > 30) return;
        const now = `2026-11-${day} ${String(hours % 24).padStart(2, '0')}:00`;
        const answer = decide(state, each, { by: actor, now });
        if (isRefusal(answer)) continue;
        const after = evolve(state, answer.events);
        holds(state, after);
        state = after;
      }
    }),
    { seed: 20_261_128, numRuns: 1_000 },
  );
});
