import { describe, expect, test } from '@jest/globals';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { HANDLER, INSPECTOR } from '../../support/make.ts';
import { after, assigned, decide, nextOf, RESOLVE, type Given } from './handle.ts';

const by = (actor: Given['by'], now?: string): Given => ({ ...(actor && { by: actor }), ...(now && { now }) });
const CLERK = { ...HANDLER, id: 'clerk', unitId: 'approvals' };

describe('promises', () => {
  const answer = (nextOn: string): ProblemCommand => ({ type: 'answer', text: '正在报批', nextOn });
  const table = (promisedOn: string): ProblemCommand => ({ type: 'table', proposal: '调剂指标', promisedOn });

  test('of the next answer is kept by the next answer, and broken when its day has passed', () => {
    const promised = after(assigned(), answer('2026-11-26'), by(HANDLER));
    expect(promised.promises).toMatchObject([{ no: 1, kind: 'answer', on: '2026-11-26', missed: false }]);
    expect(decide(promised, answer('2026-11-30'), by(HANDLER, '2026-11-26 16:00'))).toMatchObject({
      events: [{ type: 'promiseKept' }, { type: 'answered', promise: { no: 2 } }],
    });
    const broken = after(
      promised,
      { type: 'remind', slot: `promise:1:${promised.promises?.[0]?.dueMs}` },
      { now: '2026-11-27 09:00' },
    );
    expect(broken.promises).toMatchObject([{ no: 1, missed: true }]);
    expect(after(broken, { type: 'explainMiss', promise: 1, reason: '批复未到' }, by(HANDLER)).promises).toEqual([]);
  });

  test('of an answer before its day are replaced, and count as neither: thirty answers keep no promise', () => {
    let state = assigned();
    const settled: string[] = [];
    for (let times = 0; times < 30; times += 1) {
      const given = by(HANDLER, '2026-11-23 10:00');
      const answered = decide(state, answer('2026-11-27'), given);
      if (!('events' in answered)) throw new Error(answered.code);
      settled.push(...answered.events.map(({ type }) => type).filter(type => type !== 'answered'));
      state = after(state, answer('2026-11-27'), given);
    }
    expect(settled).toEqual(Array.from({ length: 29 }, () => 'promiseReplaced'));
    expect(state.promises).toMatchObject([{ no: 30, on: '2026-11-27', missed: false }]);
    // What was promised for a Saturday is due from it on, until Monday evening.
    const saturday = after(assigned(), answer('2026-11-28'), by(HANDLER));
    const next = (now: string) => decide(saturday, answer('2026-12-04'), by(HANDLER, now));
    expect(next('2026-11-27 17:00')).toMatchObject({ events: [{ type: 'promiseReplaced' }, {}] });
    expect(next('2026-11-28 10:00')).toMatchObject({ events: [{ type: 'promiseKept' }, {}] });
    expect(next('2026-11-30 17:00')).toMatchObject({ events: [{ type: 'promiseKept' }, {}] });
    expect(next('2026-11-30 18:00')).toMatchObject({ events: [{ type: 'promiseMissed' }, {}] });
    // The result is what was promised, whenever it comes, once it stands.
    const accept: ProblemCommand = { type: 'verify', accepted: true };
    expect(decide(saturday, RESOLVE, by(HANDLER))).toMatchObject({ events: [{ type: 'resolved' }] });
    const handedIn = after(saturday, RESOLVE, by(HANDLER));
    expect(decide(handedIn, accept, by(INSPECTOR))).toMatchObject({ events: [{ type: 'promiseKept' }, {}] });
  });

  test('of an answer reach as far as the settings say, and no further', () => {
    expect(decide(assigned(), answer('2026-12-02'), by(HANDLER))).toHaveProperty('events');
    expect(decide(assigned(), answer('2026-12-03'), by(HANDLER))).toEqual({
      ...{ code: 'answerTooFar', field: 'nextOn', value: '2026-12-03' },
      params: { within: 7, last: '2026-12-02' },
    });
    const problem = { ...DEFAULT_SETTINGS.problem, answerWithinWorkingDays: 8 };
    const context = { settings: { ...DEFAULT_SETTINGS, problem } };
    expect(decide(assigned(), answer('2026-12-03'), { by: HANDLER, context })).toHaveProperty('events');
  });

  test('are made by the lead alone: no other department answers on its account, or takes its objection away', () => {
    const withParts = after(assigned(), {
      type: 'assign',
      leadUnit: 'land',
      splitUnits: ['water'],
      coUnits: ['approvals'],
    });
    for (const unitId of ['water', 'approvals', 'elsewhere']) {
      expect(decide(withParts, answer('2026-11-26'), by({ ...CLERK, unitId }))).toMatchObject({
        code: 'notTheLead',
        params: { unit: 'land' },
      });
    }
    expect(decide(withParts, answer('2026-11-26'), by({ ...CLERK, unitId: 'land' }))).toHaveProperty('events');
  });

  test('a broken one is told when the office opens again, and takes its reason once', () => {
    const promised = after(assigned(), answer('2026-11-27'), by(HANDLER));
    const slot = `promise:1:${promised.promises?.[0]?.dueMs}`;
    expect(decide(promised, { type: 'remind', slot }, { now: '2026-11-27 17:30' })).toMatchObject({
      code: 'clockStale',
    });
    expect(decide(promised, { type: 'remind', slot }, { now: '2026-11-30 09:00' })).toMatchObject({
      events: [{ type: 'promiseMissed' }],
    });
    expect(decide(promised, { type: 'explainMiss', promise: 1, reason: 'r' }, by(HANDLER))).toMatchObject({
      code: 'promiseNotMissed',
      value: 1,
    });
  });

  test('to table it needs a proposal and a date, which is kept by solving it', () => {
    const tabled = after(assigned(), table('2026-12-18'), by(HANDLER));
    expect(tabled).toMatchObject({ status: 'handling', agenda: { reason: 'tabled', promisedOn: '2026-12-18' } });
    expect(decide(tabled, table('2026-12-25'), by(HANDLER))).toMatchObject({ code: 'promiseOpen' });
    expect(decide(assigned(), table('2026-11-23'), by(HANDLER))).toMatchObject({ code: 'promiseInPast' });
    expect(decide(assigned(), table('2026-12-18'), by(INSPECTOR))).toMatchObject({ code: 'notTheLead' });
    const accept: ProblemCommand = { type: 'verify', accepted: true };
    const inTime = after(tabled, RESOLVE, by(HANDLER, '2026-12-18 17:00'));
    // However long the verifier takes: what counts is when the result was handed in.
    expect(nextOf(inTime)?.slot).toMatch(/^verification:/);
    expect(decide(inTime, accept, by(INSPECTOR, '2026-12-23 10:00'))).toMatchObject({
      events: [{ type: 'promiseKept' }, { type: 'closed' }],
    });
    const late = after(tabled, RESOLVE, by(HANDLER, '2026-12-21 10:00'));
    expect(decide(late, accept, by(INSPECTOR, '2026-12-21 11:00'))).toMatchObject({
      events: [{ type: 'promiseMissed' }, { type: 'closed' }],
    });
  });

  test('a result that is sent back has kept nothing: the promise is open again, and broken when its day has passed', () => {
    const reject: ProblemCommand = { type: 'verify', accepted: false, reason: '现场未动工' };
    let state = after(assigned(), answer('2026-11-30'), by(HANDLER));
    const settled: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      for (const [command, given] of [
        [RESOLVE, by(HANDLER)],
        [reject, by(INSPECTOR)],
      ] as const) {
        const step = decide(state, command, given);
        if (!('events' in step)) throw new Error(step.code);
        settled.push(...step.events.map(({ type }) => type).filter(type => type.startsWith('promise')));
        state = after(state, command, given);
      }
    }
    expect(settled).toEqual([]);
    expect(state.promises).toMatchObject([{ no: 1, on: '2026-11-30', missed: false }]);
    const waiting = after(state, RESOLVE, by(HANDLER, '2026-11-30 16:00'));
    const back = after(waiting, reject, by(INSPECTOR, '2026-12-02 10:00'));
    expect(nextOf(back)?.slot).toMatch(/^promise:1:/);
  });
});
