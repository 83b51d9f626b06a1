import { sql, type Kysely, type Migration } from 'kysely';

/** Who sent a mail again, and who released one that was kept back; the last time counts, each is in the command log. */
export const mailByHand: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table mail
      add column resent_at timestamptz, add column resent_by text,
      add column released_at timestamptz, add column released_by text`.execute(db);
  },
};
