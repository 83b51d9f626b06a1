import { sql, type Kysely, type Migration } from 'kysely';
import { missingEvidence } from '../../domain/project/gates.ts';
import { STANDARD_PATH } from '../../domain/project/path.ts';
import type { ProjectState } from '../../domain/project/types.ts';

/** Paths with gates, what a project hangs on, and its money: the year's plan, the monthly reports, foreign capital arrived. */
const STATEMENTS = [
  `alter table project
    add column land_kind text,
    add column parent_code text,
    add column relation text,
    add column phase integer,
    add column merged_into text,
    add column missing_evidence text[] not null default '{}',
    add column statistics_on date,
    add column last_reported text`,
  `create index project_parent on project (parent_code) where parent_code is not null`,
  `create index project_merged on project (merged_into) where merged_into is not null`,
  `alter table milestone add column waivers jsonb not null default '[]'`,
  `create table year_plan (
    project_code text not null references project (code),
    year integer not null,
    amount_wan bigint not null check (amount_wan >= 0),
    primary key (project_code, year)
  )`,
  `create table month_report (
    project_code text not null references project (code),
    month text not null,
    done_wan bigint not null check (done_wan >= 0),
    to_date_wan bigint not null check (to_date_wan >= done_wan),
    reported_on date not null,
    late boolean not null,
    corrections integer not null,
    primary key (project_code, month)
  )`,
  `create index month_report_month on month_report (month)`,
  `create table arrival (
    project_code text not null references project (code),
    number integer not null,
    "on" date not null,
    currency text not null,
    amount numeric(17, 2) not null check (amount >= 0),
    note text,
    primary key (project_code, number)
  )`,
];

/** What projects that were started before templates and money were kept are given: they walked the standard path. */
const GIVEN = {
  path: STANDARD_PATH,
  landKind: null,
  parent: null,
  mergedInto: null,
  money: { yearPlans: {}, months: {}, arrivals: [], statisticsOn: null },
};

export const path: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    await sql`update entity set state = ${JSON.stringify(GIVEN)}::jsonb || (state - 'pathId') || jsonb_build_object(
      'milestones', (select coalesce(jsonb_object_agg(key, ${JSON.stringify({ waivers: [] })}::jsonb || value), '{}')
        from jsonb_each(state -> 'milestones')))
      where kind = 'project'`.execute(db);
    await listMissingEvidence(db);
  },
};

/** Old projects are on the list of missing papers at once, and not only after somebody touches them. */
async function listMissingEvidence(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ state: ProjectState }>`select state from entity where kind = 'project'`.execute(db);
  const missing = rows.map(({ state }) => ({ code: state.code, papers: missingEvidence(state) }));
  await sql`update project set missing_evidence = papers
    from jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) as lacking(code text, papers text[])
    where project.code = lacking.code`.execute(db);
}
