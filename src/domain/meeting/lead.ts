import { refuse, type Refusal } from '../refusal.ts';
import { everyOf, type Every, type Recurring } from './rhythm.ts';
import type { MeetingStep, TimetableRow } from './timetable.ts';

/** What prepares a meeting does not begin before the meeting before it was held: two would be collected for at once. */

const HOURS_OF_DAY = 24;
const WORKED_OF_WEEK = 5;
const WEEK_DAYS = 7;

/** The least days from one meeting to the next; no timetable reaches back as far as a quarter. */
const INTERVAL_DAYS: Readonly<Partial<Record<Every, number>>> = { week: WEEK_DAYS, month: 28 };

interface LongLead {
  index: number;
  step: MeetingStep;
  unit: 'workingDays' | 'hours';
  given: number;
  most: number;
}

/** The first step that lies farther ahead than the interval of the series. A week counts as five working days, however many are holidays. */
function longLead(timetable: readonly TimetableRow[], series: Recurring): LongLead | null {
  const days = INTERVAL_DAYS[everyOf(series)];
  if (days === undefined) return null;
  for (const [index, { step, at }] of timetable.entries()) {
    const lead =
      'hours' in at
        ? { unit: 'hours' as const, given: at.hours, most: days * HOURS_OF_DAY }
        : { unit: 'workingDays' as const, given: at.workingDays, most: (days / WEEK_DAYS) * WORKED_OF_WEEK };
    if (lead.given < -lead.most) return { index, step, ...lead };
  }
  return null;
}

type Named = Recurring & { name: string };

const wordsOf = ({ step, unit, given, most }: LongLead, series: Named): Refusal['params'] => ({
  ...{ series: series.name, every: everyOf(series), step, lead: -given, most },
  unit: unit === 'hours' ? 'inHours' : 'inWorkingDays',
});

/** Of a timetable that is to be the rule for these series. */
export function timetableTooEarly(timetable: readonly TimetableRow[], list: readonly Named[]): Refusal | null {
  for (const series of list) {
    const long = longLead(timetable, series);
    if (!long) continue;
    const field = `value.timetable[${long.index}].at.${long.unit}`;
    return refuse('leadTooLong', field, long.given, wordsOf(long, series));
  }
  return null;
}

/** Of a series that is to meet by the timetable there is. */
export function meetsTooOften(series: Named, timetable: readonly TimetableRow[]): Refusal | null {
  const long = longLead(timetable, series);
  return long && refuse('leadTooLong', 'rhythm.every', everyOf(series), wordsOf(long, series));
}
