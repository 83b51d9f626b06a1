import { describe, expect, test } from '@jest/globals';
import { SYSTEM_ACTOR, type Decision, type RuleContext } from '../../../src/domain/entity.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { roundArea } from '../../../src/domain/round/area.ts';
import type { RoundCommand, RoundEvent, RoundRuleFacts, RoundState } from '../../../src/domain/round/types.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/domain/settings.ts';
import { HANDLER, local, makeContext } from '../../support/make.ts';

const county = (name: string | null, projects: number, reported: number, ...reporters: string[]) => ({
  ...{ county: name, projects, reported, reporters },
});
const facts = (month: string, ...counties: RoundRuleFacts['counties'][number][]): RoundRuleFacts => ({
  month,
  counties,
});
const TWO = [county('晋江市', 3, 0, 'chen'), county('石狮市', 2, 2, 'wu')];
const byClock = (now: string, more: Partial<RuleContext> = {}): RuleContext =>
  makeContext(now, { actor: SYSTEM_ACTOR, via: 'clock', ...more });

function must(state: RoundState | null, command: RoundCommand, given: RoundRuleFacts, context: RuleContext) {
  const decision = roundArea.decide(state, command, given, context);
  if (isRefusal(decision)) throw new Error(`refused: ${decision.code}`);
  const { events, notices } = decision as Decision<RoundEvent>;
  return { events, notices, state: events.reduce<RoundState | null>(roundArea.evolve, state) as RoundState };
}
const codeOf = (state: RoundState | null, command: RoundCommand, given: RoundRuleFacts, context: RuleContext) => {
  const decision = roundArea.decide(state, command, given, context);
  return isRefusal(decision) ? decision.code : 'ok';
};
const opened = (month: string, now: string) => must(null, { type: 'open' }, facts(month, ...TWO), byClock(now)).state;
const next = (state: RoundState, context: RuleContext) => {
  const reminder = roundArea.nextReminder(state, context);
  return reminder && `${reminder.slot} ${local(reminder.atMs)}`;
};
const withMoney = (money: Partial<Settings['money']>): Partial<RuleContext> => ({
  settings: { ...DEFAULT_SETTINGS, money: { ...DEFAULT_SETTINGS.money, ...money } },
});

