import { describe, expect, test } from '@jest/globals';
import type { AgendaItem } from '../../../src/domain/meeting/agenda/types.ts';
import { NO_AGENDA, NO_FACTS } from '../../../src/domain/meeting/agenda/types.ts';
import { meetingArea } from '../../../src/domain/meeting/meeting.ts';
import { waitsForMinutes } from '../../../src/domain/meeting/minutes/clock.ts';
import type { MeetingCommand, MeetingRuleFacts, MeetingState } from '../../../src/domain/meeting/types.ts';
import type { Actor } from '../../../src/domain/entity.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { COORDINATOR, HANDLER, INSPECTOR, local, makeContext, makeSeriesFacts } from '../../support/make.ts';

const HELD = '2026-11-30 09:00';
const WRITTEN = '2026-11-30 15:00';

const item = (no: number, kind: AgendaItem['kind']): AgendaItem => ({
  ...{
    no,
    kind,
    subject: kind === 'free' ? null : 'problem',
    code: kind === 'free' ? null : `Q-${no}`,
    title: `议题${no}`,
  },
  ...{ unitId: 'land', minutes: 5, facts: NO_FACTS },
});
const facts = (more: Partial<MeetingRuleFacts> = {}): MeetingRuleFacts => ({
  ...{ id: 'weekly/2026-11-30', plannedDate: '2026-11-30', withoutAddress: [], busy: [], agenda: null },
  series: { ...makeSeriesFacts(), id: 'weekly', status: 'running' },
  ...{ coordinators: ['coordinator'], unitKnown: true, personKnown: true, minutesHash: 'hash' },
  owners: new Map([['land', ['handler']]]),
  ...more,
});

interface Moment {
  now?: string;
  actor?: Actor;
  given?: MeetingRuleFacts;
}
const decide = (state: MeetingState | null, command: MeetingCommand, { now = WRITTEN, actor, given }: Moment = {}) =>
  meetingArea.decide(state, command, given ?? facts(), makeContext(now, actor && { actor }));
