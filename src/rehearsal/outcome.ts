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

/** The mails that left in the span, in order; one that waits at its end (the brief of a last week, delivered in the next) leaves after it. */
export async function rehearsedMails(db: Database, { from, to }: Span, clock: LocalClock): Promise<RehearsedMail[]> {
  const rows = await db
    .selectFrom('mail')
    .select(['kind', 'slot', 'person_id', 'state', 'subject', 'created_at', 'not_before', 'sent_at'])
    .orderBy('created_at')
    .orderBy('kind')
    .orderBy('person_id')
    .execute();
  const mails = rows.map(row => ({
    at: localText(clock, instantOf(row).getTime()),
    kind: row.kind,
    slot: row.slot,
    person: row.person_id,
    state: row.state,
    subject: row.subject,
  }));
  return mails.filter(({ at }) => at.slice(0, 10) >= from && at.slice(0, 10) <= to).sort(byInstant);
}

/** A mail that never leaves (no address, muted) stands where it was written. */
const instantOf = (row: { state: string; created_at: Date; not_before: Date | null; sent_at: Date | null }): Date =>
  row.sent_at ?? (row.state === 'pending' ? row.not_before : null) ?? row.created_at;

const byInstant = (a: RehearsedMail, b: RehearsedMail): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

function localText(clock: LocalClock, instantMs: number): string {
  const { date, time } = clock.toLocal(instantMs);
  return `${date} ${time}`;
}
