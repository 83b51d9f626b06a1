import { lastDay, type IsoDate } from '../calendar/dates.ts';
import { monthOf, monthsBetween, type Month } from '../calendar/months.ts';
import type { ProjectColourFacts } from '../colour/types.ts';
import type { Wan } from '../money/money.ts';
import type { PaceBasis } from '../money/pace.ts';
import { hasLeft } from '../project/leaving.ts';
import type { ProjectState } from '../project/types.ts';
import { reachedAsOf } from './counts.ts';
import { cameLate, monthsWithoutReport, yearToDate, type KnownProject } from './reported.ts';

/** What a month is looked at with. */
export interface MonthReport {
  month: Month;
  basis: PaceBasis;
  /** The last day on which the figures of the month are in time. */
  closesOn: IsoDate;
}

/** What a year is to bring; null: nobody planned it. */
export const planOf = ({ money }: ProjectState, month: Month): Wan | null => money.yearPlans[month.slice(0, 4)] ?? null;

/** What the colour of a project's month is worked out from; null when it is out of the counts (退出, 移出, 并入). */
export function projectFacts(
  project: KnownProject,
  { month, basis, closesOn }: MonthReport,
): ProjectColourFacts | null {
  const { state } = project;
  if (hasLeft(state)) return null;
  const known = (by: IsoDate | null) => ({
    doneWan: yearToDate(state, month, by),
    monthsWithoutReport: monthsWithoutReport(project, month, by),
  });
  return {
    month,
    basis,
    planWan: planOf(state, month),
    ...known(null),
    start: startOf(state, month),
    statistics: statisticsOf(state, month),
    atClose: cameLate(state, month, closesOn) ? known(closesOn) : null,
  };
}

/** A project that is paused, or done with its path, owes no start and no entry into the statistics. */
const isHeldTo = ({ status }: ProjectState): boolean => status === 'active';

function startOf(state: ProjectState, month: Month): ProjectColourFacts['start'] {
  const plan = state.milestones.groundbreaking?.plan ?? null;
  if (plan === null || !isHeldTo(state) || !state.path.stages.includes('groundbreaking')) return null;
  const dueMonth = monthOf(plan);
  return {
    dueMonth,
    reached: hasBrokenGround(state, month),
    monthsNotStarted: Math.max(0, monthsBetween(dueMonth, month) + 1),
  };
}

/** Without the month of the start nobody can say how long ago it was; of a year alone the last month is taken, so that nobody is blamed early. */
function statisticsOf(state: ProjectState, month: Month): ProjectColourFacts['statistics'] {
  const on = state.milestones.groundbreaking?.actual ?? null;
  if (on === null || !isHeldTo(state) || !hasBrokenGround(state, month)) return null;
  const { statisticsOn } = state.money;
  return {
    entered: statisticsOn !== null && monthOf(statisticsOn) <= month,
    monthsSinceStart: Math.max(0, monthsBetween(monthOf(lastDay(on)), month)),
  };
}

const hasBrokenGround = (state: ProjectState, month: Month): boolean =>
  reachedAsOf(state, lastDay(month)).includes('groundbreaking');
