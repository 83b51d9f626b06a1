import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../../src/domain/refusal.ts';
import type { Notice, RuleContext } from '../../../src/domain/entity.ts';
import { decideProject } from '../../../src/domain/project/decide.ts';
import { nextProjectReminder } from '../../../src/domain/project/reminders.ts';
import type { ProjectCommand } from '../../../src/domain/project/commands.ts';
import type { ProjectState } from '../../../src/domain/project/types.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { at, local, makeContext, makeProjectRuleFacts } from '../../support/make.ts';
import { achieved, decide, evolve, signed, walk } from './walk.ts';

const next = (state: ProjectState, now?: string): [string, string] | null => {
  const reminder = nextProjectReminder(state, makeContext(now));
  return reminder && [reminder.slot, local(reminder.atMs)];
};

/** Gives the reminder that is next at `now` and returns the project after it, with what was sent. */
function warn(
  state: ProjectState,
  now: string,
  more: { leaderId?: string } = {},
): { state: ProjectState; notices: readonly Notice[] } {
  const context = makeContext(now, { via: 'clock' });
  const slot = nextProjectReminder(state, context)?.slot ?? '';
  const answer = decideProject({ ...state, ...more }, { type: 'warn', slot }, makeProjectRuleFacts(), context);
  if (isRefusal(answer)) throw new Error(`${slot} was refused: ${answer.code}`);
  return { state: evolve(state, answer.events), notices: answer.notices };
}

const planned = (plan: string, setOn = '2026-05-06 10:00') => signed({ plans: { landing: plan } }, makeContext(setOn));

describe('warnings of a planned milestone', () => {
  test('come 30 and 7 days before it and on the day, each once, and every Monday once it is late', () => {
    let state = planned('2026-11-25');
    expect(next(state, '2026-05-06 10:00')).toEqual(['landing:2026-11-25:-30', '2026-10-26 09:00']);
    state = warn(state, '2026-10-26 09:00').state;
    expect(next(state, '2026-10-26 09:00')).toEqual(['landing:2026-11-25:-7', '2026-11-18 09:00']);
    state = warn(state, '2026-11-18 09:00').state;
    expect(next(state, '2026-11-18 09:00')).toEqual(['landing:2026-11-25:0', '2026-11-25 09:00']);
    state = warn(state, '2026-11-25 09:00').state;
    expect(next(state, '2026-11-25 09:00')).toEqual(['landing:2026-11-25:5', '2026-11-30 09:00']);
    state = warn(state, '2026-11-30 09:00').state;
    expect(next(state, '2026-11-30 09:00')).toEqual(['landing:2026-11-25:12', '2026-12-07 09:00']);
  });

  test('on a weekend or a holiday wait for the office to open', () => {
    // 30 days before Monday 6 April, a holiday, is Saturday 7 March.
    const early = signed(
      { actuals: { signing: '2025-12-01' }, plans: { landing: '2026-04-06' } },
      makeContext('2026-01-05 10:00'),
    );
    expect(next(early, '2026-01-05 10:00')).toEqual(['landing:2026-04-06:-30', '2026-03-09 09:00']);
  });

  test('that lay before the plan was set are not sent', () => {
    expect(next(planned('2026-12-10', '2026-11-23 10:00'))).toEqual(['landing:2026-12-10:-7', '2026-12-03 09:00']);
    expect(next(planned('2026-11-27', '2026-11-23 10:00'))).toEqual(['landing:2026-11-27:0', '2026-11-27 09:00']);
    expect(next(planned('2026-12-23', '2026-11-23 10:00'))).toEqual(['landing:2026-12-23:-7', '2026-12-16 09:00']);
  });

  test('a plan that has passed when it is set stands in the digest of that week', () => {
    const state = planned('2026-11-10', '2026-11-23 10:00');
    expect(next(state)).toEqual(['landing:2026-11-10:13', '2026-11-23 09:00']);
    expect(next(warn(state, '2026-11-23 10:00').state)).toEqual(['landing:2026-11-10:20', '2026-11-30 09:00']);
  });

  test('a digest on a holiday waits for the office, and the one after it keeps its day', () => {
    // Monday 5 October 2026 lies in the holiday that ends on the 7th.
    const state = planned('2026-09-30');
    const late = warn(state, '2026-09-30 09:00').state;
    expect(next(late, '2026-09-30 09:00')).toEqual(['landing:2026-09-30:5', '2026-10-08 09:00']);
    const told = warn(late, '2026-10-08 09:00').state;
    expect(next(told, '2026-10-08 09:00')).toEqual(['landing:2026-09-30:12', '2026-10-12 09:00']);
  });

  test('the digest comes on the weekday of the settings', () => {
    const settings = { ...DEFAULT_SETTINGS, project: { ...DEFAULT_SETTINGS.project, digestWeekday: 4 } };
    const late = warn(planned('2026-11-25'), '2026-11-25 09:00').state;
    const context = makeContext('2026-11-25 10:00', { settings });
    expect(nextProjectReminder(late, context)?.slot).toBe('landing:2026-11-25:1');
  });

  test('after a long outage only the latest is given', () => {
    const state = planned('2026-11-25');
    expect(next(state, '2026-11-20 10:00')).toEqual(['landing:2026-11-25:-7', '2026-11-18 09:00']);
    expect(next(state, '2027-01-05 10:00')).toEqual(['landing:2026-11-25:40', '2027-01-04 09:00']);
    const told = warn(state, '2027-01-05 10:00').state;
    expect(next(told, '2027-01-05 10:00')).toEqual(['landing:2026-11-25:47', '2027-01-11 09:00']);
  });

  test('begin again with a new plan date', () => {
    const warned = warn(planned('2026-11-25'), '2026-11-30 09:00').state;
    const revised = walk(warned, [{ type: 'revisePlan', stage: 'landing', date: '2027-02-22', reason: 'r' }]);
    expect(next(revised)).toEqual(['landing:2027-02-22:-30', '2027-01-25 09:00']);
  });

  test('end when the milestone is reached', () => {
    const landed = walk(planned('2026-12-25'), [{ type: 'advance', to: 'landing', on: '2026-11-20' }]);
    expect(next(landed)).toBeNull();
    expect(next(achieved())).toBeNull();
  });

  test('of several milestones the earliest comes first', () => {
    const plans = { landing: '2027-03-01', groundbreaking: '2026-12-10' };
    expect(next(signed({ plans }))).toEqual(['groundbreaking:2026-12-10:-7', '2026-12-03 09:00']);
  });

  test('come on the days the settings of that day name', () => {
    const settings = { ...DEFAULT_SETTINGS, project: { ...DEFAULT_SETTINGS.project, warnDaysBefore: [3, 60] } };
    const context = makeContext('2026-05-06 10:00', { settings });
    expect(nextProjectReminder(planned('2026-11-25'), context)?.slot).toBe('landing:2026-11-25:-60');
  });
});

