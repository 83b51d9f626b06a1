import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../ledger/database.ts';
import { writeRows } from '../ledger/rows.ts';
import { GENESIS, hashOf, type Entry } from './chain.ts';
import { entriesAt } from './entries.ts';

/** Any number; nobody else's in this database. */
const LOCK = 7_305_801;
/** Entries of one transaction: on the embedded database, which has one session, nobody waits long for it. */
const CHUNK = 200;
/**
 * A transaction that is older than this has been given up: what it numbered is not looked for any more by the rounds, and is found and
 * named when the chain is verified.
 */
export const LATE_MS = 10 * 60_000;

interface Sealing {
  nowMs: number;
  /** Before the chain is verified or handed out: nothing is left, however long ago its number was given; waits for others who seal. */
  all?: boolean;
}

/**
 * Gives every entry its place in the chain, in the order in which they are found: a number may be given long before its transaction ends, so
 * their order has gaps that are filled later. One process at a time. Answers how many were sealed.
 */
export async function seal(db: Database, { nowMs, all = false }: Sealing): Promise<number> {
  let sealed = 0;
  let after = all ? 0 : await settledBefore(db, nowMs);
  for (;;) {
    const done = await db.transaction().execute(tx => sealSome(tx, { after, nowMs, all }));
    sealed += done.count;
    if (done.count < CHUNK) return sealed;
    after = done.last;
  }
}

/** A position below which everything that will ever come has come. */
async function settledBefore(db: Database, nowMs: number): Promise<number> {
  const row = await db
    .selectFrom('audit_seal')
    .select('position')
    .where('sealed_at', '<', new Date(nowMs - LATE_MS))
    .orderBy('sealed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.position ?? 0;
}

async function sealSome(
  tx: Database,
  { after, nowMs, all }: { after: number; nowMs: number; all: boolean },
): Promise<{ count: number; last: number }> {
  const nothing = { count: 0, last: after };
  if (!(await locked(tx, all))) return nothing;
  const entries = await unsealed(tx, after);
  if (entries.length === 0) return nothing;
  const head = await tx
    .selectFrom('audit_seal')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const sealedAt = new Date(nowMs).toISOString();
  let { seq, hash } = head ?? { seq: 0, hash: GENESIS };
  const rows = entries.map(entry => {
    seq += 1;
    hash = hashOf(hash, { seq, sealedAt, entry });
    return { seq, position: entry.position, sealed_at: sealedAt, hash };
  });
  await writeRows(tx, 'audit_seal', rows);
  return { count: rows.length, last: rows.at(-1)?.position ?? after };
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

async function unsealed(tx: Database, after: number): Promise<Entry[]> {
  const { rows: open } = await sql<{ position: number }>`select position from (
      ${openIn('command', after)} union all ${openIn('audit', after)}) as open order by position limit ${CHUNK}`.execute(
    tx,
  );
  if (open.length === 0) return [];
  const positions = sql`select unnest(${sql.val(open.map(({ position }) => position))}::bigint[])`;
  const { rows } = await sql<Entry>`${entriesAt(positions)} order by position`.execute(tx);
  return rows;
}

const openIn = (table: 'command' | 'audit', after: number): RawBuilder<unknown> =>
  sql`select position from ${sql.table(table)} o where position > ${after}
    and not exists (select from audit_seal s where s.position = o.position)`;
