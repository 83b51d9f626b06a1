import { sql, type Kysely, type Migration } from 'kysely';

/** Mails that were to leave while the office works; those written before this leave as they did. */
export const mailsInOfficeHours: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table mail add column in_office_hours boolean not null default false`.execute(db);
  },
};
