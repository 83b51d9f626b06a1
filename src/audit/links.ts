import { sql } from 'kysely';
import type { Database } from '../ledger/database.ts';
import type { Entry } from './chain.ts';
import { entriesAt } from './entries.ts';

/** A place of the chain as the database holds it; without `source` and `data` the entry it sealed is gone. */
export interface Link {
  seq: number;
  position: number;
  sealedAt: Date;
  hash: string;
  source: Entry['source'] | null;
  data: Entry['data'] | null;
}

const CHUNK = 500;

/** Of the chain: between two instants of sealing, between two places. */
export interface Span {
  fromMs?: number | undefined;
  beforeMs?: number | undefined;
  afterSeq?: number | undefined;
  toSeq?: number | undefined;
}

/** The chain from its beginning, or a span of it, a chunk at a time. */
export async function* linksOf(
  db: Database,
  { fromMs = 0, beforeMs = FOREVER_MS, afterSeq = 0, toSeq = Number.MAX_SAFE_INTEGER }: Span = {},
): AsyncGenerator<Link[]> {
  const positions = sql`select position from chunk`;
  for (let after = afterSeq; ;) {
    const { rows } = await sql<Link>`with chunk as materialized (
        select seq, position, sealed_at, hash from audit_seal
        where seq > ${after} and seq <= ${toSeq} and sealed_at >= ${new Date(fromMs)} and sealed_at < ${new Date(beforeMs)}
        order by seq limit ${CHUNK}),
      entry as (${entriesAt(positions)})
      select chunk.seq, chunk.position, chunk.sealed_at as "sealedAt", chunk.hash, entry.source, entry.data
      from chunk left join entry on entry.position = chunk.position order by chunk.seq`.execute(db);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return;
    after = last.seq;
  }
}

/** The last day a timestamp of JavaScript and of PostgreSQL both have room for, well. */
const FOREVER_MS = Date.UTC(9999, 0, 1);
