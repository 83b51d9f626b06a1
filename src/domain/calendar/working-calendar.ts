import { addDays, weekdayOf, type IsoDate } from './dates.ts';

/**
 * Days off and make-up days (补班), year by year, as the State Council publishes them each autumn. Data, not code: the
 * table in force is handed in, so that a rule never depends on what a program was built with.
 */
export interface HolidayTable {
  /** Keyed by `2026`. A year that is missing has not been published yet: only its weekends are known. */
  years: Record<string, HolidayYear>;
}

export interface HolidayYear {
  /** Every day of the holidays, the weekend days inside them too: they decide about meetings held on weekends. */
  holidays: readonly IsoDate[];
  /** Saturdays and Sundays that are worked (补班). */
  makeUpDays: readonly IsoDate[];
  /** The notice the days come from. */
  source: string;
}

const SATURDAY = 6;
const LIMIT_WORKING_DAYS = 10_000;

/** A notice may also rule on the last days of the year before: 29 Dec 2018 was worked by the notice for 2019. */
const noticesFor = (table: HolidayTable, date: IsoDate): HolidayYear[] => {
  const year = Number(date.slice(0, 4));
  const later = date.slice(5, 7) === '12' ? table.years[String(year + 1)] : undefined;
  return [table.years[String(year)], later].filter(notice => notice !== undefined);
};

export function isMakeUpDay(table: HolidayTable, date: IsoDate): boolean {
  return noticesFor(table, date).some(notice => notice.makeUpDays.includes(date));
}

/** A published day off. An ordinary weekend is none, and neither is a day of a year that is not published. */
export function isHoliday(table: HolidayTable, date: IsoDate): boolean {
  return noticesFor(table, date).some(notice => notice.holidays.includes(date)) && !isMakeUpDay(table, date);
}

export function isWorkday(table: HolidayTable, date: IsoDate): boolean {
  if (isMakeUpDay(table, date)) return true;
  return weekdayOf(date) < SATURDAY && !isHoliday(table, date);
}

/** Whether the day's year is not published yet: it is answered from weekends only, and may still change. */
export function isProvisional(table: HolidayTable, date: IsoDate): boolean {
  return table.years[date.slice(0, 4)] === undefined;
}

const walk = (table: HolidayTable, date: IsoDate, step: 1 | -1): IsoDate => {
  let day = date;
  while (!isWorkday(table, day)) day = addDays(day, step);
  return day;
};

export const onOrAfter = (table: HolidayTable, date: IsoDate): IsoDate => walk(table, date, 1);
export const onOrBefore = (table: HolidayTable, date: IsoDate): IsoDate => walk(table, date, -1);
/** Strictly after `date`. */
export const nextWorkday = (table: HolidayTable, date: IsoDate): IsoDate => walk(table, addDays(date, 1), 1);
/** Strictly before `date`. */
export const previousWorkday = (table: HolidayTable, date: IsoDate): IsoDate => walk(table, addDays(date, -1), -1);

/**
 * The working day `n` working days after `date`, or before it when `n` is negative.
 *
 * One rule for every start: **a day off counts as the working day that follows it** (day 0). So Friday + 1 WD is Monday;
 * Saturday + 1 WD is Tuesday, because nobody could begin before Monday; Saturday − 1 WD is Friday; + 0 WD is the first
 * working day on or after `date`. Hence (d + a) + b = d + (a + b) always, and d + n − n = d when d is a working day.
 */
export function addWorkingDays(table: HolidayTable, date: IsoDate, n: number): IsoDate {
  if (!Number.isInteger(n) || Math.abs(n) > LIMIT_WORKING_DAYS)
    throw new RangeError(`not a count of working days: ${n}`);
  let day = onOrAfter(table, date);
  for (let left = Math.abs(n); left > 0; left -= 1) {
    day = n > 0 ? nextWorkday(table, day) : previousWorkday(table, day);
  }
  return day;
}

/** The `n` for which `from` + n WD is the first working day on or after `to`; negative when `to` lies before `from`. */
export function workingDaysBetween(table: HolidayTable, from: IsoDate, to: IsoDate): number {
  if (to < from) return -workingDaysBetween(table, to, from) || 0;
  let count = 0;
  for (let day = from; day < to; day = addDays(day, 1)) if (isWorkday(table, day)) count += 1;
  return count;
}
