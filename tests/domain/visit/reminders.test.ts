import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { visitArea } from '../../../src/domain/visit/area.ts';
import type { VisitState } from '../../../src/domain/visit/types.ts';
import { local, makeContext } from '../../support/make.ts';
import { after, DAY, decide, evolve, held, plan, planned } from './handle.ts';

const next = (state: VisitState, now: string): [string, string] | null => {
  const reminder = visitArea.nextReminder(state, makeContext(now));
  return reminder && [reminder.slot, local(reminder.atMs)];
};

function give(state: VisitState, now: string) {
  const slot = visitArea.nextReminder(state, makeContext(now))?.slot ?? '';
  const answer = decide(state, { type: 'remind', slot }, { now });
  if (isRefusal(answer)) throw new Error(`${slot} was refused: ${answer.code}`);
  return { state: evolve(state, answer.events), notices: answer.notices };
}

describe('a planned visit', () => {
  test('is reminded of on the working day before, and told once when nobody has said how it went', () => {
    expect(next(planned(), '2026-11-23 10:00')).toEqual(['remind:2026-11-26', '2026-11-25 09:00']);
    const first = give(planned(), '2026-11-25 09:00');
    expect(first.notices.map(({ personId, slot }) => `${personId} ${slot}`)).toEqual([
      ...['inspector remind/2026-11-26', 'clerk remind/2026-11-26'],
    ]);
    expect(first.notices.map(({ notBeforeMs }) => local(notBeforeMs))).toEqual([
      '2026-11-25 09:02',
      '2026-11-25 09:02',
    ]);
    expect(next(first.state, '2026-11-25 09:00')).toEqual(['missed:2026-11-26', '2026-11-27 09:00']);
    const second = give(first.state, '2026-11-27 09:00');
    expect(second.notices.map(({ personId }) => personId)).toEqual(['inspector', 'clerk', 'coordinator']);
    expect(next(second.state, '2026-11-27 09:00')).toBeNull();
  });

  test('on a Monday is reminded of on the Friday, after a holiday before it', () => {
    // The National Day of 2026: off until Wednesday 7 October.
    const state = after(
      null,
      { type: 'plan', on: '2026-10-08', team: 'team-1', project: 'P-1', people: ['inspector'] },
      {
        now: '2026-09-21 10:00',
      },
    );
    expect(next(state, '2026-09-21 10:00')).toEqual(['remind:2026-10-08', '2026-09-30 09:00']);
    expect(next(planned({ on: '2026-11-30' }), '2026-11-23 10:00')).toEqual(['remind:2026-11-30', '2026-11-27 09:00']);
  });

  test.each(['2026-11-23', '2026-11-24'])('planned after the hour of its reminder (%s) is told at once, once', on => {
    const now = '2026-11-23 10:00';
    const state = planned({ on });
    expect(next(state, now)).toEqual([`remind:${on}`, now]);
    const told = give(state, '2026-11-23 10:01');
    expect(told.notices.map(({ personId }) => personId)).toEqual(['inspector', 'clerk']);
    expect(next(told.state, '2026-11-23 10:01')?.[0]).toBe(`missed:${on}`);
  });

  test('planned in the evening for the same day is not reminded of after it', () => {
    const state = after(null, plan({ on: '2026-11-23' }), { now: '2026-11-23 18:00' });
    expect(next(state, '2026-11-23 18:00')).toEqual(['missed:2026-11-23', '2026-11-24 09:00']);
  });

  test('that is moved is reminded of anew, also back to its first day', () => {
    const reminded = give(planned(), '2026-11-25 09:00').state;
    const away = after(reminded, { type: 'move', to: '2026-12-01', reason: 'r' }, { now: '2026-11-25 09:30' });
    expect(next(away, '2026-11-25 09:30')).toEqual(['remind:2026-12-01', '2026-11-30 09:00']);
    const back = after(away, { type: 'move', to: '2026-11-26', reason: 'r' }, { now: '2026-11-25 10:00' });
    // Back on tomorrow, after they had heard of another day: they are told at once.
    expect(next(back, '2026-11-25 10:00')).toEqual(['remind:2026-11-26', '2026-11-25 10:00']);
  });

  test('after an outage is told of once, not twice', () => {
    expect(next(planned(), '2026-12-05 22:00')).toEqual(['missed:2026-11-26', '2026-11-27 09:00']);
    const { state, notices } = give(planned(), '2026-12-05 22:00');
    expect(next(state, '2026-12-05 22:00')).toBeNull();
    // A Saturday night: the office opens on Monday.
    expect(new Set(notices.map(({ notBeforeMs }) => local(notBeforeMs)))).toEqual(new Set(['2026-12-07 09:02']));
  });

  test('held or cancelled, waits for nothing; a stale clock does nothing', () => {
    expect(next(held(), DAY)).toBeNull();
    expect(next(after(planned(), { type: 'cancel', reason: 'r' }), DAY)).toBeNull();
    expect(decide(held(), { type: 'remind', slot: 'missed:2026-11-26' }, { now: '2026-11-27 09:00' })).toMatchObject({
      code: 'clockStale',
    });
    expect(decide(planned(), { type: 'remind', slot: 'remind:2026-11-26' })).toMatchObject({ code: 'clockStale' });
  });
});
