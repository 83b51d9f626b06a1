import { sql } from 'kysely';
import type { Database } from '../ledger/database.ts';
import { writeRows } from '../ledger/rows.ts';
import { GENESIS, hashOf, type Entry, type Gone } from './chain.ts';
import { entriesAt } from './entries.ts';

/** Any number; nobody else's in this database. */
const LOCK = 7_305_801;
/** Entries of one transaction: on the embedded database, which has one session, nobody waits long for it. */
const CHUNK = 200;

interface Sealing {
  nowMs: number;
  /** Before the chain is verified or handed out: waits for others who seal. */
  all?: boolean;
  /** Told the number of an entry that was taken out before it could be sealed. */
  onGone?: (number: number) => void;
}

/**
 * Gives every entry its place in the chain: its number, which it got at the end of its own transaction, so that none comes after one that
 * is sealed. One process at a time. Answers how many were sealed.
 */
export async function seal(db: Database, { nowMs, all = false, onGone }: Sealing): Promise<number> {
  let sealed = 0;
  for (;;) {
    const entries = await db.transaction().execute(tx => sealSome(tx, { nowMs, all }));
    sealed += entries.length;
    for (const { number, source } of entries) if (source === null) onGone?.(number);
    if (entries.length < CHUNK) return sealed;
  }
}

type Numbered = (Entry | Gone) & { number: number };

async function sealSome(tx: Database, { nowMs, all }: { nowMs: number; all: boolean }): Promise<Numbered[]> {
  if (!(await locked(tx, all))) return [];
  const head = await tx
    .selectFrom('audit_seal')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const entries = await unsealed(tx, head?.seq ?? 0);
  if (entries.length === 0) return [];
  const sealedAt = new Date(nowMs).toISOString();
  let hash = head?.hash ?? GENESIS;
  const rows = entries.map(({ number: seq, ...entry }) => {
    hash = hashOf(hash, { seq, sealedAt, entry });
    return { seq, position: entry.position, sealed_at: sealedAt, hash };
  });
  await writeRows(tx, 'audit_seal', rows);
  return entries;
}

/** Held until the transaction ends. */
async function locked(tx: Database, wait: boolean): Promise<boolean> {
  if (!wait) {
    const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as got`.execute(tx);
    return rows[0]?.got === true;
  }
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
  return true;
}

/** In the order of their numbers; one that has gone since is sealed as gone, so that nothing can be put in its place. */
async function unsealed(tx: Database, after: number): Promise<Numbered[]> {
  const positions = sql`select position from open`;
  const { rows } = await sql<Numbered>`with open as materialized (
      select number, position from audit_number n where number > ${after}
        and not exists (select from audit_seal s where s.position = n.position) order by number limit ${CHUNK}),
    entry as (${entriesAt(positions)})
    select open.number, open.position, entry.source, entry.data
    from open left join entry on entry.position = open.position order by open.number`.execute(tx);
  return rows;
}
