import { describe, expect, test } from '@jest/globals';
import { cameLate, expectedFrom, monthsWithoutReport, yearToDate } from '../../../src/domain/evaluation/reported.ts';
import { ground, known, signing } from './known.ts';

describe('the year to date', () => {
  const { state } = known({
    reports: { '2025-12': 900, '2026-03': 100, '2026-06': [250, '2026-08-20'], '2026-07': 300 },
  });

  test.each([
    ['2026-03', 100],
    ['2026-05', 100],
    ['2026-06', 250],
    ['2026-12', 300],
    ['2025-12', 900],
  ])('at the end of %s is that of the last month reported in its year', (month, toDate) => {
    expect(yearToDate(state, month)).toBe(toDate);
  });

  test('is not known before the first report of a year, whatever the year before had done', () => {
    expect(yearToDate(state, '2026-02')).toBeNull();
    expect(yearToDate(known().state, '2026-10')).toBeNull();
  });

  test('by a day is what had been reported by then', () => {
    expect(yearToDate(state, '2026-06', '2026-07-03')).toBe(100);
    expect(yearToDate(state, '2026-06', '2026-08-20')).toBe(250);
  });

  test('came late only for the year up to the month', () => {
    expect(cameLate(state, '2026-06', '2026-07-03')).toBe(true);
    expect(cameLate(state, '2026-05', '2026-06-03')).toBe(false);
    expect(cameLate(state, '2026-06', '2026-08-20')).toBe(false);
    expect(cameLate(state, '2025-12', '2025-12-03')).toBe(true);
    expect(cameLate(known({ reports: { '2025-12': [1, '2026-06-01'] } }).state, '2026-03', '2026-04-03')).toBe(false);
  });
});

describe('months without a report', () => {
  const signed = (on: string | null) => ({ milestones: { ...ground(null, null), signing: signing(on) } });

  test('run from the last month that was reported', () => {
    const project = known({ reports: { '2026-07': 100 } });
    expect(monthsWithoutReport(project, '2026-07')).toBe(0);
    expect(monthsWithoutReport(project, '2026-10')).toBe(3);
  });

  test('run from the signing when nothing was reported yet', () => {
    const project = known();
    expect(expectedFrom(project)).toBe('2026-04');
    expect(monthsWithoutReport(project, '2026-03')).toBeNull();
    expect(monthsWithoutReport(project, '2026-04')).toBe(1);
    expect(monthsWithoutReport(project, '2026-10')).toBe(7);
  });

  test('a month in between that was reported counts as reported', () => {
    const project = known({ reports: { '2026-04': 50, '2026-07': 100 } });
    expect(monthsWithoutReport(project, '2026-06')).toBe(2);
  });

  test('are not counted for months before the ledger knew the project', () => {
    const project = known({ state: signed('2022-05-01'), knownSince: '2026-09-15' });
    expect(monthsWithoutReport(project, '2026-08')).toBeNull();
    expect(monthsWithoutReport(project, '2026-09')).toBe(1);
    expect(monthsWithoutReport(project, '2026-10')).toBe(2);
  });

  test('a report for a month before that counts as one all the same', () => {
    const project = known({ reports: { '2026-06': 10 }, knownSince: '2026-09-15' });
    expect(monthsWithoutReport(project, '2026-06')).toBe(0);
    expect(monthsWithoutReport(project, '2026-10')).toBe(2);
  });

  test('across the turn of the year', () => {
    expect(monthsWithoutReport(known({ state: signed('2025-01'), reports: { '2025-11': 10 } }), '2026-02')).toBe(3);
  });

  test('by the day the month was closed are those of then', () => {
    const project = known({ reports: { '2026-08': 10, '2026-10': [30, '2026-11-20'] } });
    expect(monthsWithoutReport(project, '2026-10')).toBe(0);
    expect(monthsWithoutReport(project, '2026-10', '2026-11-03')).toBe(2);
  });

  test.each(['paused', 'achieved', 'withdrawn', 'removed', 'merged'] as const)(
    'nobody expects one of a project that is %s',
    status => {
      expect(monthsWithoutReport(known({ state: { status } }), '2026-10')).toBeNull();
    },
  );

  test('leave out those at whose end the project was paused', () => {
    const pauses = (...list: [from: string, to: string | null][]) => ({
      state: { pauses: list.map(([from, to]) => ({ from, to })) },
      reports: { '2026-04': 10 },
    });
    const project = known(pauses(['2026-06-10', '2026-08-20'], ['2026-09-01', '2026-09-29']));
    expect(monthsWithoutReport(project, '2026-05')).toBe(1);
    expect(monthsWithoutReport(project, '2026-06')).toBeNull();
    expect(monthsWithoutReport(project, '2026-07')).toBeNull();
    // May, August and September: in the last it was on its way again before the month ended.
    expect(monthsWithoutReport(project, '2026-09')).toBe(3);
    expect(monthsWithoutReport(known(pauses(['2026-06-30', '2026-07-31'])), '2026-08')).toBe(3);
    expect(monthsWithoutReport(known(pauses(['2026-07-01', '2026-08-01'])), '2026-08')).toBe(3);
  });

  test('nobody expects one before the signing', () => {
    expect(expectedFrom(known({ plans: { 2026: 1 }, state: { stage: 'negotiation' } }))).toBeNull();
  });

  test('of a signing known by its year the last month is taken, of one nobody knows the day of the ledger', () => {
    expect(expectedFrom(known({ state: signed('2025') }))).toBe('2025-12');
    expect(expectedFrom(known({ state: signed(null), knownSince: '2025-03-04' }))).toBe('2025-03');
  });
});
