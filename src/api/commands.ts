import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CommandResult, CommandsByKind, Envelope, Origin, Outcome } from '../contract/commit.ts';
import { canonicalJson } from '../contract/json.ts';
import { idempotencyKey } from '../contract/schemas/index.ts';
import type { EntityKind } from '../domain/entity.ts';
import { refuse } from '../domain/refusal.ts';
import { allocateCode, allocatedCode } from '../ledger/codes.ts';
import { knownCommand } from '../ledger/command-log.ts';
import type { ApiDependencies } from './dependencies.ts';
import { Refused } from './refused.ts';

/** The headers of every changing route. */
export const keyHeaders = z.looseObject({ 'idempotency-key': idempotencyKey() });

/** A command as a route understood it, before it has a key, an actor and an instant. */
export interface Asked<Kind extends EntityKind = EntityKind> {
  kind: Kind;
  /** The entity, or the prefix of the code the ledger allocates: `P-2026`. */
  entity: { id: string } | { prefix: string };
  command: CommandsByKind[Kind];
}

/** What makes two requests one: who asks with which key, and what was asked. */
export interface Keyed {
  commandId: string;
  digest: string;
}

/** Keys of two people never meet: the command id begins with who asks. */
export function keyed(request: FastifyRequest, asked: unknown): Keyed {
  const key = String(request.headers['idempotency-key']);
  return { commandId: `${request.signedIn.id}:${key}`, digest: digestOf(asked) };
}

/** `replayed`: the key was used before, and this is the answer of then. */
export type Answered = CommandResult & { replayed: boolean };

/**
 * One command of one person. The same key with the same command gets the first answer again and nothing happens; with another command it
 * is refused. Throws `Refused`, or `Unavailable` when nobody knows yet whether it happened: then the same key may be sent again.
 */
export async function give<Kind extends EntityKind>(
  deps: ApiDependencies,
  request: FastifyRequest,
  asked: Asked<Kind>,
): Promise<Answered> {
  return giveKeyed(deps, { ...envelopeOf(deps, request), ...keyed(request, askedOf(asked)) }, asked);
}

/** What the digest of a command is made of: whatever allocates its code, the command is the same one. */
export const askedOf = <Kind extends EntityKind>({ kind, entity, command }: Asked<Kind>) => ({
  ...{ kind, entityId: 'id' in entity ? entity.id : null, command },
});

/** The same of one whose key is not a header's: a page of a link gives several, each under a key of its own. */
export async function giveKeyed<Kind extends EntityKind>(
  deps: ApiDependencies,
  { commandId, digest, ...who }: ReturnType<typeof envelopeOf> & Keyed,
  { kind, entity, command }: Asked<Kind>,
): Promise<Answered> {
  const before = await replayOf(deps, { commandId, digest });
  if (before) return before;
  const envelope: Envelope<Kind> = {
    ...who,
    commandId,
    digest,
    kind,
    entityId: NO_CODE,
    command,
  };
  const id = 'id' in entity ? entity.id : await codeFor(deps, envelope as Envelope, entity.prefix);
  return settled({ commandId, digest }, await deps.gateway.send({ ...envelope, entityId: id }));
}

/** No entity is called like this. */
const NO_CODE = '';

/**
 * A number is taken for what the rules let pass only, so that a refused start leaves no gap in the codes. The entity's workflow decides again
 * when the command reaches it; what is refused only then (two that start the same at the same moment) has taken its number.
 */
async function codeFor({ db, ledger }: ApiDependencies, envelope: Envelope, prefix: string): Promise<string> {
  const before = await allocatedCode(db, envelope.commandId);
  if (before !== null) return before;
  const refusal = await ledger.refusalOf(envelope);
  if (refusal) throw new Refused(refusal);
  return allocateCode(db, prefix, envelope.commandId);
}

/** What the key was answered with before, when it carried the same command. */
export async function replayOf(
  deps: Pick<ApiDependencies, 'db'>,
  { commandId, digest }: Keyed,
): Promise<Answered | null> {
  const known = await knownCommand(deps.db, commandId);
  if (!known) return null;
  if (known.digest !== digest) throw reused(commandId);
  return { ...(known.result as unknown as CommandResult), replayed: true };
}

/** Who, when, by what and from where; the instant is the API's, so that two commands in one second keep their order. */
export function envelopeOf(
  { now }: ApiDependencies,
  request: FastifyRequest,
): Pick<Envelope, 'actor' | 'via' | 'atMs' | 'requestId' | 'origin'> {
  const { id: actorId, unitId, roles } = request.signedIn;
  const actor = { id: actorId, unitId, roles };
  return { actor, via: 'person', atMs: now(), requestId: request.id, origin: originOf(request) };
}

/** From where a request comes, as the audit keeps it. */
export const originOf = ({ ip, means }: FastifyRequest): Origin => ({ address: ip, means: means ?? null });

/** The ledger's answer, or its refusal thrown. Temporal may answer a known update id with what that id was first used for. */
export function settled({ commandId, digest }: Keyed, outcome: Outcome): Answered {
  if (outcome.digest !== digest) throw reused(commandId);
  if (!outcome.ok) throw new Refused(outcome.refusal);
  return { ...outcome.result, replayed: outcome.replayed };
}

/** Names the key as the caller sent it, without whom it is kept for. */
const reused = (commandId: string): Refused =>
  new Refused(refuse('keyReused', 'Idempotency-Key', commandId.slice(commandId.indexOf(':') + 1)));

/** Tells the caller that nothing happened this time. */
export function markReplay(reply: FastifyReply, { replayed }: Answered): void {
  if (replayed) reply.header('idempotent-replayed', 'true');
}

/** SHA-256 of the command as it was understood: whatever the order of its fields was, and whether one was left out or undefined. */
export const digestOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
