import { readFile } from 'node:fs/promises';

/** Linux counts processor time in ticks of 10 ms. */
const TICK_MS = 10;

/**
 * Processor time, all threads, that some processes have used so far, in ms. On a machine that others use too it is the steadier figure: a
 * neighbour makes a run longer, but hardly more work. NaN where the kernel does not tell in /proc.
 */
export async function cpuMs(pids: readonly number[]): Promise<number> {
  const used = await Promise.all(pids.map(ticksOf));
  return used.reduce((sum, ticks) => sum + ticks * TICK_MS, 0);
}

/** proc(5): fields 14 and 15, counted after the name in brackets, which may hold spaces. */
async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN);
}
