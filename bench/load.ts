/** What one measured run gave. Latencies in the order of completion. */
export interface Run {
  count: number;
  ms: number;
  latencies: number[];
}

/** Does `work(0) … work(count - 1)` with at most `inFlight` at a time. The first failure ends the run. */
export async function load(
  { count, inFlight }: { count: number; inFlight: number },
  work: (index: number) => Promise<unknown>,
): Promise<Run> {
  const latencies: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      const from = performance.now();
      await work(index);
      latencies.push(performance.now() - from);
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: Math.min(inFlight, count) }, lane));
  return { count, ms: performance.now() - from, latencies };
}

export const perSecond = ({ count, ms }: Pick<Run, 'count' | 'ms'>): number => (count * 1_000) / ms;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The value that `share` of all lie at or below: 0.95 of a hundred is the 95th. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
