import { sql, type Kysely, type Migration } from 'kysely';

/** Rows of an import that must follow others: a phase begins after the project it hangs on, which the same file may begin. */
export const importWaves: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table import_row add column wave integer not null default 0`.execute(db);
  },
};
