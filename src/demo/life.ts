import { addDays, type IsoDate } from '../domain/calendar/dates.ts';
import { monthAfter, monthOf, type Month } from '../domain/calendar/months.ts';
import type { ProjectCommand, StartCommand } from '../domain/project/commands.ts';
import { DEFAULT_PATHS, isLast, stagesAfter, type PathTemplate } from '../domain/project/path.ts';
import type { Stage } from '../domain/project/stages.ts';
import { drawing, type Draw } from './random.ts';
import { COUNTIES, INDUSTRIES, nameOf, TYPES } from './names.ts';

export interface City {
  seed: number;
  /** The last day anything happens on. */
  until: IsoDate;
  years: number;
  /** The smallest and the largest investment, as powers of ten of 10 万元; from 2 to 1,250 亿元 when left out. */
  sizes?: readonly [number, number];
  /** Counties keep to their plans unlike each other, the later in the list the better; each project by itself alone when left out. */
  unlike?: boolean;
}

export interface Given {
  day: IsoDate;
  command: ProjectCommand;
}

export const codeOf = (index: number): string => `S-${String(index + 1).padStart(6, '0')}`;

/** What one project is made of, drawn once. */
interface Draft {
  draw: Draw;
  city: City;
  path: PathTemplate;
  investmentWan: number;
  /** How well it keeps to its plan; 1 is on schedule. */
  pace: number;
  startedOn: IsoDate;
  commands: Given[];
}

/** Commands of one project in the order they are given; the same for the same seed, whatever else is filled in. */
export function lifeOf(index: number, city: City): Given[] {
  const draw = drawing(city.seed, index);
  const path = draw.one(paths());
  const [least, most] = city.sizes ?? [3.3, 6.1];
  const investmentWan = Math.round(10 ** draw.between(least, most)) * 10;
  const startedOn = officeDay(addDays(city.until, -draw.whole(20, city.years * 365)));
  const draft: Draft = { draw, city, path, investmentWan, pace: draw.between(0.45, 1.25), startedOn, commands: [] };
  const start = startOf(index, draft);
  if (city.unlike) draft.pace *= 1.02 + 0.06 * COUNTIES.indexOf(start.facts.county ?? '');
  give(draft, startedOn, start);
  const reached = walk(draft, start);
  const from = reached.groundbreaking ?? (path.stages.includes('groundbreaking') ? undefined : reached.landing);
  if (from !== undefined) money(draft, from, reached.production);
  correct(draft);
  return ended(draft);
}

/** Mostly the standard path. */
const paths = (): PathTemplate[] => {
  const [standard, ...others] = DEFAULT_PATHS;
  return [...Array.from({ length: 20 }, () => standard as PathTemplate), ...others];
};

function startOf(index: number, { draw, investmentWan, path, startedOn }: Draft): StartCommand {
  const signed = draw.chance(0.75);
  const signedOn = addDays(startedOn, -draw.whole(0, 25));
  const stages = path.stages.filter(stage => PLANNED_AFTER[stage] !== undefined);
  const plans = stages.map(stage => [stage, addDays(startedOn, (PLANNED_AFTER[stage] ?? 0) + draw.whole(0, 60))]);
  return {
    type: 'start',
    facts: {
      name: nameOf(index),
      county: draw.chance(0.01) ? null : draw.one(COUNTIES),
      investor: `${nameOf(index).slice(0, 4)}有限公司`,
      industry: draw.one(INDUSTRIES),
      projectType: draw.one(TYPES),
      agreement: signed ? draw.one(['intent', 'framework', 'contract', 'contract'] as const) : null,
      investmentWan: draw.chance(0.03) ? null : investmentWan,
      ...{ leaderName: null, leaderId: null, teamUnitId: null, knownIssue: null, note: null },
      source: '样例城市',
      landKind: draw.one(['existing', 'new', 'readyFactory', 'existingFirm', null] as const),
      parent: null,
    },
    pathId: path.id,
    stage: signed ? 'signing' : 'lead',
    plans: Object.fromEntries(plans) as Partial<Record<Stage, IsoDate>>,
    ...(signed ? { actuals: { signing: draw.chance(0.1) ? monthOf(signedOn) : signedOn } } : {}),
  };
}

/** Days after the start that a stage is planned for. */
const PLANNED_AFTER: Partial<Record<Stage, number>> = {
  landing: 60,
  groundbreaking: 150,
  completion: 480,
  production: 560,
};
/** How many days a stage takes from the one before it. */
const TAKES: Partial<Record<Stage, readonly [number, number]>> = {
  negotiation: [15, 90],
  signing: [30, 150],
  landing: [20, 150],
  groundbreaking: [30, 200],
  completion: [200, 500],
  production: [20, 120],
  fullCapacity: [90, 400],
};

/** Moves as far as the days reach; returns when each stage was reached. */
function walk(draft: Draft, { stage, plans = {} }: StartCommand): Partial<Record<Stage, IsoDate>> {
  const { draw, path, city } = draft;
  const reached: Partial<Record<Stage, IsoDate>> = {};
  let day = draft.startedOn;
  for (const to of stagesAfter(path, stage)) {
    const [least, most] = TAKES[to] ?? [30, 90];
    const on = addDays(day, Math.round(draw.whole(least, most) / Math.max(0.6, draft.pace)));
    const told = officeDay(addDays(on, draw.whole(0, 5)));
    if (told > city.until) {
      // Late as seen today: half of those say so and plan anew.
      if (PLANNED_AFTER[to] !== undefined && draw.chance(0.3))
        revise(draft, { stage: to, plan: plans[to], after: day });
      return reached;
    }
    give(draft, told, { type: 'advance', to, on, evidence: evidenceOf(to, draft) });
    reached[to] = on;
    day = told;
  }
  return reached;
}

