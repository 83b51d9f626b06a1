import { addDays, type IsoDate } from '../calendar/dates.ts';
import { monthOf } from '../calendar/months.ts';
import {
  isHoliday,
  isProvisional,
  isWorkday,
  nextWorkday,
  previousWorkday,
  type HolidayTable,
} from '../calendar/working-calendar.ts';
import { everyOf, isByDate, LONGEST_DAYS, plannedDatesBetween, type Recurring } from './rhythm.ts';

export const HOLIDAY_RULES = ['previousWorkday', 'nextWorkday', 'merge', 'skip'] as const;

/** What becomes of an occurrence whose day is a public holiday. */
export type HolidayRule = (typeof HOLIDAY_RULES)[number];

export interface SeriesRhythm extends Recurring {
  /** Local start, `HH:mm`. */
  time: string;
  holidayRule: HolidayRule;
}

export interface Occurrence {
  /** The series' own day: names the occurrence for ever, wherever it moves. */
  plannedDate: IsoDate;
  /** Null when there is no meeting of its own. */
  heldOn: IsoDate | null;
  moved: null | 'previousWorkday' | 'nextWorkday' | 'merged' | 'skipped';
  /** The answer rests on a year that is not published yet, and must be worked out again when it is. */
  provisional: boolean;
}

const WEEK_DAYS = 7;

/**
 * Where one planned occurrence is held.
 *
 * - Only a *published day off* moves a meeting. An office that meets on Saturdays does so on every ordinary Saturday; an
 *   office that meets on Mondays is moved by a holiday Monday. A make-up day (补班) is a working day like any other: a
 *   Saturday meeting stays on it, and a Monday meeting may be moved to it (16 Feb 2026 → Saturday 14 Feb).
 * - A move stays inside its own week. When the moved day would reach the neighbouring planned date or pass it, as in a
 *   long Spring Festival (23 Feb 2026, backwards, is 14 Feb too), the occurrence is merged into the next one instead.
 *   So no two occurrences of a series share a day, and they never change their order.
 * - A series that meets in a month stays in it: where the rule would leave the month, the next working day the other way is taken
 *   (1 October, backwards, is 8 October). On a day of the month it is moved off weekends too.
 * - `merge`: no meeting of its own, the next occurrence carries its items. `skip`: nothing carries them.
 */
export function occurrenceOf(table: HolidayTable, series: SeriesRhythm, plannedDate: IsoDate): Occurrence {
  const provisional = isProvisional(table, plannedDate);
  const isOff = isByDate(series) ? !isWorkday(table, plannedDate) : isHoliday(table, plannedDate);
  if (!isOff) return { plannedDate, heldOn: plannedDate, moved: null, provisional };
  if (series.holidayRule === 'skip') return { plannedDate, heldOn: null, moved: 'skipped', provisional };
  if (series.holidayRule === 'merge') return { plannedDate, heldOn: null, moved: 'merged', provisional };
  return everyOf(series) === 'week'
    ? movedInItsWeek(table, series.holidayRule, plannedDate)
    : movedInItsMonth(table, series.holidayRule, plannedDate);
}

type Direction = 'previousWorkday' | 'nextWorkday';

const STEP = { previousWorkday, nextWorkday };

function movedInItsWeek(table: HolidayTable, rule: Direction, plannedDate: IsoDate): Occurrence {
  const heldOn = STEP[rule](table, plannedDate);
  const leavesItsWeek =
    rule === 'previousWorkday' ? heldOn <= addDays(plannedDate, -WEEK_DAYS) : heldOn >= addDays(plannedDate, WEEK_DAYS);
  // A merged answer rests on every day walked over, the last one included.
  const provisional = isProvisional(table, plannedDate) || isProvisional(table, heldOn);
  if (leavesItsWeek) return { plannedDate, heldOn: null, moved: 'merged', provisional };
  return { plannedDate, heldOn, moved: rule, provisional };
}

/** No run of days off is as long as a month, so one of the two ways stays in it. */
function movedInItsMonth(table: HolidayTable, rule: Direction, plannedDate: IsoDate): Occurrence {
  const other = rule === 'previousWorkday' ? 'nextWorkday' : 'previousWorkday';
  const asked = STEP[rule](table, plannedDate);
  const moved = monthOf(asked) === monthOf(plannedDate) ? rule : other;
  const heldOn = moved === rule ? asked : STEP[other](table, plannedDate);
  const provisional = [plannedDate, asked, heldOn].some(day => isProvisional(table, day));
  return { plannedDate, heldOn, moved, provisional };
}

/** The occurrence that carries the items of a merged one: the first later one that is held. Null unless merged. */
export function carriedBy(table: HolidayTable, series: SeriesRhythm, merged: Occurrence): Occurrence | null {
  if (merged.moved !== 'merged') return null;
  const { plannedDate } = merged;
  const later = plannedDatesBetween(
    series,
    addDays(plannedDate, 1),
    addDays(plannedDate, LONGEST_DAYS[everyOf(series)]),
  );
  return later.map(date => occurrenceOf(table, series, date)).find(({ heldOn }) => heldOn !== null) ?? null;
}
