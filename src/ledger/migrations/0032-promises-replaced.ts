import { sql, type Kysely, type Migration } from 'kysely';

/** An answer before its promised day sets another: the promise it replaces is neither kept nor broken. What was counted before stays counted. */
export const promisesReplaced: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      alter table problem_promise
        drop constraint problem_promise_standing_check,
        add constraint problem_promise_standing_check
          check (standing in ('open', 'kept', 'missed', 'explained', 'replaced', 'lapsed'))`.execute(db);
  },
};
