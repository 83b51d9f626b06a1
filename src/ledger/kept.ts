import { CHUNK } from './histories.ts';

/** What is looked through at once for those that have changed. */
const PAGE = 2_000;

/** Of a kind this many are kept in memory, a few kilobytes each; what lies beyond is read each time. */
const MOST_KEPT = 20_000;

/** Something worked out of one entity, with the number of the event it includes last. */
export interface WorkedOut {
  seq: number;
}

/**
 * What was worked out of entities for tables over all of them, kept by one process until something happens to the entity: its next event has
 * another number. Nothing else tells that it is stale, and nothing else makes it so.
 */
export class Kept<T extends WorkedOut> {
  readonly #byId = new Map<string, T>();

  at(id: string, seq: number): T | undefined {
    const kept = this.#byId.get(id);
    return kept?.seq === seq ? kept : undefined;
  }

  keep(id: string, workedOut: T): void {
    if (this.#byId.size < MOST_KEPT || this.#byId.has(id)) this.#byId.set(id, workedOut);
  }
}

export interface Place {
  id: string;
  seq: number;
}

interface Reading<T extends WorkedOut> {
  /** The next entities after an id, in the order of their ids, at most `limit`. */
  places: (after: string, limit: number) => Promise<readonly Place[]>;
  /** Works them out; entities that are not there are left out. */
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>;
  kept?: Kept<T> | undefined;
  /** Whether what is kept will do for this reading. */
  serves?: (kept: T) => boolean;
}

/** Every entity in the order of its id, read only where it is not kept. */
export async function* eachOf<T extends WorkedOut>({
  places,
  read,
  kept,
  serves = () => true,
}: Reading<T>): AsyncGenerator<T> {
  for (let after = ''; ;) {
    const page = await places(after, PAGE);
    const found = new Map<string, T>();
    for (const { id, seq } of page) {
      const known = kept?.at(id, seq);
      if (known && serves(known)) found.set(id, known);
    }
    const unknown = page.map(({ id }) => id).filter(id => !found.has(id));
    for (let from = 0; from < unknown.length; from += CHUNK) {
      for (const [id, workedOut] of await read(unknown.slice(from, from + CHUNK))) found.set(id, workedOut);
    }
    for (const { id, seq } of page) {
      const workedOut = found.get(id);
      if (!workedOut) continue;
      // One that leaves events out is of a past day.
      if (workedOut.seq >= seq) kept?.keep(id, workedOut);
      yield workedOut;
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.id;
  }
}
