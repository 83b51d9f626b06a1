import { describe, expect, test } from '@jest/globals';
import { batchArea } from '../../../src/domain/batch/area.ts';
import type { BatchState } from '../../../src/domain/batch/types.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { at, local, makeContext } from '../../support/make.ts';
import { makePlan } from '../../workflows/support/batches.ts';
import { after, confirmed, DAY, decide, EARLY, evolve, planned, results } from './handle.ts';

const next = (state: BatchState, now: string): [string, string] | null => {
  const reminder = batchArea.nextReminder(state, makeContext(now));
  return reminder && [reminder.slot, local(reminder.atMs)];
};

/** Moved on the day of the event. */
const moved = (codes?: readonly string[]): BatchState => {
  const state = confirmed(codes);
  const all = results(...state.entries.map(({ code }) => code));
  return after(state, { type: 'record', results: all }, { now: DAY });
};

function follow(state: BatchState, now: string, teams: [string, string[]][] = []) {
  const slot = batchArea.nextReminder(state, makeContext(now))?.slot ?? '';
  const answer = decide(state, { type: 'followUp', slot }, { now, facts: { teams: new Map(teams) } });
  if (isRefusal(answer)) throw new Error(`${slot} was refused: ${answer.code}`);
  return { state: evolve(state, answer.events), notices: answer.notices };
}

describe('the cut-off', () => {
  test('has passed when the next day begins, and is told once', () => {
    const state = planned();
    expect(next(state, EARLY)).toEqual(['cutOff:2026-11-20', '2026-11-21 00:00']);
    const close = { type: 'closeList', slot: 'cutOff:2026-11-20' } as const;
    expect(decide(state, close, { now: '2026-11-20 23:59' })).toMatchObject({ code: 'clockStale' });
    const closed = after(state, close, { now: '2026-11-21 00:00' });
    expect([closed.status, next(closed, '2026-11-21 00:00')]).toEqual(['listClosed', null]);
    expect(decide(closed, close, { now: '2026-11-21 00:01' })).toMatchObject({ code: 'clockStale' });
  });
});

describe('follow-ups', () => {
  test('come one, three and six months after the event, when the office opens, and then the event is over', () => {
    let state = moved();
    // 23 May 2027 is a Sunday.
    expect(next(state, DAY)).toEqual(['followUp:1:2026-12-23', '2026-12-23 09:00']);
    state = follow(state, '2026-12-23 09:00').state;
    expect(next(state, '2026-12-23 09:00')).toEqual(['followUp:3:2027-02-23', '2027-02-23 09:00']);
    state = follow(state, '2027-02-23 09:00').state;
    expect(next(state, '2027-02-23 09:00')).toEqual(['followUp:6:2027-05-23', '2027-05-24 09:00']);
    state = follow(state, '2027-05-24 09:00').state;
    expect([state.status, next(state, '2027-05-24 09:00')]).toEqual(['over', null]);
  });

  test('tell the coordinators of every project that was moved, and the others of their own', () => {
    const state = after(planned(['A', 'B', 'C']), { type: 'drop', code: 'C' });
    const held = after(state, { type: 'confirm', on: '2026-11-23' }, { now: DAY });
    const done = after(held, { type: 'record', results: results('A', 'B') }, { now: DAY });
    const teams: [string, string[]][] = [
      ['A', ['reporter', 'coordinator']],
      ['C', ['reporter']],
    ];
    const { notices } = follow(done, '2026-12-23 12:00', teams);
    expect(notices.map(({ personId, data }) => `${personId} ${data['project']}`)).toEqual([
      ...['coordinator A', 'reporter A', 'coordinator B'],
    ]);
    expect(notices[0]).toMatchObject({
      kind: 'batch-follow-up',
      slot: 'B-1/1',
      data: { months: 1 },
      notBeforeMs: at('2026-12-23 12:02'),
    });
  });

  test('that were missed are given once, the latest, and wait for the office', () => {
    const now = '2027-06-05 22:00';
    expect(next(moved(), now)?.[0]).toBe('followUp:6:2027-05-23');
    const { state, notices } = follow(moved(), now);
    expect(state.status).toBe('over');
    expect(local(notices[0]?.notBeforeMs ?? 0)).toBe('2027-06-07 09:02');
  });

  test('before their time or out of turn do nothing', () => {
    const state = moved();
    const early = { type: 'followUp', slot: 'followUp:1:2026-12-23' } as const;
    expect(decide(state, early, { now: '2026-12-23 08:59' })).toMatchObject({ code: 'clockStale' });
    const later = { type: 'followUp', slot: 'followUp:3:2027-02-23' } as const;
    expect(decide(state, later, { now: '2026-12-23 09:00' })).toMatchObject({ code: 'clockStale' });
  });

  test('are counted from the day it took place, by the settings of the day it was confirmed', () => {
    const settings = { batch: { followUpMonths: [12, 2, 2] } };
    const state = after(planned(), { type: 'confirm', on: '2026-11-22' }, { now: DAY, settings });
    expect(state.followUps.map(({ months, on }) => [months, on])).toEqual([
      [2, '2027-01-22'],
      [12, '2027-11-22'],
    ]);
    expect(DEFAULT_SETTINGS.batch.followUpMonths).toEqual([1, 3, 6]);
  });

  test('that lie in the past when an event is confirmed long after are left out', () => {
    const plan = makePlan(['A'], { on: '2026-09-10', cutOff: '2026-09-01' });
    const state = after(after(null, plan), { type: 'confirm', on: '2026-09-10' }, { now: DAY });
    expect(state.followUps.map(({ months }) => months)).toEqual([3, 6]);
  });
});
