import { monthAfter, type Month } from '../calendar/months.ts';
import type { CountyColourFacts } from '../colour/types.ts';
import { compareExact, ZERO } from '../money/exact.ts';
import type { Wan } from '../money/money.ts';
import { pointsExact, type PaceBasis } from '../money/pace.ts';
import { hasLeft } from '../project/leaving.ts';
import { planOf, type MonthReport } from './project-facts.ts';
import { cameLate, monthsWithoutReport, yearToDate, type KnownBy, type KnownProject } from './reported.ts';

/** A run of missed months is counted back no further: by then every rule has said all it can. */
const LOOK_BACK = 24;

/** The money of some projects at the end of one month; only projects with a plan count, because only they can be behind one. */
interface MonthSum {
  month: Month;
  planWan: Wan | null;
  doneWan: Wan | null;
}

/** What was known on one occasion: of all that was reported, or only of what had come by the day the month was closed. */
interface Knowledge {
  by: KnownBy;
  /** The month itself first, then the months before it. */
  months: MonthSum[];
  withoutReport: number | null;
}

interface County {
  now: Knowledge;
  atClose: Knowledge;
  late: boolean;
}

/**
 * The facts of counties as the sums of their projects, one project at a time, so that no list of projects need be held. A project without
 * a county adds to none.
 */
export class CountyFacts {
  readonly #report: MonthReport;
  readonly #months: readonly Month[];
  readonly #counties = new Map<string, County>();

  constructor(report: MonthReport) {
    this.#report = report;
    this.#months = Array.from({ length: LOOK_BACK }, (_, back) => monthAfter(report.month, -back));
  }

  add(project: KnownProject): void {
    const { state } = project;
    if (state.county === null || hasLeft(state)) return;
    const { month, closesOn } = this.#report;
    const county = this.#counties.get(state.county) ?? this.#open(state.county);
    learn(county.now, project, month);
    learn(county.atClose, project, month);
    county.late ||= cameLate(state, month, closesOn);
  }

  /** In the order of their names. */
  facts(): { county: string; facts: CountyColourFacts }[] {
    const { month, basis } = this.#report;
    return [...this.#counties]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([county, { now, atClose, late }]) => ({
        county,
        facts: {
          month,
          basis,
          planWan: now.months[0]?.planWan ?? null,
          ...knownFacts(now, basis),
          atClose: late ? knownFacts(atClose, basis) : null,
        },
      }));
  }

  #open(name: string): County {
    const blank = (by: KnownBy): Knowledge => ({
      by,
      months: this.#months.map(month => ({ month, planWan: null, doneWan: null })),
      withoutReport: null,
    });
    const county = { now: blank(null), atClose: blank(this.#report.closesOn), late: false };
    this.#counties.set(name, county);
    return county;
  }
}

function learn(knowledge: Knowledge, project: KnownProject, month: Month): void {
  const { by, months } = knowledge;
  for (const sum of months) {
    const plan = planOf(project.state, sum.month);
    if (plan === null) continue;
    sum.planWan = (sum.planWan ?? 0) + plan;
    const done = yearToDate(project.state, sum.month, by);
    if (done !== null) sum.doneWan = (sum.doneWan ?? 0) + done;
  }
  const silent = monthsWithoutReport(project, month, by);
  // A county is silent for as long as all of its projects are.
  if (silent !== null) knowledge.withoutReport = Math.min(silent, knowledge.withoutReport ?? silent);
}

const knownFacts = ({ months, withoutReport }: Knowledge, basis: PaceBasis) => ({
  doneWan: months[0]?.doneWan ?? null,
  monthsWithoutReport: withoutReport,
  missesRunning: missesRunning(months, basis),
});

/** A month whose target nobody reported anything for is missed; null: the month has no target. */
function missesRunning(months: readonly MonthSum[], basis: PaceBasis): number | null {
  let running = 0;
  for (const { month, planWan, doneWan } of months) {
    const points = pointsExact({ plan: planWan, done: doneWan ?? 0, asOf: month }, basis);
    if (typeof points === 'string') return running === 0 ? null : running;
    if (compareExact(points, ZERO) >= 0) return running;
    running += 1;
  }
  return running;
}
