import { describe, expect, test } from '@jest/globals';
import { colourOfCounty, colourOfProject } from '../../../src/domain/colour/colours.ts';
import { POINTS_RULES, RELATIVE_RULES, SILENCE_RULES } from '../../../src/domain/colour/rule-sets.ts';
import { CountyFacts } from '../../../src/domain/evaluation/county-facts.ts';
import { projectFacts, type MonthReport } from '../../../src/domain/evaluation/project-facts.ts';
import type { KnownProject } from '../../../src/domain/evaluation/reported.ts';
import { ground, known, type Reports } from './known.ts';

const OCTOBER: MonthReport = { month: '2026-10', basis: 'months', closesOn: '2026-11-03' };

const countyOf = (projects: readonly KnownProject[], report = OCTOBER) => {
  const counties = new CountyFacts(report);
  for (const project of projects) counties.add(project);
  return counties.facts();
};

describe('the facts of a project', () => {
  test('hold plan, year to date and silence of the month', () => {
    const project = known({ plans: { 2026: 1_200 }, reports: { '2026-09': 700, '2026-10': 800 } });
    expect(projectFacts(project, OCTOBER)).toEqual({
      month: '2026-10',
      basis: 'months',
      planWan: 1_200,
      doneWan: 800,
      monthsWithoutReport: 0,
      start: null,
      statistics: null,
      atClose: null,
    });
  });

  test('are none of a project that is out of the counts', () => {
    for (const status of ['withdrawn', 'merged', 'removed'] as const) {
      expect(projectFacts(known({ state: { status } }), OCTOBER)).toBeNull();
    }
  });

  test.each([
    ['2026-11-15', null, { dueMonth: '2026-11', reached: false, monthsNotStarted: 0 }],
    ['2026-10-31', null, { dueMonth: '2026-10', reached: false, monthsNotStarted: 1 }],
    ['2026-08-01', null, { dueMonth: '2026-08', reached: false, monthsNotStarted: 3 }],
    ['2026-08-01', '2026-10-31', { dueMonth: '2026-08', reached: true, monthsNotStarted: 3 }],
    ['2026-08-01', '2026-11-01', { dueMonth: '2026-08', reached: false, monthsNotStarted: 3 }],
    [null, null, null],
  ])('the start planned for %s and made on %s', (plan, actual, start) => {
    expect(projectFacts(known({ state: { milestones: ground(plan, actual) } }), OCTOBER)?.start).toEqual(start);
  });

  test.each([
    ['2026-10-20', null, { entered: false, monthsSinceStart: 0 }],
    ['2026-09-30', null, { entered: false, monthsSinceStart: 1 }],
    ['2026-07-01', '2026-10-31', { entered: true, monthsSinceStart: 3 }],
    ['2026-07-01', '2026-11-01', { entered: false, monthsSinceStart: 3 }],
    ['2025', null, { entered: false, monthsSinceStart: 10 }],
    ['2026-11-01', null, null],
    [null, null, null],
  ])('the entry into the statistics of a start on %s, entered on %s', (actual, statisticsOn, statistics) => {
    const project = known({ statisticsOn, state: { milestones: ground(null, actual) } });
    expect(projectFacts(project, OCTOBER)?.statistics).toEqual(statistics);
  });

  test('a paused project owes no start, no entry and no report', () => {
    const project = known({
      plans: { 2026: 100 },
      state: { status: 'paused', milestones: ground('2026-01-01', null) },
    });
    expect(projectFacts(project, OCTOBER)).toMatchObject({ planWan: 100, start: null, monthsWithoutReport: null });
  });

  test('late money turns its red month yellow, and a month reported in time stays what it is', () => {
    const late = known({ plans: { 2026: 1_200 }, reports: { '2026-06': 500, '2026-10': [1_000, '2026-11-20'] } });
    const facts = projectFacts(late, OCTOBER);
    expect(facts).toMatchObject({ doneWan: 1_000, atClose: { doneWan: 500, monthsWithoutReport: 4 } });
    expect(facts && colourOfProject(POINTS_RULES, facts)).toMatchObject({ colour: 'yellow' });
    expect(facts && colourOfProject(SILENCE_RULES, facts)).toMatchObject({ colour: 'yellow' });
    const inTime = known({ plans: { 2026: 1_200 }, reports: { '2026-06': 500, '2026-10': [1_000, '2026-11-03'] } });
    const then = projectFacts(inTime, OCTOBER);
    expect(then?.atClose).toBeNull();
    expect(then && colourOfProject(POINTS_RULES, then)).toMatchObject({ colour: 'green' });
  });
});

