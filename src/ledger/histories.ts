import { sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import type { EntityKind } from '../domain/entity.ts';
import { isAnyOf, type Database } from './database.ts';
import { entityWithin } from './reach/index.ts';

/** How many entities are held at a time; one of ten years has a few hundred events. */
export const CHUNK = 250;

export interface HistoryRow {
  type: string;
  data: unknown;
  seq: number;
  atMs: number;
}

interface Asked {
  kind: EntityKind;
  /** All of them when left out. */
  ids?: readonly string[] | undefined;
  /** Of these, those the reader reaches. */
  reach?: Reach | undefined;
  beforeMs: number;
}

/** The events of entities before an instant, a chunk at a time, in the order of their ids; entities without any are passed over. */
export async function* historiesOf(
  db: Database,
  { kind, ids, reach, beforeMs }: Asked,
): AsyncGenerator<[id: string, history: HistoryRow[]]> {
  for await (const chunk of chunksOfIds(db, { kind, ids, reach }))
    yield* await eventsOf(db, { kind, ids: chunk, beforeMs });
}

async function eventsOf(
  db: Database,
  { kind, ids, beforeMs }: Asked & { ids: readonly string[] },
): Promise<Map<string, HistoryRow[]>> {
  const rows = await db
    .selectFrom('event')
    .select(['entity_id', 'seq', 'type', 'data', 'at'])
    .where('entity_kind', '=', kind)
    // One array, whatever its length: the same statement for each chunk, and found by the key.
    .where(sql<boolean>`entity_id = any(${sql.val(ids)}::text[])`)
    .where('at', '<', new Date(beforeMs))
    .orderBy('entity_id')
    .orderBy('seq')
    .execute();
  const events = new Map<string, HistoryRow[]>();
  for (const { entity_id, seq, type, data, at } of rows) {
    const history = events.get(entity_id) ?? [];
    history.push({ seq, type, data, atMs: at.getTime() });
    events.set(entity_id, history);
  }
  return events;
}

async function* chunksOfIds(
  db: Database,
  { kind, ids, reach }: Pick<Asked, 'kind' | 'ids' | 'reach'>,
): AsyncGenerator<string[]> {
  // Without a reader's reach they need not be looked up.
  if (ids && !reach) {
    for (let from = 0; from < ids.length; from += CHUNK) yield ids.slice(from, from + CHUNK);
    return;
  }
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('entity')
      .select('id')
      .where('kind', '=', kind)
      .where('id', '>', after)
      .where(ids ? isAnyOf('id', ids) : sql<boolean>`true`)
      .where(entityWithin(reach, kind, 'entity.id'))
      .orderBy('id')
      .limit(CHUNK)
      .execute();
    const last = rows.at(-1);
    if (last) yield rows.map(({ id }) => id);
    if (!last || rows.length < CHUNK) return;
    after = last.id;
  }
}
