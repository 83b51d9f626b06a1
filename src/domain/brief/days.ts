import { addDays, type IsoDate } from '../calendar/dates.ts';
import { officeInstantOnOrAfter } from '../calendar/office-hours.ts';
import { daysOfWeek, weekOf, type Week } from '../calendar/weeks.ts';
import { isWorkday, onOrAfter, type HolidayTable } from '../calendar/working-calendar.ts';
import type { RuleContext } from '../entity.ts';

type Given = Pick<RuleContext, 'settings' | 'calendar'>;

/** Null for a week in which nobody works: it has no brief, and what happened in it is told in the next. */
export function lastWorkdayOf(week: Week, table: HolidayTable): IsoDate | null {
  const { from, to } = daysOfWeek(week);
  for (let day = to; day >= from; day = addDays(day, -1)) if (isWorkday(table, day)) return day;
  return null;
}

export function compileMsOf(week: Week, { settings, calendar }: Given): number | null {
  const day = lastWorkdayOf(week, calendar.table);
  return day === null ? null : calendar.clock.toInstant(day, settings.brief.compileAt);
}

/** The first working day after the week, in office hours. */
export function deliverMsOf(week: Week, { settings, calendar }: Given): number {
  const day = onOrAfter(calendar.table, addDays(daysOfWeek(week).to, 1));
  return officeInstantOnOrAfter(calendar, calendar.clock.toInstant(day, settings.brief.deliverAt));
}

export const weekAfter = (week: Week): Week => weekOf(addDays(daysOfWeek(week).to, 1));
export const weekBefore = (week: Week): Week => weekOf(addDays(daysOfWeek(week).from, -1));

/** When the brief after this one is compiled: a golden week has none. */
export function nextCompileMs(week: Week, given: Given): number {
  let next = weekAfter(week);
  for (;;) {
    const atMs = compileMsOf(next, given);
    if (atMs !== null) return atMs;
    next = weekAfter(next);
  }
}

/** The week whose brief should be there: this one once its instant has passed, else the last one that had a working day. */
export function weekDue(nowMs: number, given: Given): Week {
  let week = weekOf(given.calendar.clock.toLocal(nowMs).date);
  for (;;) {
    const atMs = compileMsOf(week, given);
    if (atMs !== null && atMs <= nowMs) return week;
    week = weekBefore(week);
  }
}

/** The week whose brief comes next. */
export function weekAhead(nowMs: number, given: Given): Week {
  let week = weekOf(given.calendar.clock.toLocal(nowMs).date);
  for (;;) {
    const atMs = compileMsOf(week, given);
    if (atMs !== null && atMs > nowMs) return week;
    week = weekAfter(week);
  }
}
