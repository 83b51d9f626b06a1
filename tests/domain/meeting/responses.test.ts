import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../src/domain/entity.ts';
import { meetingArea } from '../../../src/domain/meeting/meeting.ts';
import { RESPONSES, responseOf } from '../../../src/domain/meeting/responses.ts';
import type { MeetingCommand, MeetingRuleFacts, MeetingState } from '../../../src/domain/meeting/types.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import * as make from '../../support/make.ts';
import { COORDINATOR, HANDLER, local, makeSeriesFacts } from '../../support/make.ts';

/** Of an office whose timetable knows no agenda. */
const timetable = DEFAULT_SETTINGS.meeting.timetable.filter(({ step }) => step !== 'agenda' && step !== 'approval');
const settings = { ...DEFAULT_SETTINGS, meeting: { ...DEFAULT_SETTINGS.meeting, timetable } };
const makeContext = (now?: string) => make.makeContext(now, { settings });

const series = {
  ...makeSeriesFacts({ attendeeIds: ['handler', 'reporter'] }),
  id: 'weekly',
  status: 'running',
} as const;
const facts = (more: Partial<MeetingRuleFacts> = {}): MeetingRuleFacts => ({
  ...{ id: 'weekly/2026-11-30', plannedDate: '2026-11-30', series, withoutAddress: [], busy: [] },
  ...{ coordinators: [], unitKnown: true, agenda: null, personKnown: true, owners: new Map(), minutesHash: null },
  ...more,
});

interface Moment {
  now?: string;
  actor?: Actor;
  given?: MeetingRuleFacts;
}

const decide = (state: MeetingState | null, command: MeetingCommand, { now, actor, given = facts() }: Moment = {}) =>
  meetingArea.decide(state, command, given, { ...makeContext(now), ...(actor && { actor }) });

