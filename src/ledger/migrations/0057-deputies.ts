import { sql, type Kysely, type Migration } from 'kysely';

/** A deputy is told, and may decline: by the address in that mail, or by a command. */
const STATEMENTS = [
  `alter table absence add column declined_at timestamptz`,
  `create table deputy_link (
    hash text primary key,
    absence_id text not null references absence (id),
    mail_id text not null references mail (id)
  )`,
];

export const deputies: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
