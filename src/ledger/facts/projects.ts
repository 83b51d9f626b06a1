import type { ProjectRuleFacts } from '../../domain/project/commands.ts';
import type { ProjectStatus } from '../../domain/project/types.ts';
import type { Database } from '../database.ts';

/**
 * The project a command names beside its own. It is held until the transaction ends: two that merge into each other, or two that begin the
 * same phase of one, follow one another.
 */
export async function otherProject(db: Database, code: string): Promise<ProjectRuleFacts['other']> {
  const row = await db
    .selectFrom('project')
    .select('status')
    .where('code', '=', code)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const phases = await db.selectFrom('project').select('phase').where('parent_code', '=', code).execute();
  return {
    code,
    status: row.status as ProjectStatus,
    phases: phases.flatMap(({ phase }) => (phase === null ? [] : [phase])),
  };
}

export async function projectThere(db: Database, code: string): Promise<boolean> {
  return (await db.selectFrom('project').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;
}
