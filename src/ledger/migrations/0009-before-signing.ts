import { sql, type Kysely, type Migration } from 'kysely';

/** Where leads come from and whom they are reached by; the expert pool and the policy handbook. */
const STATEMENTS = [
  `alter table project add column lead_source text`,
  // Personal data: in this row only, never in an event.
  `create table lead_contact (
    project_code text primary key references project (code),
    name text not null,
    organisation text,
    title text,
    phone text,
    address text
  )`,
  `create table expert (
    id text primary key references person (id),
    fields text[] not null,
    firms text[] not null,
    active boolean not null
  )`,
  `create table policy (
    id text primary key,
    title text not null,
    unit_id text not null references unit (id),
    offer text not null,
    valid_from date not null,
    valid_to date check (valid_to >= valid_from)
  )`,
];

/** What projects of before are given: nobody said where they came from, nobody reviewed them, nothing was promised or due. */
const GIVEN = { leadSource: null, reviews: [], promises: [] };

export const beforeSigning: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    await sql`update entity set state = ${JSON.stringify(GIVEN)}::jsonb || jsonb_set(state, '{money,dues}', '[]')
      where kind = 'project'`.execute(db);
  },
};
