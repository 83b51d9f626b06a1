import type { CommandResult } from '../contract/commit.ts';
import type { Database } from '../ledger/database.ts';
import { GENESIS } from './chain.ts';
import { changesOf, type Change } from './changes.ts';
import { linksOf, type Link, type Span } from './links.ts';

/** A line of an export: the entry with its place in the chain, as `chain.ts` hashes it, and what a command changed beside it. */
export interface Exported extends Omit<Link, 'sealedAt'> {
  /** The hash before it. */
  previous: string;
  sealedAt: string;
  changes: readonly Change[];
}

/** A span of the chain, in its order: without a gap, so that the file can be verified by itself. */
export async function* exportedAudit(db: Database, span: Span): AsyncGenerator<Exported[]> {
  let previous: string | null = null;
  for await (const links of linksOf(db, span)) {
    const changes = await changesOf(db, links.flatMap(causedBy));
    let before: string = previous ?? (await hashBefore(db, links[0]?.seq ?? 1));
    yield links.map(({ sealedAt, ...link }) => {
      const id = link.data?.['id'];
      const changed = link.source === 'command' && typeof id === 'string' ? changes.get(id) : undefined;
      const line = { ...link, previous: before, sealedAt: sealedAt.toISOString(), changes: changed ?? [] };
      before = link.hash;
      return line;
    });
    previous = before;
  }
}

async function hashBefore(db: Database, seq: number): Promise<string> {
  const row = await db
    .selectFrom('audit_seal')
    .select('hash')
    .where('seq', '=', seq - 1)
    .executeTakeFirst();
  return row?.hash ?? GENESIS;
}

function causedBy({ source, data }: Link) {
  if (source !== 'command' || data === null) return [];
  const { id, kind, entityId, result } = data as unknown as {
    id: string;
    kind: string;
    entityId: string;
    result: CommandResult;
  };
  return result.seq > 0 ? [{ id, kind, entityId, seq: result.seq, events: result.events.length }] : [];
}
