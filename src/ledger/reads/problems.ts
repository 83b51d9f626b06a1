import { sql, type Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export type ProblemRow = Selectable<Tables['problem']>;

export interface ProblemFilter {
  state?: string | undefined;
  project?: string | undefined;
  /** Lead, split or co-department. */
  unit?: string | undefined;
  county?: string | undefined;
  overdue?: boolean | undefined;
  onAgenda?: boolean | undefined;
  /** The instant `overdue` is meant at. */
  now: Date;
}

/** The newest first, as codes of one year count up. */
export async function listProblems(db: Database, filter: ProblemFilter, page: PageQuery): Promise<Page<ProblemRow>> {
  const found = filtered(db, filter);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let query = found
    .selectAll()
    .orderBy('code', 'desc')
    .limit(page.limit + 1);
  const [after] = page.after ?? [];
  if (after !== undefined) query = query.where('code', '<', after);
  return pageFrom(await query.execute(), { limit: page.limit, total: Number(total), keys: row => [row.code] });
}

function filtered(db: Database, { state, project, unit, county, overdue, onAgenda, now }: ProblemFilter) {
  let query = db.selectFrom('problem');
  if (state !== undefined) query = query.where('state', '=', state);
  if (project !== undefined) query = query.where('project_code', '=', project);
  if (county !== undefined) query = query.where('county', '=', county);
  if (unit !== undefined) {
    query = query.where(sql<boolean>`(lead_unit_id = ${unit} or ${unit} = any(co_unit_ids || split_unit_ids))`);
  }
  if (onAgenda !== undefined) query = query.where('on_agenda', '=', onAgenda);
  if (overdue !== undefined) query = query.where(sql<boolean>`coalesce(due_at < ${now}, false) = ${overdue}`);
  return query;
}

export const problemByCode = (db: Database, code: string): Promise<ProblemRow | undefined> =>
  db.selectFrom('problem').selectAll().where('code', '=', code).executeTakeFirst();

/** Null for a problem of a whole county. */
export async function projectNameOf(db: Database, code: string | null): Promise<string | null> {
  if (code === null) return null;
  const project = await db.selectFrom('project').select('name').where('code', '=', code).executeTakeFirst();
  return project?.name ?? null;
}

/** What the next weekly dispatch has on its agenda. */
export async function problemsOnAgenda(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('problem').select('code').where('on_agenda', '=', true).orderBy('code').execute();
  return rows.map(({ code }) => code);
}

const OPEN = ['raised', 'assigned', 'handling', 'resolved'];

export const openProblemsOf = (db: Database, project: string): Promise<ProblemRow[]> =>
  db
    .selectFrom('problem')
    .selectAll()
    .where('project_code', '=', project)
    .where('state', 'in', OPEN)
    .orderBy('code')
    .limit(200)
    .execute();

/** How some problems stand, by code. */
export async function problemStates(db: Database, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db.selectFrom('problem').select(['code', 'state']).where('code', 'in', codes).execute();
  return new Map(rows.map(({ code, state }) => [code, state]));
}
