import type { RehearsedMail, RehearsedMeeting } from '../contract/rehearsal.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { Database } from '../ledger/database.ts';

interface Span {
  from: string;
  to: string;
}

/** The meetings planned in the span, in the order of their planned dates. */
export async function rehearsedMeetings(
  db: Database,
  { from, to }: Span,
  clock: LocalClock,
): Promise<RehearsedMeeting[]> {
  const rows = await db
    .selectFrom('meeting')
    .select(['id', 'planned_date', 'start_at', 'moved', 'provisional', 'theme'])
    .where('planned_date', '>=', from)
    .where('planned_date', '<=', to)
    .orderBy('planned_date')
    .orderBy('series_id')
    .execute();
  return rows.map(row => ({
    id: row.id,
    plannedDate: row.planned_date,
    heldAt: row.start_at && localText(clock, row.start_at.getTime()),
    moved: row.moved,
    provisional: row.provisional,
    theme: row.theme,
  }));
}

/** The mails that left in the span, in order. */
export async function rehearsedMails(db: Database, { from, to }: Span, clock: LocalClock): Promise<RehearsedMail[]> {
  const rows = await db
    .selectFrom('mail')
    .select(['kind', 'slot', 'person_id', 'state', 'subject', 'created_at', 'sent_at'])
    .orderBy('created_at')
    .orderBy('kind')
    .orderBy('person_id')
    .execute();
  const mails = rows.map(row => ({
    at: localText(clock, (row.sent_at ?? row.created_at).getTime()),
    kind: row.kind,
    slot: row.slot,
    person: row.person_id,
    state: row.state,
    subject: row.subject,
  }));
  return mails.filter(({ at }) => at.slice(0, 10) >= from && at.slice(0, 10) <= to).sort(byInstant);
}

const byInstant = (a: RehearsedMail, b: RehearsedMail): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

function localText(clock: LocalClock, instantMs: number): string {
  const { date, time } = clock.toLocal(instantMs);
  return `${date} ${time}`;
}
