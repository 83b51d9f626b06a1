import { setImmediate } from 'node:timers/promises';

/** As long as nobody notices. */
const A_WHILE_MS = 20;

/** The items of a long list; between two of them, every while, whoever else waits for this thread has a turn. */
export async function* unhurried<T>(items: Iterable<T>): AsyncGenerator<T> {
  let since = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - since < A_WHILE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
}
