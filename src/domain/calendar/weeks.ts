import { refuse, type Refusal } from '../refusal.ts';
import { addDays, daysBetween, parseIsoDate, weekdayOf, type IsoDate } from './dates.ts';

/** A week `2026-W48`, Monday to Sunday (ISO 8601): it belongs to the year its Thursday lies in. */
export type Week = string;

const SHAPE = /^(\d{4})-W(\d{2})$/;

/** 52 or 53: 28 December always lies in the last week of its year. */
const lastWeekOf = (year: string): Week => weekOf(`${year}-12-28`);
const THURSDAY = 4;

export function weekOf(date: IsoDate): Week {
  const thursday = addDays(date, THURSDAY - weekdayOf(date));
  const number = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
  return `${thursday.slice(0, 4)}-W${String(number).padStart(2, '0')}`;
}

export function daysOfWeek(week: Week): { from: IsoDate; to: IsoDate } {
  // 4 January always lies in the first week.
  const fourth = `${week.slice(0, 4)}-01-04`;
  const from = addDays(fourth, 1 - weekdayOf(fourth) + 7 * (Number(week.slice(6)) - 1));
  return { from, to: addDays(from, 6) };
}

/** A week by its number, or by any day in it. */
export function parseWeek(text: string, field: string): Week | Refusal {
  const [, year, number] = SHAPE.exec(text) ?? [];
  if (year === undefined || number === undefined) {
    const day = parseIsoDate(text, field);
    return typeof day === 'string' ? weekOf(day) : refuse('badFormat', field, text, { shape: '2026-W48 | 2026-11-27' });
  }
  const last = lastWeekOf(year);
  return number > '00' && text <= last ? text : refuse('noSuchWeek', field, text, { year, last });
}
