import { sql, type Kysely, type Migration } from 'kysely';

/**
 * The whole protocol of problems. What lists filter and figures count by has columns; the rest of how a problem stands is read with it and
 * lies in `protocol`. Promises are rows of their own: how many were kept is counted by department (PPC).
 */
const STATEMENTS = [
  `alter table problem
    add column split_unit_ids text[] not null default '{}',
    add column episode integer not null default 1,
    add column level integer not null default 0,
    add column on_agenda boolean not null default false,
    add column on_the_spot boolean not null default false,
    add column satisfaction text,
    add column merged_into text,
    add column split_from text,
    add column firm_contact_id text,
    add column protocol jsonb not null default '{}'`,
  `create index problem_on_agenda on problem (code) where on_agenda`,
  `create index problem_split_from on problem (split_from) where split_from is not null`,
  `create index problem_merged_into on problem (merged_into) where merged_into is not null`,
  `create table problem_promise (
    problem_code text not null references problem (code),
    no integer not null,
    kind text not null,
    unit_id text,
    made_on date not null,
    due_on date not null,
    standing text not null check (standing in ('open', 'kept', 'missed', 'explained')),
    reason text,
    primary key (problem_code, no)
  )`,
  `create index problem_promise_due on problem_promise (due_on)`,
];

export const problems: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
