import type { Client } from '@temporalio/client';
import type { Envelope, Outcome } from '../contract/commit.ts';
import {
  LIVING_KINDS,
  Unavailable,
  type CommandGateway,
  type Ledger,
  type LivingKind,
  type ScheduleRegistry,
} from '../contract/ports.ts';
import { plannedDateOf } from '../contract/names.ts';
import { addDays } from '../domain/calendar/dates.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { EntityKind } from '../domain/entity.ts';
import { refuse } from '../domain/refusal.ts';
import { kindsMovedBy, movesSchedules } from '../domain/settings/moves.ts';
import {
  countRunning,
  isLiving,
  lookAgain,
  startAll,
  startPaced,
  update,
  updateWithStart,
  waitingFor,
} from './entities.ts';
import { lookAgainEverywhere, openMeetings, startImport, wakeMailroom } from './jobs.ts';
import { createLanes } from './lanes.ts';
import { asUnavailable } from './unavailable.ts';

interface GatewayDependencies {
  client: Client;
  ledger: Ledger;
  schedules: ScheduleRegistry;
  clock: LocalClock;
}

/** How long a caller waits for an answer. A command accepted by then is carried out all the same, and its key finds the answer. */
const ANSWER_MS = 15_000;
/** How long Temporal may take to say that it is there. */
const ASKED_MS = 2_000;
const REBUILD_CHUNK = 500;
/**
 * Commands for one entity under way at once. Its workflow takes them one by one anyway; the server refuses an eleventh for a while, and
 * above ten the SDK loses some (see `untilProcessed`).
 */
const AT_ONCE = 8;

export function createGateway(dependencies: GatewayDependencies): CommandGateway {
  const { client, ledger } = dependencies;
  const inLane = createLanes(AT_ONCE);
  const answering = <T>(work: () => Promise<T>): Promise<T> => inTime(dependencies, work);
  return {
    send: envelope =>
      answering(() => inLane(`${envelope.kind} ${envelope.entityId}`, () => send(dependencies, envelope))),
    waitingFor: (kind, id) => answering(async () => (isLiving(kind) ? waitingFor(client, kind, id) : null)),
    triggerMeeting: (seriesId, given) =>
      answering(async () => {
        const entityId = await ledger.nextMeetingId(seriesId);
        if (entityId === null) {
          return { ok: false, refusal: refuse('seriesNotFound', 'series', seriesId), view: null, digest: given.digest };
        }
        const envelope: Envelope<'meeting'> = { ...given, kind: 'meeting', entityId, command: { type: 'remindNow' } };
        const [meeting] = await ledger.views('meeting', [entityId]);
        const view = meeting?.view ?? null;
        return answerTo(envelope, await updateWithStart(client, 'meeting', { envelope, view }));
      }),
    startImport: importId => answering(() => startImport(client, importId)),
    startProjects: (entities, begun = () => undefined) => startPaced(client, 'project', { entities, begun }),
    startProblems: (entities, begun = () => undefined) => startPaced(client, 'problem', { entities, begun }),
    wakeMailroom: () => wakeMailroom(client),
    openMeetings: seriesId => openMeetings(client, seriesId),
    lookAgain: async (kind, ids) => {
      if (isLiving(kind)) await lookAgain(client, kind, ids);
    },
    lookAgainEverywhere: kinds => lookAgainEverywhere(client, kinds),
    rebuild: (options = { whenFewer: false }) => rebuild(dependencies, options),
  };
}

/** An answer in time, or which part did not give it. */
async function inTime<T>(dependencies: GatewayDependencies, work: () => Promise<T>): Promise<T> {
  try {
    return await dependencies.client.withDeadline(Date.now() + ANSWER_MS, work);
  } catch (error) {
    const known = asUnavailable(error);
    const isSilence = known instanceof Unavailable && known.part === 'temporal';
    throw isSilence ? new Unavailable(await silentPart(dependencies), error) : known;
  }
}

/**
 * A command that Temporal took and nobody answered may wait for the ledger: a worker whose database is away tries on, and says nothing
 * meanwhile. So the database is asked before Temporal is blamed, and Temporal before it: where both answer us, it is the workers that do not.
 */
async function silentPart({ client, ledger }: GatewayDependencies): Promise<Unavailable['part']> {
  if (!(await ledger.answers())) return 'database';
  const asked = async (): Promise<unknown> => client.workflowService.getSystemInfo({});
  return client.withDeadline(Date.now() + ASKED_MS, asked).then(
    () => 'worker',
    () => 'temporal',
  );
}

/** The kinds of command that begin an entity, and so its workflow. */
const BEGINNINGS: ReadonlySet<string> = new Set(['start', 'raise', 'plan', 'open', 'recordVisit', 'blow']);

