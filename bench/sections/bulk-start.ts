import { atLeast, type Row } from '../result.ts';
import { alternate } from '../rounds.ts';
import type { Stage } from '../stage.ts';

const PROJECTS = 1_000;
const WARM_UP = 100;
/** As many starts under way as the product allows itself (src/temporal/entities.ts). */
const IN_FLIGHT = 40;

/** (b) An import of 1,000 new projects, from the accepted dry run to the last running workflow, against 1,000 bare starts. */
export async function bulkStart({ product }: Stage, rounds: number): Promise<Row[]> {
  const { call } = product;
  const raw = async (prefix: string, count: number): Promise<number> =>
    (await call.rawStart({ prefix, count, inFlight: IN_FLIGHT })).ms;
  const ours = async (name: string, count: number): Promise<number> => {
    const importId = await call.planImport({ name, count });
    await call.quiet();
    return call.applyImport({ importId, count });
  };
  await raw('start-warm-up', WARM_UP);
  await ours('warm-up', WARM_UP);
  const sides = await alternate(
    { product, rounds },
    {
      raw: async round => ({ ms: await raw(`start-${round}`, PROJECTS) }),
      ours: async round => ({ ms: await ours(`round-${round}`, PROJECTS) }),
    },
  );
  const rate = ({ ms = Number.NaN }: { ms?: number }): number => (PROJECTS * 1_000) / ms;
  const [rawRate, ourRate] = [rate(sides.raw), rate(sides.ours)];
  return [
    {
      section: 'b',
      what: `import of ${PROJECTS} projects`,
      unit: '/s',
      raw: rawRate,
      ours: ourRate,
      ratio: ourRate / rawRate,
      target: atLeast(0.6),
    },
  ];
}
