import { sql, type Kysely, type Migration } from 'kysely';

/** Of which unit a line's reader was when it was written for him: he may be of another when its mail leaves. */
export const readerOfALine: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table mail_item add column reader_unit_id text`.execute(db);
  },
};
