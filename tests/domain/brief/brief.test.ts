import { describe, expect, test } from '@jest/globals';
import { briefArea, briefRefusal } from '../../../src/domain/brief/area.ts';
import { compileMsOf, deliverMsOf, nextCompileMs, weekAhead, weekDue } from '../../../src/domain/brief/days.ts';
import type { BriefContent, BriefRuleFacts } from '../../../src/domain/brief/types.ts';
import { SYSTEM_ACTOR } from '../../../src/domain/entity.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { HANDLER, at, local, makeContext } from '../../support/make.ts';

const byClock = (now: string) => makeContext(now, { actor: SYSTEM_ACTOR, via: 'clock' });
const compiledAt = (week: string) => {
  const ms = compileMsOf(week, byClock('2026-01-05 10:00'));
  return ms === null ? null : local(ms);
};
const deliveredAt = (week: string) => local(deliverMsOf(week, byClock('2026-01-05 10:00')));

describe('the days of a brief', () => {
  test.each([
    ['2026-W48', 'an ordinary week', '2026-11-27 16:30', '2026-11-30 09:00'],
    ['2026-W01', 'a week whose Sunday is worked (补班)', '2026-01-04 16:30', '2026-01-05 09:00'],
    ['2026-W07', 'the Saturday worked before the Spring Festival', '2026-02-14 16:30', '2026-02-24 09:00'],
    ['2026-W40', 'a week cut short by National Day', '2026-09-30 16:30', '2026-10-08 09:00'],
    ['2026-W14', 'a Monday off after it (清明)', '2026-04-03 16:30', '2026-04-07 09:00'],
  ])('%s, %s', (week, _what, compiled, delivered) => {
    expect([compiledAt(week), deliveredAt(week)]).toEqual([compiled, delivered]);
  });

  test('a week in which nobody works has no brief: the one before is due until the one after', () => {
    expect(compiledAt('2026-W08')).toBeNull();
    expect(weekDue(at('2026-02-20 10:00'), byClock('2026-02-20 10:00'))).toBe('2026-W07');
    expect(weekAhead(at('2026-02-15 10:00'), byClock('2026-02-15 10:00'))).toBe('2026-W09');
    expect(local(nextCompileMs('2026-W07', byClock('2026-02-15 10:00')))).toBe('2026-02-28 16:30');
  });

  test('outside office hours it is delivered when the office opens', () => {
    const context = makeContext('2026-11-27 16:30');
    const early = { ...context.settings, brief: { ...context.settings.brief, deliverAt: '07:00' } };
    expect(local(deliverMsOf('2026-W48', { ...context, settings: early }))).toBe('2026-11-30 09:00');
  });
});

describe('whether a brief may be compiled', () => {
  const refused = (now: string, week = '2026-W48', more: object = {}) =>
    briefRefusal(null, week, { ...byClock(now), ...more })?.code ?? null;

  test('from its instant on, by the clock until the day it is delivered on is over', () => {
    expect(refused('2026-11-27 16:29')).toBe('briefAhead');
    expect(refused('2026-11-27 16:30')).toBeNull();
    expect(refused('2026-11-30 23:00')).toBeNull();
    expect(refused('2026-12-01 08:00')).toBe('clockStale');
  });

  test('by a coordinator until the next one is due, and by nobody else', () => {
    const person = { actor: makeContext().actor, via: 'person' };
    expect(refused('2026-12-03 10:00', '2026-W48', person)).toBeNull();
    expect(refused('2026-12-04 16:30', '2026-W48', person)).toBe('briefPassed');
    expect(refused('2026-11-27 17:00', '2026-W48', { ...person, actor: HANDLER })).toBe('notAllowed');
  });

  test('of a week that was compiled, that nobody works in, or that is none', () => {
    expect(briefRefusal({ week: '2026-W48', deliverMs: 0 }, '2026-W48', byClock('2026-11-27 17:00'))?.code).toBe(
      'alreadyExists',
    );
    expect(refused('2026-02-27 17:00', '2026-W08')).toBe('weekWithoutWork');
    expect(refused('2026-11-27 17:00', '2026-W54')).toBe('noSuchWeek');
  });
});

describe('compiling', () => {
  const content = {} as BriefContent;
  const found = { sinceMs: 1, untilMs: 2, content, hash: 'h', recipients: ['leader', 'lost'], unreachable: ['lost'] };
  const facts: BriefRuleFacts = { week: '2026-W48', found };
  const compiled = (now: string) => {
    const decision = briefArea.decide(null, { type: 'compile' }, facts, byClock(now));
    if (isRefusal(decision)) throw new Error(decision.code);
    return decision;
  };

  test('writes one mail for each reader, which leaves on the next working day and is noise when the next one is compiled', () => {
    const { events, notices } = compiled('2026-11-27 16:30');
    expect(events).toMatchObject([
      { type: 'compiled', week: '2026-W48', late: false, hash: 'h', unreachable: ['lost'] },
    ]);
    expect(notices.map(({ personId }) => personId)).toEqual(['leader', 'lost']);
    expect(notices[0]).toMatchObject({ kind: 'weekly-brief', slot: '2026-W48' });
    expect([notices[0]?.notBeforeMs ?? 0, notices[0]?.expiresMs ?? 0].map(local)).toEqual([
      '2026-11-30 09:00',
      '2026-12-04 16:30',
    ]);
  });

  test('late, it says so and leaves at once in office hours', () => {
    const { events, notices } = compiled('2026-11-30 10:15');
    expect(events).toMatchObject([{ late: true }]);
    expect(local(notices[0]?.notBeforeMs ?? 0)).toBe('2026-11-30 10:15');
  });
});
