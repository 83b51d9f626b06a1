import { sql } from 'kysely';
import type { Wan } from '../../domain/money/money.ts';
import { LEFT_STATUSES } from '../../domain/project/leaving.ts';
import { chargeArea, type ChargeScope, type ChargeState } from '../../domain/supervision/charge.ts';
import type { LedgerSource } from '../as-of.ts';
import type { Database } from '../database.ts';
import { entitiesOn } from '../past-entities.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';
import type { AsOf } from './visits.ts';

/** A county or a project, and the team that answers for it. */
export interface ChargeRow {
  scope: ChargeScope;
  subject: string;
  /** The project's name; of a county, null. */
  name: string | null;
  team: string;
  teamName: string | null;
  since: string;
}

/** Everything that is entrusted to a team, counties first; on a past day as it was then. */
export async function listCharges(
  source: LedgerSource,
  { team, scope }: { team?: string | undefined; scope?: string | undefined },
  { day, today }: AsOf,
): Promise<ChargeRow[]> {
  const states = day < today ? await chargesOn(source, day) : await chargesNow(source.db);
  const wanted = states.filter(
    state =>
      state.team !== null && (team === undefined || state.team === team) && (scope ?? state.scope) === state.scope,
  );
  return withNames(source.db, wanted);
}

const chargesOn = async (source: LedgerSource, day: string): Promise<ChargeState[]> =>
  (await entitiesOn(source, chargeArea, day)).map(({ state }) => state);

async function chargesNow(db: Database): Promise<ChargeState[]> {
  const rows = await db.selectFrom('charge').selectAll().orderBy('scope').orderBy('subject').execute();
  return rows.map(({ scope, subject, team_unit_id: team, since }) => ({
    ...{ scope: scope as ChargeScope, subject, team, since },
  }));
}

async function withNames(db: Database, states: readonly ChargeState[]): Promise<ChargeRow[]> {
  const codes = states.filter(({ scope }) => scope === 'project').map(({ subject }) => subject);
  const projects =
    codes.length === 0
      ? []
      : await db.selectFrom('project').select(['code', 'name']).where('code', 'in', codes).execute();
  const units = await db.selectFrom('unit').select(['id', 'name']).where('kind', '=', 'supervision').execute();
  return states.flatMap(({ scope, subject, team, since }) =>
    team === null
      ? []
      : [
          {
            ...{ scope, subject, team, since },
            name: scope === 'county' ? null : (projects.find(({ code }) => code === subject)?.name ?? null),
            teamName: units.find(({ id }) => id === team)?.name ?? null,
          },
        ],
  );
}

/**
 * The team that answers for project `p` or problem `q`, in SQL: its own, else its county's. A problem of a project goes with the project,
 * wherever its county is typed.
 */
const teamOf = (project: string, county: string) =>
  sql<string | null>`coalesce(
    (select team_unit_id from charge where scope = 'project' and subject = ${sql.ref(project)}),
    (select team_unit_id from charge where scope = 'county' and subject = ${sql.ref(county)}))`;

export interface TeamProjectRow {
  code: string;
  name: string;
  county: string | null;
  stage: string;
  status: string;
  investmentWan: Wan | null;
  /** It has the team for itself, not by its county. */
  own: boolean;
  lastVisitedOn: string | null;
  openProblems: number;
}

/** The projects a team answers for: its own, and those of its counties; unless all are asked for, of the latter only the large ones. */
export async function teamProjects(
  db: Database,
  { team, fromWan }: { team: string; fromWan: Wan | null },
  page: PageQuery,
): Promise<Page<TeamProjectRow>> {
  const own = sql<boolean>`exists (
    select 1 from charge where scope = 'project' and subject = project.code and team_unit_id = ${team})`;
  let found = db
    .selectFrom('project')
    .where(teamOf('project.code', 'project.county'), '=', team)
    .where('project.status', 'not in', [...LEFT_STATUSES]);
  if (fromWan !== null) found = found.where(sql<boolean>`(project.investment_wan >= ${fromWan} or ${own})`);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const [after] = page.after ?? [];
  if (after !== undefined) found = found.where('project.code', '>', after);
  const rows = await found
    .select(['project.code', 'project.name', 'project.county', 'project.stage', 'project.status'])
    .select('project.investment_wan as investmentWan')
    .select(own.as('own'))
    .select(
      sql<string | null>`(select max(held_on)::text from visit where project_code = project.code)`.as('lastVisitedOn'),
    )
    .select(
      sql<number>`(select count(*)::int from problem where project_code = project.code
        and state not in ('closed', 'withdrawn'))`.as('openProblems'),
    )
    .orderBy('project.code')
    .limit(page.limit + 1)
    .execute();
  return pageFrom(rows, { limit: page.limit, total: Number(total), keys: ({ code }) => [code] });
}

