import { expect, test } from '@jest/globals';
import { latenessDays, slippageDays } from '../../../src/domain/project/lateness.ts';

test('slippage is the plan in force against the first one, forward or back', () => {
  expect(slippageDays({ baseline: '2026-05-04', plan: '2026-09-22' })).toBe(141);
  expect(slippageDays({ baseline: '2026-05-04', plan: '2026-04-30' })).toBe(-4);
  expect(slippageDays({ baseline: '2026-05-04', plan: '2026-05-04' })).toBe(0);
  expect(slippageDays({ baseline: null, plan: null })).toBeNull();
});

test('lateness is the actual day against the first plan, and unknown until the day is', () => {
  expect(latenessDays({ baseline: '2024-02-28', actual: '2024-03-01' })).toBe(2);
  expect(latenessDays({ baseline: '2026-05-04', actual: '2026-05-01' })).toBe(-3);
  expect(latenessDays({ baseline: '2026-05-04', actual: '2026-05' })).toBeNull();
  expect(latenessDays({ baseline: '2026-05-04', actual: null })).toBeNull();
  expect(latenessDays({ baseline: null, actual: '2026-05-04' })).toBeNull();
});
