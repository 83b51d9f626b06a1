import { daysBetween, precisionOf, type PartialDate } from '../calendar/dates.ts';
import { workingDaysBetween, type HolidayTable } from '../calendar/working-calendar.ts';

/** The middle of some ages, and the age that nine in ten do not pass. */
export interface Spread {
  /** Of two middle ages the mean, so a whole number or a half, which is exact. Null: there is none. */
  median: number | null;
  p90: number | null;
}

export interface AgeFigures {
  /** How many ages there are. */
  count: number;
  /** Of which no age is known, because a day is not. */
  unknown: number;
  workingDays: Spread;
  calendarDays: Spread;
}

/** Ages in days, gathered one at a time. */
export class Ages {
  readonly #table: HolidayTable;
  readonly #working: number[] = [];
  readonly #calendar: number[] = [];
  #unknown = 0;

  constructor(table: HolidayTable) {
    this.#table = table;
  }

  /** A day after which nothing was counted yet is 0 days old. What is known by month or year only has no age: none is invented. */
  add(from: PartialDate, to: PartialDate | null): void {
    if (to === null || precisionOf(from) !== 'day' || precisionOf(to) !== 'day') {
      this.#unknown += 1;
      return;
    }
    this.#working.push(workingDaysBetween(this.#table, from, to));
    this.#calendar.push(daysBetween(from, to));
  }

  figures(): AgeFigures {
    return {
      count: this.#working.length,
      unknown: this.#unknown,
      workingDays: spreadOf(this.#working),
      calendarDays: spreadOf(this.#calendar),
    };
  }
}

/** By the nearest rank: the smallest age that at least 90 % of all do not pass. */
export function spreadOf(ages: readonly number[]): Spread {
  const sorted = ages.toSorted((a, b) => a - b);
  const { length } = sorted;
  if (length === 0) return { median: null, p90: null };
  const middle = (sorted[(length - 1) >> 1] ?? 0) + (sorted[length >> 1] ?? 0);
  const rank = Math.floor((9 * length + 9) / 10);
  return { median: middle / 2, p90: sorted[rank - 1] ?? null };
}