export interface ToVerifyRow {
  code: string;
  title: string;
  category: string;
  projectCode: string | null;
  projectName: string | null;
  county: string | null;
  leadUnit: string | null;
  resolvedAt: Date;
  /** By when it is to be verified; null for what was handed in before that was kept. */
  dueAt: Date | null;
}

/** What has been told or moved since changes the row, and not when the result came. */
const RESOLVED_AT = sql<Date>`coalesce(
  to_timestamp((problem.protocol ->> 'resolvedMs')::bigint / 1000.0), problem.changed_at)`;

/**
 * Problems that wait for a team's second key: resolved, of what it answers for, and not solved by the team itself. Those nobody answers for
 * stand on the list of every team, so that none is forgotten.
 */
export async function problemsToVerify(db: Database, team: string, page: PageQuery): Promise<Page<ToVerifyRow>> {
  let found = waitingFor(db, team);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const [after] = page.after ?? [];
  if (after !== undefined) found = found.where('problem.code', '>', after);
  const rows = await found
    .leftJoin('unit', 'unit.id', 'problem.lead_unit_id')
    .select(['problem.code', 'problem.title', 'problem.category', 'problem.project_code as projectCode'])
    .select(['project.name as projectName', 'unit.name as leadUnit', 'problem.verify_due_at as dueAt'])
    .select(RESOLVED_AT.as('resolvedAt'))
    .select(sql<string | null>`coalesce(project.county, problem.county)`.as('county'))
    .orderBy('problem.code')
    .limit(page.limit + 1)
    .execute();
  return pageFrom(rows, { limit: page.limit, total: Number(total), keys: ({ code }) => [code] });
}

function waitingFor(db: Database, team: string) {
  const responsible = sql<string | null>`coalesce(
    (select team_unit_id from charge where scope = 'project' and subject = problem.project_code),
    (select team_unit_id from charge where scope = 'county' and subject = coalesce(project.county, problem.county)))`;
  return (
    db
      .selectFrom('problem')
      .leftJoin('project', 'project.code', 'problem.project_code')
      .where('problem.state', '=', 'resolved')
      // What the team that answers for the place has solved or leads itself is for every other team.
      .where(
        sql<boolean>`(coalesce(${responsible}, ${team}) = ${team}
        or ${responsible} in (problem.lead_unit_id, problem.solution ->> 'solverUnitId'))`,
      )
      .where(sql<boolean>`problem.solution ->> 'solverUnitId' is distinct from ${team}`)
      // What a team has solved on the spot waits for a coordinator.
      .where(sql<boolean>`coalesce(problem.solution ->> 'onTheSpot', 'false') <> 'true'`)
      .where(sql<boolean>`problem.lead_unit_id is distinct from ${team}`)
  );
}

export interface TeamRow {
  id: string;
  name: string;
  people: number;
  counties: string[];
  /** Projects it has for itself. */
  projects: number;
  toVerify: number;
}

/** All teams, seven as a rule; each with what it answers for and what waits for it. */
export async function listTeams(db: Database): Promise<TeamRow[]> {
  const units = await db
    .selectFrom('unit')
    .select(['id', 'name'])
    .select(sql<number>`(select count(*)::int from person where unit_id = unit.id and active)`.as('people'))
    .where('kind', '=', 'supervision')
    .orderBy('id')
    .execute();
  const charges = await db
    .selectFrom('charge')
    .selectAll()
    .where('team_unit_id', 'is not', null)
    .orderBy('subject')
    .execute();
  const teams: TeamRow[] = [];
  for (const unit of units) {
    const mine = charges.filter(({ team_unit_id }) => team_unit_id === unit.id);
    const { total } = await waitingFor(db, unit.id)
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    teams.push({
      ...unit,
      counties: mine.filter(({ scope }) => scope === 'county').map(({ subject }) => subject),
      projects: mine.filter(({ scope }) => scope === 'project').length,
      toVerify: Number(total),
    });
  }
  return teams;
}
