import { sql, type Kysely, type Migration } from 'kysely';

/** The day that the owner of a decision has named instead, and which decision of a meeting a link is about. */
export const decisionsAnswered: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table meeting_decision add column postponed_to date`.execute(db);
    await sql`alter table link add column part integer`.execute(db);
  },
};
