import type { Month } from '../calendar/months.ts';
import type { Wan } from '../money/money.ts';
import { paceOf, type Pace, type PaceBasis } from '../money/pace.ts';
import { hasLeft } from '../project/leaving.ts';
import type { ProjectState } from '../project/types.ts';
import { planOf } from './project-facts.ts';
import { yearToDate } from './reported.ts';

/** What some projects planned for the year and had done at the end of a month. */
export interface PaceSum {
  /** How many are counted, with a plan or without. */
  projects: number;
  withoutPlan: number;
  /** With a plan, and no report for this very month: their money is that of the last month reported. */
  notReported: number;
  /** Of those with a plan: what is done elsewhere says nothing about how far along the plan is. Null: no plan, no report. */
  planWan: Wan | null;
  doneWan: Wan | null;
  doneWithoutPlanWan: Wan;
}

const NOTHING: PaceSum = {
  projects: 0,
  withoutPlan: 0,
  notReported: 0,
  planWan: null,
  doneWan: null,
  doneWithoutPlanWan: 0,
};

/** Both bases, or the one that was asked for; a table prints the basis it was made by. */
export type PaceByBasis = Partial<Record<PaceBasis, Pace>>;

/** Sums of projects, one at a time; projects that have left are passed over. */
export class PaceSums {
  readonly #month: Month;
  #sum = NOTHING;

  constructor(month: Month) {
    this.#month = month;
  }

  add(state: ProjectState): void {
    if (hasLeft(state)) return;
    const { projects, withoutPlan, notReported, planWan, doneWan, doneWithoutPlanWan } = this.#sum;
    const plan = planOf(state, this.#month);
    const done = yearToDate(state, this.#month);
    this.#sum =
      plan === null
        ? {
            ...this.#sum,
            projects: projects + 1,
            withoutPlan: withoutPlan + 1,
            doneWithoutPlanWan: doneWithoutPlanWan + (done ?? 0),
          }
        : {
            ...this.#sum,
            projects: projects + 1,
            notReported: notReported + (this.#month in state.money.months ? 0 : 1),
            planWan: (planWan ?? 0) + plan,
            doneWan: done === null ? doneWan : (doneWan ?? 0) + done,
          };
  }

  get sum(): PaceSum {
    return this.#sum;
  }

  paceBy(bases: readonly PaceBasis[]): PaceByBasis {
    const { planWan: plan, doneWan: done } = this.#sum;
    return Object.fromEntries(bases.map(basis => [basis, paceOf({ plan, done, asOf: this.#month }, basis)]));
  }
}
