import { sql } from 'kysely';
import type { CommandResult, EntityView, Envelope } from '../contract/commit.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { ENTITY_KINDS, type Decision } from '../domain/entity.ts';
import { knownCommand } from './command-log.ts';
import { isAnyOf, type Database } from './database.ts';
import { writeNotices, type EntityNotice } from './notices.ts';
import { project, type Changed } from './projections/index.ts';
import { rowsInto, writeTogether } from './rows.ts';

/** An entity as the transaction holds it: locked, and changed by the batch so far. */
export interface Held {
  seq: number;
  state: unknown;
  beganMs: number | null;
}

/** The same command was carried by another transaction meanwhile; read like PostgreSQL's own serialization failure. */
export class OvertakenError extends Error {
  readonly code = '40001';
}

/** What a command was answered with, and what it was. */
interface Known {
  digest: string;
  result: CommandResult;
}

interface Caused extends Decision<{ type: string }> {
  state: unknown;
  view: (seq: number) => EntityView;
}

const keyOf = ({ kind, entityId }: Pick<Envelope, 'kind' | 'entityId'>): string => `${kind} ${entityId}`;
const NOTHING: Held = { seq: 0, state: null, beganMs: null };

/**
 * The commands of one transaction: what they touch is read and locked at once, what they cause is gathered in memory, and everything is
 * written in a handful of statements however many commands there are.
 */
export class Batch {
  readonly #tx: Database;
  readonly #entities: Map<string, Held>;
  /** Keys of the entities that existed when the batch began. */
  readonly #locked: ReadonlySet<string>;
  readonly #results: Map<string, Known>;
  readonly #commands: object[] = [];
  readonly #events: object[] = [];
  readonly #notices: EntityNotice[] = [];
  readonly #changed = new Map<string, Changed<unknown> & { view: EntityView }>();

  private constructor(tx: Database, entities: Map<string, Held>, results: Map<string, Known>) {
    this.#tx = tx;
    this.#entities = entities;
    this.#locked = new Set(entities.keys());
    this.#results = results;
  }

  static async open(tx: Database, envelopes: readonly Envelope[]): Promise<Batch> {
    const { entities, results } = await open(tx, envelopes);
    return new Batch(tx, entities, results);
  }

  /**
   * Call before refusing. Whoever held the entity before may have carried the same command since the batch looked: then the batch must begin
   * anew and find its answer. A command that is accepted all the same meets the first one's key when it is written.
   */
  async expectStillNew({ commandId }: Envelope): Promise<void> {
    if (await knownCommand(this.#tx, commandId)) throw new OvertakenError(commandId);
  }

  held(envelope: Envelope): Held {
    return this.#entities.get(keyOf(envelope)) ?? NOTHING;
  }

  resultOf(commandId: string): Known | undefined {
    return this.#results.get(commandId);
  }

  add(envelope: Envelope, { events, notices, state, view }: Caused): CommandResult {
    const { kind, entityId, commandId, digest, atMs, actor } = envelope;
    const before = this.held(envelope);
    const at = new Date(atMs).toISOString();
    const seq = before.seq + events.length;
    const result: CommandResult = { entityId, seq, events: events.map(event => event.type) };
    this.#results.set(commandId, { digest, result });
    this.#commands.push({
      id: commandId,
      digest,
      entity_kind: kind,
      entity_id: entityId,
      type: envelope.command.type,
      actor_id: actor.id,
      via: envelope.via,
      request_id: envelope.requestId ?? null,
      address: envelope.origin?.address ?? null,
      means: envelope.origin?.means ?? null,
      at,
      result,
    });
    for (const [index, { type, ...data }] of events.entries()) {
      const place = { entity_kind: kind, entity_id: entityId, seq: before.seq + index + 1 };
      this.#events.push({ ...place, command_id: commandId, type, data, actor_id: actor.id, at });
    }
    this.#notices.push(...notices.map(notice => ({ notice, entityKind: kind, entityId })));
    if (events.length > 0) {
      this.#keep(envelope, { state, seq, view: view(seq), beganMs: before.beganMs ?? atMs, events });
    }
    return result;
  }

  #keep(
    envelope: Envelope,
    { state, seq, view, beganMs, ...more }: Held & Pick<Caused, 'events'> & { view: EntityView; beganMs: number },
  ): void {
    const key = keyOf(envelope);
    const events = [...(this.#changed.get(key)?.events ?? []), ...more.events];
    this.#entities.set(key, { state, seq, beganMs });
    this.#changed.set(key, {
      ...{ state, seq, firstAtMs: beganMs, atMs: envelope.atMs, envelope, view },
      happened: new Set(events.map(({ type }) => type)),
      events,
    });
  }

  async write(calendar: WorkCalendar): Promise<void> {
    const tx = this.#tx;
    const changed = [...this.#changed.values()];
    const isKnown = ({ envelope }: Changed<unknown>): boolean => this.#locked.has(keyOf(envelope));
    const fresh = changed.filter(entity => !isKnown(entity));
    await writeTogether(tx, [
      rowsInto('command', this.#commands),
      rowsInto('event', this.#events),
      rowsInto('entity', fresh.map(entityRow)),
      rowsInto('entity', changed.filter(isKnown).map(entityRow), { replace: ['kind', 'id'] }),
      ...ENTITY_KINDS.flatMap(kind =>
        project(
          kind,
          changed.filter(({ envelope }) => envelope.kind === kind),
        ),
      ),
    ]);
    const [first] = changed;
    if (first) await writeNotices(tx, this.#notices, first.atMs, calendar);
  }
}

function entityRow({ state, seq, firstAtMs, envelope, view }: Changed<unknown> & { view: EntityView }) {
  return {
    kind: envelope.kind,
    id: envelope.entityId,
    seq,
    open: view.open,
    began_at: new Date(firstAtMs).toISOString(),
    next_at: view.next === null ? null : new Date(view.next.atMs).toISOString(),
    state,
  };
}

/**
 * Everything a transaction begins with, in one round trip: its entities, locked in the order of their names so that two batches never wait for
 * each other in a circle, and those of its commands that are known.
 */
async function open(
  tx: Database,
  envelopes: readonly Envelope[],
): Promise<{ entities: Map<string, Held>; results: Map<string, Known> }> {
  const held = tx
    .selectFrom('entity')
    .select(['kind', 'id', 'seq', 'state', 'began_at'])
    .where(isAnyOf('kind', [...new Set(envelopes.map(({ kind }) => kind))]))
    .where(isAnyOf('id', [...new Set(envelopes.map(({ entityId }) => entityId))]))
    .orderBy('kind')
    .orderBy('id')
    .forUpdate();
  const commandIds = envelopes.map(({ commandId }) => commandId);
  const known = tx.selectFrom('command').select(['id', 'digest', 'result']).where(isAnyOf('id', commandIds));
  const { rows } = await sql<Opened>`with held as materialized (${held}), known as (${known})
    select (select json_agg(held) from held) as entities, (select json_agg(known) from known) as commands`.execute(tx);
  const [{ entities, commands } = { entities: null, commands: null }] = rows;
  return {
    entities: new Map(
      entities?.map(({ kind, id, began_at, ...row }) => [`${kind} ${id}`, { ...row, beganMs: Date.parse(began_at) }]),
    ),
    results: new Map(commands?.map(({ id, ...command }) => [id, command])),
  };
}

interface Opened {
  entities: { kind: string; id: string; seq: number; state: unknown; began_at: string }[] | null;
  commands: (Known & { id: string })[] | null;
}
