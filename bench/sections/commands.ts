import type { CommandsByKind } from '../../src/contract/commit.ts';
import { seeded } from '../../src/demo/random.ts';
import { load, median, perSecond, type Run } from '../load.ts';
import { atLeast, atMost, cpuRow, type Row, type Target } from '../result.ts';
import { alternate } from '../rounds.ts';
import type { Stage } from '../stage.ts';

/** Projects that are worked on in one hour by a busy office. */
const PROJECTS = 200;
const SIZES = { many: 600, one: 150, warmUp: 1_000, hot: 200 };
/** A run answers at most ten updates at a time by the server's default, so more callers of one project would only be refused. */
const HOT_IN_FLIGHT = 10;
const SEED = 20_260_401;
const STAGES = ['groundbreaking', 'completion', 'production'] as const;

/** (a) A command through the HTTP API against a bare update on the same server, from the same process. */
export async function commands({ product, api, cpuMs }: Stage, rounds: number): Promise<Row[]> {
  const random = seeded(SEED);
  const codes = Array.from({ length: PROJECTS }, (_, index) => `BENCH-${index}`);
  await load({ count: PROJECTS, inFlight: 20 }, index => api.command('/projects', projectBody(codes[index] ?? '')));
  await product.call.rawStart({ prefix: 'updates', count: PROJECTS, inFlight: 20 });

  let sent = 0;
  const ours = async (count: number, inFlight: number, projects = PROJECTS): Promise<Figure> =>
    figuresOf(
      await load({ count, inFlight }, () => {
        const code = codes[(sent += 1) % projects] ?? '';
        const { name, body } = commandBody(random, sent);
        return api.command(`/projects/${code}/${name}`, body);
      }),
    );
  const same = async (count: number, inFlight: number, projects = PROJECTS): Promise<Figure> => {
    const commands = Array.from({ length: count }, () => {
      const code = codes[(sent += 1) % projects] ?? '';
      return { code, command: commandOf(commandBody(random, sent)) };
    });
    return figuresOf(await product.call.bareCommands({ commands, inFlight }));
  };
  const raw = async (count: number, inFlight: number, workflows = PROJECTS): Promise<Figure> =>
    figuresOf(await product.call.rawUpdates({ count, inFlight, workflows }));

  await ours(SIZES.warmUp, 20);
  await same(SIZES.warmUp, 20);
  await raw(SIZES.warmUp, 20);
  const sidesOf = (count: number, inFlight: number, over = PROJECTS) =>
    alternate(
      { product, cpuMs, rounds },
      {
        raw: () => Promise.resolve(() => raw(count, inFlight, over)),
        same: () => Promise.resolve(() => same(count, inFlight, over)),
        ours: () => Promise.resolve(() => ours(count, inFlight, over)),
      },
    );
  const twenty = await sidesOf(SIZES.many, 20);
  const one = await sidesOf(SIZES.one, 1);
  const hot = await sidesOf(SIZES.hot, HOT_IN_FLIGHT, 1);
  const bare = ({ same, ours }: Record<'same' | 'ours', Figure & { cpuMs: number }>) => ({ raw: same, ours });
  return [
    row('commands, 20 in flight', bare(twenty), 'perSecond', atLeast(0.6)),
    cpuRow('a', 'a command, 20 in flight', { ...bare(twenty), count: SIZES.many }),
    row('command p50, 20 in flight', bare(twenty), 'p50', atMost(1.5)),
    row('command p50, 1 in flight', bare(one), 'p50', null),
    // What the ledger costs: against an update of a workflow that does nothing. Alone, nobody else's work hides a command's transaction.
    row('commands / idle updates, 20 in flight', twenty, 'perSecond', null),
    cpuRow('a', 'a command / an idle update', { ...twenty, count: SIZES.many }),
    row('command / idle update p50, 1 in flight', one, 'p50', null),
    row(`commands, one hot project, ${HOT_IN_FLIGHT} in flight`, hot, 'perSecond', null),
  ];
}

type Figure = Record<'perSecond' | 'p50', number>;

const figuresOf = (run: Run): Figure => ({ perSecond: perSecond(run), p50: median(run.latencies) });

function row(what: string, sides: Record<'raw' | 'ours', Figure>, figure: keyof Figure, target: Target | null): Row {
  const [raw, ours] = [sides.raw[figure], sides.ours[figure]];
  return { section: 'a', what, unit: figure === 'p50' ? 'ms' : '/s', raw, ours, ratio: ours / raw, target };
}

const commandOf = ({ name, body }: { name: string; body: object }) =>
  ({ type: name === 'correct' ? 'correct' : 'revisePlan', ...body }) as CommandsByKind['project'];

const year = new Date().getFullYear();

const projectBody = (code: string): object => ({
  code,
  name: `${code} 生产基地项目`,
  county: '鲤城区',
  investor: '某某集团有限公司',
  investmentYi: '13.8',
  stage: 'signing',
  milestones: { signing: { actual: `${year - 1}-03-18` }, groundbreaking: { plan: `${year + 2}-12-31` } },
});

/** What people do most: two commands of three move a plan, the third sets a fact right. No two are the same. */
function commandBody(random: () => number, number: number): { name: string; body: object } {
  if (number % 3 === 0) {
    return { name: 'correct', body: { field: 'note', value: `第 ${number} 次核实`, reason: '周调度核实' } };
  }
  const stage = STAGES[Math.floor(random() * STAGES.length)];
  // Plans of later stages lie in later years, so that no order between them is broken; the day differs from command to command.
  const years = 2 + (stage ? STAGES.indexOf(stage) : 0);
  const day = new Date(Date.UTC(year + years, 0, 1 + (number % 359)));
  return { name: 'revise-plan', body: { stage, date: day.toISOString().slice(0, 10), reason: '用地手续推迟' } };
}
