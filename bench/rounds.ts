import { median } from './load.ts';
import type { Stage } from './stage.ts';

/** Figures of one run, by name. */
export type Figures = Record<string, number>;
/** Prepares a run, unmeasured, and answers how to do it. */
export type Side<F extends Figures> = (round: number) => Promise<() => Promise<F>>;
export type Measured<F extends Figures> = F & { cpuMs: number };

/**
 * Runs all sides in turn, `rounds` times, each from rest, and answers the medians. What disturbs the machine for a while disturbs all; who
 * goes first changes from round to round.
 */
export async function alternate<Name extends string, F extends Figures>(
  { product, cpuMs, rounds }: Pick<Stage, 'product' | 'cpuMs'> & { rounds: number },
  sides: Record<Name, Side<F>>,
): Promise<Record<Name, Measured<F>>> {
  const names = Object.keys(sides) as Name[];
  const runs = new Map<Name, Measured<F>[]>(names.map(name => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const run = await sides[name](round);
      await product.call.quiet();
      const before = await cpuMs();
      const figures = await run();
      // What a run leaves to be done afterwards is part of its work.
      await product.call.quiet();
      runs.get(name)?.push({ ...figures, cpuMs: (await cpuMs()) - before });
    }
  }
  return Object.fromEntries(names.map(name => [name, mediansOf(runs.get(name) ?? [])])) as Record<Name, Measured<F>>;
}

function mediansOf(runs: readonly Figures[]): Figures {
  const keys = Object.keys(runs[0] ?? {});
  return Object.fromEntries(keys.map(key => [key, median(runs.map(run => run[key] ?? Number.NaN))]));
}
