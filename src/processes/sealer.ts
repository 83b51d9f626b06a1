import { seal } from '../audit/seal.ts';
import type { Core } from '../dependencies.ts';
import type { Closing } from './closing.ts';

const EVERY_MS = 5_000;
const GONE = 'an entry of the audit was deleted before it was sealed';

/** Gives new entries of the audit their places in its chain, every few seconds. Where several processes run, one at a time does it. */
export function keepSealing({ db, log, now }: Core, closing: Closing): void {
  let round: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    round = seal(db, { nowMs: now(), onGone: number => log.error({ number }, GONE) })
      // What is not sealed now is sealed in the next round, and before anybody verifies.
      .catch((error: unknown) => log.warn({ err: error }, 'the audit could not be sealed for now'))
      .finally(() => (busy = false));
  }, EVERY_MS);
  closing.add('sealer', async () => {
    clearInterval(timer);
    await round;
  });
}
