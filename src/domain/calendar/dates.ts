import { refuse, type Refusal } from '../refusal.ts';

/** A civil day `YYYY-MM-DD`. Plain text, so that no time zone can move it. */
export type IsoDate = string;

/** A date as precise as it was known: `2022`, `2022-11` or `2022-04-28`. A day nobody gave is never invented. */
export type PartialDate = string;

export type DatePrecision = 'day' | 'month' | 'year';

const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const DAY_MS = 86_400_000;
/** Years a ledger can hold. */
export const FIRST_YEAR = 1978;
export const LAST_YEAR = 2199;

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const pad = (n: number): string => String(n).padStart(2, '0');

/** Checks a date of any precision; refuses `2026-02-30`, `2026-13`, `26-1-1` and years no ledger can hold. */
export function parsePartialDate(text: string, field: string): PartialDate | Refusal {
  const match = SHAPE.exec(text);
  if (!match) return refuse('badFormat', field, text, { shape: 'YYYY-MM-DD | YYYY-MM | YYYY' });
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    return refuse('outOfRange', field, text, { min: FIRST_YEAR, max: LAST_YEAR });
  }
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return refuse('noSuchDate', field, text);
  return text;
}

/** As `parsePartialDate`, but the day must be there. */
export function parseIsoDate(text: string, field: string): IsoDate | Refusal {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return refuse('badFormat', field, text, { shape: 'YYYY-MM-DD' });
  return parsePartialDate(text, field);
}

export function precisionOf(date: PartialDate): DatePrecision {
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day';
}

/** The first day the date can mean. */
export function firstDay(date: PartialDate): IsoDate {
  return date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date;
}

/** The last day the date can mean. */
export function lastDay(date: PartialDate): IsoDate {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length === 7) return `${date}-${pad(daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5))))}`;
  return date;
}

/** Whether `later` may lie on or after `earlier`, given what both leave open: `2022` may follow `2022-11`. */
export function canFollow(earlier: PartialDate, later: PartialDate): boolean {
  return lastDay(later) >= firstDay(earlier);
}

/** Whether every day the date can mean lies after `today`. */
export function isFuture(date: PartialDate, today: IsoDate): boolean {
  return firstDay(date) > today;
}

const toDayNumber = (date: IsoDate): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date((toDayNumber(date) + days) * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: IsoDate, to: IsoDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function weekdayOf(date: IsoDate): number {
  return ((toDayNumber(date) + 3) % 7) + 1;
}
