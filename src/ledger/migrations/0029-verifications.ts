import { sql, type Kysely, type Migration } from 'kysely';

/**
 * The limit of a verification, and promises that lapsed because their problem was withdrawn or merged: until now these stayed open in their
 * table for ever.
 */
const STATEMENTS = [
  `alter table problem add column verify_due_at timestamptz`,
  `create index problem_to_verify on problem (code) where state = 'resolved'`,
  `alter table problem_promise
    drop constraint problem_promise_standing_check,
    add constraint problem_promise_standing_check check (standing in ('open', 'kept', 'missed', 'explained', 'lapsed'))`,
  `update problem_promise set standing = 'lapsed'
    from problem where problem.code = problem_code and state in ('withdrawn', 'merged') and standing = 'open'`,
];

export const verifications: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
