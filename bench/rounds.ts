import { median } from './load.ts';
import type { Stage } from './stage.ts';

/** Figures of one run, by name. */
export type Figures = Record<string, number>;

/**
 * Runs both sides in turn, `rounds` times, each from rest, and answers the medians. What disturbs the machine for a while disturbs both; who
 * goes first changes from round to round.
 */
export async function alternate<Side extends string>(
  { product, rounds }: { product: Stage['product']; rounds: number },
  sides: Record<Side, (round: number) => Promise<Figures>>,
): Promise<Record<Side, Figures>> {
  const names = Object.keys(sides) as Side[];
  const runs = Object.fromEntries(names.map(name => [name, []])) as unknown as Record<Side, Figures[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      await product.call.quiet();
      runs[name].push(await sides[name](round));
    }
  }
  return Object.fromEntries(names.map(name => [name, mediansOf(runs[name])])) as Record<Side, Figures>;
}

function mediansOf(runs: readonly Figures[]): Figures {
  const keys = Object.keys(runs[0] ?? {});
  return Object.fromEntries(keys.map(key => [key, median(runs.map(run => run[key] ?? Number.NaN))]));
}
