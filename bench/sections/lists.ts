import { seeded } from '../../src/demo/random.ts';
import { quantile } from '../load.ts';
import { atMost, type Row } from '../result.ts';
import { alternate, type Figures } from '../rounds.ts';
import { codeOf } from '../../src/demo/life.ts';
import { COUNTIES } from '../../src/demo/names.ts';
import type { Stage } from '../stage.ts';

/** A page as the API and the bare statements are asked for it. */
export interface ListAsked {
  limit: number;
  county?: string;
  stage?: string;
  status?: string;
  q?: string;
  /** From the largest or the newest on. */
  sort?: 'investment' | 'changed';
  /** The code the page before ended with. */
  after?: string;
}

const SEED = 20_261_123;
const WARM_UP = 10;
const LIST_LIMIT_MS = 100;
const WORDS = ['锂电', '光伏', 'S-0001', '智能', '产业园'];
const STAGES = ['signing', 'groundbreaking', 'completion'];

/** What people do with a ledger; no two questions in a row are the same. */
const ASKED: Record<string, (random: () => number, projects: number) => ListAsked> = {
  list: (random, projects) => ({ limit: 50, after: codeOf(Math.floor(random() * projects)) }),
  filter: random => ({ limit: 50, county: one(COUNTIES, random), stage: one(STAGES, random) }),
  sort: random => ({ limit: 50, sort: random() < 0.5 ? 'investment' : 'changed' }),
  search: random => ({ limit: 50, q: one(WORDS, random) }),
  sum: random => ({ limit: 1, county: one(COUNTIES, random), status: 'active' }),
};

/** (d) Lists of projects through the API against the same statements alone, by the size of the ledger; one question at a time. */
export async function lists(stage: Stage, rounds: number, sizes: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  let filled = 0;
  for (const projects of sizes) {
    await stage.product.call.fillCity({ from: filled, count: projects - filled });
    filled = projects;
    rows.push(...(await listsOf(stage, rounds, projects)));
  }
  return rows;
}

async function listsOf({ product, api, cpuMs }: Stage, rounds: number, projects: number): Promise<Row[]> {
  // Enough for a 95th of 100 where one is fast, and no quarter of an hour where it is slow.
  const count = projects > 10_000 ? 40 : 100;
  const raw = (asked: ListAsked): Promise<number> => product.call.rawList(asked);
  const ours = async (asked: ListAsked): Promise<number> => {
    const from = performance.now();
    await api.get(`/projects?${queryOf(asked)}`);
    return performance.now() - from;
  };
  const measured = (ask: (asked: ListAsked) => Promise<number>) => async (): Promise<Figures> => {
    const figures: Figures = {};
    for (const [name, make] of Object.entries(ASKED)) {
      const random = seeded(SEED);
      const taken: number[] = [];
      for (let index = 0; index < count + WARM_UP; index += 1) taken.push(await ask(make(random, projects)));
      figures[`${name} p50`] = quantile(taken.slice(WARM_UP), 0.5);
      figures[`${name} p95`] = quantile(taken.slice(WARM_UP), 0.95);
    }
    return figures;
  };
  const sides = await alternate(
    { product, cpuMs, rounds },
    { raw: () => Promise.resolve(measured(raw)), ours: () => Promise.resolve(measured(ours)) },
  );
  return Object.keys(ASKED).flatMap(name =>
    ['p50', 'p95'].map((part): Row => {
      const figure = `${name} ${part}`;
      const [rawMs, oursMs] = [sides.raw[figure] ?? Number.NaN, sides.ours[figure] ?? Number.NaN];
      const row = { section: 'd', what: `${projects} projects: ${figure}`, unit: 'ms', raw: rawMs, ours: oursMs };
      // Of a thousand the statements cost less than the request itself; of a hundred thousand no promise is made.
      const bound = part === 'p95' && projects === 10_000;
      return {
        ...row,
        ratio: oursMs / rawMs,
        target: bound ? atMost(3) : null,
        ...(bound && { limit: LIST_LIMIT_MS }),
      };
    }),
  );
}

const one = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;

function queryOf({ after, sort, ...asked }: ListAsked): string {
  const query = new URLSearchParams(
    Object.entries(asked).map(([name, value]): [string, string] => [name, String(value)]),
  );
  if (sort !== undefined) query.set('order', 'desc');
  if (sort !== undefined) query.set('sort', sort);
  // As the API writes its cursors (src/ledger/reads/paging.ts).
  if (after !== undefined) query.set('cursor', Buffer.from(JSON.stringify([after])).toString('base64url'));
  return query.toString();
}
