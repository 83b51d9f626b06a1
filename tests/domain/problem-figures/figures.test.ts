import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { HOLIDAYS } from '../../../src/calendar/holidays.ts';
import { spreadOf } from '../../../src/domain/problem-figures/ages.ts';
import {
  FigureSums,
  groupOf,
  isInScope,
  type Figures,
  type FigureScope,
} from '../../../src/domain/problem-figures/figures.ts';
import { at, COORDINATOR } from '../../support/make.ts';
import { assign, close, raise, recordOfLife, reject, relapse, resolve, solvedOnTheSpot, type Step } from './lives.ts';

const SCOPE: FigureScope = {
  from: '2026-01-01',
  to: '2026-11-27',
  asOf: '2026-11-27',
  atMs: at('2026-11-28 00:00'),
};

function figuresOf(lives: readonly Step[][], more: Partial<FigureScope> = {}): Figures {
  const scope = { ...SCOPE, ...more };
  const sums = new FigureSums(scope, HOLIDAYS);
  for (const life of lives) {
    const record = recordOfLife(life);
    if (isInScope(record, scope)) sums.add(record);
  }
  return sums.figures();
}

/** Raised on Monday the 9th. */
const RAISED = raise('2026-11-09 10:00');
const ASSIGNED = assign('2026-11-09 11:00');
const WITHDRAWN: Step = ['2026-11-10 10:00', { type: 'withdraw', reason: '不是问题' }];

