import { describe, expect, test } from '@jest/globals';
import { HANDLER, local } from '../../support/make.ts';
import { after, blown, decide, give, mailsOf, next } from './handle.ts';

const land = { type: 'answer', department: 'land', answer: 'comes' } as const;

describe('the clock of a whistle', () => {
  test('reminds the silent, lists them at the limit, begins, and asks for a missing result', () => {
    let state = after(blown(), land, { by: HANDLER });
    expect(next(state, '2026-11-23 10:05')).toEqual(['remind', '2026-11-24 13:30']);
    const reminder = give(state, '2026-11-24 13:30');
    expect(mailsOf(reminder)).toEqual(['clerk approvals/reminder']);
    state = reminder.state;
    expect(next(state, '2026-11-24 13:30')).toEqual(['limit', '2026-11-24 17:30']);
    const limit = give(state, '2026-11-24 17:30');
    expect(mailsOf(limit)).toEqual(['inspector silent', 'coordinator silent', 'reporter silent']);
    // The office has closed: it is told in the morning.
    expect(local(limit.notices[0]?.notBeforeMs ?? 0)).toBe('2026-11-25 09:00');
    state = limit.state;
    expect(state.departments.map(({ unit, silent }) => [unit, silent])).toEqual([
      ['land', false],
      ['approvals', true],
    ]);
    expect(next(state, '2026-11-24 17:30')).toEqual(['start', '2026-11-25 15:00']);
    state = give(state, '2026-11-25 15:00').state;
    expect(next(state, '2026-11-25 15:00')).toEqual(['result', '2026-11-26 09:00']);
    const asked = give(state, '2026-11-26 09:00');
    expect(mailsOf(asked)).toEqual(['coordinator resultAsked', 'reporter resultAsked']);
    expect([asked.state.status, next(asked.state, '2026-11-26 09:00')]).toEqual(['convened', null]);
  });

  test('has no reminder when there is no time for one', () => {
    const soon = blown({ on: '2026-11-23', time: '13:00' });
    expect(next(soon, '2026-11-23 10:00')).toEqual(['limit', '2026-11-23 13:00']);
    expect(next(soon, '2026-11-23 10:00')).not.toBeNull();
  });

  test('after an outage gives no late reminder: the limit has passed', () => {
    expect(next(blown(), '2026-11-25 08:00')).toEqual(['limit', '2026-11-24 17:30']);
  });

  test('that is stale does nothing', () => {
    for (const slot of ['remind', 'limit', 'start', 'result', 'x']) {
      expect(decide(blown(), { type: 'step', slot })).toMatchObject({ code: 'clockStale', field: 'slot', value: slot });
    }
    const off = after(blown(), { type: 'callOff', reason: 'r' });
    expect(next(off, '2026-11-24 17:30')).toBeNull();
    expect(decide(off, { type: 'step', slot: 'limit' }, { now: '2026-11-24 17:30' })).toMatchObject({
      code: 'clockStale',
    });
  });

  test('reminders and limits hang on the settings of the day', () => {
    const settings = { answerWorkingDays: 2, remindHoursBefore: 24 };
    const state = blown({ on: '2026-11-26' }, { settings });
    expect(local(state.answerDueMs)).toBe('2026-11-25 17:30');
    expect(next(state, '2026-11-23 10:00')).toEqual(['remind', '2026-11-25 13:30']);
  });
});
