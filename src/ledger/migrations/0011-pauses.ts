import { sql, type Kysely, type Migration } from 'kysely';

/** Projects keep the days of their pauses, which count as no silence. Of those before nobody wrote the days into the events. */
export const pauses: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`update entity set state = '{"pauses": []}'::jsonb || state where kind = 'project'`.execute(db);
  },
};