function revise(
  draft: Draft,
  { stage, plan, after }: { stage: Stage; plan: IsoDate | undefined; after: IsoDate },
): void {
  const { draw, city } = draft;
  const day = officeDay(addDays(after, draw.whole(10, 60)));
  const date = addDays(city.until, draw.whole(20, 200));
  if (day > city.until) return;
  give(draft, day, {
    type: 'revisePlan',
    stage,
    date: date === plan ? addDays(date, 1) : date,
    reason: '用地手续推迟',
  });
}

function evidenceOf(stage: Stage, { draw, path }: Draft) {
  const number = `3505${draw.whole(100_000, 999_999)}`;
  const known = path.id === 'foreign' && stage === 'landing' ? [{ kind: '外商投资信息报告', number }] : [];
  if (stage === 'groundbreaking' && draw.chance(0.7)) return [...known, { kind: '施工许可证', number }];
  if (stage === 'landing' && draw.chance(0.7)) return [...known, { kind: '企业注册', number }];
  return known;
}

/** The plan of each year and the months from the first works on; some are late, some fall silent, some enter the statistics. */
function money(draft: Draft, from: IsoDate, production: IsoDate | undefined): void {
  const { draw, city, pace, investmentWan } = draft;
  const silentFor = draw.chance(0.08) ? draw.whole(1, 9) : 0;
  const end = monthAfter(monthOf(city.until), -1 - silentFor);
  const last = production !== undefined && monthOf(production) < end ? monthOf(production) : end;
  const planWan = Math.max(12, Math.round(investmentWan * draw.between(0.15, 0.45)));
  const planned = new Set<string>();
  for (let month = monthOf(from); month <= last; month = monthAfter(month, 1)) {
    const year = month.slice(0, 4);
    if (!planned.has(year)) {
      const day = month.endsWith('-01') ? `${month}-05` : officeDay(from);
      planned.add(year);
      // A city whose counties are compared plans for the months that are left, not for a whole year that has half gone.
      const share = city.unlike ? (13 - Number(month.slice(5))) / 12 : 1;
      if (draw.chance(0.95)) planYear(draft, day, { year: Number(year), amountWan: Math.round(planWan * share) });
    }
    // A county that forgets a month reports it together with the next.
    if (!draw.chance(0.03)) report(draft, month, Math.round((planWan / 12) * pace * draw.between(0.5, 1.5)));
  }
  const entered = officeDay(addDays(from, draw.whole(20, 120)));
  if (draw.chance(0.8) && entered <= city.until) give(draft, entered, { type: 'enterStatistics', on: entered });
  if (draft.path.id === 'foreign' && entered <= city.until) {
    const amount = String(draw.whole(100_000, 9_000_000));
    give(draft, entered, { type: 'arrive', on: entered, currency: 'USD', amount });
  }
}

function planYear(draft: Draft, day: IsoDate, plan: { year: number; amountWan: number }): void {
  if (day <= draft.city.until) give(draft, day, { type: 'planYear', ...plan });
}

function report(draft: Draft, month: Month, doneWan: number): void {
  // In time until the 3rd of the month after.
  const day = `${monthAfter(month, 1)}-${draft.draw.chance(0.06) ? '20' : '02'}`;
  if (day <= draft.city.until) give(draft, day, { type: 'report', month, doneWan });
}

/** Wrong facts are found out later. */
function correct(draft: Draft): void {
  const { draw, city, investmentWan } = draft;
  const day = officeDay(addDays(draft.startedOn, draw.whole(30, 400)));
  if (!draw.chance(0.05) || day > city.until) return;
  const value = Math.round(investmentWan * draw.between(0.8, 1.3));
  give(draft, day, { type: 'correct', field: 'investmentWan', value, reason: '核实合同金额' });
}

/** Some are paused or gone by now: what would have come after that never happens. */
function ended({ draw, city, path, commands }: Draft): Given[] {
  const sorted = commands.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const fate = draw.between(0, 1);
  if (fate > 0.06) return sorted;
  const day = officeDay(addDays(city.until, -draw.whole(10, 200)));
  const before = sorted.filter(given => given.day <= day);
  // The end of its path is one thing a project cannot be paused at, and it has not begun yet when nothing lies before that day.
  const over = before.some(({ command }) => command.type === 'advance' && isLast(path, command.to));
  if (before.length === 0 || day > city.until || over) return sorted;
  const command: ProjectCommand =
    fate < 0.03
      ? { type: 'pause', reason: '企业资金未到位', reviewOn: addDays(city.until, 60) }
      : fate < 0.05
        ? { type: 'withdraw', reason: '投资方退出' }
        : { type: 'remove', reason: '长期无进展' };
  return [...before, { day, command }];
}

const give = ({ commands }: Draft, day: IsoDate, command: ProjectCommand): void => void commands.push({ day, command });

/** Offices write things down on a few days of the month; the next of them. */
function officeDay(date: IsoDate): IsoDate {
  const day = Math.ceil(Number(date.slice(8)) / 5) * 5;
  return day <= 25 ? `${date.slice(0, 8)}${String(day).padStart(2, '0')}` : `${monthAfter(monthOf(date), 1)}-05`;
}
