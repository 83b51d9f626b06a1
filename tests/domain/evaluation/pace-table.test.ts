import { describe, expect, test } from '@jest/globals';
import { PaceSums } from '../../../src/domain/evaluation/pace-table.ts';
import type { KnownProject } from '../../../src/domain/evaluation/reported.ts';
import { known } from './known.ts';

const sumsOf = (month: string, projects: readonly KnownProject[]): PaceSums => {
  const sums = new PaceSums(month);
  for (const { state } of projects) sums.add(state);
  return sums;
};

describe('plan against time of several projects', () => {
  test('sums those with a plan and names what it leaves out', () => {
    const { sum } = sumsOf('2026-10', [
      known({ plans: { 2026: 1_000 }, reports: { '2026-10': 800 } }),
      known({ plans: { 2026: 500 }, reports: { '2026-08': 100 } }),
      known({ plans: { 2026: 300 } }),
      known({ reports: { '2026-10': 77 } }),
      known({ plans: { 2026: 9_999 }, state: { status: 'withdrawn' } }),
    ]);
    expect(sum).toEqual({
      projects: 4,
      withoutPlan: 1,
      notReported: 2,
      planWan: 1_800,
      doneWan: 900,
      doneWithoutPlanWan: 77,
    });
  });

  test('gives the published figures: 23.6 of 36.2 亿元 at the end of April is 31.86 points ahead by months', () => {
    const sums = sumsOf('2026-04', [
      known({ plans: { 2026: 200_000 }, reports: { '2026-04': 136_000 } }),
      known({ plans: { 2026: 162_000 }, reports: { '2026-04': 100_000 } }),
    ]);
    expect(sums.paceBy(['months'])).toMatchObject({
      months: { points: { percent: '31.86' }, elapsed: { part: 4, whole: 12 } },
    });
    expect(Object.keys(sums.paceBy(['days', 'months']))).toEqual(['days', 'months']);
  });

  test('says why there is no measure', () => {
    expect(sumsOf('2026-10', []).paceBy(['days']).days?.ratio).toEqual({ percent: null, gap: 'noPlan' });
    const planned = sumsOf('2026-10', [known({ plans: { 2026: 10 } })]);
    expect(planned.paceBy(['days']).days?.ratio).toEqual({ percent: null, gap: 'notReported' });
  });
});
