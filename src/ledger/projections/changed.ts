import type { Envelope } from '../../contract/commit.ts';

/** One entity as it is after the commit. */
export interface Changed<State> {
  state: State;
  seq: number;
  /** When the entity began, for rows that show it. */
  firstAtMs: number;
  atMs: number;
  envelope: Envelope;
  /** The types of the events that made it so, for tables that only some of them touch. */
  happened: ReadonlySet<string>;
  /** The events themselves, in order, for what is in no state: a published table. */
  events: readonly { type: string }[];
}

export const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
