import { refuse, type Refusal } from '../refusal.ts';
import { weekdayOf, type IsoDate } from './dates.ts';
import type { HolidayTable, HolidayYear } from './working-calendar.ts';

/** A year as the office entered it from the State Council's notice. */
export interface PublishedYear extends HolidayYear {
  year: number;
}

/** Years that the program does not know yet, or knows otherwise: what an office enters goes before. */
export interface HolidaySettings {
  years: readonly PublishedYear[];
}

export const DEFAULT_HOLIDAYS: HolidaySettings = { years: [] };

/** The days in force: those of the program, and over them those that were entered. */
export function tableWith(table: HolidayTable, { years }: HolidaySettings): HolidayTable {
  if (years.length === 0) return table;
  const entered = years.map(({ year, holidays, makeUpDays, source }) => [
    String(year),
    { holidays, makeUpDays, source },
  ]);
  return { years: { ...table.years, ...(Object.fromEntries(entered) as HolidayTable['years']) } };
}

const SATURDAY = 6;

/**
 * A year whose days can be days of its notice: of the year, or of the December before, which a notice may rule on; worked are Saturdays
 * and Sundays alone, and no day is both off and worked.
 */
export function checkedYear(given: PublishedYear): PublishedYear | Refusal {
  const { year, holidays, makeUpDays } = given;
  const [min, max] = [`${year - 1}-12-01`, `${year}-12-31`];
  for (const [field, days] of [['holidays', holidays] as const, ['makeUpDays', makeUpDays] as const]) {
    for (const [at, day] of days.entries()) {
      const place = `${field}[${at}]`;
      if (day < min || day > max) return refuse('outOfRange', place, day, { min, max });
      if (days.indexOf(day) !== at) return refuse('listedTwice', place, day, { first: days.indexOf(day) + 1 });
      if (field === 'makeUpDays' && weekdayOf(day) < SATURDAY) return refuse('makeUpOnWorkday', place, day);
      if (field === 'makeUpDays' && holidays.includes(day)) return refuse('dayOffAndWorked', place, day);
    }
  }
  if (!holidays.some(day => day.startsWith(`${year}-`))) return refuse('required', 'holidays', null);
  const inOrder = (days: readonly IsoDate[]): IsoDate[] => [...days].sort();
  return { ...given, holidays: inOrder(holidays), makeUpDays: inOrder(makeUpDays) };
}
