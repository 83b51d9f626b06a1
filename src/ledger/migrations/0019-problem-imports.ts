import { sql, type Kysely, type Migration } from 'kysely';

/** An import may also be of a problem ledger; every one before was of projects. */
const STATEMENTS = [
  `alter table import_job
    add column ledger text not null default 'projects' check (ledger in ('projects', 'problems'))`,
];

export const problemImports: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
