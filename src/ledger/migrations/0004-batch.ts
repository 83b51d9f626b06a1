import { sql, type Kysely, type Migration } from 'kysely';

/** Batch events and the projects on their lists, with what became of each. */
const STATEMENTS = [
  `create table batch (
    code text primary key,
    name text not null,
    stage text not null,
    "on" date not null,
    cut_off date not null check (cut_off <= "on"),
    main_venue text not null,
    branch_venues text[] not null,
    status text not null,
    held_on date,
    confirmed_by text,
    follow_ups jsonb not null,
    cancel_reason text,
    seq integer not null,
    planned_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  // No reference to the batch: both rows of a new one are written in one statement, neither of which sees the other.
  `create table batch_project (
    batch_code text not null,
    project_code text not null references project (code),
    position integer not null,
    venue text not null,
    standing text not null,
    late boolean not null,
    reason text,
    replaces text,
    replaced_by text,
    refusal jsonb,
    investment_wan bigint check (investment_wan >= 0),
    primary key (batch_code, project_code)
  )`,
  `create index batch_project_project on batch_project (project_code)`,
];

export const batch: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
