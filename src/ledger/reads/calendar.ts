import { sql } from 'kysely';
import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import type { LocalClock } from '../../domain/calendar/office-hours.ts';
import type { Database } from '../database.ts';

/** What stands in somebody's calendar: the meetings he is asked to, the visits he makes, the whistles he is called to. */
export type CalendarEntry = {
  kind: 'meeting' | 'visit' | 'whistle';
  /** Its own id; with the kind the UID of its invitation. */
  id: string;
  /** Of the invitation, so that a program knows which of two versions is the newer. */
  sequence: number;
  cancelled: boolean;
  /** Its day rests on a year whose holidays are not published. */
  provisional: boolean;
  summary: string;
  venue: string | null;
  changedAt: Date;
} & ({ startMs: number; durationMinutes: number } | { on: IsoDate });

interface Window {
  fromMs: number;
  toMs: number;
}

const DAYS_BACK = 90;
const DAYS_AHEAD = 400;
/** An attendee of ten weekly series has as many in a year. */
const MOST = 600;

/** Far enough back to look something up, and as far ahead as meetings are opened. */
export function calendarWindow(clock: LocalClock, nowMs: number): Window {
  const { date: today } = clock.toLocal(nowMs);
  const at = (days: number): number => clock.toInstant(addDays(today, days), '00:00');
  return { fromMs: at(-DAYS_BACK), toMs: at(DAYS_AHEAD) };
}

/** In the order of their ids, so that the same calendar is the same text. */
export async function calendarOf(
  db: Database,
  personId: string,
  { window, clock }: { window: Window; clock: LocalClock },
): Promise<CalendarEntry[]> {
  const meetings = await meetingsOf(db, personId, window);
  const visits = await visitsOf(db, personId, { window, clock });
  const whistles = await whistlesOf(db, personId, window);
  return [...meetings, ...visits, ...whistles];
}

/** Invited, or attending the series of a meeting that has not been announced yet. What was never to be is not in it. */
async function meetingsOf(db: Database, personId: string, { fromMs, toMs }: Window): Promise<CalendarEntry[]> {
  const changed = sql<Date>`(select max(at) from event where entity_kind = 'meeting' and entity_id = meeting.id
    and type in ('opened', 'rescheduled', 'cancelled', 'recomputed'))`;
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .select(['meeting.id', 'series.name', 'meeting.theme', 'meeting.venue', 'meeting.status', 'meeting.sequence'])
    .select(['meeting.start_at', 'meeting.duration_minutes', 'meeting.provisional', changed.as('changedAt')])
    .where('meeting.start_at', '>=', new Date(fromMs))
    .where('meeting.start_at', '<', new Date(toMs))
    .where(({ or, and, eb }) =>
      or([
        sql<boolean>`meeting.invited @> array[${personId}]::text[]`,
        and([eb('meeting.status', '=', 'planned'), sql<boolean>`${personId} = any(series.attendee_ids)`]),
      ]),
    )
    .orderBy('meeting.id')
    .limit(MOST)
    .execute();
  return rows.flatMap(({ start_at: at, ...row }): CalendarEntry[] => {
    if (at === null) return [];
    const cancelled = row.status !== 'planned' && row.status !== 'held';
    return [
      {
        ...{ kind: 'meeting', id: row.id, sequence: row.sequence, cancelled, provisional: row.provisional },
        summary: meetingSummary(row),
        venue: row.venue,
        changedAt: row.changedAt,
        startMs: at.getTime(),
        durationMinutes: row.duration_minutes,
      },
    ];
  });
}

/** As the invitation calls it. */
export const meetingSummary = ({ name, theme }: { name: string; theme: string | null }): string =>
  theme === null ? name : `${name} · ${theme}`;

async function visitsOf(
  db: Database,
  personId: string,
  { window: { fromMs, toMs }, clock }: { window: Window; clock: LocalClock },
): Promise<CalendarEntry[]> {
  const rows = await db
    .selectFrom('visit')
    .leftJoin('project', 'project.code', 'visit.project_code')
    .select(['visit.code', 'visit.on', 'visit.county', 'visit.status', 'visit.moves', 'visit.changed_at'])
    .select(['project.name as projectName', 'visit.project_code'])
    .where(sql<boolean>`visit.people @> array[${personId}]::text[]`)
    .where('visit.unplanned', '=', false)
    .where('visit.on', '>=', clock.toLocal(fromMs).date)
    .where('visit.on', '<', clock.toLocal(toMs).date)
    .orderBy('visit.code')
    .limit(MOST)
    .execute();
  return rows.map(({ code: id, on, status, moves, county, project_code, projectName, changed_at: changedAt }) => {
    const cancelled = status === 'cancelled';
    const place = project_code === null ? (county ?? '') : `${project_code} ${projectName ?? ''}`.trim();
    const sequence = (Array.isArray(moves) ? moves.length : 0) + Number(cancelled);
    return {
      ...{ kind: 'visit', id, sequence, cancelled, provisional: false, venue: county, changedAt, on },
      summary: `走访 · ${place}`,
    };
  });
}

/** How long a special meeting takes nobody says beforehand; its invitation says two hours. */
export const WHISTLE_MINUTES = 120;

/** Whoever was called by mail, whoever a department sends, and who called. */
async function whistlesOf(db: Database, personId: string, { fromMs, toMs }: Window): Promise<CalendarEntry[]> {
  const called = sql<boolean>`exists (select from mail_item join mail on mail.id = mail_item.mail_id
    where mail_item.entity_kind = 'whistle' and mail_item.entity_id = whistle.code
      and mail.person_id = ${personId} and mail_item.data ->> 'mail' = 'called')`;
  const sent = sql<boolean>`exists (select from whistle_department
    where whistle_code = whistle.code and person_id = ${personId})`;
  const rows = await db
    .selectFrom('whistle')
    .select(['code', 'county', 'topic', 'venue', 'status', 'start_at', 'changed_at'])
    .where('start_at', '>=', new Date(fromMs))
    .where('start_at', '<', new Date(toMs))
    .where(({ or, eb }) => or([eb('blown_by', '=', personId), called, sent]))
    .orderBy('code')
    .limit(MOST)
    .execute();
  return rows.map(({ code: id, county, topic, venue, status, start_at: at, changed_at: changedAt }) => {
    const cancelled = status === 'calledOff';
    return {
      ...{ kind: 'whistle', id, sequence: Number(cancelled), cancelled, provisional: false, venue, changedAt },
      ...{ summary: `${county} · ${topic}`, startMs: at.getTime(), durationMinutes: WHISTLE_MINUTES },
    };
  });
}
