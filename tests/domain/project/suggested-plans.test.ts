import { describe, expect, test } from '@jest/globals';
import { STANDARD_PATH } from '../../../src/domain/project/path.ts';
import {
  DEFAULT_SUGGESTIONS,
  suggestPlans,
  type SuggestionFacts,
} from '../../../src/domain/project/suggested-plans.ts';

const suggest = (more: Partial<SuggestionFacts>) =>
  suggestPlans(DEFAULT_SUGGESTIONS, {
    landKind: 'existing',
    signedOn: '2026-04-28',
    investmentWan: 138_001,
    stages: STANDARD_PATH.stages,
    ...more,
  });

describe('what is suggested after signing (安庆 2015)', () => {
  test.each([
    ['existing', { stage: 'landing', date: '2026-07-28', note: null }],
    ['new', { stage: 'landing', date: '2026-06-28', note: 'papersFiled' }],
    ['readyFactory', { stage: 'groundbreaking', date: '2026-06-28', note: null }],
  ] as const)('for land of the kind %s', (landKind, plan) => {
    expect(suggest({ landKind })).toEqual({ plans: [plan], money: [] });
  });

  test('with an existing firm: a quarter of the money, rounded up', () => {
    expect(suggest({ landKind: 'existingFirm' })).toEqual({
      plans: [],
      money: [{ by: '2026-07-28', atLeastPercent: 25, atLeastWan: 34_501 }],
    });
    expect(suggest({ landKind: 'existingFirm', investmentWan: 100 }).money[0]?.atLeastWan).toBe(25);
    expect(suggest({ landKind: 'existingFirm', investmentWan: null }).money[0]?.atLeastWan).toBeNull();
  });

  test.each([
    ['the last day of a long month', '2026-11-30', '2027-02-28'],
    ['a month: its last day', '2026-11', '2027-02-28'],
    ['a leap year', '2023-11-30', '2024-02-29'],
  ])('counts from %s', (_what, signedOn, date) => {
    expect(suggest({ signedOn }).plans[0]?.date).toBe(date);
  });

  test.each([
    ['a year only', { signedOn: '2026' }],
    ['no date at all', { signedOn: null }],
    ['no kind of land', { landKind: null }],
    ['a path without that stage', { stages: ['signing', 'production'] as const }],
  ])('is nothing with %s', (_what, more) => {
    expect(suggest(more)).toEqual({ plans: [], money: [] });
  });

  test('follows the settings, not these numbers', () => {
    const rules = {
      plans: [{ landKind: 'new' as const, stage: 'landing' as const, monthsAfterSigning: 6, note: null }],
      money: [],
    };
    const facts = { landKind: 'new' as const, signedOn: '2026-04-28', investmentWan: 1, stages: STANDARD_PATH.stages };
    expect(suggestPlans(rules, facts).plans).toEqual([{ stage: 'landing', date: '2026-10-28', note: null }]);
  });
});
