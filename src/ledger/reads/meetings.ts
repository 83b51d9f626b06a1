import type { Selectable } from 'kysely';
import { parseIsoDate } from '../../domain/calendar/dates.ts';
import type { MeetingState } from '../../domain/meeting/types.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export type SeriesRow = Selectable<Tables['series']>;
export type AgendaRow = Selectable<Tables['meeting_agenda']>;
export type MeetingRow = Selectable<Tables['meeting']>;

export async function listSeries(db: Database, page: PageQuery): Promise<Page<SeriesRow>> {
  const found = db.selectFrom('series');
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let query = found
    .selectAll()
    .orderBy('id')
    .limit(page.limit + 1);
  const [after] = page.after ?? [];
  if (after !== undefined) query = query.where('id', '>', after);
  return pageFrom(await query.execute(), { limit: page.limit, total: Number(total), keys: row => [row.id] });
}

export const seriesById = (db: Database, id: string): Promise<SeriesRow | undefined> =>
  db.selectFrom('series').selectAll().where('id', '=', id).executeTakeFirst();

export interface MeetingFilter {
  series?: string | undefined;
  status?: string | undefined;
}

/** The newest planned date first. */
export async function listMeetings(db: Database, filter: MeetingFilter, page: PageQuery): Promise<Page<MeetingRow>> {
  let found = db.selectFrom('meeting');
  if (filter.series !== undefined) found = found.where('series_id', '=', filter.series);
  if (filter.status !== undefined) found = found.where('status', '=', filter.status);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let query = found
    .selectAll()
    .orderBy('planned_date', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  const [date, id] = page.after ?? [];
  if (date !== undefined && id !== undefined && !isRefusal(parseIsoDate(date, 'cursor'))) {
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('planned_date', 'id'), '<', tuple(date, id)));
  }
  const keys = (row: MeetingRow) => [row.planned_date, row.id];
  return pageFrom(await query.execute(), { limit: page.limit, total: Number(total), keys });
}

export const meetingById = (db: Database, id: string): Promise<MeetingRow | undefined> =>
  db.selectFrom('meeting').selectAll().where('id', '=', id).executeTakeFirst();

/** Undefined while nothing stands on it. */
export const agendaOfMeeting = (db: Database, id: string): Promise<AgendaRow | undefined> =>
  db.selectFrom('meeting_agenda').selectAll().where('meeting_id', '=', id).executeTakeFirst();

export type MinutesRow = Selectable<Tables['meeting_minutes']>;

/** Undefined for a meeting that was not held, or held before there were minutes. */
export const minutesOf = (db: Database, id: string): Promise<MinutesRow | undefined> =>
  db.selectFrom('meeting_minutes').selectAll().where('meeting_id', '=', id).executeTakeFirst();

/** Problems of which something was decided that is not due before `day` and not done. */
export async function problemsUnderDecision(db: Database, day: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('meeting_decision')
    .select('code')
    .where('done_on', 'is', null)
    .where('dropped_on', 'is', null)
    .where('due_on', '>=', day)
    .execute();
  return new Set(rows.flatMap(({ code }) => code ?? []));
}

/** The meeting as its rules see it. */
export async function meetingState(db: Database, id: string): Promise<MeetingState | undefined> {
  const row = await db
    .selectFrom('entity')
    .select('state')
    .where('kind', '=', 'meeting')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.state as MeetingState | undefined;
}