describe('a round of reporting', () => {
  test('asks each reporter of a county with projects once, in office hours, and says where nobody can be asked', () => {
    const given = facts('2026-11', ...TWO, county('惠安县', 1, 0), county('德化县', 0, 0, 'lin'), county(null, 4, 1));
    const { events, notices } = must(null, { type: 'open' }, given, byClock('2026-11-25 00:30'));
    expect(events).toMatchObject([{ type: 'roundOpened', month: '2026-11', unasked: ['惠安县'] }]);
    expect(notices.map(({ personId, slot, notBeforeMs }) => `${personId} ${slot} ${local(notBeforeMs)}`)).toEqual([
      'chen 2026-11/request 2026-11-25 09:00',
      'wu 2026-11/request 2026-11-25 09:00',
    ]);
    expect(notices.map(({ expiresMs }) => local(expiresMs))).toEqual(['2026-12-04 00:00', '2026-12-04 00:00']);
  });

  test('reminds the silent ones three and one working days before the closing day, and closes when that day is over', () => {
    const state = opened('2026-11', '2026-11-25 00:30');
    const first = byClock('2026-11-30 09:00');
    expect(next(state, byClock('2026-11-25 00:31'))).toBe('remind:3 2026-11-30 09:00');
    const reminded = must(state, { type: 'step', slot: 'remind:3' }, facts('2026-11', ...TWO), first);
    expect(reminded.notices.map(({ personId, slot }) => `${personId} ${slot}`)).toEqual(['chen 2026-11/remind:3']);
    expect(reminded.events).toMatchObject([{ type: 'silentReminded', counties: ['晋江市'] }]);
    expect(next(reminded.state, first)).toBe('remind:1 2026-12-02 09:00');
    const second = must(
      reminded.state,
      { type: 'step', slot: 'remind:1' },
      facts('2026-11', ...TWO),
      byClock('2026-12-02 09:00'),
    );
    expect(next(second.state, byClock('2026-12-02 09:01'))).toBe('close 2026-12-04 00:00');
    const closed = must(
      second.state,
      { type: 'step', slot: 'close' },
      facts('2026-11', ...TWO),
      byClock('2026-12-04 00:00'),
    );
    expect(closed.notices).toEqual([]);
    expect(closed.state).toMatchObject({
      status: 'closed',
      done: ['remind:3', 'remind:1', 'close'],
      closing: {
        counties: [
          { county: '晋江市', projects: 3, reported: 0 },
          { county: '石狮市', projects: 2, reported: 2 },
        ],
      },
    });
    expect(next(closed.state, byClock('2026-12-05 09:00'))).toBeNull();
  });

  test('passes over holidays, and reminds nobody on the day of the request or before it', () => {
    // 25–27 September and 1–7 October 2026 are holidays: the request leaves on the 28th, as the first reminder would.
    const state = opened('2026-09', '2026-09-25 00:30');
    expect(local(state.passedMs)).toBe('2026-09-28 09:00');
    expect(next(state, byClock('2026-09-25 00:31'))).toBe('remind:1 2026-09-30 09:00');
  });

  test('gives of several reminders an outage has left behind the latest, and after the close only the close', () => {
    const state = opened('2026-11', '2026-11-25 00:30');
    expect(next(state, byClock('2026-12-02 15:00'))).toBe('remind:1 2026-12-02 09:00');
    const { state: after } = must(
      state,
      { type: 'step', slot: 'remind:1' },
      facts('2026-11', ...TWO),
      byClock('2026-12-02 15:00'),
    );
    expect(next(after, byClock('2026-12-02 15:01'))).toBe('close 2026-12-04 00:00');
    expect(next(state, byClock('2026-12-09 09:00'))).toBe('close 2026-12-04 00:00');
  });

  test('follows the settings of the day it looks', () => {
    const state = opened('2026-11', '2026-11-25 00:30');
    const context = byClock('2026-11-26 09:00', withMoney({ closingDay: 10, remindWorkingDaysBefore: [2] }));
    expect(next(state, context)).toBe('remind:2 2026-12-08 09:00');
    expect(next(state, byClock('2026-11-26 09:00', withMoney({ remindWorkingDaysBefore: [] })))).toBe(
      'close 2026-12-04 00:00',
    );
  });

  test('is opened by the clock or a coordinator, once, for no month to come and none that is over', () => {
    const open = { type: 'open' } as const;
    expect(codeOf(null, open, facts('2026-11'), makeContext())).toBe('ok');
    expect(codeOf(null, open, facts('2026-11'), makeContext(undefined, { actor: HANDLER }))).toBe('notAllowed');
    expect(codeOf(null, open, facts('2026-12'), makeContext())).toBe('monthInFuture');
    expect(codeOf(null, open, facts('2026-09'), makeContext())).toBe('roundClosed');
    expect(codeOf(null, open, facts('2026-13'), makeContext())).toBe('badFormat');
    expect(codeOf(opened('2026-11', '2026-11-25 00:30'), open, facts('2026-11'), makeContext())).toBe('alreadyExists');
  });

  test('skips a reminder for a coordinator with a reason, never the close', () => {
    const state = opened('2026-11', '2026-11-25 00:30');
    const skip = (slot: string) => ({ type: 'skipStep', slot, reason: '县里已当面催过' }) as const;
    const context = makeContext('2026-11-26 10:00');
    expect(codeOf(state, skip('remind:1'), facts('2026-11'), context)).toBe('stepNotNext');
    expect(codeOf(state, skip('remind:3'), facts('2026-11'), { ...context, actor: HANDLER })).toBe('notAllowed');
    const { state: after, notices } = must(state, skip('remind:3'), facts('2026-11'), context);
    expect(notices).toEqual([]);
    expect(next(after, context)).toBe('remind:1 2026-12-02 09:00');
    const { state: last } = must(after, skip('remind:1'), facts('2026-11'), context);
    expect(codeOf(last, skip('close'), facts('2026-11'), context)).toBe('stepNotNext');
  });

  test('a clock that comes early, twice or after the close moves nothing', () => {
    const state = opened('2026-11', '2026-11-25 00:30');
    const step = (slot: string) => ({ type: 'step', slot }) as const;
    expect(codeOf(state, step('remind:3'), facts('2026-11', ...TWO), byClock('2026-11-30 08:59'))).toBe('clockStale');
    const { state: after } = must(state, step('remind:3'), facts('2026-11', ...TWO), byClock('2026-11-30 09:00'));
    expect(codeOf(after, step('remind:3'), facts('2026-11', ...TWO), byClock('2026-11-30 09:00'))).toBe('clockStale');
    const { state: closed } = must(after, step('close'), facts('2026-11', ...TWO), byClock('2026-12-04 00:00'));
    expect(codeOf(closed, step('close'), facts('2026-11'), byClock('2026-12-04 00:01'))).toBe('roundClosed');
  });
});
