import type { Actor } from '../domain/entity.ts';
import type { Origin } from '../contract/commit.ts';
import type { Json } from '../contract/json.ts';
import type { Database } from './database.ts';
import { writeRows } from './rows.ts';

export interface KnownCommand {
  digest: string;
  entityId: string;
  type: string;
  result: Json;
}

/** What a key was used for before; null when it is new. */
export async function knownCommand(db: Database, commandId: string): Promise<KnownCommand | null> {
  const row = await db
    .selectFrom('command')
    .select(['digest', 'entity_id', 'type', 'result'])
    .where('id', '=', commandId)
    .executeTakeFirst();
  return row ? { digest: row.digest, entityId: row.entity_id, type: row.type, result: row.result } : null;
}

export interface LoggedCommand {
  id: string;
  digest: string;
  kind: string;
  entityId: string;
  type: string;
  actor: Actor;
  requestId: string;
  origin: Origin;
  atMs: number;
  result: Json;
}

/**
 * Records a command that causes no event (a token, a rebuild), so that it has an actor and its key answers once. Throws a
 * unique violation when the key was used in the meantime; the caller's transaction is then given up.
 */
export async function logCommand(db: Database, command: LoggedCommand): Promise<void> {
  const { kind, entityId, actor, requestId, origin, atMs, ...same } = command;
  const row = {
    ...same,
    entity_kind: kind,
    entity_id: entityId,
    actor_id: actor.id,
    via: 'person',
    request_id: requestId,
    ...origin,
  };
  await writeRows(db, 'command', [{ ...row, at: new Date(atMs).toISOString() }]);
}

/** Two transactions wrote the same key at once, and this one came second. */
export const isUniqueViolation = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '23505';
