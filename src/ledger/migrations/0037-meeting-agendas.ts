import { sql, type Kysely, type Migration } from 'kysely';

/** The agenda of a meeting as it stands, apart from the meeting: lists of meetings need not carry it. And the steps that somebody has taken out. */
const STATEMENTS = [
  `create table meeting_agenda (
    meeting_id text primary key,
    composed_at timestamptz,
    approved_by text,
    approved_at timestamptz,
    sent_as text,
    changed_since_sent boolean not null,
    minutes integer not null,
    items jsonb not null,
    held_back jsonb not null,
    dropped jsonb not null,
    left_off jsonb not null
  )`,
  `alter table meeting add column skipped jsonb not null default '[]'`,
];

export const meetingAgendas: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
