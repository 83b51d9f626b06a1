import type { CommandResult, EntityView, Envelope } from '../contract/commit.ts';
import { ENTITY_KINDS, type Decision } from '../domain/entity.ts';
import type { Database } from './database.ts';
import { writeNotices, type EntityNotice } from './notices.ts';
import { project, type Changed } from './projections/index.ts';
import { rowsInto, writeTogether } from './rows.ts';

/** An entity as the transaction holds it: locked, and changed by the batch so far. */
export interface Held {
  seq: number;
  state: unknown;
  beganMs: number | null;
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
  readonly #results: Map<string, { digest: string; result: CommandResult }>;
  readonly #commands: object[] = [];
  readonly #events: object[] = [];
  readonly #notices: EntityNotice[] = [];
  readonly #changed = new Map<string, Changed<unknown> & { view: EntityView }>();

  private constructor(
    tx: Database,
    entities: Map<string, Held>,
    results: Map<string, { digest: string; result: CommandResult }>,
  ) {
    this.#tx = tx;
    this.#entities = entities;
    this.#locked = new Set(entities.keys());
    this.#results = results;
  }

  static async open(tx: Database, envelopes: readonly Envelope[]): Promise<Batch> {
    let entities = await lockEntities(tx, envelopes);
    // Read after the locks are held: whoever had them may have carried the same command.
    const commands = await tx
      .selectFrom('command')
      .select(['id', 'digest', 'result', 'entity_kind', 'entity_id'])
      .where(
        'id',
        'in',
        envelopes.map(({ commandId }) => commandId),
      )
      .execute();
    // Begun by somebody else between the two looks: the command is known, so its entity is there now.
    if (commands.some(({ entity_kind, entity_id }) => !entities.has(`${entity_kind} ${entity_id}`))) {
      entities = await lockEntities(tx, envelopes);
    }
    const results = commands.map(
      ({ id, digest, result }) => [id, { digest, result: result as unknown as CommandResult }] as const,
    );
    return new Batch(tx, entities, new Map(results));
  }

  held(envelope: Envelope): Held {
    return this.#entities.get(keyOf(envelope)) ?? NOTHING;
  }

  resultOf(commandId: string): { digest: string; result: CommandResult } | undefined {
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

  async write(): Promise<void> {
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
    if (first) await writeNotices(tx, this.#notices, first.atMs);
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

/** Locked in the order of their names, so that two batches never wait for each other in a circle. */
async function lockEntities(tx: Database, envelopes: readonly Envelope[]): Promise<Map<string, Held>> {
  const rows = await tx
    .selectFrom('entity')
    .select(['kind', 'id', 'seq', 'state', 'began_at'])
    .where('kind', 'in', [...new Set(envelopes.map(({ kind }) => kind))])
    .where('id', 'in', [...new Set(envelopes.map(({ entityId }) => entityId))])
    .orderBy('kind')
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(
    rows.map(({ kind, id, seq, state, began_at }) => [`${kind} ${id}`, { seq, state, beganMs: began_at.getTime() }]),
  );
}
