import type { Waiting } from '../../contract/ports.ts';
import { instantOf } from './instants.ts';

/** What an entity's workflow waits for; without a run, or when that is over, there is nothing it waits for. */
export const waitingWire = (waiting: Waiting | null) => ({
  running: waiting !== null && waiting.ended !== true,
  status: waiting?.status ?? null,
  awaits: waiting?.awaits ?? null,
  next: waiting?.next ? { slot: waiting.next.slot, at: instantOf(new Date(waiting.next.at)) } : null,
});
