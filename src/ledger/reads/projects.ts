import { sql, type Selectable } from 'kysely';
import type { Reach } from '../../access/reach.ts';
import { isAnyOf, type Database } from '../database.ts';
import { projectWithin } from '../reach/index.ts';
import type { Tables } from '../tables.ts';
import { wanToYi } from '../../domain/money/money.ts';
import { FIRST_YEAR, LAST_YEAR } from '../../domain/calendar/dates.ts';
import { mayBeInitials } from '../../domain/project/initials.ts';
import { LEFT_STATUSES } from '../../domain/project/leaving.ts';
import { likePattern, pageFrom, type Page, type PageQuery } from './paging.ts';
import { afterClause, BY_CODE, keysOf, keyText, orderClause, type ProjectOrder } from './project-order.ts';

export type MilestoneRow = Selectable<Tables['milestone']>;
export interface ProjectRow extends Selectable<Tables['project']> {
  milestones: MilestoneRow[];
}

export interface ProjectFilter {
  county?: string | undefined;
  stage?: string | undefined;
  status?: string | undefined;
  leader?: string | undefined;
  /** Part of the code, the name or the investor, or of the pinyin initials of these two. */
  q?: string | undefined;
  /** With data gaps, or without. */
  gaps?: boolean | undefined;
  /** With papers missing at a reached stage, or without. */
  missingEvidence?: boolean | undefined;
  path?: string | undefined;
  /** Id of a source of leads. */
  leadSource?: string | undefined;
  /** The project it enlarges or is a phase of. */
  parent?: string | undefined;
  /** A stage that was reached, from and to which day. The milestones are those of today. */
  reached?: string | undefined;
  reachedFrom?: string | undefined;
  reachedTo?: string | undefined;
  /** Without those that have left. */
  counted?: boolean | undefined;
  /** How far the reader reaches; what lies farther is not there. */
  reach?: Reach | undefined;
  /** Only these, of a past day's rows. */
  codes?: readonly string[] | undefined;
}

/** Of everything that was found, on whatever page it stands. */
export interface ProjectSums {
  investmentWan: number;
  /** The same in 亿元, exact. */
  investmentYi: string;
  withoutAmount: number;
  /** Those that are in the counts: not withdrawn, merged or removed. */
  counted: { projects: number; investmentWan: number; investmentYi: string };
}

export type ProjectPage<Row = ProjectRow> = Page<Row> & { sums: ProjectSums };

export async function listProjects(
  db: Database,
  filter: ProjectFilter,
  page: PageQuery,
  order: ProjectOrder = BY_CODE,
): Promise<ProjectPage> {
  const rows = await findProjects(db, filter, { page, order });
  return { ...rows, items: await withMilestones(db, rows.items) };
}

/** Whatever is called `project` there: the table, or a past day's rows under its name. */
type ProjectTable = Pick<Database, 'selectFrom'>;

export async function findProjects(
  from: ProjectTable,
  filter: ProjectFilter,
  { page, order }: { page: PageQuery; order: ProjectOrder },
): Promise<ProjectPage<Selectable<Tables['project']>>> {
  const found = filtered(from, filter);
  const { total, sums } = await totalsOf(found);
  let query = found
    .selectAll()
    .select(keyText(order).as('key'))
    .orderBy(orderClause(order))
    .limit(page.limit + 1);
  const after = afterClause(order, page.after);
  if (after) query = query.where(after);
  const shape = { limit: page.limit, total, keys: (row: Keyed) => keysOf(order, row) };
  const { items, ...rest } = pageFrom(await query.execute(), shape);
  return { ...rest, items: items.map(({ key: _, ...row }) => row), sums };
}

type Keyed = { code: string; key: string | null };

/** Written out, not as parameters: only so does the planner see that the index of those that have left holds all of them. */
const HAS_LEFT = sql<boolean>`status in (${sql.raw(LEFT_STATUSES.map(status => `'${status}'`).join(', '))})`;

/** Sums of whole 万元 stay below what a number holds exactly: nine million projects of the largest size. */
const TOTALS = [
  sql<number>`count(*)`.as('projects'),
  sql<number>`count(investment_wan)`.as('amounts'),
  sql<string>`coalesce(sum(investment_wan), 0)::text`.as('wan'),
] as const;

/** All are summed as they come, and those that have left, who are few, taken off: a condition on each row would cost three times as much. */
async function totalsOf(found: ReturnType<typeof filtered>): Promise<{ total: number; sums: ProjectSums }> {
  const all = await sumOf(found);
  const gone = await sumOf(found.where(HAS_LEFT));
  const money = (wan: number) => ({ investmentWan: wan, investmentYi: wanToYi(wan) });
  const counted = { projects: all.projects - gone.projects, ...money(all.wan - gone.wan) };
  return {
    total: all.projects,
    sums: { ...money(all.wan), withoutAmount: all.projects - all.amounts, counted },
  };
}

async function sumOf(found: ReturnType<typeof filtered>) {
  const { projects, amounts, wan } = await found.select(TOTALS).executeTakeFirstOrThrow();
  return { projects: Number(projects), amounts: Number(amounts), wan: Number(wan) };
}

/** Reached on a day that lies between; without any days also on one that nobody knows. */
const hasReached = ({ reached, reachedFrom, reachedTo }: ProjectFilter) => sql<boolean>`exists (
  select from milestone where milestone.project_code = project.code and milestone.stage = ${reached}
  and ${
    reachedFrom === undefined && reachedTo === undefined
      ? sql`(milestone.actual is not null or milestone.date_unknown)`
      : sql`milestone.actual_first between ${reachedFrom ?? FIRST_DAY}::date and ${reachedTo ?? LAST_DAY}::date`
  })`;
const [FIRST_DAY, LAST_DAY] = [`${FIRST_YEAR}-01-01`, `${LAST_YEAR}-12-31`];

function filtered(from: ProjectTable, filter: ProjectFilter) {
  const { county, stage, status, leader, q, gaps, missingEvidence, path, parent, leadSource, reach, codes } = filter;
  let query = from.selectFrom('project');
  if (reach) query = query.where(projectWithin(reach));
  if (codes !== undefined) query = query.where(isAnyOf('code', codes));
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
  if (filter.reached !== undefined) query = query.where(hasReached(filter));
  if (filter.counted) query = query.where(({ not }) => not(HAS_LEFT));
  if (leadSource !== undefined) query = query.where('lead_source', '=', leadSource);
  if (q !== undefined) {
    const pattern = likePattern(q);
    query = query.where(({ or, eb }) =>
      or([
        eb('code', 'ilike', pattern),
        eb('name', 'ilike', pattern),
        eb('investor', 'ilike', pattern),
        ...(mayBeInitials(q) ? [eb('initials', 'like', pattern.toLowerCase())] : []),
      ]),
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
    .where(isAnyOf('project_code', codes))
    .orderBy('stage_order')
    .execute();
  const byProject = new Map<string, MilestoneRow[]>(codes.map(code => [code, []]));
  for (const milestone of milestones) byProject.get(milestone.project_code)?.push(milestone);
  return rows.map(row => ({ ...row, milestones: byProject.get(row.code) ?? [] }));
}
