import { sql, type Selectable } from 'kysely';
import type { Reach } from '../../access/reach.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import type { Database } from '../database.ts';
import { projectWithin } from '../reach/index.ts';
import type { Tables } from '../tables.ts';

type Relative = Pick<
  Selectable<Tables['project']>,
  'code' | 'name' | 'relation' | 'phase' | 'stage' | 'status' | 'investment_wan'
>;

/** What hangs on a project (enlargements, phases), and the codes that are counted under it. */
export async function familyOf(
  db: Database,
  code: string,
  reach: Reach = null,
): Promise<{ children: Relative[]; merged: Relative[] }> {
  const rows = await db
    .selectFrom('project')
    .select(['code', 'name', 'relation', 'phase', 'stage', 'status', 'investment_wan', 'parent_code', 'merged_into'])
    .where(({ or, eb }) => or([eb('parent_code', '=', code), eb('merged_into', '=', code)]))
    .where(reach ? projectWithin(reach) : sql<boolean>`true`)
    .orderBy('phase')
    .orderBy('code')
    .execute();
  return {
    children: rows.filter(row => row.parent_code === code),
    merged: rows.filter(row => row.merged_into === code),
  };
}

/** The project as its rules see it: for what no table holds, as the template it carries. */
export async function projectStateOf(db: Database, code: string): Promise<ProjectState | null> {
  const row = await db
    .selectFrom('entity')
    .select('state')
    .where('kind', '=', 'project')
    .where('id', '=', code)
    .executeTakeFirst();
  return row ? (row.state as unknown as ProjectState) : null;
}
