import type { Locale } from '../contract/catalogue/index.ts';
import type { HolidayTable } from '../domain/calendar/working-calendar.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { Fact } from './pages/view.ts';

/** To whom a page speaks, and when. */
export interface Telling {
  locale: Locale;
  clock: LocalClock;
  /** Tells which days may still move. */
  table: HolidayTable;
  nowMs: number;
}

/** A line of a page; none for what is not known. */
export const fact = (label: string, text: string | null): Fact[] =>
  text === null || text === '' ? [] : [{ label, text }];

export function localTime(clock: LocalClock, atMs: number): string {
  const { date, time } = clock.toLocal(atMs);
  return `${date} ${time}`;
}

/** Keeps what is there; a missing part leaves no separator behind. */
export const joined = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter(part => part !== undefined && part !== null && part !== '').join(' · ');
