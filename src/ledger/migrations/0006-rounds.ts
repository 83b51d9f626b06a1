import { sql, type Kysely, type Migration } from 'kysely';

/** Monthly rounds of reporting; the figures stay with the projects (`month_report`). */
const STATEMENTS = [
  `create table reporting_round (
    month text primary key check (month ~ '^[0-9]{4}-[0-9]{2}$'),
    status text not null,
    done text[] not null,
    unasked text[] not null,
    closed_on date,
    closed_counties jsonb,
    seq integer not null,
    opened_at timestamptz not null,
    changed_at timestamptz not null
  )`,
];

export const rounds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
