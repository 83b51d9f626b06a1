import { sql } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { monthAfter, monthOf, type Month } from '../../domain/calendar/months.ts';
import type { Actor } from '../../domain/entity.ts';
import { problemLinkRefusal } from '../../domain/link/problem-links.ts';
import { STATES_OWED } from '../../domain/problem/standing.ts';
import type { ProblemState } from '../../domain/problem/types.ts';
import { isMilestone, stagesAfter } from '../../domain/project/path.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import { isAnyOf, type Database } from '../database.ts';
import { mustReport } from '../facts/rounds.ts';
import type { CollectionForm, FormProblem, FormProject } from '../../domain/meeting/collection/form.ts';
import { openDecisions } from '../mail-data/collection.ts';

/** What the form of a unit has rows for. A county of thousands reports the rest by the command; a page stays a page. */
const MOST_PROJECTS = 300;
const MOST_PROBLEMS = 200;

/** What somebody is asked before a meeting, as things stand: the rows of his form. */
export async function collectionForm(
  db: Database,
  holder: Actor,
  { today }: { today: IsoDate },
): Promise<CollectionForm> {
  const unit = await db
    .selectFrom('unit')
    .select(['name', 'county'])
    .where('id', '=', holder.unitId ?? '')
    .executeTakeFirst();
  const county = holder.roles.includes('countyReporter') ? (unit?.county ?? null) : null;
  const month = monthAfter(monthOf(today), -1);
  const projects = county === null ? NOTHING : await projectsOf(db, { county, month });
  const problems = await problemsOf(db, holder, county);
  const decisions = await openDecisions(db, holder.unitId === null ? [] : [holder.unitId]);
  return {
    ...{ unitName: unit?.name ?? holder.unitId ?? '', county, month, decisions },
    ...{ projects: projects.found, projectsTotal: projects.total },
    ...{ problems: problems.found, problemsTotal: problems.total },
  };
}

const NOTHING = { found: [], total: 0 };

interface Found<T> {
  found: T[];
  total: number;
}

/** Those that owe the month's money first. */
async function projectsOf(
  db: Database,
  { county, month }: { county: string; month: Month },
): Promise<Found<FormProject>> {
  const { rows } = await sql<{ state: ProjectState; owesMoney: boolean; toDateWan: number | null; total: number }>`
    select e.state, (${mustReport(month)} and r.month is null) as "owesMoney", b.to_date_wan as "toDateWan",
      (count(*) over ())::int as total
    from project p join entity e on e.kind = 'project' and e.id = p.code
      left join month_report r on r.project_code = p.code and r.month = ${month}
      left join lateral (
        select m.to_date_wan from month_report m
        where m.project_code = p.code and m.month >= ${`${month.slice(0, 4)}-01`} and m.month <= ${month}
        order by m.month desc limit 1
      ) b on true
    where p.county = ${county} and p.status = 'active'
    order by 2 desc, p.code limit ${MOST_PROJECTS}`.execute(db);
  const found = rows.map(({ state, owesMoney, toDateWan }) => ({
    ...{ code: state.code, name: state.name, stage: state.stage, next: nextOf(state), owesMoney, toDateWan },
  }));
  return { found, total: rows[0]?.total ?? 0 };
}

function nextOf({ path, stage, milestones }: ProjectState): FormProject['next'] {
  const next = stagesAfter(path, stage).find(each => isMilestone(path, each));
  return next === undefined ? null : { stage: next, plan: milestones[next]?.plan ?? null };
}

async function problemsOf(db: Database, holder: Actor, county: string | null): Promise<Found<FormProblem>> {
  const { id, unitId, roles } = holder;
  const isHandler = roles.includes('departmentHandler');
  const { rows } = await sql<{ state: ProblemState; projectName: string | null; total: number }>`
    select e.state, project.name as "projectName", (count(*) over ())::int as total
    from problem join entity e on e.kind = 'problem' and e.id = problem.code
      left join project on project.code = problem.project_code
    where ${isAnyOf('problem.state', STATES_OWED)} and (
      problem.handler_id = ${id}
      or (${isHandler} and (lead_unit_id = ${unitId} or ${unitId} = any(co_unit_ids || split_unit_ids)))
      or problem.county = ${county}
    )
    order by due_at nulls last, problem.code limit ${MOST_PROBLEMS}`.execute(db);
  const found = rows.map(({ state, projectName }) => ({ state, projectName, mode: modeOf(state, holder) }));
  return { found, total: rows[0]?.total ?? 0 };
}

function modeOf(state: ProblemState, holder: Actor): FormProblem['mode'] {
  if (problemLinkRefusal('answerProblem', state, holder) === null) return 'answer';
  return problemLinkRefusal('coAnswerProblem', state, holder) === null ? 'coAnswer' : null;
}
