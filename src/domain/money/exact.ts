import { refuse, type Refusal } from '../refusal.ts';
import type { Wan } from './money.ts';

/** A rational number in lowest terms, `den` above 0. Shares and rates stay exact until they are written down. */
export interface Exact {
  readonly num: bigint;
  readonly den: bigint;
}

/** A decimal number as text, `-?digits[.digits]`: what travels in JSON where a binary fraction would be inexact. */
export type DecimalText = string;

/** Money in 万元: whole, or as decimal text where a figure came with a fraction (`10374.08`). */
export type Amount = Wan | DecimalText;

// Far longer than any figure of an office, and short enough that no text costs time.
const SHAPE = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/;

/** Greatest common divisor; 1 for nothing over nothing. */
function common(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

export function fraction(num: bigint, den = 1n): Exact {
  if (den === 0n) throw new RangeError(`${num} cannot be divided by 0`);
  const [n, d] = den < 0n ? [-num, -den] : [num, den];
  const divisor = common(n, d);
  return { num: n / divisor, den: d / divisor };
}

export const ZERO: Exact = fraction(0n);
export const ONE: Exact = fraction(1n);

export const plus = (a: Exact, b: Exact): Exact => fraction(a.num * b.den + b.num * a.den, a.den * b.den);
export const minus = (a: Exact, b: Exact): Exact => fraction(a.num * b.den - b.num * a.den, a.den * b.den);
export const times = (a: Exact, b: Exact): Exact => fraction(a.num * b.num, a.den * b.den);
export const over = (a: Exact, b: Exact): Exact => fraction(a.num * b.den, a.den * b.num);

/** Below, at or above 0 as `a` lies below, at or above `b`. */
export function compareExact(a: Exact, b: Exact): -1 | 0 | 1 {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Checks a decimal that came from outside. */
export function parseDecimal(text: string, field: string): DecimalText | Refusal {
  return SHAPE.test(text) ? text : refuse('badFormat', field, text, { shape: '10374.08' });
}

/**
 * The exact value of an amount. Throws on a text that `parseDecimal` refuses and on a number that is not whole: such an amount
 * was never checked, and a rate worked out from it would be wrong in silence.
 */
export function exact(amount: Amount): Exact {
  if (typeof amount === 'number') {
    if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is no whole number of 万元`);
    return fraction(BigInt(amount));
  }
  const [, sign = '', whole, decimals = ''] = SHAPE.exec(amount) ?? [];
  if (whole === undefined) throw new RangeError(`"${amount}" is no decimal number`);
  return fraction(BigInt(sign + whole + decimals), 10n ** BigInt(decimals.length));
}

/** Rounded half away from zero to so many decimals, none cut off: `124.50`. Never `-0.00`. */
export function roundedText(value: Exact, decimals: number): DecimalText {
  const scaled = (value.num < 0n ? -value.num : value.num) * 10n ** BigInt(decimals);
  const units = (2n * scaled + value.den) / (2n * value.den);
  const digits = String(units).padStart(decimals + 1, '0');
  const sign = value.num < 0n && units !== 0n ? '-' : '';
  const whole = digits.slice(0, digits.length - decimals);
  return sign + whole + (decimals === 0 ? '' : `.${digits.slice(-decimals)}`);
}

/** All digits and no more: `10374.08`; a number without an end (a third) is written as a fraction, `1/3`. */
export function exactText(value: Exact): string {
  let [rest, twos, fives] = [value.den, 0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  return rest === 1n ? roundedText(value, Math.max(twos, fives)) : `${value.num}/${value.den}`;
}

/**
 * Two decimals, or as many as it takes to be told from the limits it was compared with: 30.001 beside a limit of 30 is never
 * printed as 30.00.
 */
export function textBeside(value: Exact, limits: readonly Exact[]): DecimalText {
  const others = limits.filter(limit => compareExact(value, limit) !== 0);
  for (let decimals = 2; ; decimals += 1) {
    const text = roundedText(value, decimals);
    const printed = exact(text);
    if (others.every(limit => compareExact(printed, limit) !== 0)) return text;
  }
}
