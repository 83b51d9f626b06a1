import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkWan, MAX_WAN, parseMoney, wanToYi, type MoneyUnit } from '../../../src/domain/money/money.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';

const SEED = 20261123;
const RUNS = { seed: SEED, numRuns: 2_000 };

describe('reading money', () => {
  test.each([
    ['13.8', '亿元', 138_000],
    ['0.29', '亿元', 2_900],
    ['1.0001', '亿元', 10_001],
    ['588', '亿元', 5_880_000],
    ['560.0000', '亿元', 5_600_000],
    ['1.50000000', '亿元', 15_000],
    ['10374', '万元', 10_374],
    ['10374.00', '万元', 10_374],
    ['1,234', '万元', 1_234],
    ['1\uff0c234\uff0c567', '万元', 1_234_567],
    [' 7 ', '万元', 7],
    ['0', '亿元', 0],
    ['100000', '亿元', MAX_WAN],
  ] as const)('%s %s is %d 万元', (text, unit, wan) => {
    expect(parseMoney(text, unit, 'f')).toBe(wan);
  });

  test.each([
    ['10374.08', '万元', 'notWholeWan'],
    ['1.00001', '亿元', 'notWholeWan'],
    ['-1', '亿元', 'negativeMoney'],
    ['-0.0001', '亿元', 'negativeMoney'],
    ['100000.0001', '亿元', 'outOfRange'],
    ['999999999999999999', '亿元', 'outOfRange'],
    ['9999999999999999999', '亿元', 'outOfRange'],
    ['约10', '亿元', 'cellNotMoney'],
    ['1e3', '万元', 'cellNotMoney'],
    ['.5', '亿元', 'cellNotMoney'],
    ['5.', '亿元', 'cellNotMoney'],
    ['+5', '亿元', 'cellNotMoney'],
    ['', '亿元', 'cellNotMoney'],
    ['0x10', '万元', 'cellNotMoney'],
  ] as const)('%s %s is refused: %s', (text, unit, code) => {
    expect(parseMoney(text, unit, 'money')).toMatchObject({ code, field: 'money' });
  });

  test.each(['-0', '-0.0000'])('%s is nothing, without a sign', text => {
    expect(Object.is(parseMoney(text, '亿元', 'f'), 0)).toBe(true);
  });

  test.each([
    ['half a 万元', 0.5, 'notWholeWan'],
    ['no number', Number.NaN, 'notWholeWan'],
    ['no end', Number.POSITIVE_INFINITY, 'notWholeWan'],
    ['less than nothing', -1, 'negativeMoney'],
    ['more than any project', MAX_WAN + 1, 'outOfRange'],
  ])('an amount of %s is refused', (_what, amount, code) => {
    expect(checkWan(amount, 'f')).toMatchObject({ code });
  });
});

describe(`money round trips (seed ${SEED})`, () => {
  const wan = fc.integer({ min: 0, max: MAX_WAN });

  test('万元 → 亿元 text → 万元 is the same amount', () => {
    fc.assert(
      fc.property(wan, amount => {
        expect(parseMoney(wanToYi(amount), '亿元', 'f')).toBe(amount);
        expect(parseMoney(String(amount), '万元', 'f')).toBe(amount);
        expect(wanToYi(amount)).toMatch(/^(0|[1-9]\d*)(\.\d{0,3}[1-9])?$/);
      }),
      RUNS,
    );
  });

  test('a sum in 万元 is the sum of the 亿元 to the last digit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 60 }), amounts => {
        const parsed = amounts.map(amount => parseMoney(wanToYi(amount), '亿元', 'f') as number);
        const sum = parsed.reduce((a, b) => a + b, 0);
        expect(sum).toBe(amounts.reduce((a, b) => a + b, 0));
      }),
      { ...RUNS, numRuns: 300 },
    );
  });

  test('no text is read as another amount than it says, and none throws', () => {
    const digits = fc.stringMatching(/^-?\d{1,12}(\.\d{1,8})?$/);
    fc.assert(
      fc.property(fc.oneof(digits, fc.string()), fc.constantFrom<MoneyUnit>('万元', '亿元'), (text, unit) => {
        const amount = parseMoney(text, unit, 'f');
        if (isRefusal(amount)) return;
        expect(Number.isSafeInteger(amount) && amount >= 0 && amount <= MAX_WAN).toBe(true);
        const [whole = '', fraction = ''] = text
          .trim()
          .replaceAll(/[,\uff0c-]/g, '')
          .split('.');
        // Exact in big integers: text × 10^8 = 万元 × (10^8 or 10^12).
        const said = BigInt(whole + fraction.padEnd(8, '0')) * (unit === '亿元' ? 10_000n : 1n);
        expect(said).toBe(BigInt(amount) * 100_000_000n);
      }),
      RUNS,
    );
  });
});
