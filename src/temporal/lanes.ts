interface Lane {
  busy: number;
  waiting: (() => void)[];
}

export type Lanes = <T>(key: string, run: () => Promise<T>) => Promise<T>;

/** At most `limit` runs of the same key at a time, in the order they came; other keys are not held up. */
export function createLanes(limit: number): Lanes {
  const lanes = new Map<string, Lane>();

  async function enter(key: string): Promise<void> {
    const lane = lanes.get(key) ?? { busy: 0, waiting: [] };
    lanes.set(key, lane);
    if (lane.busy < limit) lane.busy += 1;
    else await new Promise<void>(resolve => lane.waiting.push(resolve));
  }

  function leave(key: string): void {
    const lane = lanes.get(key);
    if (!lane) return;
    const next = lane.waiting.shift();
    // Whoever comes next takes the place over.
    if (next) next();
    else if (lane.busy > 1) lane.busy -= 1;
    else lanes.delete(key);
  }

  return async (key, run) => {
    await enter(key);
    try {
      return await run();
    } finally {
      leave(key);
    }
  };
}
