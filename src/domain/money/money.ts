import { refuse, type Refusal } from '../refusal.ts';

/** Money of this office: an integer number of 万元 (10,000 yuan). 1 亿元 = 10,000 万元. Never a binary fraction. */
export type Wan = number;

export const MONEY_UNITS = ['万元', '亿元'] as const;
export type MoneyUnit = (typeof MONEY_UNITS)[number];

/** 100,000 亿元: above any project, far below what a JSON number holds exactly. */
export const MAX_WAN: Wan = 1_000_000_000;
const MONEY_RANGE = { min: 0, max: MAX_WAN, unit: '万元' };
const DECIMALS: Record<MoneyUnit, number> = { 万元: 0, 亿元: 4 };

/** Checks an amount that is already in 万元. */
export function checkWan(amount: number, field: string): Wan | Refusal {
  if (!Number.isFinite(amount) || !Number.isInteger(amount)) return refuse('notWholeWan', field, amount);
  if (amount < 0) return refuse('negativeMoney', field, amount);
  if (amount > MAX_WAN) return refuse('outOfRange', field, amount, MONEY_RANGE);
  return amount;
}

/**
 * Reads an amount written in `unit` exactly, digit by digit: `"13.8"` 亿元 → 138000. Trailing zeros are free, but a digit below
 * one 万元 is refused rather than rounded.
 */
export function parseMoney(text: string, unit: MoneyUnit, field: string): Wan | Refusal {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim().replaceAll(/[,\uff0c]/g, ''));
  if (!match) return refuse('cellNotMoney', field, text, { unit });
  const [, sign, whole = '', fraction = ''] = match;
  // Digits beyond what a number holds exactly are money all the same, only too much of it.
  if (sign === '' && whole.length > 18) return refuse('outOfRange', field, text, MONEY_RANGE);
  const decimals = DECIMALS[unit];
  if (/[1-9]/.test(fraction.slice(decimals))) return refuse('notWholeWan', field, text, { unit });
  const wan = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  if (sign === '-' && wan !== 0) return refuse('negativeMoney', field, text, { unit });
  return checkWan(wan, field);
}

/** 5,880,000 万元 → `"588"`; 12,345 万元 → `"1.2345"`. Exact, without trailing zeros. */
export function wanToYi(amount: Wan): string {
  const digits = String(amount).padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  return digits.slice(0, -4) + (fraction ? `.${fraction}` : '');
}
