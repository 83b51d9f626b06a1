import type { KnownProject } from '../../../src/domain/evaluation/reported.ts';
import type { MonthFigures, ProjectState } from '../../../src/domain/project/types.ts';
import { signed } from '../project/walk.ts';

/** Month → year to date in 万元, and the day it was reported on: the 1st of the month after unless told. */
export type Reports = Record<string, number | [toDateWan: number, reportedOn: string]>;

interface Given {
  plans?: Record<string, number>;
  reports?: Reports;
  statisticsOn?: string | null;
  knownSince?: string;
  state?: Partial<ProjectState>;
}

/** A project signed on 28 April 2026 with the money that is given, known since the beginning of 2024. */
export const known = (given: Given = {}): KnownProject => {
  const { plans = {}, reports = {}, statisticsOn = null, knownSince = '2024-01-01', state = {} } = given;
  const months = Object.entries(reports).map(([month, report]): [string, MonthFigures] => {
    const [toDateWan, reportedOn] = typeof report === 'number' ? [report, after(month)] : report;
    return [month, { doneWan: 0, toDateWan, reportedOn, late: false, corrections: 0 }];
  });
  const money = { yearPlans: plans, months: Object.fromEntries(months), arrivals: [], dues: [], statisticsOn };
  return { state: { ...signed(), money, ...state }, knownSince };
};

const after = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
};

/** Groundbreaking planned for a day, and reached or not. */
export const ground = (plan: string | null, actual: string | null): ProjectState['milestones'] => ({
  ...signed().milestones,
  groundbreaking: {
    ...{ baseline: plan, plan, plannedOn: null, revisions: 0, actual, dateUnknown: false, warned: null },
    ...{ evidence: [], waivers: [] },
  },
});

/** Signed on a day, or on one nobody knows. */
export const signing = (actual: string | null): NonNullable<ProjectState['milestones']['signing']> => ({
  ...{ baseline: null, plan: null, plannedOn: null, revisions: 0, actual, dateUnknown: actual === null, warned: null },
  ...{ evidence: [], waivers: [] },
});
