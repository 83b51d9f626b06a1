import { sql, type Kysely, type Migration } from 'kysely';

/** The decision of a meeting that a problem came from: one problem each, unless it was withdrawn. */
export const decisionsBecomeProblems: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table problem add column meeting_id text, add column decision_no integer`.execute(db);
    await sql`create unique index problem_of_decision on problem (meeting_id, decision_no)
      where meeting_id is not null and state <> 'withdrawn'`.execute(db);
  },
};
