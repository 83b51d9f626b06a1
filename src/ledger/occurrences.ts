import { meetingIdOf, plannedDateOf } from '../contract/names.ts';
import { addDays } from '../domain/calendar/dates.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { occurrenceOf, plannedDatesBetween } from '../domain/meeting/occurrence.ts';
import type { SeriesState } from '../domain/meeting/types.ts';
import type { Database } from './database.ts';
import { settingsAt } from './settings.ts';

/**
 * The occurrences of a series from today for as many days as the settings open ahead, nearest first, without those that are over. A
 * meeting moved forwards off a holiday has its planned date behind it and is still to come, so the week before today counts too.
 */
export async function upcomingMeetingIds(
  { db, calendar }: { db: Database; calendar: WorkCalendar },
  { seriesId, nowMs }: { seriesId: string; nowMs: number },
): Promise<string[]> {
  const series = await seriesState(db, seriesId);
  if (!series || series.status !== 'running') return [];
  const { date: today } = calendar.clock.toLocal(nowMs);
  const { meeting } = await settingsAt(db, today);
  const dates = plannedDatesBetween(series, addDays(today, -6), addDays(today, meeting.openDaysAhead));
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
  return ids.filter(id => !closed.has(id));
}

/** The next occurrence that will really be held: the one to send a reminder for. */
export async function nextMeetingId(
  { db, calendar }: { db: Database; calendar: WorkCalendar },
  { seriesId, nowMs }: { seriesId: string; nowMs: number },
): Promise<string | null> {
  const series = await seriesState(db, seriesId);
  if (!series) return null;
  const { date: today } = calendar.clock.toLocal(nowMs);
  const dates = plannedDatesBetween(series, addDays(today, -6), addDays(today, 70));
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

async function seriesState(db: Database, seriesId: string): Promise<SeriesState | undefined> {
  const row = await db
    .selectFrom('entity')
    .select('state')
    .where('kind', '=', 'series')
    .where('id', '=', seriesId)
    .executeTakeFirst();
  return row?.state as SeriesState | undefined;
}

/** All series, as far as their Schedules depend on them. */
export async function scheduledSeries(db: Database): Promise<{ id: string; weekday: number; status: string }[]> {
  return db.selectFrom('series').select(['id', 'weekday', 'status']).orderBy('id').execute();
}