describe('a warning by the clock', () => {
  const state = planned('2026-11-25');
  const clock = (slot: string, now: string, of: ProjectState = state) =>
    decide(of, { type: 'warn', slot }, makeContext(now, { via: 'clock' }));

  test.each([
    ['before its time', 'landing:2026-11-25:-30', '2026-10-26 08:59'],
    ['of another plan', 'landing:2026-11-24:-30', '2026-10-26 09:00'],
    ['that a later one has overtaken', 'landing:2026-11-25:-30', '2026-11-20 09:00'],
    ['that nobody knows', 'x', '2026-11-20 09:00'],
  ])('%s does nothing', (_what, slot, now) => {
    expect(clock(slot, now)).toMatchObject({ code: 'clockStale', field: 'slot', value: slot });
  });

  test('given twice does nothing the second time', () => {
    const warned = warn(state, '2026-10-26 09:00').state;
    expect(clock('landing:2026-11-25:-30', '2026-10-26 09:00', warned)).toMatchObject({ code: 'clockStale' });
  });

  test('tells the team before the date, and the paired leader too after it', () => {
    const people = (now: string) => warn(state, now, { leaderId: 'leader' }).notices.map(({ personId }) => personId);
    expect(people('2026-10-26 09:00')).toEqual(['reporter']);
    expect(people('2026-11-25 09:00')).toEqual(['reporter']);
    expect(people('2026-11-30 09:00')).toEqual(['reporter', 'leader']);
  });

  test('tells a leader who is in the team once', () => {
    const { notices } = warn(state, '2026-11-26 09:00', { leaderId: 'reporter' });
    expect(notices).toHaveLength(1);
  });

  test('carries what the mail must say', () => {
    expect(warn(state, '2026-10-26 09:00').notices[0]).toMatchObject({
      kind: 'plan-warning',
      slot: '2026-10-26',
      data: { project: 'QZ-1', stage: 'landing', plan: '2026-11-25', dayOffset: -30 },
    });
  });

  test.each([
    ['in office hours: now', '2026-11-20 10:00', '2026-11-20 10:02'],
    ['at night: when the office opens', '2026-11-19 23:00', '2026-11-20 09:02'],
    ['on Saturday: on Monday', '2026-11-21 10:00', '2026-11-23 09:02'],
  ])('that comes late %s, among the mails of that day', (_why, now, sent) => {
    const [notice] = warn(state, now).notices;
    expect(notice && local(notice.notBeforeMs)).toBe(sent);
    expect(notice?.slot).toBe(sent.slice(0, 10));
    expect(notice?.expiresMs).toBeGreaterThan(notice?.notBeforeMs ?? 0);
  });
});

describe('the review of a pause', () => {
  const pause: ProjectCommand = { type: 'pause', reason: 'r', reviewOn: '2026-12-05' };
  const paused = walk(planned('2026-11-25'), [pause]);

  test('is the only warning while the project is paused, and comes once', () => {
    // 5 December is a Saturday.
    expect(next(paused)).toEqual(['review:2026-12-05', '2026-12-07 09:00']);
    const reviewed = warn(paused, '2026-12-07 09:00');
    expect(reviewed.notices[0]).toMatchObject({ data: { stage: null, plan: '2026-12-05', dayOffset: 0 } });
    expect(next(reviewed.state, '2026-12-07 09:00')).toBeNull();
  });

  test('gives way to the plan again when the project resumes', () => {
    expect(next(walk(paused, [{ type: 'resume' }]))?.[0]).toBe('landing:2026-11-25:-7');
    expect(next(walk(paused, [{ type: 'withdraw', reason: 'r' }]))).toBeNull();
  });

  test('a second pause is reviewed again', () => {
    const again = walk(
      warn(paused, '2026-12-07 09:00').state,
      [{ type: 'resume' }, pause],
      makeContext('2026-12-01 10:00'),
    );
    expect(next(again)?.[0]).toBe('review:2026-12-05');
  });
});

test('every instant of a reminder lies in office hours', () => {
  const context: RuleContext = makeContext('2026-01-05 10:00');
  for (let day = 0; day < 365; day += 1) {
    const plan = new Date(Date.UTC(2026, 3, 1 + day)).toISOString().slice(0, 10);
    const state = signed({ actuals: { signing: '2025-12-01' }, plans: { landing: plan } }, context);
    const reminder = nextProjectReminder(state, context);
    expect(local(reminder?.atMs ?? 0)).toMatch(/ 09:00$/);
    expect(reminder?.atMs).toBeGreaterThan(at('2026-01-05 10:00'));
  }
});
