import { daysInMonth, type IsoDate } from './dates.ts';

/** A month `YYYY-MM`; also a `PartialDate`. */
export type Month = string;

export const monthOf = (date: IsoDate | Month): Month => date.slice(0, 7);

const indexOf = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

const monthAt = (index: number): Month =>
  `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;

/** `2026-11` + 3 → `2027-02` */
export const monthAfter = (month: Month, months: number): Month => monthAt(indexOf(month) + months);

/** Whole months from one month to another; negative when `to` lies before `from`. */
export const monthsBetween = (from: IsoDate | Month, to: IsoDate | Month): number =>
  indexOf(monthOf(to)) - indexOf(monthOf(from));

/** The same day so many months later; the last day of a month that is too short: 30 November + 3 → 28 February. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const month = monthAfter(monthOf(date), months);
  const last = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
  return `${month}-${String(Math.min(Number(date.slice(8)), last)).padStart(2, '0')}`;
}
