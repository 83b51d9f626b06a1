import { addDays, type IsoDate } from '../domain/calendar/dates.ts';
import type { EntityKind } from '../domain/entity.ts';
import type { LedgerSource } from './as-of.ts';
import { entityWithin } from './reach/index.ts';

/** An entity as the ledger held it at some instant. */
export interface Then<State> {
  id: string;
  state: State;
  seq: number;
  beganMs: number;
  changedMs: number;
}

interface Evolving<State, Event> {
  kind: EntityKind;
  evolve(state: State | null, event: Event): State;
}

/**
 * All entities of a kind as the ledger held them at the end of a local day, in the order of their ids: worked out from the events alone. For
 * kinds of which an office has thousands; projects have `projectsOnDays`, which holds a chunk at a time.
 */
export async function entitiesOn<State, Event>(
  { db, clock, reach }: LedgerSource,
  { kind, evolve }: Evolving<State, Event>,
  day: IsoDate,
): Promise<Then<State>[]> {
  const rows = await db
    .selectFrom('event')
    .select(['entity_id', 'seq', 'type', 'data', 'at'])
    .where('entity_kind', '=', kind)
    .where(entityWithin(reach, kind, 'event.entity_id'))
    .where('at', '<', new Date(clock.toInstant(addDays(day, 1), '00:00')))
    .orderBy('entity_id')
    .orderBy('seq')
    .execute();
  const found = new Map<string, Then<State>>();
  for (const { entity_id: id, seq, type, data, at } of rows) {
    const before = found.get(id);
    // Where two clocks disagreed, none is taken without those before it.
    if (seq !== (before?.seq ?? 0) + 1) continue;
    const state = evolve(before?.state ?? null, { type, ...(data as object) } as Event);
    const changedMs = at.getTime();
    found.set(id, { id, state, seq, beganMs: before?.beganMs ?? changedMs, changedMs });
  }
  return [...found.values()];
}
