import { sql, type Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';
import { likePattern, pageFrom, type Page, type PageQuery } from './paging.ts';

export type MilestoneRow = Selectable<Tables['milestone']>;
export interface ProjectRow extends Selectable<Tables['project']> {
  milestones: MilestoneRow[];
}

export interface ProjectFilter {
  county?: string | undefined;
  stage?: string | undefined;
  status?: string | undefined;
  leader?: string | undefined;
  /** Part of the code, the name or the investor. */
  q?: string | undefined;
  /** With data gaps, or without. */
  gaps?: boolean | undefined;
  /** With papers missing at a reached stage, or without. */
  missingEvidence?: boolean | undefined;
  path?: string | undefined;
  /** The project it enlarges or is a phase of. */
  parent?: string | undefined;
}

export async function listProjects(db: Database, filter: ProjectFilter, page: PageQuery): Promise<Page<ProjectRow>> {
  const found = filtered(db, filter);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let query = found
    .selectAll()
    .orderBy('code')
    .limit(page.limit + 1);
  const [after] = page.after ?? [];
  if (after !== undefined) query = query.where('code', '>', after);
  const rows = pageFrom(await query.execute(), { limit: page.limit, total: Number(total), keys: row => [row.code] });
  return { ...rows, items: await withMilestones(db, rows.items) };
}

function filtered(
  db: Database,
  { county, stage, status, leader, q, gaps, missingEvidence, path, parent }: ProjectFilter,
) {
  let query = db.selectFrom('project');
  if (county !== undefined) query = query.where('county', '=', county);
  if (stage !== undefined) query = query.where('stage', '=', stage);
  if (status !== undefined) query = query.where('status', '=', status);
  if (leader !== undefined) query = query.where('leader_id', '=', leader);
  if (gaps !== undefined) query = query.where(sql<boolean>`(cardinality(gaps) > 0) = ${gaps}`);
  if (missingEvidence !== undefined) {
    query = query.where(sql<boolean>`(cardinality(missing_evidence) > 0) = ${missingEvidence}`);
  }
  if (path !== undefined) query = query.where('path_id', '=', path);
  if (parent !== undefined) query = query.where('parent_code', '=', parent);
  if (q !== undefined) {
    const pattern = likePattern(q);
    query = query.where(({ or, eb }) =>
      or([eb('code', 'ilike', pattern), eb('name', 'ilike', pattern), eb('investor', 'ilike', pattern)]),
    );
  }
  return query;
}

export async function projectByCode(db: Database, code: string): Promise<ProjectRow | null> {
  const row = await db.selectFrom('project').selectAll().where('code', '=', code).executeTakeFirst();
  return row ? ((await withMilestones(db, [row]))[0] ?? null) : null;
}

async function withMilestones(db: Database, rows: readonly Selectable<Tables['project']>[]): Promise<ProjectRow[]> {
  if (rows.length === 0) return [];
  const codes = rows.map(row => row.code);
  const milestones = await db
    .selectFrom('milestone')
    .selectAll()
    .where('project_code', 'in', codes)
    .orderBy('stage_order')
    .execute();
  const byProject = new Map<string, MilestoneRow[]>(codes.map(code => [code, []]));
  for (const milestone of milestones) byProject.get(milestone.project_code)?.push(milestone);
  return rows.map(row => ({ ...row, milestones: byProject.get(row.code) ?? [] }));
}