describe('the facts of a county', () => {
  const of = (plan: number, reports: Reports) => known({ plans: { 2026: plan }, reports });

  test('are the sums of its projects with a plan; without a county a project adds to none', () => {
    const elsewhere = known({ plans: { 2026: 7 }, state: { county: '南安市' } });
    const nowhere = known({ plans: { 2026: 99 }, state: { county: null } });
    const unplanned = known({ reports: { '2026-10': 5_000 } });
    const gone = known({ plans: { 2026: 500 }, state: { status: 'removed' } });
    const found = countyOf([
      ...[of(1_200, { '2026-10': 1_000 }), of(600, { '2026-10': 100 }), of(200, {})],
      ...[elsewhere, nowhere, unplanned, gone],
    ]);
    expect(found.map(({ county }) => county)).toEqual(['南安市', '鲤城区']);
    expect(found[1]?.facts).toMatchObject({ planWan: 2_000, doneWan: 1_100, atClose: null });
    expect(found[0]?.facts).toMatchObject({ planWan: 7, doneWan: null });
  });

  test('months missed are counted back from the month, and a month that was met ends the run', () => {
    // Due by months: 700, 800, 900, 1000 of 1200.
    const reports = { '2026-07': 750, '2026-08': 790, '2026-09': 890, '2026-10': 990 };
    expect(countyOf([of(1_200, reports)])[0]?.facts.missesRunning).toBe(3);
    expect(countyOf([of(1_200, { ...reports, '2026-10': 1_000 })])[0]?.facts.missesRunning).toBe(0);
    expect(countyOf([of(1_200, { ...reports, '2026-09': 900 })])[0]?.facts.missesRunning).toBe(1);
  });

  test('a month nobody reported is missed; without a target nothing is', () => {
    expect(countyOf([of(1_200, {})])[0]?.facts.missesRunning).toBe(10);
    expect(countyOf([known({ reports: { '2026-10': 3 } })])[0]?.facts.missesRunning).toBeNull();
    expect(countyOf([of(0, {})])[0]?.facts.missesRunning).toBeNull();
  });

  test('a run goes on across the turn of the year, as far as there are plans', () => {
    const project = known({ plans: { 2025: 1_200, 2026: 1_200 }, reports: { '2025-10': 1_000, '2025-12': 1_100 } });
    const january = { ...OCTOBER, month: '2026-01', closesOn: '2026-02-03' };
    expect(countyOf([project], january)[0]?.facts.missesRunning).toBe(3);
  });

  test('late money of one project tells what the county was at the close', () => {
    const late = of(1_200, { '2026-08': 900, '2026-10': [1_200, '2026-11-20'] });
    const other = of(1_200, { '2026-08': 800, '2026-10': 900 });
    const [county] = countyOf([late, other]);
    expect(county?.facts).toMatchObject({
      doneWan: 2_100,
      missesRunning: 0,
      atClose: { doneWan: 1_800, missesRunning: 2, monthsWithoutReport: 0 },
    });
    expect(county && colourOfCounty(RELATIVE_RULES, county.facts)).toMatchObject({
      colour: 'yellow',
      because: [{ rule: 'misses' }, { rule: 'lateFigures' }],
    });
  });

  test('a county is silent as long as all of its projects are', () => {
    const silent = of(10, { '2026-06': 1 });
    expect(countyOf([silent, of(10, { '2026-08': 1 })])[0]?.facts.monthsWithoutReport).toBe(2);
    expect(countyOf([silent, of(10, { '2026-10': 1 })])[0]?.facts.monthsWithoutReport).toBe(0);
    expect(countyOf([known({ state: { stage: 'lead' } })])[0]?.facts.monthsWithoutReport).toBeNull();
  });
});
