import { sql } from 'kysely';
import type { Json } from '../../contract/json.ts';
import type { EntityKind } from '../../domain/entity.ts';
import type { Database } from '../database.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export interface EventRow {
  seq: number;
  type: string;
  at: Date;
  data: Json;
  actorId: string;
  actorName: string | null;
  commandType: string;
  via: string;
}

/** The history of one entity from its beginning, with who gave each command. */
export async function listEvents(
  db: Database,
  { kind, id }: { kind: EntityKind; id: string },
  page: PageQuery,
): Promise<Page<EventRow>> {
  const { total } = await db
    .selectFrom('event')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('entity_kind', '=', kind)
    .where('entity_id', '=', id)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('event')
    .innerJoin('command', 'command.id', 'event.command_id')
    .leftJoin('person', 'person.id', 'event.actor_id')
    // A firm that answered by a link has no row: its name stands with the link.
    .leftJoin('link', join =>
      join.on(sql`link.id`, '=', sql`substr(event.actor_id, 6)`).on('link.firm', 'is not', null),
    )
    .select(['event.seq', 'event.type', 'event.at', 'event.data', 'command.via'])
    .select(['event.actor_id as actorId', 'command.type as commandType'])
    .select(sql<string | null>`coalesce(person.name, link.firm)`.as('actorName'))
    .where('event.entity_kind', '=', kind)
    .where('event.entity_id', '=', id)
    .where('event.seq', '>', seqOf(page.after))
    .orderBy('event.seq')
    .limit(page.limit + 1)
    .execute();
  return pageFrom(rows, { limit: page.limit, total: Number(total), keys: row => [String(row.seq)] });
}

/** A forged cursor reads from the beginning. */
const seqOf = (after: readonly string[] | null): number => {
  const seq = Number(after?.[0] ?? 0);
  return Number.isSafeInteger(seq) && seq < 2 ** 31 ? seq : 0;
};
