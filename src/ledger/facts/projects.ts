import type { ProjectRuleFacts } from '../../domain/project/commands.ts';
import { nameKey } from '../../domain/project/name-key.ts';
import type { ProjectFacts, ProjectStatus } from '../../domain/project/types.ts';
import type { Database } from '../database.ts';

/**
 * Projects that may be the one about to be started: the same name, however it is typed, in the same place and of the same firm. A place or a
 * firm that one of the two does not name may be the same; a project that was merged is counted under another code already.
 */
export async function likelyTwins(
  db: Database,
  code: string,
  { name, county, investor }: Pick<ProjectFacts, 'name' | 'county' | 'investor'>,
): Promise<ProjectRuleFacts['likely']> {
  const rows = await db
    .selectFrom('project')
    .select(['code', 'name', 'county', 'investor'])
    .where('name_key', '=', nameKey(name))
    .where('code', '!=', code)
    .where('status', '!=', 'merged')
    .orderBy('code')
    .execute();
  const maySame = (a: string | null, b: string | null): boolean =>
    a === null || b === null || nameKey(a) === nameKey(b);
  return rows.filter(row => maySame(row.county, county) && maySame(row.investor, investor));
}

export async function otherProject(db: Database, code: string): Promise<ProjectRuleFacts['other']> {
  const row = await db.selectFrom('project').select(['code', 'status']).where('code', '=', code).executeTakeFirst();
  if (!row) return null;
  const phases = await db.selectFrom('project').select('phase').where('parent_code', '=', code).execute();
  return {
    code,
    status: row.status as ProjectStatus,
    phases: phases.flatMap(({ phase }) => (phase === null ? [] : [phase])),
  };
}
