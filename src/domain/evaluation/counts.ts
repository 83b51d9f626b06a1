import { firstDay, type IsoDate } from '../calendar/dates.ts';
import { wanToYi, type Wan } from '../money/money.ts';
import { STAGES, type Stage } from '../project/stages.ts';
import type { Milestone, ProjectStatus } from '../project/types.ts';

export const BATCHES = ['planned', 'started', 'underConstruction', 'inUse'] as const;
/**
 * 四个一批 (签约未开工 · 开工 · 在建 · 投用). Each project stands in those that fit, which may be none or several:
 * - `planned`: signed, and neither groundbreaking nor a later stage reached;
 * - `started`: groundbreaking reached in the year asked for, whatever came after it;
 * - `underConstruction`: groundbreaking reached, completion and what follows it not;
 * - `inUse`: production reached, or completion where the path knows no production (a park).
 * A project complete and not yet producing is in none of the last two.
 */
export type Batch = (typeof BATCHES)[number];

/** 亿元 1, 10, 20, 50, 100, as 万元; the office's own tiers are settings. */
export const DEFAULT_TIERS_WAN: readonly Wan[] = [10_000, 100_000, 200_000, 500_000, 1_000_000];

/** What is counted of a project; a `ProjectState` with its path's stages is one. */
export interface Countable {
  status: ProjectStatus;
  milestones: Readonly<Partial<Record<Stage, Pick<Milestone, 'actual' | 'dateUnknown'>>>>;
  investmentWan: Wan | null;
  path: { stages: readonly Stage[] };
  /** Since when it is out of the counts (退出, 移出, 并入); without it a project that left is out on every day. */
  leftOn?: IsoDate | null | undefined;
}

export interface CountOptions {
  asOf: IsoDate;
  /** The year whose starts are counted; that of `asOf` unless told. */
  year?: number | undefined;
  tiersWan?: readonly Wan[] | undefined;
}

const GONE: readonly ProjectStatus[] = ['withdrawn', 'merged', 'removed'];

export function isCounted({ status, leftOn }: Countable, asOf: IsoDate): boolean {
  return GONE.includes(status) ? leftOn != null && asOf < leftOn : true;
}

/**
 * The stages reached as of a day. A date counts from the first day it can mean: a project that broke ground "in 2026-11" is counted on
 * the very day it is reported. Reached on a day nobody knows means: not before the dated stages that lead to it.
 */
export function reachedAsOf({ milestones }: Pick<Countable, 'milestones'>, asOf: IsoDate): Stage[] {
  let earliest: IsoDate = '';
  return STAGES.filter(stage => {
    const milestone = milestones[stage];
    if (!milestone || (milestone.actual === null && !milestone.dateUnknown)) return false;
    if (milestone.actual !== null && firstDay(milestone.actual) > earliest) earliest = firstDay(milestone.actual);
    return earliest <= asOf;
  });
}

const at = (stage: Stage): number => STAGES.indexOf(stage);

/** The batches a project stands in on a day. */
export function batchesOf(project: Countable, { asOf, year }: CountOptions): Batch[] {
  if (!isCounted(project, asOf)) return [];
  const reached = reachedAsOf(project, asOf);
  const furthest = Math.max(-1, ...reached.map(at));
  const groundbreaking = reached.includes('groundbreaking');
  const brokenOn = project.milestones.groundbreaking?.actual ?? null;
  const use = project.path.stages.includes('production') ? 'production' : 'completion';
  const stands: Record<Batch, boolean> = {
    planned: reached.includes('signing') && furthest < at('groundbreaking'),
    started: groundbreaking && brokenOn?.slice(0, 4) === String(year ?? asOf.slice(0, 4)),
    underConstruction: groundbreaking && furthest < at('completion'),
    inUse: furthest >= at(use),
  };
  return BATCHES.filter(batch => stands[batch]);
}

export interface Total {
  count: number;
  sumWan: Wan;
  /** The sum in 亿元, exact. */
  sumYi: string;
  /** Counted by number only: nobody gave an amount. */
  withoutAmount: number;
}

/** A tier holds every project of that size *or more*, so that ≥ 1 亿元 holds ≥ 10 亿元 too. */
export interface TierTotal extends Total {
  fromWan: Wan;
}

export interface BatchTotal extends Total {
  tiers: readonly TierTotal[];
}

/** Number and money of some amounts. Whole 万元: exact up to nine million projects of the largest size. */
export function totalOf(amounts: Iterable<Wan | null>): Total {
  let [count, sumWan, withoutAmount] = [0, 0, 0];
  for (const amount of amounts) {
    count += 1;
    sumWan += amount ?? 0;
    if (amount === null) withoutAmount += 1;
  }
  return { count, sumWan, sumYi: wanToYi(sumWan), withoutAmount };
}

/** Ascending. A project without an amount is in no tier. */
export function tiersOf(amounts: readonly (Wan | null)[], tiersWan: readonly Wan[] = DEFAULT_TIERS_WAN): TierTotal[] {
  return tiersWan
    .toSorted((a, b) => a - b)
    .map(fromWan => ({ fromWan, ...totalOf(amounts.filter(amount => amount !== null && amount >= fromWan)) }));
}

/** 四个一批 of projects that are given one at a time; only their amounts are kept. */
export class BatchCounts {
  readonly #options: CountOptions;
  readonly #amounts: Record<Batch, (Wan | null)[]> = { planned: [], started: [], underConstruction: [], inUse: [] };

  constructor(options: CountOptions) {
    this.#options = options;
  }

  add(project: Countable): void {
    for (const batch of batchesOf(project, this.#options)) this.#amounts[batch].push(project.investmentWan);
  }

  totals(): Record<Batch, BatchTotal> {
    const of = (batch: Batch): BatchTotal => ({
      ...totalOf(this.#amounts[batch]),
      tiers: tiersOf(this.#amounts[batch], this.#options.tiersWan),
    });
    return {
      planned: of('planned'),
      started: of('started'),
      underConstruction: of('underConstruction'),
      inUse: of('inUse'),
    };
  }
}

/** 四个一批 with number, money and tiers, as of a day. */
export function countBatches(projects: Iterable<Countable>, options: CountOptions): Record<Batch, BatchTotal> {
  const counts = new BatchCounts(options);
  for (const project of projects) counts.add(project);
  return counts.totals();
}