async function send(dependencies: GatewayDependencies, envelope: Envelope): Promise<Outcome> {
  const { kind } = envelope;
  if (!isLiving(kind)) return answerTo(envelope, await commitHere(dependencies, envelope));
  const outcome = await sendToWorkflow(dependencies, kind, { envelope });
  if (!isOfBefore(outcome, envelope)) return answerTo(envelope, outcome);
  const updateId = `${envelope.commandId}@${envelope.atMs}`;
  return answerTo(envelope, await sendToWorkflow(dependencies, kind, { envelope, updateId }));
}

/**
 * A key whose command was refused may be used again, with other words too: a link has only one. But as long as the run lives Temporal would
 * answer the key's update id with the refusal of then, so the command is asked anew under an id of its own.
 */
const isOfBefore = (outcome: Outcome, { atMs }: Envelope): boolean => !outcome.ok && (outcome.atMs ?? 0) < atMs;

/** An update id that was known with another body brings the answer to that one; then the key was used twice. */
function answerTo({ commandId, digest }: Envelope, outcome: Outcome): Outcome {
  if (outcome.digest === digest) return outcome;
  const key = commandId.slice(commandId.indexOf(':') + 1);
  return { ok: false, refusal: refuse('keyReused', 'Idempotency-Key', key), view: outcome.view, digest };
}

async function sendToWorkflow(
  { client, ledger, clock }: GatewayDependencies,
  kind: LivingKind,
  { envelope, updateId }: { envelope: Envelope; updateId?: string },
): Promise<Outcome> {
  if (BEGINNINGS.has(envelope.command.type)) return updateWithStart(client, kind, { envelope, view: null, updateId });
  const outcome = await update(client, kind, { envelope, updateId });
  if (outcome) return outcome;
  // No run: the entity is over and kept by the ledger only, Temporal lost it, or there never was one.
  const [entity] = await ledger.views(kind, [envelope.entityId]);
  if (entity) return updateWithStart(client, kind, { envelope, view: entity.view, updateId });
  if (kind === 'meeting' && liesAhead(envelope, clock)) return updateWithStart(client, kind, { envelope, view: null });
  const refusal = refuse('notFound', 'code', envelope.entityId);
  return { ok: false, refusal, view: null, digest: envelope.digest, atMs: envelope.atMs };
}

/** Days ahead for which a meeting is moved or cancelled before its Schedule has opened it. */
const MEETINGS_AHEAD = 366;

/** Such a meeting opens itself when its workflow begins, and then carries out the command. */
function liesAhead({ entityId, atMs }: Envelope, clock: LocalClock): boolean {
  const { date: today } = clock.toLocal(atMs);
  const planned = plannedDateOf(entityId);
  return planned >= today && planned <= addDays(today, MEETINGS_AHEAD);
}

/**
 * Reference data has no life of its own and no workflow; a series also has its Schedule, brought in line at once, and a setting the timers
 * that hang on it. One that begins later is seen to on its day (`lookAtSettings`).
 */
async function commitHere(
  { client, ledger, schedules, clock }: GatewayDependencies,
  envelope: Envelope,
): Promise<Outcome> {
  const [outcome] = await ledger.commit([envelope]);
  if (outcome?.ok && isSetting(envelope) && envelope.command.validFrom <= clock.toLocal(envelope.atMs).date) {
    await lookAgainEverywhere(client, kindsMovedBy(envelope.entityId));
    if (movesSchedules(envelope.entityId)) await schedules.apply();
  }
  if (outcome?.ok && !outcome.replayed && envelope.kind === 'brief') await wakeMailroom(client);
  if (outcome?.ok && envelope.kind === 'series') {
    await schedules.apply();
    await openMeetings(client, envelope.entityId);
  }
  return outcome as Outcome;
}

const isSetting = (envelope: Envelope): envelope is Envelope<'setting'> => envelope.kind === 'setting';

async function rebuild(
  { client, ledger, schedules }: GatewayDependencies,
  { whenFewer }: { whenFewer: boolean },
): Promise<{ started: number; running: number }> {
  const total = { started: 0, running: 0 };
  for (const kind of LIVING_KINDS) {
    if (whenFewer && (await countRunning(client, kind)) >= (await ledger.countOpen(kind))) continue;
    for await (const ids of chunksOfOpen(ledger, kind)) {
      const { started, running } = await startAll(client, kind, await ledger.views(kind, ids));
      total.started += started;
      total.running += running;
    }
  }
  await schedules.apply();
  await wakeMailroom(client);
  return total;
}

async function* chunksOfOpen(ledger: Ledger, kind: EntityKind): AsyncGenerator<string[]> {
  let afterId = '';
  for (;;) {
    const ids = await ledger.openIds(kind, { afterId, limit: REBUILD_CHUNK });
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    afterId = last;
  }
}
