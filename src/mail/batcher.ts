/**
 * Group commit: callers hand in one item each and wait for their own answer; while one batch is being written the next one
 * gathers. Under load the batches grow by themselves, a lone caller waits for nobody. Order of arrival is kept.
 */
export function createBatcher<In, Out>(
  write: (items: In[]) => Promise<readonly Out[]>,
  maxItems = 500,
): (item: In) => Promise<Out> {
  interface Waiting {
    item: In;
    resolve: (answer: Out) => void;
    reject: (error: unknown) => void;
  }
  let gathering: Waiting[] = [];
  let writing = false;

  async function drain(): Promise<void> {
    writing = true;
    while (gathering.length > 0) {
      const batch = gathering.splice(0, maxItems);
      try {
        const answers = await write(batch.map(waiting => waiting.item));
        batch.forEach((waiting, index) => waiting.resolve(answers[index] as Out));
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    writing = false;
  }

  return item =>
    new Promise<Out>((resolve, reject) => {
      gathering.push({ item, resolve, reject });
      // a turn of the loop, so that answers arriving in one read of several sockets share the first batch too
      if (!writing && gathering.length === 1) setImmediate(() => void drain());
    });
}