function after(state: MeetingState | null, command: MeetingCommand, moment: Moment = {}): MeetingState {
  const answer = decide(state, command, moment);
  if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${answer.code}`);
  return answer.events.reduce<MeetingState | null>(
    (current, event) => meetingArea.evolve(current, event),
    state,
  ) as MeetingState;
}

const FRIDAY = '2026-11-27 16:00';
const EARLY = '2026-11-27 17:00';
const opened = (): MeetingState => after(null, { type: 'open' });
const invited = (): MeetingState => after(opened(), { type: 'step', slot: 'reminder' }, { now: FRIDAY });
const says = (response: (typeof RESPONSES)[number], more: object = {}) =>
  ({ type: 'answerInvitation', response, ...more }) as const;
const mine: Moment = { actor: HANDLER, now: FRIDAY };

describe('an answer to an invitation', () => {
  test('is one’s own, and the last one stands', () => {
    const coming = after(invited(), says('coming'), mine);
    expect(responseOf(coming, 'handler')).toMatchObject({ response: 'coming', deputy: null, enteredBy: null });
    const away = after(coming, says('deputy', { deputy: '王小明' }), mine);
    expect(away.responses).toHaveLength(1);
    expect(responseOf(away, 'handler')).toMatchObject({ response: 'deputy', words: ['deputy'] });
  });

  test('names nobody and gives no reasons in its event: what is written about people can be erased', () => {
    const said = says('deputy', { deputy: '王小明', note: '出差' });
    const answer = decide(invited(), said, mine);
    expect(answer).toMatchObject({ events: [{ deputy: null, note: null, words: ['deputy', 'note'] }] });
    expect(JSON.stringify(answer)).not.toMatch(/王小明|出差/);
    const before = after(invited(), said, mine);
    const again = (words: { deputy: string | null; note: string | null } | null) =>
      decide(before, said, { ...mine, given: facts({ words }) });
    expect(again({ deputy: '王小明', note: '出差' })).toMatchObject({ events: [] });
    expect(again({ deputy: '王小明', note: null })).toMatchObject({ events: [{ type: 'invitationAnswered' }] });
    expect(again(null)).toMatchObject({ events: [{ type: 'invitationAnswered' }] });
  });

  test('of before words had a row of their own still has them', () => {
    const old: MeetingState = meetingArea.evolve(invited(), {
      ...{ type: 'invitationAnswered', personId: 'handler', response: 'deputy', deputy: '王小明', note: null },
      ...{ enteredBy: null, atMs: 0 },
    });
    expect(decide(old, says('deputy', { deputy: '王小明' }), mine)).toMatchObject({ events: [] });
  });

  test('said twice in the same words is said once', () => {
    expect(decide(after(invited(), says('coming'), mine), says('coming'), mine)).toEqual({ events: [], notices: [] });
  });

  test('may be entered by a coordinator, which is written down, and by nobody else', () => {
    const entered = after(invited(), says('declined', { person: 'reporter' }), { actor: COORDINATOR, now: FRIDAY });
    expect(responseOf(entered, 'reporter')).toMatchObject({ response: 'declined', enteredBy: 'coordinator' });
    expect(decide(invited(), says('declined', { person: 'reporter' }), mine)).toMatchObject({ code: 'notAllowed' });
  });

  test('may come before the invitation, from who attends the series', () => {
    expect(responseOf(after(opened(), says('coming'), { actor: HANDLER }), 'handler')).toMatchObject({
      response: 'coming',
    });
  });

  test.each([
    ['a deputy without a name', says('deputy'), 'required', 'deputy'],
    ['a name without a deputy', says('coming', { deputy: '王小明' }), 'answerWithout', 'deputy'],
  ])('%s is refused', (_, command, code, field) => {
    expect(decide(invited(), command, mine)).toMatchObject({ code, field });
  });

  test('of a stranger, or once the meeting has begun or was cancelled, is refused', () => {
    const stranger: Actor = { id: 'stranger', unitId: 'office', roles: [] };
    expect(decide(invited(), says('coming'), { actor: stranger, now: FRIDAY })).toMatchObject({
      ...{ code: 'notInvited', field: 'person', value: 'stranger' },
    });
    const late = { actor: HANDLER, now: '2026-11-30 09:00' };
    expect(decide(invited(), says('coming'), late)).toMatchObject({ code: 'meetingOver' });
    const off = after(invited(), { type: 'cancel', reason: '与全市大会冲突' }, { now: FRIDAY });
    expect(decide(off, says('coming'), mine)).toMatchObject({ code: 'meetingOver', params: { status: 'cancelled' } });
  });

  test('is for the time it was given for: another time asks everybody again, another place does not', () => {
    const coming = after(invited(), says('coming'), mine);
    const elsewhere = { type: 'move', date: '2026-11-30', time: '09:00', venue: '二楼', reason: '设备检修' } as const;
    expect(after(coming, elsewhere, { now: FRIDAY }).responses).toHaveLength(1);
    const later = { type: 'move', date: '2026-12-01', time: '15:00', reason: '市领导外出' } as const;
    expect(after(coming, later, { now: FRIDAY }).responses).toEqual([]);
  });

  test('of a meeting older than answers is its first', () => {
    const { responses: _, ...old } = invited();
    expect(after(old, says('coming'), mine).responses).toHaveLength(1);
  });
});

describe('the last reminder', () => {
  const next = (state: MeetingState, now: string) => {
    const reminder = meetingArea.nextReminder(state, makeContext(now));
    return reminder && [reminder.slot, local(reminder.atMs)];
  };
  const last = { type: 'step', slot: 'lastReminder' } as const;

  test('comes before the office closes on the working day before a meeting at nine, to those who have not answered', () => {
    const state = after(invited(), says('coming'), mine);
    expect(next(state, FRIDAY)).toEqual(['lastReminder', EARLY]);
    const answer = decide(state, last, { now: EARLY });
    expect(answer).toMatchObject({
      events: [{ type: 'stepDone', step: 'lastReminder', told: ['reporter'], unreachable: [] }],
      notices: [{ kind: 'meeting-reminder', slot: 'weekly/2026-11-30/lastReminder/0', personId: 'reporter' }],
    });
    expect(next(after(state, last, { now: EARLY }), EARLY)).toEqual(['held', '2026-11-30 09:00']);
    expect(after(state, last, { now: EARLY }).invited).toEqual(['handler', 'reporter']);
  });

  test('goes to nobody when everybody has answered', () => {
    const one = after(invited(), says('coming'), mine);
    const all = after(one, says('declined', { person: 'reporter' }), { actor: COORDINATOR, now: FRIDAY });
    expect(decide(all, last, { now: EARLY })).toMatchObject({ events: [{ told: [] }], notices: [] });
  });

  test('names whom no mail reaches', () => {
    const state = after(opened(), { type: 'step', slot: 'reminder' }, { now: FRIDAY });
    const given = facts({ withoutAddress: ['reporter'] });
    expect(decide(state, last, { now: EARLY, given })).toMatchObject({
      events: [{ told: ['handler'], unreachable: ['reporter'] }],
    });
  });

  test('does not follow an invitation that itself comes within the hour', () => {
    const state = after(opened(), { type: 'remindNow' }, { now: '2026-11-30 06:30' });
    expect(state.done).toEqual(['reminder', 'lastReminder']);
    expect(after(opened(), { type: 'remindNow' }, { now: FRIDAY }).done).toEqual(['reminder']);
  });

  test('comes again for the new time of a meeting that was moved after it', () => {
    const reminded = after(invited(), last, { now: EARLY });
    const moved = after(
      reminded,
      { type: 'move', date: '2026-12-01', time: '15:00', reason: '市领导外出' },
      { now: '2026-11-30 08:00' },
    );
    expect(next(moved, '2026-11-30 08:00')).toEqual(['lastReminder', '2026-12-01 13:00']);
    const answer = decide(moved, last, { now: '2026-12-01 13:00' });
    expect(answer).toMatchObject({ notices: [{ slot: 'weekly/2026-11-30/lastReminder/1' }, {}] });
  });
});

test('whatever is said in whatever order, everybody has at most one answer, and it is his last', () => {
  const step = fc.record({
    person: fc.constantFrom('handler', 'reporter'),
    response: fc.constantFrom(...RESPONSES),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), steps => {
      const state = steps.reduce(
        (current, { person, response }) =>
          after(current, says(response, { person, ...(response === 'deputy' && { deputy: '王小明' }) }), {
            ...{ actor: COORDINATOR, now: FRIDAY },
          }),
        invited(),
      );
      for (const person of ['handler', 'reporter']) {
        const own = steps.filter(each => each.person === person);
        expect(responseOf(state, person)?.response).toBe(own.at(-1)?.response);
        expect((state.responses ?? []).filter(({ personId }) => personId === person).length).toBe(
          Math.min(1, own.length),
        );
      }
    }),
    { seed: 20_261_130, numRuns: 60 },
  );
});
