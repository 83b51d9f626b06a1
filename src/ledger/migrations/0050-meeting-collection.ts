import { sql, type Kysely, type Migration } from 'kysely';

/** The collection before a meeting as it stands: whom it asked, and what each unit has answered. */
export const meetingCollection: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table meeting_collection (
      meeting_id text primary key,
      opened_at timestamptz,
      frozen_at timestamptz,
      asked jsonb not null,
      answers jsonb not null
    )`.execute(db);
  },
};
