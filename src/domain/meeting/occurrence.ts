import { addDays, weekdayOf, type IsoDate } from '../calendar/dates.ts';
import {
  isHoliday,
  isProvisional,
  nextWorkday,
  previousWorkday,
  type HolidayTable,
} from '../calendar/working-calendar.ts';

export const HOLIDAY_RULES = ['previousWorkday', 'nextWorkday', 'merge', 'skip'] as const;

/** What becomes of an occurrence whose day is a public holiday. */
export type HolidayRule = (typeof HOLIDAY_RULES)[number];

export interface SeriesRhythm {
  /** 1 = Monday … 7 = Sunday. */
  weekday: number;
  /** Local start, `HH:mm`. */
  time: string;
  holidayRule: HolidayRule;
}

export interface Occurrence {
  /** The series' own weekday: names the occurrence for ever, wherever it moves. */
  plannedDate: IsoDate;
  /** Null when there is no meeting of its own. */
  heldOn: IsoDate | null;
  moved: null | 'previousWorkday' | 'nextWorkday' | 'merged' | 'skipped';
  /** The answer rests on a year that is not published yet, and must be worked out again when it is. */
  provisional: boolean;
}

const WEEK_DAYS = 7;
/** Longer than any run of holidays: a chain of merged occurrences always ends before it. */
const MERGE_WEEKS = 8;

/**
 * Where one planned occurrence is held.
 *
 * - Only a *published day off* moves a meeting. An office that meets on Saturdays does so on every ordinary Saturday; an
 *   office that meets on Mondays is moved by a holiday Monday. A make-up day (补班) is a working day like any other: a
 *   Saturday meeting stays on it, and a Monday meeting may be moved to it (16 Feb 2026 → Saturday 14 Feb).
 * - A move stays inside its own week. When the moved day would reach the neighbouring planned date or pass it, as in a
 *   long Spring Festival (23 Feb 2026, backwards, is 14 Feb too), the occurrence is merged into the next one instead.
 *   So no two occurrences of a series share a day, and they never change their order.
 * - `merge`: no meeting of its own, the next occurrence carries its items. `skip`: nothing carries them.
 */
export function occurrenceOf(table: HolidayTable, series: SeriesRhythm, plannedDate: IsoDate): Occurrence {
  const provisional = isProvisional(table, plannedDate);
  if (!isHoliday(table, plannedDate)) return { plannedDate, heldOn: plannedDate, moved: null, provisional };
  if (series.holidayRule === 'skip') return { plannedDate, heldOn: null, moved: 'skipped', provisional };
  if (series.holidayRule === 'merge') return { plannedDate, heldOn: null, moved: 'merged', provisional };

  const backwards = series.holidayRule === 'previousWorkday';
  const heldOn = backwards ? previousWorkday(table, plannedDate) : nextWorkday(table, plannedDate);
  const leavesItsWeek = backwards
    ? heldOn <= addDays(plannedDate, -WEEK_DAYS)
    : heldOn >= addDays(plannedDate, WEEK_DAYS);
  // A merged answer rests on every day walked over, the last one included.
  const unsure = provisional || isProvisional(table, heldOn);
  if (leavesItsWeek) return { plannedDate, heldOn: null, moved: 'merged', provisional: unsure };
  return { plannedDate, heldOn, moved: series.holidayRule, provisional: unsure };
}

/** The planned dates of a series from `fromDate` to `toDate`, both included. */
export function plannedDatesBetween(series: SeriesRhythm, fromDate: IsoDate, toDate: IsoDate): IsoDate[] {
  const wait = (series.weekday - weekdayOf(fromDate) + WEEK_DAYS) % WEEK_DAYS;
  const dates: IsoDate[] = [];
  for (let day = addDays(fromDate, wait); day <= toDate; day = addDays(day, WEEK_DAYS)) dates.push(day);
  return dates;
}

/** The occurrence that carries the items of a merged one: the first later one that is held. Null unless merged. */
export function carriedBy(table: HolidayTable, series: SeriesRhythm, merged: Occurrence): Occurrence | null {
  if (merged.moved !== 'merged') return null;
  for (let week = 1; week <= MERGE_WEEKS; week += 1) {
    const later = occurrenceOf(table, series, addDays(merged.plannedDate, week * WEEK_DAYS));
    if (later.heldOn !== null) return later;
  }
  return null;
}
