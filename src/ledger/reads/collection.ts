import { sql } from 'kysely';
import type { WorkCalendar } from '../../domain/calendar/office-hours.ts';
import { addDays, weekdayOf, type IsoDate } from '../../domain/calendar/dates.ts';
import type { Collection } from '../../domain/meeting/collection/types.ts';
import { NO_COLLECTION } from '../../domain/meeting/collection/types.ts';
import { instantsOf } from '../../domain/meeting/timetable.ts';
import type { MailKind } from '../../domain/mail-kinds.ts';
import { isAnyOf, type Database } from '../database.ts';
import { officeCalendar, settingsAt } from '../settings.ts';
import type { MeetingRow } from './meetings.ts';

/** The collection of a meeting as it stands; of one that has none, an empty one. */
export async function collectionOfMeeting(db: Database, id: string): Promise<Collection> {
  const row = await db.selectFrom('meeting_collection').selectAll().where('meeting_id', '=', id).executeTakeFirst();
  if (!row) return NO_COLLECTION;
  // The casts: the columns were written from these very types.
  return {
    asked: row.asked as unknown as Collection['asked'],
    answers: row.answers as unknown as Collection['answers'],
    openedMs: row.opened_at?.getTime() ?? null,
    frozenMs: row.frozen_at?.getTime() ?? null,
  };
}

/** When the timetable of today opens and freezes it; null where it has no such step, or the meeting goes without. */
export async function collectionTimes(
  { db, calendar }: { db: Database; calendar: WorkCalendar },
  { start_at: startAt, skipped }: Pick<MeetingRow, 'start_at' | 'skipped'>,
  today: IsoDate,
): Promise<{ opens: Date | null; closes: Date | null }> {
  if (startAt === null) return { opens: null, closes: null };
  const settings = await settingsAt(db, today);
  const rows = instantsOf(settings.meeting.timetable, startAt.getTime(), officeCalendar(calendar, settings));
  const out = new Set((skipped as unknown as { step: string }[]).map(({ step }) => step));
  const at = (name: 'collection' | 'freeze'): Date | null => {
    const row = rows.find(({ step }) => step === name && !out.has(name));
    return row ? new Date(row.atMs) : null;
  };
  return { opens: at('collection'), closes: at('freeze') };
}

/** What asks somebody of a unit to report, to answer or to act; what tells, invites, or is about an account does not count. */
const ASKING: readonly MailKind[] = [
  ...(['meeting-collection', 'report-request', 'review-request', 'problem-notice', 'problem-overdue'] as const),
  'problem-paper',
  'county-whistle',
];

/** How many requests each unit got in the week of `today`, Monday to Sunday: one that goes to three of its people is one. */
export async function requestsInWeek(
  { db, calendar }: { db: Database; calendar: WorkCalendar },
  { today, units }: { today: IsoDate; units: readonly string[] },
): Promise<Map<string, number>> {
  if (units.length === 0) return new Map();
  const monday = addDays(today, 1 - weekdayOf(today));
  const from = new Date(calendar.clock.toInstant(monday, '00:00'));
  const to = new Date(calendar.clock.toInstant(addDays(monday, 7), '00:00'));
  const rows = await db
    .selectFrom('mail')
    .innerJoin('person', 'person.id', 'mail.person_id')
    .select(['person.unit_id', sql<number>`count(distinct (mail.kind, mail.slot))`.as('requests')])
    .where(isAnyOf('mail.kind', ASKING))
    .where(isAnyOf('person.unit_id', units))
    .where('mail.copy_of', 'is', null)
    .where('mail.state', 'not in', ['muted', 'expired'])
    .where(sql<boolean>`coalesce(mail.not_before, mail.created_at) >= ${from}`)
    .where(sql<boolean>`coalesce(mail.not_before, mail.created_at) < ${to}`)
    .groupBy('person.unit_id')
    .execute();
  return new Map(rows.map(({ unit_id: unit, requests }) => [unit, Number(requests)]));
}
