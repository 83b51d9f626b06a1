import { describe, expect, test } from '@jest/globals';
import { LeadSourceCounts } from '../../../src/domain/evaluation/lead-sources.ts';
import { longestFirst, notLanded, notLandedTotals, type NotLanded } from '../../../src/domain/evaluation/not-landed.ts';
import type { ProjectState } from '../../../src/domain/project/types.ts';
import { makeContext } from '../../support/make.ts';
import { decide, signed, starting, walk } from '../project/walk.ts';

const TODAY = '2026-11-23';

describe('leads by source', () => {
  const of = (source: string | null, state: ProjectState = signed()): ProjectState => ({
    ...state,
    leadSource: source,
  });

  test('count those that are open, were signed and have left; money is of the signed', () => {
    const counts = new LeadSourceCounts();
    const lead = walk(null, [starting()]);
    const gone = walk(lead, [{ type: 'withdraw', reason: 'r' }]);
    const merged: ProjectState = { ...signed(), status: 'merged', mergedInto: 'QZ-9' };
    const all = [of('adviser', lead), of('adviser'), of('adviser', { ...signed(), investmentWan: null })];
    for (const state of [...all, of('adviser', gone), of('adviser', merged), of('old'), of(null)]) counts.add(state);
    const blank = { leads: 0, open: 0, signed: 0, signedWan: 0, withoutAmount: 0, left: 0 };
    expect(counts.rows(['centre', 'adviser'])).toEqual([
      { ...blank, source: 'centre' },
      { source: 'adviser', leads: 4, open: 1, signed: 2, signedWan: 200_000, withoutAmount: 1, left: 1 },
      { ...blank, source: 'old', leads: 1, signed: 1, signedWan: 200_000 },
      { ...blank, source: null, leads: 1, signed: 1, signedWan: 200_000 },
    ]);
  });

  test('must stand on the list of the settings, at the start and when set right', () => {
    expect(walk(null, [starting({ leadSource: 'adviser' })]).leadSource).toBe('adviser');
    const list = ['adviser', 'centre', 'county', 'department', 'chamber', 'firm', 'fair', 'other'];
    expect(decide(null, starting({ leadSource: '招商大使' }))).toEqual({
      ...{ code: 'notInList', field: 'leadSource', value: '招商大使', params: { list } },
    });
    const correct = (value: string | null) =>
      decide(signed(), { type: 'correct', field: 'leadSource', value, reason: '补录' }, makeContext());
    expect(correct('centre')).toMatchObject({ events: [{ field: 'leadSource', old: null, new: 'centre' }] });
    expect(correct('nowhere')).toMatchObject({ code: 'notInList', field: 'value' });
    expect(correct(null)).toMatchObject({ code: 'correctionUnchanged' });
  });
});

describe('signed and not landed', () => {
  const rowOf = (state: ProjectState, day = TODAY): NotLanded => notLanded(state, day) as NotLanded;

  test('a row says how long it waits, on what land, and how late it is', () => {
    const state = walk(signed({ plans: { landing: '2026-07-28' } }), [
      { type: 'revisePlan', stage: 'landing', date: '2026-11-20', reason: '用地晚到' },
      { type: 'correct', field: 'landKind', value: 'new', reason: '补录' },
    ]);
    expect(rowOf(state)).toMatchObject({
      ...{ signedOn: '2026-04-28', days: 209, landKind: 'new', agreement: 'contract' },
      ...{ baseline: '2026-07-28', plan: '2026-11-20', lateDays: 3 },
    });
    expect(rowOf(state, '2026-04-28')).toMatchObject({ days: 0, lateDays: 0 });
  });

  test('of a signing known by its month only the days are the fewest there can be', () => {
    expect(rowOf(signed({ actuals: { signing: '2026-10' } })).days).toBe(23);
    expect(rowOf(signed({ actuals: { signing: '2026' } })).days).toBe(0);
  });

  test('leads, landed projects, those that have left and paths without a landing are not on the list', () => {
    const landed = walk(signed(), [{ type: 'advance', to: 'landing', on: '2026-06' }]);
    const gone = walk(signed(), [{ type: 'withdraw', reason: 'r' }]);
    const path = { ...signed().path, stages: ['signing', 'production'] as const };
    for (const state of [walk(null, [starting()]), landed, gone, { ...signed(), path }]) {
      expect(notLanded(state, TODAY)).toBeNull();
    }
    const paused = walk(signed(), [{ type: 'pause', reason: 'r', reviewOn: '2027-01-01' }]);
    expect(rowOf(paused).status).toBe('paused');
  });

  test('the longest waiting come first, and each kind of agreement has its total', () => {
    const row = (code: string, more: Partial<NotLanded>): NotLanded => ({ ...rowOf(signed()), code, ...more });
    const rows = longestFirst([
      row('A', { days: null }),
      row('B', { days: 5, agreement: 'intent', lateDays: 2, plan: '2026-11-21' }),
      row('D', { days: 9, agreement: null, investmentWan: null }),
      row('C', { days: 9 }),
    ]);
    expect(rows.map(({ code }) => code)).toEqual(['C', 'D', 'B', 'A']);
    const blank = { count: 0, investmentWan: 0, withoutAmount: 0, late: 0, unplanned: 0 };
    expect(notLandedTotals(rows)).toEqual([
      { ...blank, agreement: 'intent', count: 1, investmentWan: 200_000, late: 1 },
      { ...blank, agreement: 'framework' },
      { ...blank, agreement: 'contract', count: 2, investmentWan: 400_000, unplanned: 2 },
      { ...blank, agreement: null, count: 1, withoutAmount: 1, unplanned: 1 },
    ]);
    expect(notLandedTotals([])).toHaveLength(3);
  });
});
