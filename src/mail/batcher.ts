export interface BatchOptions {
  maxItems?: number;
  /** How long a batch gathers before it is written; 0 writes as soon as the last one is done. */
  lingerMs?: number;
}

/**
 * Group commit: callers hand in one item each and wait for their own answer; while one batch is being written the next one
 * gathers. Under load the batches grow by themselves, a lone caller waits for nobody. Order of arrival is kept.
 */
export function createBatcher<In, Out>(
  write: (items: In[]) => Promise<readonly Out[]>,
  { maxItems = 500, lingerMs = 0 }: BatchOptions = {},
): (item: In) => Promise<Out> {
  interface Waiting {
    item: In;
    resolve: (answer: Out) => void;
    reject: (error: unknown) => void;
  }
  const gathering: Waiting[] = [];
  let busy = false;

  function schedule(): void {
    if (busy || gathering.length === 0) return;
    busy = true;
    // at least a turn of the loop, so that answers arriving in one read of several sockets share a batch too
    if (lingerMs > 0) setTimeout(() => void flush(), lingerMs);
    else setImmediate(() => void flush());
  }

  async function flush(): Promise<void> {
    const batch = gathering.splice(0, maxItems);
    try {
      const answers = await write(batch.map(waiting => waiting.item));
      batch.forEach((waiting, index) => waiting.resolve(answers[index] as Out));
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
    busy = false;
    schedule();
  }

  return item =>
    new Promise<Out>((resolve, reject) => {
      gathering.push({ item, resolve, reject });
      schedule();
    });
}
