import { sql, type Kysely, type Migration } from 'kysely';

/** The minutes of a meeting as they stand, and what was decided at meetings whose minutes are published. */
const STATEMENTS = [
  `create table meeting_minutes (
    meeting_id text primary key,
    due_at timestamptz,
    published_at timestamptz,
    published_by text,
    hash text,
    attendance jsonb not null,
    outcomes jsonb not null,
    decisions jsonb not null,
    corrections jsonb not null
  )`,
  `create table meeting_decision (
    meeting_id text not null,
    no integer not null,
    item integer,
    code text,
    text text not null,
    unit_id text not null,
    person_id text,
    made_on date not null,
    due_on date not null,
    published_on date not null,
    done_on date,
    result text,
    miss_reason text,
    explained_on date,
    dropped_on date,
    primary key (meeting_id, no)
  )`,
  `create index meeting_decision_due on meeting_decision (due_on)`,
  `create index meeting_decision_open on meeting_decision (code) where done_on is null and dropped_on is null`,
];

export const meetingMinutes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
