import { lastDay, type IsoDate } from '../calendar/dates.ts';
import { monthAfter, monthOf, monthsBetween, type Month } from '../calendar/months.ts';
import type { Wan } from '../money/money.ts';
import { STAGES } from '../project/stages.ts';
import type { ProjectState } from '../project/types.ts';

/** A project as it was known on some day, and since when the ledger knows it. */
export interface KnownProject {
  state: ProjectState;
  knownSince: IsoDate;
}

/** Figures reported later than `by` are passed over; null passes over none. */
export type KnownBy = IsoDate | null;

/**
 * The year to date at the end of a month, as far as reported: that of the last month reported in its year. Null when none was: nothing is
 * known, which is not the same as nothing done.
 */
export function yearToDate({ money }: ProjectState, month: Month, by: KnownBy = null): Wan | null {
  const last = lastReported(money.months, month, by);
  return last !== null && last.slice(0, 4) === month.slice(0, 4) ? (money.months[last]?.toDateWan ?? null) : null;
}

/**
 * Months running without a report at the end of a month, this one included; 0 when it was reported, null when nobody is expected to
 * report: the same projects a round of reporting asks for, active ones from signing on, never for months before the ledger knew them, and never
 * for one at whose end the project was paused.
 */
export function monthsWithoutReport(project: KnownProject, month: Month, by: KnownBy = null): number | null {
  const expected = expectedFrom(project);
  if (expected === null) return null;
  const last = lastReported(project.state.money.months, month, by);
  if (last === month) return 0;
  if (expected > month || wasPausedAtEnd(project.state, month)) return null;
  const before = monthAfter(expected, -1);
  return monthsOwed(project.state, last !== null && last > before ? last : before, month);
}

/** The months after one up to another, without those at whose end the project was paused: of them no report was asked. */
function monthsOwed(state: ProjectState, after: Month, month: Month): number {
  let owed = monthsBetween(after, month);
  if (state.pauses.length === 0) return owed;
  for (let each = monthAfter(after, 1); each <= month; each = monthAfter(each, 1)) {
    if (wasPausedAtEnd(state, each)) owed -= 1;
  }
  return owed;
}

function wasPausedAtEnd({ pauses }: ProjectState, month: Month): boolean {
  const end = lastDay(month);
  return pauses.some(({ from, to }) => from <= end && (to === null || to > end));
}

/** The first month a report is expected for; null: none is. Of a signing known by its year alone the last month blames nobody early. */
export function expectedFrom({ state, knownSince }: KnownProject): Month | null {
  if (state.status !== 'active' || STAGES.indexOf(state.stage) < STAGES.indexOf('signing')) return null;
  const known = monthOf(knownSince);
  const signed = state.milestones.signing?.actual ?? null;
  const from = signed === null ? known : monthOf(lastDay(signed));
  return from < known ? known : from;
}

/** Whether figures of the year up to a month came after `by`. */
export function cameLate({ money }: ProjectState, month: Month, by: IsoDate): boolean {
  for (const name in money.months) {
    const inYear = name.slice(0, 4) === month.slice(0, 4) && name <= month;
    if (inYear && (money.months[name]?.reportedOn ?? '') > by) return true;
  }
  return false;
}

// Without sorting or copying: evaluations ask this for every project and every month they look back on.
function lastReported(months: ProjectState['money']['months'], month: Month, by: KnownBy): Month | null {
  let last: Month | null = null;
  for (const name in months) {
    if (name > month || (last !== null && name < last)) continue;
    if (by === null || (months[name]?.reportedOn ?? '') <= by) last = name;
  }
  return last;
}