function after(state: MeetingState | null, command: MeetingCommand, moment: Moment = {}): MeetingState {
  const answer = decide(state, command, moment);
  if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${answer.code}`);
  return answer.events.reduce<MeetingState | null>(meetingArea.evolve, state) as MeetingState;
}
const step = (slot: string): MeetingCommand => ({ type: 'step', slot });
const next = (state: MeetingState, now = WRITTEN): [string, string] | null => {
  const reminder = meetingArea.nextReminder(state, makeContext(now));
  return reminder && [reminder.slot, local(reminder.atMs)];
};

const opened = (): MeetingState => ({
  ...after(null, { type: 'open' }, { now: '2026-11-23 10:00' }),
  agenda: { ...NO_AGENDA, items: [item(1, 'problem'), item(2, 'carried'), item(3, 'free')], lastNo: 3, composedMs: 1 },
});
const held = (): MeetingState => after(opened(), step('held'), { now: HELD });

const ATTEND: MeetingCommand = { type: 'attend', person: 'handler', presence: 'present' };
const DECIDE: MeetingCommand = { type: 'decideItem', item: 1, text: '调剂指标', unit: 'land', due: '2026-12-04' };
const written = (): MeetingState => after(after(held(), ATTEND), DECIDE);
const published = (): MeetingState => after(written(), { type: 'publishMinutes' });
const followedUp = (): MeetingState => after(published(), step('followUp'));

describe('after a meeting', () => {
  test('minutes are asked for the next working day, late at 17:00, and then what was not decided is carried over', () => {
    expect(next(held())).toEqual(['minutes', '2026-12-01 10:00']);
    const asked = after(held(), step('minutes'), { now: '2026-12-01 10:00' });
    expect(next(asked)).toEqual(['minutesDue', '2026-12-01 17:00']);
    const answer = decide(asked, step('minutesDue'), { now: '2026-12-01 17:00' });
    expect(answer).toMatchObject({ events: [{ step: 'minutesDue', told: ['coordinator', 'coordinator'] }] });
    const late = after(asked, step('minutesDue'), { now: '2026-12-01 17:00' });
    expect(next(late, '2026-12-01 17:00')).toEqual(['followUp', '2026-12-01 17:00']);
    const done = after(late, step('followUp'), { now: '2026-12-01 17:00' });
    expect([next(done), waitsForMinutes(done)]).toEqual([null, false]);
    // Late minutes are minutes.
    expect(waitsForMinutes(after(after(after(done, ATTEND), DECIDE), { type: 'publishMinutes' }))).toBe(true);
  });

  test('published early nobody is asked; it is followed up at once', () => {
    expect(next(published())).toEqual(['followUp', WRITTEN]);
    expect(next(followedUp())).toEqual(['decision:1', '2026-12-07 09:00']);
    expect(decide(followedUp(), step('followUp'))).toMatchObject({ code: 'clockStale' });
  });

  test('an office whose timetable asks for none has none, and the meeting is over', () => {
    const old: MeetingState = { ...held(), minutes: undefined as never };
    expect([next(old), waitsForMinutes(old)]).toEqual([null, false]);
  });

  test('minutes can be waived, with a reason; nothing is asked for any more', () => {
    const waived = after(held(), { type: 'skipStep', step: 'minutesDue', reason: '未形成纪要' });
    expect(next(waived)).toEqual(['followUp', WRITTEN]);
    expect(waitsForMinutes(after(waived, step('followUp')))).toBe(false);
  });
});

describe('what is written down', () => {
  test('who was there, the last word counts', () => {
    const state = after(after(held(), ATTEND), { ...ATTEND, presence: 'represented', by: '王小明' } as MeetingCommand);
    expect(state.minutes?.attendance).toEqual([{ personId: 'handler', presence: 'represented', by: '王小明' }]);
    expect(decide(state, { ...ATTEND, presence: 'represented', by: '王小明' } as MeetingCommand)).toMatchObject({
      events: [],
    });
  });

  test('a decision with owner and day, which is the outcome of its item', () => {
    const { minutes } = written();
    expect(minutes?.decisions).toMatchObject([{ no: 1, item: 1, unitId: 'land', dueOn: '2026-12-04', doneOn: null }]);
    expect(minutes?.outcomes).toEqual([{ no: 1, outcome: 'decided', note: null }]);
    const dropped = after(written(), { type: 'dropDecision', decision: 1 });
    expect(dropped.minutes).toMatchObject({ decisions: [], outcomes: [] });
  });

  test('publishing concludes the rest, freezes all and tells the owners', () => {
    const answer = decide(written(), { type: 'publishMinutes' });
    expect(answer).toMatchObject({
      events: [{ type: 'minutesPublished', hash: 'hash', by: 'coordinator' }],
    });
    const told = 'notices' in answer ? answer.notices.map(({ slot, personId }) => `${personId} ${slot}`) : [];
    expect(told).toEqual([
      'handler weekly/2026-11-30/decisions',
      'handler weekly/2026-11-30/bulletin',
      'reporter weekly/2026-11-30/bulletin',
    ]);
    // At night: all of it waits for the office, and leaves at once while that is open.
    const sent = (now: string) => {
      const late = decide(written(), { type: 'publishMinutes' }, { now });
      return 'notices' in late ? [...new Set(late.notices.map(({ notBeforeMs }) => local(notBeforeMs ?? 0)))] : [];
    };
    expect(sent('2026-11-30 23:10')).toEqual(['2026-12-01 09:00']);
    expect(sent('2026-11-30 16:00')).toEqual(['2026-11-30 16:00']);
    expect(published().minutes?.outcomes).toEqual([
      { no: 1, outcome: 'decided', note: null },
      { no: 2, outcome: 'carried', note: null },
      { no: 3, outcome: 'noted', note: null },
    ]);
    expect(decide(published(), { type: 'publishMinutes' })).toMatchObject({ events: [] });
  });

  test('afterwards only corrections, each with its reason', () => {
    const change: MeetingCommand = { type: 'concludeItem', no: 2, outcome: 'closed' };
    expect(decide(published(), change)).toMatchObject({ code: 'minutesPublished', field: 'correction' });
    const corrected = after(published(), { ...change, correction: '记录有误' });
    expect(corrected.minutes?.corrections).toMatchObject([{ reason: '记录有误', by: 'coordinator' }]);
    expect(corrected.minutes?.published?.hash).toBe('hash');
    expect(decide(held(), { ...change, correction: '记录有误' })).toMatchObject({ code: 'minutesNotPublished' });
    const back = after(followedUp(), { type: 'dropDecision', decision: 1, correction: '会上未议定' });
    expect(back.minutes?.decisions).toMatchObject([{ droppedOn: '2026-11-30' }]);
    expect(waitsForMinutes(back)).toBe(false);
  });

  test.each<[string, MeetingCommand, Moment, object]>([
    [
      'a day that is no working day',
      { ...DECIDE, due: '2026-12-05' } as MeetingCommand,
      {},
      { code: 'notAWorkingDay', params: { next: '2026-12-07' } },
    ],
    [
      'a day that is not ahead',
      { ...DECIDE, due: '2026-11-30' } as MeetingCommand,
      {},
      { code: 'promiseInPast', field: 'due' },
    ],
    [
      'a day there is not',
      { ...DECIDE, due: '2026-02-30' } as MeetingCommand,
      {},
      { code: 'noSuchDate', field: 'due' },
    ],
    [
      'a unit that is none',
      DECIDE,
      { given: facts({ unitKnown: false }) },
      { code: 'unitNotFound', field: 'unit', value: 'land' },
    ],
    [
      'a person who is none',
      { ...DECIDE, person: 'x' } as MeetingCommand,
      { given: facts({ personKnown: false }) },
      { code: 'personNotFound', value: 'x' },
    ],
    [
      'an item that is none',
      { ...DECIDE, item: 9 } as MeetingCommand,
      {},
      { code: 'agendaItemNotFound', field: 'item', value: 9 },
    ],
    [
      'somebody standing in without a name',
      { ...ATTEND, presence: 'represented' } as MeetingCommand,
      {},
      { code: 'required', field: 'by' },
    ],
    [
      'a name of who stood in for somebody present',
      { ...ATTEND, by: '王' } as MeetingCommand,
      {},
      { code: 'answerWithout', field: 'by' },
    ],
    ['attendance of a stranger', ATTEND, { given: facts({ personKnown: false }) }, { code: 'personNotFound' }],
    ['publishing without attendance', { type: 'publishMinutes' }, {}, { code: 'attendanceMissing' }],
    ['a decision nobody made', { type: 'dropDecision', decision: 4 }, {}, { code: 'decisionNotFound', value: 4 }],
    [
      'a report before the publishing',
      { type: 'reportDecision', decision: 1, result: '已办' },
      {},
      { code: 'decisionNotFound' },
    ],
  ])('is refused: %s', (_, command, moment, refusal) => {
    expect(decide(held(), command, moment)).toMatchObject(refusal);
  });

  test('is refused before the meeting was held, twice the same, and another outcome of what was decided', () => {
    expect(decide(opened(), ATTEND, { now: '2026-11-27 10:00' })).toMatchObject({ code: 'meetingNotHeld' });
    expect(decide(written(), DECIDE)).toMatchObject({ code: 'decisionThere', params: { decision: 1 } });
    expect(decide(written(), { type: 'concludeItem', no: 1, outcome: 'carried' })).toMatchObject({
      code: 'itemDecided',
    });
  });
});

describe('a decision', () => {
  const report = (more: Moment = {}) =>
    decide(followedUp(), { type: 'reportDecision', decision: 1, result: '已下达' }, { actor: HANDLER, ...more });

  test('is kept by its owner on its day, and missed when it is done later', () => {
    expect(report({ now: '2026-12-04 20:00' })).toMatchObject({ events: [{ kept: true, on: '2026-12-04' }] });
    expect(report({ now: '2026-12-07 09:00' })).toMatchObject({ events: [{ kept: false }] });
    expect(report({ actor: INSPECTOR })).toMatchObject({ code: 'notTheOwner', params: { unit: 'land' } });
    expect(report({ actor: COORDINATOR })).toMatchObject({ events: [{ type: 'decisionReported' }] });
    const kept = after(followedUp(), { type: 'reportDecision', decision: 1, result: '已下达' });
    expect([next(kept), waitsForMinutes(kept)]).toEqual([null, false]);
    expect(decide(kept, { type: 'reportDecision', decision: 1, result: '再报' })).toMatchObject({
      code: 'decisionDone',
    });
    expect(decide(kept, { type: 'dropDecision', decision: 1, correction: 'r' })).toMatchObject({
      code: 'decisionDone',
    });
  });

  test('that is not done by its day gets another: the first stays missed, and the new one is told when it passes', () => {
    const later: MeetingCommand = { type: 'postponeDecision', decision: 1, reason: '省厅未批复', until: '2026-12-18' };
    const before = after(followedUp(), later, { now: '2026-12-03 10:00', actor: HANDLER });
    expect(before.minutes?.decisions[0]).toMatchObject({ dueOn: '2026-12-04', missReason: '省厅未批复' });
    expect(next(before, '2026-12-03 10:00')).toEqual(['decision:1', '2026-12-21 09:00']);
    const missed = after(followedUp(), step('decision:1'), { now: '2026-12-07 09:00' });
    const postponed = after(missed, later, { now: '2026-12-07 10:00', actor: HANDLER });
    expect(waitsForMinutes(postponed)).toBe(true);
    expect(next(postponed, '2026-12-07 10:00')).toEqual(['decision:1', '2026-12-21 09:00']);
    const done = decide(
      postponed,
      { type: 'reportDecision', decision: 1, result: '已下达' },
      { now: '2026-12-16 09:00', actor: HANDLER },
    );
    expect(done).toMatchObject({ events: [{ kept: false }] });
    const refused = (until: string, more: Moment = {}) =>
      decide(postponed, { ...later, until } as MeetingCommand, { now: '2026-12-07 10:00', actor: HANDLER, ...more });
    expect(refused('2026-12-07')).toMatchObject({ code: 'promiseInPast' });
    expect(refused('2026-12-18')).toMatchObject({ code: 'timeNotAfter', params: { after: '2026-12-18' } });
    expect(refused('2026-12-19')).toMatchObject({ code: 'notAWorkingDay', params: { next: '2026-12-21' } });
    expect(refused('2026-12-21', { actor: INSPECTOR })).toMatchObject({ code: 'notTheOwner' });
  });

  test('that is missed is told once, to its owner and the office, and can be explained', () => {
    const answer = decide(followedUp(), step('decision:1'), { now: '2026-12-07 09:00' });
    const notices = 'notices' in answer ? answer.notices.map(({ slot, personId }) => [slot, personId]) : [];
    expect(notices).toEqual([
      ['weekly/2026-11-30/decision/1', 'handler'],
      ['weekly/2026-11-30/decision/1', 'coordinator'],
    ]);
    const missed = after(followedUp(), step('decision:1'), { now: '2026-12-07 09:00' });
    expect([next(missed, '2026-12-07 09:00'), waitsForMinutes(missed)]).toEqual([null, false]);
    const explain: MeetingCommand = { type: 'explainDecision', decision: 1, reason: '省厅未批复' };
    expect(decide(followedUp(), explain)).toMatchObject({ code: 'decisionNotMissed', params: { due: '2026-12-04' } });
    const explained = after(missed, explain, { now: '2026-12-07 10:00', actor: HANDLER });
    expect(explained.minutes?.decisions[0]).toMatchObject({ missReason: '省厅未批复', explainedOn: '2026-12-07' });
  });
});
