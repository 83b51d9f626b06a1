import { onOrAfter } from '../calendar/working-calendar.ts';
import { endOfOfficeDay, officeInstantOnOrAfter, workingDayLimit } from '../calendar/office-hours.ts';
import type { IsoDate } from '../calendar/dates.ts';
import type { RuleContext } from '../entity.ts';
import type { LimitMove } from './commands.ts';
import type { LimitBasis, LimitRule, ProblemState } from './types.ts';

/** A limit as it is written into an event: when it passes, and what that was worked out from. */
export interface RunningLimit {
  limit: LimitBasis;
  dueMs: number;
}

/** The clock that begins to run now. */
export const limitFromNow = (rule: Exclude<LimitRule, 'day'>, context: RuleContext): RunningLimit =>
  runs({ rule, fromMs: context.nowMs }, context);

/** The end of office hours of a day named by people; of the next working day when it is none. */
export const limitOnDay = (on: IsoDate, fromMs: number, context: RuleContext): RunningLimit =>
  runs({ rule: 'day', fromMs, on }, context);

const runs = (limit: LimitBasis, context: RuleContext): RunningLimit => ({ limit, dueMs: dueOf(limit, context) });

/** When a limit passes by the settings and the calendar of this decision. */
export function dueOf({ rule, fromMs, on }: LimitBasis, { calendar, settings: { problem } }: RuleContext): number {
  const afterWorkingDays = (days: number): number => workingDayLimit(calendar, fromMs, days);
  switch (rule) {
    case 'intake':
    case 'ruling':
      return endOfTheDay(fromMs, calendar);
    case 'lead':
      return afterWorkingDays(problem.leadWorkingDays);
    case 'split':
      return afterWorkingDays(problem.splitWorkingDays ?? problem.leadWorkingDays);
    case 'co':
      return afterWorkingDays(problem.coWorkingDays);
    case 'rework':
      return afterWorkingDays(problem.reworkWorkingDays);
    case 'verify':
      return afterWorkingDays(problem.verifyWorkingDays);
    case 'day':
      return endOfOfficeDay(calendar, onOrAfter(calendar.table, on ?? calendar.clock.toLocal(fromMs).date));
  }
}

/** The same day: the end of the office day on which it began, or of the next one when it began after hours. */
function endOfTheDay(fromMs: number, calendar: RuleContext['calendar']): number {
  const begun = officeInstantOnOrAfter(calendar, fromMs);
  return endOfOfficeDay(calendar, calendar.clock.toLocal(begun).date);
}

/**
 * A clock that was taken off and runs on, from where it began. One whose passing has been told stays passed; whoever loses days by another role
 * still has this office day.
 */
export function limitResumed(
  limit: LimitBasis,
  { dueMs, toldDueMs }: { dueMs: number | null; toldDueMs: number | null },
  context: RuleContext,
): RunningLimit {
  if (dueMs !== null && dueMs === toldDueMs) return { limit, dueMs };
  const due = dueOf(limit, context);
  return { limit, dueMs: due > context.nowMs ? due : endOfTheDay(context.nowMs, context.calendar) };
}

interface Clock {
  what: LimitMove['what'];
  unitId: string | null;
  promise?: number;
  limit: LimitBasis;
  dueMs: number;
}

/**
 * Every limit of a problem that has not passed and lies elsewhere by the settings and calendar of now. One that has passed has been told
 * and stays. None is moved into the past: whoever loses days by a new rule still has this office day.
 */
export function movedLimits(state: ProblemState, context: RuleContext): LimitMove[] {
  const { nowMs } = context;
  return runningClocks(state).flatMap(({ what, unitId, promise, limit, dueMs: oldMs }) => {
    if (oldMs <= nowMs) return [];
    const due = dueOf(limit, context);
    const newMs = due > nowMs ? due : endOfTheDay(nowMs, context.calendar);
    return newMs === oldMs ? [] : [{ what, unitId, oldMs, newMs, ...(promise === undefined ? {} : { promise }) }];
  });
}

/** Limits written before their basis was kept cannot be worked out again and stay what they are. */
function runningClocks(state: ProblemState): Clock[] {
  const { limit, dueMs, leadUnitId, parts = [], promises = [], objection, verification } = state;
  const clocks: Clock[] = [];
  if (limit && dueMs !== null) clocks.push({ what: 'limit', unitId: leadUnitId, limit, dueMs });
  for (const part of parts) {
    if (part.dueMs !== null) clocks.push({ what: 'part', unitId: part.unitId, limit: part.limit, dueMs: part.dueMs });
  }
  for (const { no, on, unitId, dueMs: promisedMs, missed } of promises) {
    const basis: LimitBasis = { rule: 'day', fromMs: promisedMs, on };
    if (!missed) clocks.push({ what: 'promise', unitId, promise: no, limit: basis, dueMs: promisedMs });
  }
  if (objection) clocks.push({ what: 'ruling', unitId: leadUnitId, limit: objection.limit, dueMs: objection.dueMs });
  if (verification) {
    clocks.push({ what: 'verification', unitId: null, limit: verification.limit, dueMs: verification.dueMs });
  }
  return clocks;
}
