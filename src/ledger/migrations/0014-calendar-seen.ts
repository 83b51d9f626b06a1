import { sql, type Kysely, type Migration } from 'kysely';

/** Which table of holidays the timers that run now were worked out from; one row. */
const STATEMENT = `create table calendar_seen (
  id integer primary key check (id = 1),
  fingerprint text not null,
  seen_at timestamptz not null
)`;

export const calendarSeen: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(STATEMENT).execute(db);
  },
};
