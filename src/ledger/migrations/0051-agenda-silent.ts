import { sql, type Kysely, type Migration } from 'kysely';

/** Units that had said nothing before the meeting when its agenda was composed. */
export const agendaSilent: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table meeting_agenda add column silent jsonb not null default '[]'`.execute(db);
  },
};
