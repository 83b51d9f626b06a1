import { atLeast, cpuRow, type Row } from '../result.ts';
import { alternate } from '../rounds.ts';
import type { Stage } from '../stage.ts';

const PROJECTS = 1_000;
const WARM_UP = 100;
/** As many starts under way as the product allows itself (src/temporal/entities.ts). */
const IN_FLIGHT = 12;

/** (b) An import of 1,000 new projects, from the accepted dry run to the last running workflow, against 1,000 bare starts. */
export async function bulkStart({ product, cpuMs }: Stage, rounds: number): Promise<Row[]> {
  const { call } = product;
  const raw = async (prefix: string, count: number): Promise<number> =>
    (await call.rawStart({ prefix, count, inFlight: IN_FLIGHT })).ms;
  const plan = (name: string, count: number): Promise<string> => call.planImport({ name, count });

  await raw('start-warm-up', WARM_UP);
  await call.applyImport({ importId: await plan('warm-up', WARM_UP), count: WARM_UP });
  const sides = await alternate(
    { product, cpuMs, rounds },
    {
      raw: round => Promise.resolve(async () => ({ ms: await raw(`start-${round}`, PROJECTS) })),
      ours: async round => {
        const importId = await plan(`round-${round}`, PROJECTS);
        return async () => ({ ms: await call.applyImport({ importId, count: PROJECTS }) });
      },
    },
  );
  const rate = ({ ms }: { ms: number }): number => (PROJECTS * 1_000) / ms;
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
    cpuRow('b', 'a project', { ...sides, count: PROJECTS }),
  ];
}
