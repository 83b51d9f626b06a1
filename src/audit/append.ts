import type { Origin } from '../contract/commit.ts';
import type { Json } from '../contract/json.ts';
import { Unavailable } from '../contract/ports.ts';
import type { Database } from '../ledger/database.ts';
import { writeRows } from '../ledger/rows.ts';

/** Something worth keeping that no command tells of. Ids, codes and fields only: nobody can be erased from it later. */
export interface AuditRecord {
  /** What was done or tried: the `operationId` of a route, `signIn`. */
  action: string;
  outcome: 'done' | 'refused';
  /** Null: nobody who is known. */
  actorId: string | null;
  atMs: number;
  origin: Origin;
  requestId: string | null;
  /** What it was about, where it was about one thing. */
  subject: { kind: string; id: string } | null;
  detail: { readonly [name: string]: Json };
}

/** What was asked for may be anything, and must not keep its refusal from being written: PostgreSQL holds neither NUL nor half characters. */
const holdable = (typed: string): string => typed.replaceAll(/\0|\p{Surrogate}/gu, '\ufffd');

/**
 * Writes records down, in the caller's transaction where it has one. Whoever calls it does nothing, and says so, when it throws: what
 * cannot be kept is not done.
 * @throws Unavailable when they cannot be kept
 */
export async function appendAudit(db: Database, ...records: readonly AuditRecord[]): Promise<void> {
  const rows = records.map(({ action, outcome, actorId, atMs, origin, requestId, subject, detail }) => ({
    ...{ action, outcome, actor_id: actorId, at: new Date(atMs).toISOString() },
    ...{ address: origin.address, means: origin.means, request_id: requestId },
    ...{ subject_kind: subject?.kind ?? null, subject_id: subject && holdable(subject.id), detail },
  }));
  try {
    await writeRows(db, 'audit', rows);
  } catch (error) {
    throw new Unavailable('database', error);
  }
}
