import type { Locale, Words } from '../../../src/contract/catalogue/words.ts';
import { language } from './language.ts';

const LOCALE: Locale = language();
const TAG = LOCALE === 'zh' ? 'zh-CN' : 'en-GB';
/** One office, one zone, wherever the browser is. */
const ZONE = 'Asia/Shanghai';

/** The word of the domain for a value, as the CLI and the mails have it. */
export const word = (words: Readonly<Record<string, Words>>, value: string | null | undefined): string =>
  value === null || value === undefined ? '—' : (words[value]?.[LOCALE] ?? value);

const INSTANT = new Intl.DateTimeFormat(TAG, {
  timeZone: ZONE,
  ...{ month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});
const FULL = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' });
const NUMBER = new Intl.NumberFormat(TAG);

/** `11月30日周一 09:00`. */
export const instant = (at: string | null | undefined): string => (at ? INSTANT.format(new Date(at)) : '—');
/** `2026-11-30 09:00`, for tables. */
export const instantShort = (at: string | null | undefined): string => (at ? FULL.format(new Date(at)) : '—');
const CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, timeStyle: 'short' });
/** `09:00` in the office. */
export const clock = (at: string): string => CLOCK.format(new Date(at));
const MONTH = new Intl.DateTimeFormat(TAG, { timeZone: 'UTC', year: 'numeric', month: 'long' });
/** `2026-12` → `2026年12月`. */
export const monthName = (month: string): string => MONTH.format(new Date(`${month}-01T00:00:00Z`));
export const count = (value: number): string => NUMBER.format(value);

/** Exact decimal text of 亿元, digits grouped; never through a float. */
export function yi(text: string | null | undefined): string {
  if (text === null || text === undefined) return '—';
  const [whole = '0', part] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

const WEEKDAY = new Intl.DateTimeFormat(TAG, { timeZone: 'UTC', weekday: 'long' });
/** 2024 began on a Monday. */
const A_MONDAY = Date.UTC(2024, 0, 1);
/** 1 is Monday, 7 Sunday. */
export const weekday = (day: number): string => WEEKDAY.format(A_MONDAY + (day - 1) * 86_400_000);

/** Today in the office. */
export const today = (): string => FULL.format(new Date()).slice(0, 10);

const DAY_MS = 86_400_000;
/** Whole days from today to a date of full precision; null for `2026-12` or `2026`. */
export function daysUntil(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  return Math.round((Date.parse(date) - Date.parse(today())) / DAY_MS);
}
