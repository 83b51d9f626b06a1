import { sql, type Kysely, type Migration } from 'kysely';

/** How the headers and words of a file are to be read, as typed with it. */
export const readings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table import_job add column map jsonb not null default '[]'`.execute(db);
  },
};
