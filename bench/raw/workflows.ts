import { condition, defineUpdate, setHandler } from '@temporalio/workflow';

/** The least that can be done with Temporal for the same result: what the product is measured against. */

export const pingUpdate = defineUpdate<number, [number]>('ping');

/** Lives until it is ended and answers one update after another. Does nothing else. */
export async function bare(): Promise<void> {
  setHandler(pingUpdate, given => given);
  await condition(() => false);
}
