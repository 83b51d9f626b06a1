import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal, refuse } from '../../../src/domain/refusal.ts';
import { VISIT_STATUSES, type VisitCommand, type VisitState } from '../../../src/domain/visit/types.ts';
import { COORDINATOR, HANDLER, INSPECTOR } from '../../support/make.ts';
import { decide, evolve, planned } from './handle.ts';

const finding = fc.record({
  title: fc.constantFrom('征地', '道路', '用工', '征 地'),
  category: fc.constant('land' as const),
  solved: fc.constantFrom(undefined, '当场清障'),
});
const findings = fc.array(finding, { maxLength: 3 });
const day = fc.constantFrom('2026-11-20', '2026-11-26', '2026-12-01');
const reason = fc.constantFrom(undefined, '次日补充');
const command: fc.Arbitrary<VisitCommand> = fc.oneof(
  fc.record({ type: fc.constant('move' as const), to: day, reason: fc.constant('r') }),
  fc.record({ type: fc.constant('cancel' as const), reason: fc.constant('r') }),
  { weight: 2, arbitrary: fc.record({ type: fc.constant('hold' as const), findings }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('find' as const), findings, reason }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('record' as const),
      results: fc.array(
        fc.record({
          number: fc.integer({ min: 1, max: 6 }),
          problem: fc.constantFrom('Q-1', null),
          refusal: fc.constantFrom(null, refuse('projectWithdrawn', 'project', 'P-1')),
        }),
        { maxLength: 3 },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('remind' as const),
      slot: fc.constantFrom('remind:2026-11-26', 'missed:2026-11-26', 'missed:2026-12-01'),
    }),
  },
);
const by = fc.constantFrom(INSPECTOR, COORDINATOR, HANDLER);
const now = fc.constantFrom('2026-11-23 10:00', '2026-11-26 15:00', '2026-11-27 09:00', '2026-12-02 10:00');

function holds(before: VisitState, state: VisitState): void {
  const titles = state.findings.map(({ title }) => title.replaceAll(' ', ''));
  expect(new Set(titles).size).toBe(titles.length);
  expect(state.findings.map(({ number }) => number)).toEqual(titles.map((_, index) => index + 1));
  // A finding is never taken back, and its result stands.
  for (const [index, finding] of before.findings.entries()) {
    if (finding.standing !== 'waiting') expect(state.findings[index]).toEqual(finding);
    expect(state.findings[index]?.title).toBe(finding.title);
  }
  if (before.heldOn !== null) expect(state.heldOn).toBe(before.heldOn);
  if (before.status === 'cancelled') expect(state).toEqual(before);
  if (state.findings.length > 0) expect(state.heldOn).not.toBeNull();
  const waiting = state.findings.some(({ standing }) => standing === 'waiting');
  expect(state.status === 'raising').toBe(waiting);
  expect(VISIT_STATUSES).toContain(state.status);
}

test('whatever is asked, by whom and when, a finding is raised once and never taken back', () => {
  const asked = fc.array(fc.tuple(command, by, now), { maxLength: 25 });
  fc.assert(
    fc.property(asked, commands => {
      let state = planned();
      for (const [each, actor, at] of commands) {
        const answer = decide(state, each, { by: actor, now: at });
        if (isRefusal(answer)) continue;
        const after = evolve(state, answer.events);
        holds(state, after);
        state = after;
      }
    }),
    { seed: 20_261_128, numRuns: 1_000 },
  );
});
