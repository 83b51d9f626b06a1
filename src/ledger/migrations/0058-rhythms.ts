import { sql, type Kysely, type Migration } from 'kysely';

/** How often a series meets, what a special meeting is about, and which meetings were caught up late. */
export const rhythms: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table series add column rhythm jsonb, add column about jsonb`.execute(db);
    await sql`alter table meeting add column ran_late_at timestamptz`.execute(db);
  },
};
