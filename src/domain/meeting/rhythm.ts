import { addDays, daysBetween, daysInMonth, weekdayOf, type IsoDate } from '../calendar/dates.ts';
import { monthAfter, monthOf, monthsBetween, type Month } from '../calendar/months.ts';
import { refuse, type Refusal } from '../refusal.ts';

export const RHYTHMS = ['week', 'month', 'quarter', 'year', 'once'] as const;

/** How often a series meets. `once`: a special meeting, which is a series of one. */
export type Every = (typeof RHYTHMS)[number];

export interface Rhythm {
  every: Every;
  /** Of the quarter (1–3; the last one when left out) or of the year (1–12). */
  month?: number | undefined;
  /** Which of the series' weekdays in the month: 1 to 4, −1 for the last. */
  nth?: number | undefined;
  /** Or a day of the month instead; in a month that is too short, its last. */
  day?: number | undefined;
  /** Of a series that meets once. */
  date?: IsoDate | undefined;
}

/** What decides the planned dates of a series. */
export interface Recurring {
  /** 1 = Monday … 7 = Sunday. */
  weekday: number;
  /** Every week when left out, as all series once met. */
  rhythm?: Rhythm | undefined;
}

export const LAST = -1;
const WEEK_DAYS = 7;
const QUARTER_MONTHS = 3;
/** A Monday and a January: themes rotate by whole weeks, months, quarters and years from here. */
const EPOCH = '1978-01-02';

export const everyOf = ({ rhythm }: Pick<Recurring, 'rhythm'>): Every => rhythm?.every ?? 'week';

/** On a date and not on a weekday: then a weekend moves it as a public holiday does. */
export const isByDate = ({ rhythm }: Recurring): boolean => rhythm?.day !== undefined || rhythm?.every === 'once';

/** Days within which a series surely meets: a year, twice, as one may be moved. */
export const LONGEST_DAYS: Readonly<Record<Every, number>> = {
  week: 70,
  month: 70,
  quarter: 200,
  year: 740,
  once: 740,
};

/** The planned dates of a series from `from` to `to`, both included. */
export function plannedDatesBetween(series: Recurring, from: IsoDate, to: IsoDate): IsoDate[] {
  const { rhythm } = series;
  const dates =
    rhythm === undefined || rhythm.every === 'week'
      ? weekly(series.weekday, from, to)
      : rhythm.every === 'once'
        ? [rhythm.date ?? '']
        : monthsOf(rhythm, from, to).map(month => dayIn(month, rhythm, series.weekday));
  return dates.filter(date => date >= from && date <= to);
}

export const isPlannedDate = (series: Recurring, date: IsoDate): boolean =>
  plannedDatesBetween(series, date, date).length > 0;

/** How many of its periods have passed: what rotates by it goes on where a meeting is skipped. */
export function periodOf(series: Recurring, date: IsoDate): number {
  const months = monthsBetween(EPOCH, date);
  switch (everyOf(series)) {
    case 'week':
      return Math.floor(daysBetween(EPOCH, date) / WEEK_DAYS);
    case 'month':
      return months;
    case 'quarter':
      return Math.floor(months / QUARTER_MONTHS);
    default:
      return Math.floor(months / 12);
  }
}

/** A rhythm that does not say when it meets, or says it twice. */
export function checkRhythm({ every, month, nth, day, date }: Rhythm): Refusal | null {
  const only = (field: string, value: number | string | undefined): Refusal | null =>
    value === undefined ? null : refuse('notOfTheRhythm', `rhythm.${field}`, value, { every });
  if (every === 'once') return only('month', month) ?? only('nth', nth) ?? only('day', day) ?? needed('date', date);
  if (every === 'week') return only('month', month) ?? only('nth', nth) ?? only('day', day) ?? only('date', date);
  if (day !== undefined && nth !== undefined) return refuse('notOfTheRhythm', 'rhythm.nth', nth, { every: 'day' });
  if (every === 'month') return only('month', month) ?? only('date', date) ?? needed('day', day ?? nth);
  const most = every === 'quarter' ? QUARTER_MONTHS : 12;
  if (month !== undefined && month > most) return refuse('outOfRange', 'rhythm.month', month, { min: 1, max: most });
  return only('date', date) ?? (every === 'year' ? needed('month', month) : null) ?? needed('day', day ?? nth);
}

const needed = (field: string, value: number | string | undefined): Refusal | null =>
  value === undefined ? refuse('required', `rhythm.${field}`, null) : null;

function weekly(weekday: number, from: IsoDate, to: IsoDate): IsoDate[] {
  const wait = (weekday - weekdayOf(from) + WEEK_DAYS) % WEEK_DAYS;
  const dates: IsoDate[] = [];
  for (let day = addDays(from, wait); day <= to; day = addDays(day, WEEK_DAYS)) dates.push(day);
  return dates;
}

function monthsOf(rhythm: Rhythm, from: IsoDate, to: IsoDate): Month[] {
  const months = Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, at) =>
    monthAfter(monthOf(from), at),
  );
  return months.filter(month => meetsIn(rhythm, Number(month.slice(5))));
}

function meetsIn({ every, month }: Rhythm, number: number): boolean {
  if (every === 'month') return true;
  if (every === 'quarter') return ((number - 1) % QUARTER_MONTHS) + 1 === (month ?? QUARTER_MONTHS);
  return number === month;
}

function dayIn(month: Month, { day, nth = 1 }: Rhythm, weekday: number): IsoDate {
  const last = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
  const dated = (number: number): IsoDate => `${month}-${String(number).padStart(2, '0')}`;
  if (day !== undefined) return dated(Math.min(day, last));
  if (nth === LAST) return addDays(dated(last), -((weekdayOf(dated(last)) - weekday + WEEK_DAYS) % WEEK_DAYS));
  return dated(1 + ((weekday - weekdayOf(dated(1)) + WEEK_DAYS) % WEEK_DAYS) + WEEK_DAYS * (nth - 1));
}
