import { expect, test } from '@jest/globals';
import { SECTION_SCHEMAS } from '../../../src/contract/schemas/settings/index.ts';
import { refusalsOf } from '../../../src/contract/schemas/index.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';

const { evaluation } = SECTION_SCHEMAS;

test('the tiers an office starts with are those of the field: 1, 10, 20, 50 and 100 亿元', () => {
  expect(evaluation.parse(DEFAULT_SETTINGS.evaluation)).toEqual({
    tiersWan: [10_000, 100_000, 200_000, 500_000, 1_000_000],
  });
});

test.each<[string, unknown, string, string]>([
  ['a tier that holds everybody', { tiersWan: [0] }, 'outOfRange', 'tiersWan[0]'],
  ['a tier below a 万元', { tiersWan: [0.5] }, 'notWholeWan', 'tiersWan[0]'],
  ['a tier twice', { tiersWan: [10_000, 20_000, 10_000] }, 'listedTwice', 'tiersWan[2]'],
  ['no tier', { tiersWan: [] }, 'required', 'tiersWan'],
  ['words for tiers', { tiersWan: ['1亿'] }, 'wrongType', 'tiersWan[0]'],
  ['another field', { tiersWan: [1], tiers: 3 }, 'unknownField', 'tiers'],
])('%s is refused', (_, value, code, field) => {
  const { error } = evaluation.safeParse(value);
  expect(refusalsOf(error as never, value).map(refusal => [refusal.code, refusal.field])).toEqual([[code, field]]);
});
