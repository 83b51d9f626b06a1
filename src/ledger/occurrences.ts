import { meetingIdOf, plannedDateOf } from '../contract/names.ts';
import { addDays } from '../domain/calendar/dates.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { occurrenceOf } from '../domain/meeting/occurrence.ts';
import { everyOf, LONGEST_DAYS, plannedDatesBetween, type Recurring, type Rhythm } from '../domain/meeting/rhythm.ts';
import type { SeriesState } from '../domain/meeting/types.ts';
import type { Database } from './database.ts';
import { calendarOn, officeCalendar, settingsAt } from './settings.ts';

/** A meeting moved forwards off a holiday has its planned date so many days behind it and is still to come. */
const MOVED_BY_RULE_DAYS = { week: 6, month: 14, quarter: 14, year: 14, once: 0 } as const;

/**
 * The occurrences of a series from today for as many days as the settings open ahead, nearest first, without those that are over; before them
 * the last one that passed while the office was away, however many did. A special meeting is opened at once, however far ahead it lies.
 */
export async function upcomingMeetingIds(
  { db, calendar: given }: { db: Database; calendar: WorkCalendar },
  { seriesId, nowMs }: { seriesId: string; nowMs: number },
): Promise<string[]> {
  const series = await seriesState(db, seriesId);
  if (!series || series.status !== 'running') return [];
  const { date: today } = given.clock.toLocal(nowMs);
  const every = everyOf(series);
  const settings = await settingsAt(db, today);
  const [{ meeting }, calendar] = [settings, officeCalendar(given, settings)];
  const ahead = every === 'once' ? LONGEST_DAYS.once : meeting.openDaysAhead;
  const dates = plannedDatesBetween(series, addDays(today, -MOVED_BY_RULE_DAYS[every]), addDays(today, ahead));
  const ids = dates
    .filter(date => (startOf(series, date, calendar) ?? nowMs + 1) > nowMs)
    .map(date => meetingIdOf(seriesId, date));
  const over = await db
    .selectFrom('meeting')
    .select('id')
    .where('series_id', '=', seriesId)
    .where('status', '!=', 'planned')
    .execute();
  const closed = new Set(over.map(row => row.id));
  const missed = await missedMeetingId({ db, calendar }, { series, nowMs });
  return [...(missed === null ? [] : [missed]), ...ids.filter(id => !closed.has(id))];
}

/**
 * The last occurrence that should have been held and that nobody opened: after the series was defined, resumed or last met, so that what was
 * paused is not missed, and a series of today owes nothing for yesterday. Null when there is none.
 */
async function missedMeetingId(
  { db, calendar }: { db: Database; calendar: WorkCalendar },
  { series, nowMs }: { series: SeriesState; nowMs: number },
): Promise<string | null> {
  const told = await db
    .selectFrom('event')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('entity_kind', '=', 'series')
    .where('entity_id', '=', series.id)
    .executeTakeFirst();
  const met = await db
    .selectFrom('meeting')
    .select(({ fn }) => fn.max('planned_date').as('date'))
    .where('series_id', '=', series.id)
    .where('planned_date', '<=', calendar.clock.toLocal(nowMs).date)
    .executeTakeFirst();
  const sinceMs = told?.at ? new Date(told.at).getTime() : nowMs;
  const { date: today } = calendar.clock.toLocal(nowMs);
  const { date: since } = calendar.clock.toLocal(sinceMs);
  const first = met?.date && met.date >= since ? addDays(met.date, 1) : since;
  const passed = plannedDatesBetween(series, addDays(first, -MOVED_BY_RULE_DAYS[everyOf(series)]), today).filter(
    date => {
      const startMs = startOf(series, date, calendar);
      return startMs !== null && startMs > sinceMs && startMs <= nowMs && (!met?.date || date > met.date);
    },
  );
  const last = passed.at(-1);
  return last === undefined ? null : meetingIdOf(series.id, last);
}

/** The next occurrence that will really be held: the one to send a reminder for. */
export async function nextMeetingId(
  { db, calendar: given }: { db: Database; calendar: WorkCalendar },
  { seriesId, nowMs }: { seriesId: string; nowMs: number },
): Promise<string | null> {
  const series = await seriesState(db, seriesId);
  if (!series) return null;
  const { date: today } = given.clock.toLocal(nowMs);
  const calendar = await calendarOn(db, given, today);
  const dates = plannedDatesBetween(
    series,
    addDays(today, -MOVED_BY_RULE_DAYS[everyOf(series)]),
    addDays(today, LONGEST_DAYS[everyOf(series)]),
  );
  const opened = await db
    .selectFrom('meeting')
    .select(['id', 'status', 'start_at'])
    .where('series_id', '=', seriesId)
    .where('planned_date', '>=', addDays(today, -MOVED_DAYS))
    .execute();
  const known = new Map(opened.map(row => [row.id, row]));
  // One that is open is held when it was moved to, not when the rule says.
  const coming = [...new Set([...dates.map(date => meetingIdOf(seriesId, date)), ...known.keys()])].flatMap(id => {
    const row = known.get(id);
    const startMs = row ? row.start_at?.getTime() : startOf(series, plannedDateOf(id), calendar);
    const held = startMs != null && startMs > nowMs && (row?.status ?? 'planned') === 'planned';
    return held ? [{ id, startMs }] : [];
  });
  return coming.sort((a, b) => a.startMs - b.startMs)[0]?.id ?? null;
}

/** How long after its planned date a meeting that was moved may still be to come. */
const MOVED_DAYS = 370;

function startOf(series: SeriesState, plannedDate: string, { table, clock }: WorkCalendar): number | null {
  const { heldOn } = occurrenceOf(table, series, plannedDate);
  return heldOn === null ? null : clock.toInstant(heldOn, series.time);
}

export async function seriesState(db: Database, seriesId: string): Promise<SeriesState | undefined> {
  const row = await db
    .selectFrom('entity')
    .select('state')
    .where('kind', '=', 'series')
    .where('id', '=', seriesId)
    .executeTakeFirst();
  return row?.state as SeriesState | undefined;
}

/** All series, as far as their Schedules depend on them. */
export async function scheduledSeries(
  db: Database,
): Promise<{ id: string; weekday: number; status: string; once: boolean }[]> {
  const rows = await db.selectFrom('series').select(['id', 'weekday', 'status', 'rhythm']).orderBy('id').execute();
  return rows.map(({ rhythm, ...row }) => ({ ...row, once: everyOf({ rhythm: rhythmOf(rhythm) }) === 'once' }));
}

/** What a timetable is measured against before it becomes the rule. */
export async function runningSeries(db: Database): Promise<(Recurring & { name: string })[]> {
  const rows = await db
    .selectFrom('series')
    .select(['name', 'weekday', 'rhythm'])
    .where('status', '=', 'running')
    .orderBy('id')
    .execute();
  return rows.map(({ rhythm, ...row }) => ({ ...row, rhythm: rhythmOf(rhythm) }));
}

/** The cast: the column is written from these very values. */
export const rhythmOf = (column: unknown): Rhythm | undefined => (column ?? undefined) as Rhythm | undefined;
