import { sql } from 'kysely';
import type { ScopedProblem, ScopedProject } from '../../domain/people/scope.ts';
import type { Category, ProblemStatus } from '../../domain/problem/types.ts';
import type { Stage } from '../../domain/project/stages.ts';
import type { Coded } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';

/** Projects under way and open problems, as the mails of one batch share them: read once, dealt out in memory. */
export interface OpenWork {
  projects: OpenProject[];
  problems: OpenProblem[];
}

export interface OpenProject extends ScopedProject {
  code: string;
  name: string;
  stage: Stage;
  investmentWan: number | null;
  /** Planned milestones that are not reached, in the order of the path. */
  plans: readonly { stage: Stage; plan: string }[];
}

export interface OpenProblem extends ScopedProblem {
  code: string;
  title: string;
  category: Category;
  project: Coded | null;
  leadUnit: string | null;
  handler: string | null;
  dueMs: number | null;
}

export async function openWork(db: Database): Promise<OpenWork> {
  return { projects: await openProjects(db), problems: await openProblems(db) };
}

async function openProjects(db: Database): Promise<OpenProject[]> {
  const { rows } = await sql<OpenProject>`
    select p.code, p.name, p.stage, p.county, p.investment_wan as "investmentWan", p.leader_id as "leaderId",
      p.team_unit_id as "teamUnitId",
      coalesce((
        select jsonb_agg(jsonb_build_object('stage', m.stage, 'plan', m.plan) order by m.stage_order)
        from milestone m
        where m.project_code = p.code and m.plan is not null and m.actual is null and not m.date_unknown
      ), '[]'::jsonb) as plans
    from project p where p.status in ('active', 'paused') order by p.code`.execute(db);
  return rows;
}

async function openProblems(db: Database): Promise<OpenProblem[]> {
  const rows = await db
    .selectFrom('problem')
    .leftJoin('project', 'project.code', 'problem.project_code')
    .leftJoin('unit', 'unit.id', 'problem.lead_unit_id')
    .leftJoin('person', 'person.id', 'problem.handler_id')
    .select([
      'problem.code',
      'problem.title',
      'problem.category',
      'problem.state',
      'problem.county',
      'problem.lead_unit_id',
      'problem.co_unit_ids',
      'problem.split_unit_ids',
      'problem.handler_id',
      'problem.due_at',
      'problem.project_code',
      'project.name as projectName',
      'project.leader_id',
      'unit.name as leadUnit',
      'person.name as handler',
    ])
    .where('problem.state', 'not in', ['closed', 'withdrawn', 'merged'])
    .orderBy('problem.due_at')
    .orderBy('problem.code')
    .execute();
  return rows.map(({ code, title, county, projectName, leadUnit, handler, ...row }) => ({
    code,
    title,
    county,
    project: codedOrNull(row.project_code, projectName),
    leadUnit,
    handler,
    category: row.category as Category,
    state: row.state as ProblemStatus,
    leadUnitId: row.lead_unit_id,
    coUnitIds: [...row.co_unit_ids, ...row.split_unit_ids],
    handlerId: row.handler_id,
    leaderId: row.leader_id,
    dueMs: row.due_at?.getTime() ?? null,
  }));
}

/** The project of a left join. */
export const codedOrNull = (code: string | null, name: string | null): Coded | null =>
  code === null ? null : { code, name: name ?? '' };
