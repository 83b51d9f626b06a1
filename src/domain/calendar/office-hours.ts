import type { IsoDate } from './dates.ts';
import { addWorkingDays, isWorkday, nextWorkday, previousWorkday, type HolidayTable } from './working-calendar.ts';

/** Office hours of a working day, local time `HH:mm`. The end belongs to the evening: at `17:30` sharp it is closed. */
export interface OfficeHours {
  start: string;
  end: string;
  /** The midday break, inside start and end; nothing is sent during it. */
  lunch?: { start: string; end: string };
}

/** The only way from wall clock to instants: the domain knows no time zones. `src/calendar/zone.ts` provides it. */
export interface LocalClock {
  /** Epoch ms of a local time `HH:mm` on `date`. */
  toInstant(date: IsoDate, time: string): number;
  /** The local day and `HH:mm`, seconds cut off. */
  toLocal(instantMs: number): { date: IsoDate; time: string };
}

/** All a rule needs to know about time: which days are worked, from when to when, and where. */
export interface WorkCalendar {
  table: HolidayTable;
  hours: OfficeHours;
  clock: LocalClock;
}

export function startOfOfficeDay(calendar: WorkCalendar, date: IsoDate): number {
  return calendar.clock.toInstant(date, calendar.hours.start);
}

/** End of office hours on `date`; whether `date` is worked at all is the caller's business. */
export function endOfOfficeDay(calendar: WorkCalendar, date: IsoDate): number {
  return calendar.clock.toInstant(date, calendar.hours.end);
}

/** The same instant when it lies in office hours of a working day, else the start of the next office period. */
export function officeInstantOnOrAfter(calendar: WorkCalendar, instantMs: number): number {
  const { table, hours, clock } = calendar;
  const { date, time } = clock.toLocal(instantMs);
  if (!isWorkday(table, date) || time >= hours.end) return startOfOfficeDay(calendar, nextWorkday(table, date));
  if (time < hours.start) return startOfOfficeDay(calendar, date);
  const { lunch } = hours;
  if (lunch && time >= lunch.start && time < lunch.end) return clock.toInstant(date, lunch.end);
  return instantMs;
}

function minuteBefore(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const total = hours * 60 + minutes - 1;
  return [Math.floor(total / 60), total % 60].map(part => String(part).padStart(2, '0')).join(':');
}

/** When what gathers from an instant of office hours on leaves: so much later, but before the office closes or goes to lunch. */
export function gatheredUntil(calendar: WorkCalendar, fromMs: number, gatherMs: number): number {
  const { clock, hours } = calendar;
  const { date } = clock.toLocal(fromMs);
  const closings = [hours.lunch?.start, hours.end].flatMap(time => time ?? []);
  const closing = closings.find(time => clock.toInstant(date, time) > fromMs);
  if (closing === undefined) return fromMs;
  return Math.max(fromMs, Math.min(fromMs + gatherMs, clock.toInstant(date, minuteBefore(closing))));
}

/** How long before the office closes something leaves that would have come after. */
const LAST_CALL_MINUTES = 30;
const MINUTE_MS = 60_000;

/** The same instant when it lies in office hours, else half an hour before the last office period that ended before it. */
export function officeInstantOnOrBefore(calendar: WorkCalendar, instantMs: number): number {
  if (officeInstantOnOrAfter(calendar, instantMs) === instantMs) return instantMs;
  const { table, hours, clock } = calendar;
  const { date, time } = clock.toLocal(instantMs);
  const { lunch, start, end } = hours;
  const before = (day: IsoDate, closes: string): number => clock.toInstant(day, closes) - LAST_CALL_MINUTES * MINUTE_MS;
  if (!isWorkday(table, date) || time < start) return before(previousWorkday(table, date), end);
  return before(date, lunch && time < lunch.end ? lunch.start : end);
}

/**
 * When a limit of `workingDays` that starts at `fromInstantMs` passes: the end of office hours of the n-th working day
 * after the day of `from`, which itself is not counted, whatever the hour (民法典 art. 201, 203). Raised Friday 10:00 or
 * Friday 20:00, 1 WD → Monday 17:30. Raised on a day off, counting starts on the next working day as day 0: Saturday,
 * 1 WD → Tuesday 17:30. A limit of 0 WD (the same day) that would already have passed is the next working day's end.
 */
export function workingDayLimit(calendar: WorkCalendar, fromInstantMs: number, workingDays: number): number {
  if (workingDays < 0) throw new RangeError(`a limit cannot lie before its start: ${workingDays} working days`);
  const { date } = calendar.clock.toLocal(fromInstantMs);
  const day = addWorkingDays(calendar.table, date, workingDays);
  const limitMs = endOfOfficeDay(calendar, day);
  return limitMs > fromInstantMs ? limitMs : endOfOfficeDay(calendar, nextWorkday(calendar.table, day));
}
