import { heartbeat } from '@temporalio/activity';
import type { Envelope, Outcome } from '../contract/commit.ts';
import type { CommandGateway } from '../contract/ports.ts';
import { advanceOf } from '../domain/batch/check.ts';
import type { BatchState, MoveResult } from '../domain/batch/types.ts';
import type { Actor } from '../domain/entity.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { actorOf } from '../ledger/facts/people.ts';
import { batchState } from '../ledger/reads/batches.ts';
import type { Database } from '../ledger/database.ts';
import { isFault, toFailure } from './failures.ts';

export interface BatchActivities {
  /** Moves the next projects of a confirmed event, each once, and says how each fared; none when all have been recorded. */
  moveProjects(input: { code: string }): Promise<MoveResult[]>;
}

interface BatchDependencies {
  db: Database;
  gateway: CommandGateway;
  now: () => number;
}

/** A round is what the progress moves by, and what is asked again after a crash. */
const PROJECTS_A_ROUND = 20;

export function createBatchActivities({ db, gateway, now }: BatchDependencies): BatchActivities {
  return {
    async moveProjects({ code }) {
      try {
        const event = await batchState(db, code);
        if (!event?.confirmed) return [];
        const { confirmed, entries } = event;
        const actor = await actorOf(db, confirmed.by);
        const waiting = entries.filter(({ standing }) => standing === 'listed').slice(0, PROJECTS_A_ROUND);
        return answered(
          await Promise.allSettled(
            waiting.map(async entry => {
              const envelope = envelopeOf(event, entry.code, { on: confirmed.on, actor, atMs: now() });
              const refusal = await refusalOf(gateway.send(envelope), entry.code);
              heartbeat();
              return { code: entry.code, refusal };
            }),
          ),
        );
      } catch (error) {
        throw toFailure(error, { giveUp: false });
      }
    },
  };
}

/** Those that have an answer are not kept waiting by those that have none; a round without any is tried again. */
function answered(round: readonly PromiseSettledResult<MoveResult>[]): MoveResult[] {
  const results = round.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = round.find(each => each.status === 'rejected');
  if (results.length === 0 && failed) throw failed.reason;
  return results;
}

/** In the name of who confirmed the event. The key says which event moved which project, so that it can happen once only. */
function envelopeOf(
  event: BatchState,
  entityId: string,
  { on, actor, atMs }: { on: string; actor: Actor; atMs: number },
): Envelope<'project'> {
  const commandId = `batch/${event.code}:${entityId}`;
  const command = advanceOf(event, on);
  return { commandId, digest: commandId, kind: 'project', entityId, command, actor, via: 'person', atMs };
}

/**
 * Null when the project has taken the stage, now or the first time it was asked. A fault of the ledger in one project (nothing was written)
 * must not hold up the others: it is that project's result. What passes by itself is thrown and the round tried again.
 */
async function refusalOf(sent: Promise<Outcome>, code: string): Promise<Refusal | null> {
  try {
    const outcome = await sent;
    return outcome.ok ? null : outcome.refusal;
  } catch (error) {
    if (isFault(error)) return refuse('internal', 'code', code);
    throw error;
  }
}
