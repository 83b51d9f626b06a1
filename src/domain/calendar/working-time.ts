import { addDays, type IsoDate } from './dates.ts';
import type { WorkCalendar } from './office-hours.ts';
import { isWorkday } from './working-calendar.ts';

/** The office periods of a day, in order: none on a day off, two around a midday break. */
function periodsOf({ table, hours, clock }: WorkCalendar, date: IsoDate): [number, number][] {
  if (!isWorkday(table, date)) return [];
  const at = (time: string): number => clock.toInstant(date, time);
  const { start, end, lunch } = hours;
  if (!lunch) return [[at(start), at(end)]];
  return [
    [at(start), at(lunch.start)],
    [at(lunch.end), at(end)],
  ];
}

/** Milliseconds of office hours between two instants; 0 when `toMs` does not lie after `fromMs`. */
export function workingMsBetween(calendar: WorkCalendar, fromMs: number, toMs: number): number {
  let sum = 0;
  for (const [start, end] of officePeriods(calendar, fromMs, toMs)) sum += end - start;
  return sum;
}

/** The instant at which `share` (0 to 1) of the office hours between two instants has been used. */
export function workingShareAt(
  calendar: WorkCalendar,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  share: number,
): number {
  let left = Math.round(workingMsBetween(calendar, fromMs, toMs) * share);
  for (const [start, end] of officePeriods(calendar, fromMs, toMs)) {
    // Strictly: an instant at the end of a period would be told after hours.
    if (left < end - start) return start + left;
    left -= end - start;
  }
  return toMs;
}

function* officePeriods(calendar: WorkCalendar, fromMs: number, toMs: number): Generator<[number, number]> {
  const last = calendar.clock.toLocal(toMs).date;
  for (let day = calendar.clock.toLocal(fromMs).date; day <= last; day = addDays(day, 1)) {
    for (const [start, end] of periodsOf(calendar, day)) {
      const period: [number, number] = [Math.max(start, fromMs), Math.min(end, toMs)];
      if (period[0] < period[1]) yield period;
    }
  }
}
