import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Json } from '../contract/json.ts';
import type { Actor } from '../domain/entity.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { isUniqueViolation, knownCommand, logCommand } from '../ledger/command-log.ts';
import type { Database } from '../ledger/database.ts';
import { keyed, originOf, replayOf } from './commands.ts';
import type { ApiDependencies } from './dependencies.ts';
import { Refused } from './refused.ts';

/** Who does it, and when. */
export interface Hand {
  actor: Actor;
  atMs: number;
}

/** One field that it changed; null where there was, or is, nothing. */
export interface OwnChange {
  field: string;
  old: Json;
  new: Json;
}

/** A command that changes something beside the events: what the same key was asked with, what it is about, what it does. */
interface OwnCommand<Answer> {
  type: string;
  /** What makes two requests one, besides the type. */
  asked: object;
  kind: string;
  id: string;
  /** Old → new for the audit, from what was done. Ids, days and words of ours: never a name, an address or what somebody typed in full. */
  changes(answer: Answer): readonly OwnChange[];
  /** The answer is kept with the command: nothing that opens anything may be in it. */
  act(tx: Database, hand: Hand): Promise<Answer | Refusal>;
}

/**
 * Done and logged in one transaction; the same key gets the first answer again, also when both came at once. With the audit in the way, as
 * every command.
 */
export async function giveOwn<Answer extends { [name: string]: Json }>(
  deps: Pick<ApiDependencies, 'db' | 'now'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { type, asked, kind, id, changes, act }: OwnCommand<Answer>,
): Promise<{ answer: Answer; replayed: boolean }> {
  const { commandId, digest } = keyed(request, { type, ...asked });
  const hand = { actor: request.signedIn, atMs: deps.now() };
  const before = async () => {
    if (!(await replayOf(deps, { commandId, digest }))) return null;
    reply.header('idempotent-replayed', 'true');
    const { result } = (await knownCommand(deps.db, commandId)) ?? {};
    return { answer: (result as { answer: Answer }).answer, replayed: true };
  };
  const known = await before();
  if (known) return known;
  try {
    const answer = await deps.db.transaction().execute(async tx => {
      const done = await act(tx, hand);
      if (isRefusal(done)) throw new Refused(done);
      const about = { id: commandId, digest, kind, entityId: id, type };
      const from = { requestId: request.id, origin: originOf(request) };
      const changed = changes(done).map(change => ({ ...change }));
      const result = { entityId: id, seq: 0, events: [type], answer: done, changes: changed };
      await logCommand(tx, { ...about, ...from, ...hand, result });
      return done;
    });
    return { answer, replayed: false };
  } catch (error) {
    const meanwhile = isUniqueViolation(error) ? await before() : null;
    if (!meanwhile) throw error;
    return meanwhile;
  }
}
