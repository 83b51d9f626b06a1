import { sql, type Kysely, type Migration } from 'kysely';

/** Supervision: which team answers for what, its visits, and what they found. */
const STATEMENTS = [
  `create table charge (
    scope text not null check (scope in ('county', 'project')),
    subject text not null,
    team_unit_id text,
    since date not null,
    seq integer not null,
    changed_at timestamptz not null,
    primary key (scope, subject)
  )`,
  `create index charge_team on charge (team_unit_id)`,
  `create table visit (
    code text primary key,
    "on" date not null,
    held_on date,
    team_unit_id text not null references unit (id),
    project_code text references project (code),
    county text,
    people text[] not null,
    purpose text,
    status text not null,
    unplanned boolean not null,
    planned_by text not null,
    moves jsonb not null,
    note text,
    cancel_reason text,
    seq integer not null,
    planned_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  `create index visit_team on visit (team_unit_id)`,
  `create index visit_project on visit (project_code)`,
  // No reference to the visit: both rows of a new one are written in one statement, neither of which sees the other.
  `create table visit_finding (
    visit_code text not null,
    number integer not null check (number > 0),
    title text not null,
    detail text,
    category text not null,
    solved text,
    files text[] not null,
    found_on date not null,
    found_by text not null,
    late boolean not null,
    reason text,
    standing text not null,
    problem_code text,
    refusal jsonb,
    primary key (visit_code, number)
  )`,
  `create index visit_finding_problem on visit_finding (problem_code)`,
];

export const supervision: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
