import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Failure } from '../../src/cli/failure.ts';
import { assumptionOf, dateOf, evidenceOf, stageDatesOf, wanOf, wordOf } from '../../src/cli/values.ts';
import { CATEGORY, keyOf, labelOf, ROLE, STAGE, WEEKDAY, type Vocabulary } from '../../src/cli/words.ts';
import { wanToYi } from '../../src/domain/money/money.ts';
import { STAGES } from '../../src/domain/project/stages.ts';

const place = { field: '--x', lang: 'zh' } as const;
const SEED = 20_261_123;

describe('money', () => {
  test.each([
    ['13.8亿元', 138_000],
    ['13.8 亿', 138_000],
    ['138000万元', 138_000],
    ['138,000万', 138_000],
    ['138000', 138_000],
    ['0.0001亿元', 1],
    ['１３．８亿元', 138_000],
    ['0', 0],
  ])('%s is %d 万元', (typed, wan) => expect(wanOf(typed, place)).toBe(wan));

  test.each([
    ['13.8', 'notWholeWan'],
    ['0.00001亿元', 'notWholeWan'],
    ['-5万元', 'negativeMoney'],
    ['1e3', 'cellNotMoney'],
    ['亿元', 'cellNotMoney'],
    ['13.8亿万元', 'cellNotMoney'],
    ['999999999999亿元', 'outOfRange'],
  ])('%s is refused as %s', (typed, code) => {
    expect(() => wanOf(typed, place)).toThrow(Failure);
    try {
      wanOf(typed, place);
    } catch (error) {
      expect((error as Failure).problem).toMatchObject({ code, errors: [{ field: '--x', value: expect.any(String) }] });
    }
  });

  test('every amount survives being written in 亿元 and read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), wan => wanOf(`${wanToYi(wan)}亿元`, place) === wan),
      { seed: SEED },
    );
  });
});

describe('dates', () => {
  test.each([
    ['2026-11-20', '2026-11-20'],
    ['2026.3.1', '2026-03-01'],
    ['2026/3', '2026-03'],
    ['2026年3月1日', '2026-03-01'],
    ['2026年3月', '2026-03'],
    ['2026年', '2026'],
    ['2026', '2026'],
    ['2026-02-30', '2026-02-30'],
    ['soon', 'soon'],
  ])('%s goes out as %s', (typed, date) => expect(dateOf(typed)).toBe(date));
});

describe('words', () => {
  test.each([
    ['签约', 'signing'],
    ['Signing', 'signing'],
    ['在建', 'groundbreaking'],
    ['达产', 'fullCapacity'],
    ['fullcapacity', 'fullCapacity'],
    ['full capacity', 'fullCapacity'],
  ])('the stage %s is %s', (typed, key) => expect(keyOf(STAGE, typed)).toBe(key));

  test('every label of every language is understood again', () => {
    for (const words of [STAGE, CATEGORY, ROLE, WEEKDAY] as readonly Vocabulary[]) {
      for (const key of Object.keys(words.words)) {
        for (const lang of ['zh', 'en'] as const) expect(keyOf(words, labelOf(words, key, lang))).toBe(key);
      }
    }
  });

  test('a weekday may be named in several ways', () => {
    expect(['周一', '星期一', 'Mon', 'monday', '1'].map(typed => keyOf(WEEKDAY, typed))).toEqual([
      '1',
      '1',
      '1',
      '1',
      '1',
    ]);
  });

  test('an unknown word is refused with all the words there are', () => {
    expect(() => wordOf(STAGE, '推进中', place)).toThrow(new RegExp(STAGES.join('.*'), 's'));
  });

  test('words of Object are no words of ours', () => {
    expect(keyOf(STAGE, 'constructor')).toBeUndefined();
    expect(labelOf(STAGE, 'toString', 'zh')).toBe('toString');
  });
});

describe('pairs', () => {
  test('dates of stages in either language', () => {
    expect(stageDatesOf(['签约=2026.4.28', 'landing＝2026'], place)).toEqual({
      signing: '2026-04-28',
      landing: '2026',
    });
  });

  test.each([['签约'], ['=2026'], ['签约='], ['某某=2026']])('%s is refused', typed => {
    expect(() => stageDatesOf([typed], place)).toThrow(Failure);
  });

  test('the same stage twice is refused, in whichever words', () => {
    expect(() => stageDatesOf(['签约=2026', 'signing=2025'], place)).toThrow(/2026/);
  });

  test('evidence names its kind first', () => {
    expect(evidenceOf('施工许可证,编号=3505=1，日期=2026.3.1,link=https://x.example/a', place)).toEqual({
      kind: '施工许可证',
      number: '3505=1',
      on: '2026-03-01',
      link: 'https://x.example/a',
    });
  });

  test('an assumption keeps the word of the ledger as it is', () => {
    expect(assumptionOf('推进中=签约', place)).toEqual(['推进中', 'signing']);
  });
});
