import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compareExact,
  exact,
  exactText,
  fraction,
  minus,
  over,
  parseDecimal,
  plus,
  roundedText,
  textBeside,
  times,
} from '../../../src/domain/money/exact.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';

const SEED = 20261123;
const RUNS = { seed: SEED, numRuns: 1_000 };

describe('an exact number', () => {
  test.each([
    ['10374.08', '10374.08'],
    ['-0.5', '-0.5'],
    ['007.50', '7.5'],
    ['-0', '0'],
    [10_374, '10374'],
    [-3, '-3'],
  ] as const)('is read from %s and written as %s', (amount, text) => {
    expect(exactText(exact(amount))).toBe(text);
  });

  test('0.1 + 0.2 is 0.3', () => {
    expect(exactText(plus(exact('0.1'), exact('0.2')))).toBe('0.3');
  });

  test('a third has no end and is written as a fraction', () => {
    expect(exactText(over(exact(1), exact(3)))).toBe('1/3');
    expect(exactText(over(exact(-2), exact(6)))).toBe('-1/3');
  });

  test('a half is in lowest terms, its sign above the line', () => {
    expect(fraction(4n, -8n)).toEqual({ num: -1n, den: 2n });
    expect(fraction(0n, -8n)).toEqual({ num: 0n, den: 1n });
  });

  test('nothing is divided by nothing', () => {
    expect(() => over(exact(1), exact(0))).toThrow(RangeError);
  });

  test.each(['', '.5', '5.', '+5', '1e3', '0x10', '1,000', ' 1', '1/3', 'NaN', '1'.repeat(31), `1.${'1'.repeat(31)}`])(
    'is not read from "%s"',
    text => {
      expect(parseDecimal(text, 'plan')).toMatchObject({ code: 'badFormat', field: 'plan' });
      expect(() => exact(text)).toThrow(RangeError);
    },
  );

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('is not read from the number %d', number => {
    expect(() => exact(number)).toThrow(RangeError);
  });
});

describe('rounding', () => {
  test.each([
    ['0.125', 2, '0.13'],
    ['-0.125', 2, '-0.13'],
    ['0.1249999', 2, '0.12'],
    ['0.135', 2, '0.14'],
    ['1.005', 2, '1.01'],
    ['-0.004', 2, '0.00'],
    ['-0.005', 2, '-0.01'],
    ['9.995', 2, '10.00'],
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['0.5', 0, '1'],
    ['0', 3, '0.000'],
    ['124.5', 4, '124.5000'],
  ])('of %s to %d decimals is half away from zero: %s', (value, decimals, text) => {
    expect(roundedText(exact(value), decimals)).toBe(text);
  });

  test('goes on until the number can be told from the limit it was compared with', () => {
    expect(textBeside(exact('30.0001'), [exact(30)])).toBe('30.0001');
    expect(textBeside(exact('9.99996'), [exact(10), exact(30)])).toBe('9.99996');
    expect(textBeside(exact('30'), [exact(30)])).toBe('30.00');
    expect(textBeside(exact('31.234'), [exact(30)])).toBe('31.23');
  });
});

describe(`exact arithmetic (seed ${SEED})`, () => {
  const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  const rational = fc.tuple(whole, fc.bigInt({ min: 1n, max: 10n ** 12n })).map(([num, den]) => fraction(num, den));
  const decimal = fc.stringMatching(/^-?\d{1,20}(\.\d{1,12})?$/);

  test('what is added can be taken away, what is multiplied divided', () => {
    fc.assert(
      fc.property(rational, rational, (a, b) => {
        expect(minus(plus(a, b), b)).toEqual(a);
        if (b.num !== 0n) expect(over(times(a, b), b)).toEqual(a);
      }),
      RUNS,
    );
  });

  test('a decimal survives being read and written', () => {
    fc.assert(
      fc.property(decimal, text => {
        expect(isRefusal(parseDecimal(text, 'f'))).toBe(false);
        const value = exact(text);
        expect(exact(exactText(value))).toEqual(value);
      }),
      RUNS,
    );
  });

  test('a rounded number is within half a unit, and the same distance from zero on both sides', () => {
    fc.assert(
      fc.property(rational, fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const rounded = exact(roundedText(value, decimals));
        const error = minus(rounded, value);
        const size = error.num < 0n ? minus(exact(0), error) : error;
        expect(compareExact(size, fraction(1n, 2n * 10n ** BigInt(decimals)))).toBeLessThanOrEqual(0);
        const mirrored = roundedText(minus(exact(0), value), decimals);
        expect(exact(mirrored)).toEqual(minus(exact(0), rounded));
      }),
      RUNS,
    );
  });

  test('what is printed beside a limit lies on the side it lies on', () => {
    fc.assert(
      fc.property(rational, rational, (value, limit) => {
        const end = exact(roundedText(limit, 3));
        expect(compareExact(exact(textBeside(value, [end, exact(0)])), end)).toBe(compareExact(value, end));
      }),
      RUNS,
    );
  });
});
