import { sql, type Kysely, type Migration } from 'kysely';

/** County whistles and the departments each has called. */
const STATEMENTS = [
  `create table whistle (
    code text primary key,
    county text not null,
    project_code text references project (code),
    problem_code text,
    topic text not null,
    venue text not null,
    status text not null,
    start_at timestamptz not null,
    answer_due_at timestamptz not null,
    blown_by text not null,
    blown_at timestamptz not null,
    month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
    result text,
    outcome text,
    result_problem text,
    call_off_reason text,
    seq integer not null,
    changed_at timestamptz not null
  )`,
  `create index whistle_county_month on whistle (county, month)`,
  // No reference to the whistle: both rows of a new one are written in one statement, neither of which sees the other.
  `create table whistle_department (
    whistle_code text not null,
    position integer not null,
    unit_id text not null references unit (id),
    answer text,
    person_id text,
    reason text,
    answered_by text,
    answered_at timestamptz,
    late boolean not null,
    silent boolean not null,
    unreached boolean not null,
    present boolean,
    primary key (whistle_code, unit_id)
  )`,
  `create index whistle_department_unit on whistle_department (unit_id)`,
];

export const whistles: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
