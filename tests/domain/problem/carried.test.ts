import { describe, expect, test } from '@jest/globals';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import { ladderOf } from '../../../src/domain/problem/ladder.ts';
import { local, makeProblemPeople } from '../../support/make.ts';
import { after, ASSIGN, assigned, decide, nextOf, raised, resolved } from './handle.ts';

/** What a special meeting has carried over is the next dispatch's. */

const MEETING = 'zt-1/2026-11-23';
const TO_NEXT: ProblemCommand = {
  type: 'carryOver',
  meeting: MEETING,
  startMs: Date.parse('2026-11-23T01:00Z'),
  toNext: true,
};
const facts = { people: makeProblemPeople({ answerable: ['handler'] }) };
const table: ProblemCommand = { type: 'table', proposal: '调剂指标', promisedOn: '2026-12-18' };

describe('a problem that a special meeting carried over', () => {
  test('stands on the agenda of the next dispatch, which its lead and the office are told; the ladder stays where it is', () => {
    const answer = decide(assigned(), TO_NEXT, { facts });
    const notices = 'notices' in answer ? answer.notices : [];
    expect(notices.map(({ personId, data }) => `${personId} ${String(data['what'])}`)).toEqual([
      'handler onAgenda',
      'coordinator onAgenda',
    ]);
    const state = after(assigned(), TO_NEXT, { facts });
    expect(state.agenda).toMatchObject({ reason: 'carried', meeting: MEETING, proposal: null });
    expect(ladderOf(state)).toMatchObject({ level: 0, carried: 0 });
    expect(decide(state, TO_NEXT)).toMatchObject({ code: 'clockStale' });
  });

  test('is carried over no more when somebody has handed in its result, or it stands on an agenda already', () => {
    expect(decide(resolved(), TO_NEXT)).toMatchObject({ code: 'clockStale' });
    expect(decide(after(assigned(), table), TO_NEXT)).toMatchObject({ code: 'clockStale' });
  });

  test('stays there when it is tabled, assigned, or given more time, and says by whom it was carried over', () => {
    expect(after(after(assigned(), TO_NEXT), table).agenda).toMatchObject({ reason: 'tabled', meeting: MEETING });
    expect(after(after(raised(), TO_NEXT), ASSIGN).agenda).toMatchObject({ reason: 'carried', meeting: MEETING });
  });

  test('is not carried over by a dispatch whose agenda was composed before that', () => {
    const state = after(assigned(), TO_NEXT, { now: '2026-11-23 10:00' });
    const startMs = Date.parse('2026-11-24T01:00Z');
    const passed = (composedMs: number) =>
      decide(state, { type: 'carryOver', meeting: 'weekly/2026-11-24', startMs, composedMs }, { now: startMs });
    expect(passed(Date.parse('2026-11-23T01:00Z'))).toMatchObject({ code: 'clockStale' });
    expect(passed(Date.parse('2026-11-23T03:00Z'))).toMatchObject({ events: [{ type: 'carriedOver' }] });
  });

  test('climbs all the same when its limit passes, and is off the agenda only when it is done', () => {
    let state = after(assigned(), TO_NEXT);
    const steps: string[] = [];
    for (let due = nextOf(state); due && steps.length < 6; due = nextOf(state, due.atMs)) {
      const type = due.slot.startsWith('overdue') ? 'overdue' : 'remind';
      state = after(state, { type, slot: due.slot }, { now: due.atMs });
      steps.push(`${local(due.atMs)} ${due.slot.split(':')[0]}`);
    }
    expect(steps.at(-1)).toMatch(/ agenda$/);
    expect(ladderOf(state).level).toBe(3);
    expect(state.agenda).toMatchObject({
      reason: 'overdue',
      meeting: MEETING,
      sinceMs: Date.parse('2026-11-23T02:00Z'),
    });
  });
});