describe('figures of problems', () => {
  test('count each where it stands; raised is closed and open', () => {
    const figures = figuresOf([
      [RAISED],
      [RAISED, ASSIGNED],
      [RAISED, ASSIGNED, resolve('2026-11-12 10:00')],
      [RAISED, ASSIGNED, resolve('2026-11-12 10:00'), close('2026-11-13 10:00')],
      [RAISED, WITHDRAWN],
    ]);
    expect(figures).toMatchObject({ raised: 4, solved: 2, closed: 1, open: 3, withdrawn: 1, merged: 0 });
    expect(figures).toMatchObject({ solveRate: '50.00', closeRate: '25.00' });
  });

  test('a limit is over when it has passed by the moment asked for', () => {
    // Assigned on the 9th, seven working days: the 18th, 17:30.
    const life = [RAISED, ASSIGNED];
    expect(figuresOf([life], { asOf: '2026-11-18', atMs: at('2026-11-18 17:29') }).overdue).toBe(0);
    expect(figuresOf([life], { asOf: '2026-11-18', atMs: at('2026-11-19 00:00') }).overdue).toBe(1);
    // What waits for the verifier runs no clock.
    expect(figuresOf([[...life, resolve('2026-11-12 10:00')]]).overdue).toBe(0);
  });

  test('rejections and relapses are counted by times, and take the result back', () => {
    const rejected = [RAISED, ASSIGNED, resolve('2026-11-12 10:00'), reject('2026-11-13 10:00')];
    expect(figuresOf([rejected])).toMatchObject({ raised: 1, solved: 0, rejected: 1, reopened: 0 });
    const again = [...rejected, resolve('2026-11-16 10:00'), close('2026-11-17 10:00'), relapse('2026-11-20 10:00')];
    expect(figuresOf([again])).toMatchObject({ raised: 1, solved: 0, closed: 0, open: 1, rejected: 1, reopened: 1 });
  });

  test('what a team solved on the spot is counted apart, closed or not', () => {
    const found = [RAISED, solvedOnTheSpot('2026-11-09 15:00')];
    expect(figuresOf([found])).toMatchObject({ raised: 1, solved: 1, closed: 0, onTheSpot: 1 });
    const back: Step = ['2026-11-10 10:00', { type: 'verify', accepted: false, reason: '又停电' }, COORDINATOR];
    expect(figuresOf([[...found, back]])).toMatchObject({ raised: 1, solved: 0, onTheSpot: 0, rejected: 1 });
  });

  test('ages go from the raising to the result that stands, or to the day looked at', () => {
    // Solved after 3 working days and after 7 (a weekend between: 9 days); one waits since Monday the 23rd.
    const { solving, waiting } = figuresOf([
      [RAISED, ASSIGNED, resolve('2026-11-12 10:00')],
      [RAISED, ASSIGNED, resolve('2026-11-12 10:00'), reject('2026-11-13 10:00'), resolve('2026-11-18 10:00')],
      [raise('2026-11-23 10:00')],
    ]);
    expect(solving).toEqual({
      count: 2,
      unknown: 0,
      workingDays: { median: 5, p90: 7 },
      calendarDays: { median: 6, p90: 9 },
    });
    expect(waiting).toMatchObject({ count: 1, workingDays: { median: 4, p90: 4 } });
  });

  test('both episodes of a relapse have an age of their own', () => {
    const life = [
      RAISED,
      ASSIGNED,
      resolve('2026-11-12 10:00'),
      close('2026-11-13 10:00'),
      relapse('2026-11-20 10:00'),
    ];
    const { solving, waiting } = figuresOf([life]);
    expect(solving).toMatchObject({ count: 1, workingDays: { median: 3, p90: 3 } });
    expect(waiting).toMatchObject({ count: 1, workingDays: { median: 5, p90: 5 } });
  });

  test('make-up days are worked, holidays are not', () => {
    // From Friday 13 February 2026 over the Spring Festival with its make-up Saturday of the 14th to Tuesday the 24th.
    const { solving } = figuresOf([
      [raise('2026-02-13 10:00'), assign('2026-02-13 11:00'), resolve('2026-02-24 16:00')],
    ]);
    expect(solving).toMatchObject({ workingDays: { median: 2 }, calendarDays: { median: 11 } });
  });

  test('hold what was raised in the period, of the county, the unit and the category asked for', () => {
    const lives = [
      [raise('2026-03-02 10:00', { county: '南安市' })],
      [raise('2026-06-01 10:00', { category: 'finance' })],
      [raise('2026-11-09 10:00'), ASSIGNED],
    ];
    const raisedBy = (more: Partial<FigureScope>) => figuresOf(lives, more).raised;
    expect(raisedBy({})).toBe(3);
    expect(raisedBy({ from: '2026-03-03' })).toBe(2);
    expect(raisedBy({ to: '2026-06-01' })).toBe(2);
    expect([raisedBy({ county: '南安市' }), raisedBy({ unit: 'land' }), raisedBy({ category: 'land' })]).toEqual([
      1, 1, 2,
    ]);
  });

  test('nothing raised has no rate', () => {
    expect(figuresOf([])).toMatchObject({ raised: 0, solveRate: null, closeRate: null });
  });

  test('groups are the lead of the day, the level climbed, the month of raising', () => {
    const record = recordOfLife([RAISED, ASSIGNED, assign('2026-11-09 12:00', 'approvals', '改派')]);
    expect(groupOf(record, 'department')).toBe('approvals');
    expect([groupOf(record, 'level'), groupOf(record, 'month')]).toEqual(['0', '2026-11']);
    expect([groupOf(record, 'county'), groupOf(record, 'category'), groupOf(record, 'total')]).toEqual([
      '鲤城区',
      'land',
      null,
    ]);
  });
});

describe('the spread of ages', () => {
  test.each([
    [[], { median: null, p90: null }],
    [[4], { median: 4, p90: 4 }],
    [[1, 2], { median: 1.5, p90: 2 }],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { median: 5.5, p90: 9 }],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { median: 6, p90: 10 }],
  ])('of %j', (ages, spread) => {
    expect(spreadOf(ages)).toEqual(spread);
  });

  test('p90 is the smallest age that nine in ten do not pass', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 200 }), ages => {
        const p90 = spreadOf(ages).p90 ?? NaN;
        const within = (limit: number) => ages.filter(age => age <= limit).length * 10 >= ages.length * 9;
        expect([within(p90), within(p90 - 1)]).toEqual([true, false]);
      }),
    );
  });
});
