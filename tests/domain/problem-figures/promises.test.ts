import { describe, expect, test } from '@jest/globals';
import { promisesDue, promiseTable } from '../../../src/domain/problem-figures/promises.ts';
import { HANDLER } from '../../support/make.ts';
import { assign, close, raise, recordOfLife, resolve, type Step } from './lives.ts';

const WEEK = '2026-W47';
const BEGUN = [raise('2026-11-12 09:00'), assign('2026-11-12 10:00')];
const answer = (when: string, nextOn: string): Step => [when, { type: 'answer', text: '已报省厅', nextOn }, HANDLER];
const table = (when: string, promisedOn: string): Step => [
  when,
  { type: 'table', proposal: '专题研究', promisedOn },
  HANDLER,
];
const explain = (when: string, promise: number): Step => [
  when,
  { type: 'explainMiss', promise, reason: '省厅未批' },
  HANDLER,
];

const dueIn = (week: string, ...lives: Step[][]) =>
  promiseTable(lives.flatMap(life => promisesDue(recordOfLife([...BEGUN, ...life]), week)));

describe('promises kept', () => {
  test('an answer on its day keeps the promise of the one before, a late one breaks it', () => {
    const kept = [answer('2026-11-13 09:00', '2026-11-17'), answer('2026-11-17 17:00', '2026-11-25')];
    const late = [answer('2026-11-13 09:00', '2026-11-17'), answer('2026-11-18 09:00', '2026-11-25')];
    const { rows, total, misses } = dueIn(WEEK, kept, late);
    expect(rows).toEqual([
      { unitId: 'land', due: 2, kept: 1, missed: 1, explained: 0, open: 0, replaced: 0, lapsed: 0, percent: '50.00' },
    ]);
    expect(total).toMatchObject({ due: 2, percent: '50.00' });
    expect(misses).toMatchObject([{ no: 1, kind: 'answer', on: '2026-11-17', madeOn: '2026-11-13', reason: null }]);
  });

  test('a solution promised is kept by the result, and a miss takes its reason', () => {
    const kept = [table('2026-11-13 09:00', '2026-11-20'), resolve('2026-11-20 17:00'), close('2026-11-23 09:00')];
    const missed = [
      table('2026-11-13 09:00', '2026-11-18'),
      resolve('2026-11-19 09:00'),
      close('2026-11-19 09:30'),
      explain('2026-11-19 10:00', 1),
    ];
    const { total, misses } = dueIn(WEEK, kept, missed);
    expect(total).toMatchObject({ due: 2, kept: 1, missed: 1, explained: 1 });
    expect(misses).toMatchObject([{ kind: 'solution', reason: '省厅未批' }]);
  });

  test('what is still open is not due, and what was withdrawn before its day has lapsed', () => {
    const open = [answer('2026-11-13 09:00', '2026-11-20')];
    const gone: Step[] = [...open, ['2026-11-16 09:00', { type: 'withdraw', reason: '不再需要' }]];
    expect(dueIn(WEEK, open, gone).total).toMatchObject({ due: 0, open: 1, lapsed: 1, percent: null });
  });

  test('answered before its day, it is replaced: counted apart, and in no percentage', () => {
    const life = [answer('2026-11-13 09:00', '2026-11-19'), answer('2026-11-16 09:00', '2026-11-20')];
    expect(dueIn(WEEK, life).total).toMatchObject({ due: 0, kept: 0, replaced: 1, open: 1, percent: null });
    expect(dueIn(WEEK, [...life, answer('2026-11-20 09:00', '2026-11-24')]).total).toMatchObject({
      ...{ due: 1, kept: 1, replaced: 1, open: 0, percent: '100.00' },
    });
  });

  test('each counts in the week its day lies in', () => {
    const life = [answer('2026-11-13 09:00', '2026-11-20'), answer('2026-11-20 09:00', '2026-11-24')];
    expect(dueIn('2026-W47', life).total).toMatchObject({ due: 1, open: 0 });
    expect(dueIn('2026-W48', life).total).toMatchObject({ due: 0, open: 1 });
    expect(dueIn('2026-W46', life).rows).toEqual([]);
  });
});
