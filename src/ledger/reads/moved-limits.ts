import { sql } from 'kysely';
import type { LimitMove } from '../../domain/problem/commands.ts';
import type { Reach } from '../../access/reach.ts';
import type { Database } from '../database.ts';
import { problemWithin } from '../reach/index.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export interface MovedLimitsRow {
  problem: string;
  title: string;
  leadUnitId: string | null;
  leadUnitName: string | null;
  handlerId: string | null;
  seq: number;
  at: Date;
  moves: readonly LimitMove[];
}

/** Whose limits a new rule or calendar has moved, the last first; one row a problem and time. */
export async function listMovedLimits(
  db: Database,
  { since, problem, reach }: { since?: Date | undefined; problem?: string | undefined; reach?: Reach },
  page: PageQuery,
): Promise<Page<MovedLimitsRow>> {
  let found = db
    .selectFrom('event')
    .innerJoin('problem', 'problem.code', 'event.entity_id')
    .leftJoin('unit', 'unit.id', 'problem.lead_unit_id')
    .where('event.entity_kind', '=', 'problem')
    .where('event.type', '=', 'limitsMoved');
  if (reach) found = found.where(problemWithin(reach));
  if (since !== undefined) found = found.where('event.at', '>=', since);
  if (problem !== undefined) found = found.where('event.entity_id', '=', problem);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const [after] = page.after ?? [];
  if (after !== undefined && /^\d{1,15}$/.test(after)) found = found.where('event.position', '<', Number(after));
  const rows = await found
    .select(['event.position', 'event.seq', 'event.at', 'problem.code as problem', 'problem.title'])
    .select(['problem.lead_unit_id as leadUnitId', 'unit.name as leadUnitName', 'problem.handler_id as handlerId'])
    .select(sql<readonly LimitMove[]>`event.data -> 'moves'`.as('moves'))
    .orderBy('event.position', 'desc')
    .limit(page.limit + 1)
    .execute();
  return pageFrom(rows, { limit: page.limit, total: Number(total), keys: row => [String(row.position)] });
}
