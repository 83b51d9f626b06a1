import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_AGENDA } from '../../../src/domain/meeting/agenda/settings.ts';
import type { AgendaMiss, AgendaProblem, AgendaSources } from '../../../src/domain/meeting/agenda/types.ts';
import { meetingArea } from '../../../src/domain/meeting/meeting.ts';
import type { MeetingCommand, MeetingRuleFacts, MeetingState } from '../../../src/domain/meeting/types.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { at, local, makeContext, makeSeriesFacts } from '../../support/make.ts';

const COMPOSED_AT = '2026-11-27 10:00';

const problem = (code: string, more: Partial<AgendaProblem> = {}): AgendaProblem => ({
  ...{ code, title: `问题${code}`, project: null, county: '鲤城区', unitId: 'land', dueMs: null, level: 0, carried: 0 },
  ...{ reason: 'tabled', proposal: '调剂指标', promisedOn: '2026-12-10', whistle: null },
  ...more,
});
const bare = (code: string, more: Partial<AgendaProblem> = {}): AgendaProblem =>
  problem(code, { reason: 'overdue', proposal: null, promisedOn: null, level: 3, ...more });
const miss = (code: string, more: Partial<AgendaMiss> = {}): AgendaMiss => ({
  ...{ code, title: `问题${code}`, project: null, county: null, unitId: 'land', on: '2026-11-25', reason: null },
  ...more,
});
const all = <T>(...found: T[]) => ({ found, total: found.length });
const sourcesOf = (more: Partial<AgendaSources> = {}): AgendaSources => ({
  ...{ problems: all(), misses: all(), unkept: all(), carried: [], reds: all(), themeProjects: null },
  answerable: new Map([['land', ['handler']]]),
  ...more,
});

const factsOf = (agenda: AgendaSources | null = null, more: Partial<MeetingRuleFacts> = {}): MeetingRuleFacts => ({
  ...{ id: 'weekly/2026-11-30', plannedDate: '2026-11-30', withoutAddress: [], busy: [], unitKnown: true, agenda },
  series: { ...makeSeriesFacts(), id: 'weekly', status: 'running' },
  ...{ coordinators: ['coordinator'], personKnown: true, owners: new Map(), minutesHash: null },
  ...more,
});

const decide = (state: MeetingState | null, command: MeetingCommand, facts = factsOf(), now = COMPOSED_AT) =>
  meetingArea.decide(state, command, facts, makeContext(now));

function after(state: MeetingState | null, command: MeetingCommand, facts = factsOf(), now = COMPOSED_AT) {
  const answer = decide(state, command, facts, now);
  if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${answer.code}`);
  return answer.events.reduce<MeetingState | null>(meetingArea.evolve, state) as MeetingState;
}

const opened = (): MeetingState => after(null, { type: 'open' }, factsOf(), '2026-11-23 10:00');
const AGENDA: MeetingCommand = { type: 'step', slot: 'agenda' };
const composed = (sources = sourcesOf()): MeetingState => after(opened(), AGENDA, factsOf(sources));
const next = (state: MeetingState, now = COMPOSED_AT): [string, string] | null => {
  const reminder = meetingArea.nextReminder(state, makeContext(now));
  return reminder && [reminder.slot, local(reminder.atMs)];
};
const lines = ({ agenda }: MeetingState): string[] =>
  (agenda?.items ?? []).map(({ no, kind, code, title }) => `${no} ${kind} ${code ?? title}`);

describe('the agenda writes itself', () => {
  const full = sourcesOf({
    problems: all(
      bare('Q-3', { dueMs: at('2026-11-24 17:30') }),
      problem('Q-1', { carried: 2, level: 4 }),
      problem('Q-5', { whistle: 'W-1' }),
      bare('Q-2', { dueMs: at('2026-11-20 17:30') }),
      problem('Q-4', { carried: 1 }),
    ),
    misses: all(miss('Q-1', { on: '2026-11-24', reason: '材料未齐' }), miss('Q-9'), miss('Q-9', { on: '2026-11-26' })),
    reds: all({ code: 'P-7', name: '银浆项目', county: null, unitId: null, month: '2026-10' }),
    themeProjects: { found: [{ code: 'P-1', name: '储能' }], total: 12 },
  });

  test('in the order of domain §4, each subject once, then what is longest over', () => {
    expect(lines(composed(full))).toEqual([
      '1 carried Q-1',
      '2 carried Q-4',
      '3 problem Q-2',
      '4 problem Q-3',
      '5 whistle Q-5',
      '6 missed Q-9',
      '7 red P-7',
      expect.stringMatching(/^8 theme /),
    ]);
  });

  test('each item with its facts as they stand, and its share of the time', () => {
    const [first, , third, , , missed, , theme] = composed(full).agenda?.items ?? [];
    expect(first).toMatchObject({
      ...{ unitId: 'land', minutes: DEFAULT_AGENDA.minutes.carried },
      facts: { carried: 2, level: 4, proposal: '调剂指标', promisedOn: '2026-12-10' },
    });
    expect(first?.facts.missed).toEqual({ on: '2026-11-24', reason: '材料未齐' });
    expect(third?.facts).toMatchObject({ dueOn: '2026-11-20', daysOver: 7, proposal: null });
    expect(missed?.facts.missed?.on).toBe('2026-11-26');
    expect(theme?.facts).toMatchObject({ projects: [{ code: 'P-1' }], projectsTotal: 12 });
  });

  test('the same ledger gives the same list, however it was read', () => {
    const { problems } = full;
    fc.assert(
      fc.property(fc.shuffledSubarray([...problems.found], { minLength: problems.found.length }), found =>
        expect(composed({ ...full, problems: { ...problems, found } }).agenda).toEqual(composed(full).agenda),
      ),
    );
  });

  test('what the ladder put there without a proposal stands marked, what a whistle did is held back; both are told', () => {
    const whistled = bare('Q-6', { reason: null, whistle: 'W-2', unitId: 'approvals' });
    const answer = decide(opened(), AGENDA, factsOf(sourcesOf({ problems: all(bare('Q-2'), whistled) })));
    const state = composed(sourcesOf({ problems: all(bare('Q-2'), whistled) }));
    expect(lines(state)).toEqual(['1 problem Q-2', expect.stringContaining('theme')]);
    expect(state.agenda?.heldBack).toMatchObject([{ code: 'Q-6', unitId: 'approvals', whistle: 'W-2' }]);
    const notices = 'notices' in answer ? answer.notices : [];
    expect(
      notices.map(({ kind, personId, data }) => [kind, personId, data['what'] ?? null, data['problem'] ?? null]),
    ).toEqual([
      ['meeting-agenda', 'coordinator', null, null],
      ['problem-notice', 'handler', 'proposalAsked', 'Q-2'],
      // Nobody is known in that unit: then the office is told.
      ['problem-notice', 'coordinator', 'heldBack', 'Q-6'],
    ]);
  });

  test('an office may have the ladder’s problems held back too', () => {
    const meeting = {
      ...DEFAULT_SETTINGS.meeting,
      agenda: { ...DEFAULT_AGENDA, withoutProposal: 'heldBack' as const },
    };
    const context = makeContext(COMPOSED_AT, { settings: { ...DEFAULT_SETTINGS, meeting } });
    const sources = sourcesOf({ problems: all(bare('Q-2')), misses: all(miss('Q-2')) });
    const answer = meetingArea.decide(opened(), AGENDA, factsOf(sources), context);
    const [event] = 'events' in answer ? answer.events : [];
    // Its broken promise is dealt with all the same.
    expect(event).toMatchObject({ items: [{ kind: 'missed', code: 'Q-2' }, {}], heldBack: [{ code: 'Q-2' }] });
  });

  test('it holds so many items and no more; what is left off is counted by kind, read or not', () => {
    const found = Array.from({ length: 200 }, (_, index) => problem(`Q-${String(index).padStart(3, '0')}`));
    const { agenda } = composed(sourcesOf({ problems: { found, total: 260 }, misses: all(miss('X-1')) }));
    expect(agenda?.items).toHaveLength(DEFAULT_AGENDA.mostItems);
    expect(agenda?.leftOff).toEqual({ problem: 140 + 60, missed: 1, theme: 1 });
    expect(JSON.stringify(agenda).length).toBeLessThan(64 * 1024);
  });

  test('a proposal of two thousand characters is cut', () => {
    const { agenda } = composed(sourcesOf({ problems: all(problem('Q-1', { proposal: '调'.repeat(2000) })) }));
    expect(agenda?.items[0]?.facts.proposal).toHaveLength(200);
  });
});

describe('its steps', () => {
  test('composed, then approval asked for, then sent', () => {
    expect(next(opened(), '2026-11-26 17:30')).toEqual(['agenda', '2026-11-27 10:00']);
    expect(next(composed())).toEqual(['approval', '2026-11-27 14:30']);
    const asked = after(composed(), { type: 'step', slot: 'approval' }, factsOf(), '2026-11-27 14:30');
    expect(next(asked)).toEqual(['reminder', '2026-11-27 16:00']);
    const sent = after(asked, { type: 'step', slot: 'reminder' }, factsOf(), '2026-11-27 16:00');
    expect(next(sent)).toEqual(['lastReminder', '2026-11-27 17:00']);
    expect(sent.agenda?.sentAs).toBe('unapproved');
  });

  test('each once: the same step again moves nothing', () => {
    expect(decide(composed(), AGENDA, factsOf(sourcesOf()))).toMatchObject({ code: 'clockStale' });
  });

  test('nobody is asked to approve what is approved; a change takes it back and asks', () => {
    const approved = after(composed(), { type: 'approveAgenda' });
    expect(next(approved)).toEqual(['reminder', '2026-11-27 16:00']);
    const changed = after(approved, { type: 'timeItem', no: 1, minutes: 20 });
    expect(changed.agenda?.approved).toBeNull();
    expect(next(changed)).toEqual(['approval', '2026-11-27 14:30']);
    const sent = after(approved, { type: 'step', slot: 'reminder' }, factsOf(), '2026-11-27 16:00');
    expect(sent.agenda).toMatchObject({ sentAs: 'approved', changedSinceSent: false });
    const late = after(sent, { type: 'dropItem', no: 1, reason: '已办结' }, factsOf(), '2026-11-27 17:00');
    expect(late.agenda).toMatchObject({ sentAs: 'approved', changedSinceSent: true, approved: null });
  });

  test.each([
    ['after the hour of the reminder', '2026-11-27 14:40', 'reminder'],
    ['at that very hour', '2026-11-27 14:30', 'reminder'],
    ['a quarter of an hour before it', '2026-11-27 14:15', 'approval'],
  ])('composed %s, what comes next is not a second request in the same moment', (_, now, slot) => {
    const late = after(opened(), AGENDA, factsOf(sourcesOf({ problems: all(problem('Q-1')) })), now);
    expect(next(late, now)?.[0]).toBe(slot);
  });

  test('composed in the night, it leaves when the office opens, and approval asked for at that hour is the same request', () => {
    const timetable = [
      { step: 'agenda', at: { workingDays: -2, time: '09:00' } },
      { step: 'approval', at: { workingDays: -1, time: '09:00' } },
      { step: 'reminder', at: { workingDays: -1, time: '16:00' } },
      { step: 'held', at: { hours: 0 } },
    ] as const;
    const settings = { ...DEFAULT_SETTINGS, meeting: { ...DEFAULT_SETTINGS.meeting, timetable } };
    const nextAfter = (now: string) => {
      const context = { ...makeContext(now), settings };
      const answer = meetingArea.decide(
        opened(),
        AGENDA,
        factsOf(sourcesOf({ problems: all(problem('Q-1')) })),
        context,
      );
      if (isRefusal(answer)) throw new Error(answer.code);
      const state = answer.events.reduce<MeetingState | null>(meetingArea.evolve, opened()) as MeetingState;
      return meetingArea.nextReminder(state, context)?.slot;
    };
    expect(nextAfter('2026-11-27 10:00')).toBe('reminder');
    expect(nextAfter('2026-11-26 22:00')).toBe('reminder');
    expect(nextAfter('2026-11-26 16:00')).toBe('approval');
  });

  test.each(['agenda', 'approval', 'reminder'] as const)('%s can be skipped, with who and why', step => {
    const state = after(opened(), { type: 'skipStep', step, reason: '本次不编' });
    expect(state.skipped).toEqual([{ step, reason: '本次不编', by: 'coordinator' }]);
    expect(decide(state, { type: 'skipStep', step, reason: '再来' })).toMatchObject({
      code: 'stepNotAhead',
      value: step,
    });
    expect(next(state)?.[0]).not.toBe(step);
  });

  test('that it was held cannot be skipped, nor what has happened or is over', () => {
    expect(decide(opened(), { type: 'skipStep', step: 'held', reason: 'r' })).toMatchObject({ code: 'stepMustStay' });
    expect(decide(composed(), { type: 'skipStep', step: 'agenda', reason: 'r' })).toMatchObject({
      code: 'stepNotAhead',
    });
    const begun = decide(opened(), { type: 'skipStep', step: 'agenda', reason: 'r' }, factsOf(), '2026-11-30 09:00');
    expect(begun).toMatchObject({ code: 'meetingOver' });
  });

  test('without an agenda that anybody made there is nothing to approve, and the invitation leaves without one', () => {
    const state = after(opened(), { type: 'skipStep', step: 'agenda', reason: '本次不编' });
    expect(next(state)).toEqual(['reminder', '2026-11-27 16:00']);
    expect(after(state, { type: 'step', slot: 'reminder' }, factsOf(), '2026-11-27 16:00').agenda).toBeUndefined();
  });

  test('who asks for the invitation early gets the agenda with it', () => {
    const answer = decide(opened(), { type: 'remindNow' }, factsOf(sourcesOf()), '2026-11-25 11:00');
    expect(answer).toMatchObject({
      events: [
        { type: 'agendaComposed' },
        { type: 'stepDone', step: 'agenda' },
        { type: 'stepDone', step: 'reminder' },
      ],
    });
    const sent = after(opened(), { type: 'remindNow' }, factsOf(sourcesOf()), '2026-11-25 11:00');
    expect(next(sent)).toEqual(['lastReminder', '2026-11-27 17:00']);
  });

  test('a meeting that was invited to before there were agendas is not given one', () => {
    const old = { ...opened(), done: ['reminder' as const] };
    expect(next(old)).toEqual(['lastReminder', '2026-11-27 17:00']);
  });

  test('moved to another day the agenda is composed anew, with what people have added; a move by hours keeps it', () => {
    const added = after(composed(), { type: 'addItem', title: '四季度冲刺' });
    const hours = after(added, { type: 'move', date: '2026-11-30', time: '15:00', reason: '改期' });
    expect(lines(hours)).toHaveLength(2);
    expect(next(hours)).toEqual(['approval', '2026-11-27 14:30']);
    const days = after(added, { type: 'move', date: '2026-12-02', time: '09:00', reason: '改期' });
    // Nobody has been asked yet, and on the new day there is time for it.
    expect(next(days)).toEqual(['collection', '2026-11-26 09:00']);
    expect(next(days, '2026-12-01 09:00')).toEqual(['agenda', '2026-12-01 10:00']);
    const again = after(days, AGENDA, factsOf(sourcesOf({ problems: all(problem('Q-8')) })), '2026-12-01 10:00');
    expect(lines(again)).toEqual(['3 problem Q-8', expect.stringContaining('4 theme'), '2 free 四季度冲刺']);
  });
});

describe('a coordinator', () => {
  const three = () => composed(sourcesOf({ problems: all(problem('Q-1'), problem('Q-2')) }));

  test('adds, drops, orders and times items', () => {
    const state = [
      { type: 'addItem', title: '四季度冲刺', unit: 'land', minutes: 10, to: 1 },
      { type: 'moveItem', no: 3, to: 2 },
      { type: 'dropItem', no: 1, reason: '已另行协调' },
      { type: 'timeItem', no: 2, minutes: 25 },
    ].reduce((current, command) => after(current, command as MeetingCommand), three());
    expect(lines(state)).toEqual(['4 free 四季度冲刺', expect.stringContaining('3 theme'), '2 problem Q-2']);
    expect(state.agenda?.items.at(-1)?.minutes).toBe(25);
    expect(state.agenda?.dropped).toEqual([
      { no: 1, code: 'Q-1', name: '问题Q-1', reason: '已另行协调', by: 'coordinator' },
    ]);
  });

  test('adds before the agenda has written itself; then it comes last', () => {
    const added = after(opened(), { type: 'addItem', title: '四季度冲刺' });
    const state = after(added, AGENDA, factsOf(sourcesOf({ problems: all(problem('Q-1')) })));
    expect(lines(state)).toEqual(['2 problem Q-1', expect.stringContaining('3 theme'), '1 free 四季度冲刺']);
  });

  test.each<[string, () => MeetingState, MeetingCommand, object]>([
    [
      'an unknown item',
      three,
      { type: 'dropItem', no: 9, reason: 'r' },
      { code: 'agendaItemNotFound', field: 'no', value: 9 },
    ],
    ['the time of an unknown item', three, { type: 'timeItem', no: 0, minutes: 5 }, { code: 'agendaItemNotFound' }],
    [
      'a place past the end',
      three,
      { type: 'moveItem', no: 1, to: 4 },
      { code: 'outOfRange', params: { min: 1, max: 3 } },
    ],
    ['an item twice', three, { type: 'addItem', title: '问题Q-1' }, { code: 'agendaItemTwice', params: { no: 1 } }],
    ['an approval before it is composed', opened, { type: 'approveAgenda' }, { code: 'agendaNotComposed' }],
  ])('is refused %s', (_, state, command, refusal) => {
    expect(decide(state(), command)).toMatchObject(refusal);
  });

  test('is refused a unit that is none, an empty agenda, a full one, and a meeting that has begun', () => {
    const add: MeetingCommand = { type: 'addItem', title: '冲刺', unit: 'nobody' };
    expect(decide(three(), add, factsOf(null, { unitKnown: false }))).toMatchObject({
      code: 'unitNotFound',
      value: 'nobody',
    });
    const empty = [1, 2, 3].reduce((state, no) => after(state, { type: 'dropItem', no, reason: 'r' }), three());
    expect(decide(empty, { type: 'approveAgenda' })).toMatchObject({ code: 'agendaEmpty' });
    const many = Array.from({ length: 60 }, (_, index) => problem(`Q-${index}`));
    expect(decide(composed(sourcesOf({ problems: all(...many) })), { type: 'addItem', title: '冲刺' })).toMatchObject({
      ...{ code: 'agendaFull', params: { most: 60 } },
    });
    expect(decide(three(), { type: 'approveAgenda' }, factsOf(), '2026-11-30 09:00')).toMatchObject({
      code: 'meetingOver',
    });
  });

  test('approves an agenda made by hand when the step was skipped; approving twice is once', () => {
    const byHand = after(after(opened(), { type: 'skipStep', step: 'agenda', reason: '手编' }), {
      ...{ type: 'addItem', title: '冲刺' },
    });
    const approved = after(byHand, { type: 'approveAgenda' });
    expect(approved.agenda?.approved?.by).toBe('coordinator');
    expect(decide(approved, { type: 'approveAgenda' })).toEqual({ events: [], notices: [] });
  });

  test('whatever he does, numbers stay with their items and an approval holds only what was approved', () => {
    const command = fc.oneof(
      fc.record({ type: fc.constant('addItem' as const), title: fc.string({ minLength: 1, maxLength: 4 }) }),
      fc.record({
        type: fc.constant('dropItem' as const),
        no: fc.integer({ min: 1, max: 8 }),
        reason: fc.constant('r'),
      }),
      fc.record({
        type: fc.constant('moveItem' as const),
        no: fc.integer({ min: 1, max: 8 }),
        to: fc.integer({ min: 1, max: 8 }),
      }),
      fc.record({
        type: fc.constant('timeItem' as const),
        no: fc.integer({ min: 1, max: 8 }),
        minutes: fc.integer({ min: 1, max: 99 }),
      }),
      fc.constant({ type: 'approveAgenda' as const }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), commands => {
        let state = three();
        const titles = new Map(state.agenda?.items.map(({ no, title }) => [no, title]));
        for (const each of commands) {
          const answer = decide(state, each);
          if (isRefusal(answer)) continue;
          state = answer.events.reduce<MeetingState>((current, event) => meetingArea.evolve(current, event), state);
          const { items = [], approved } = state.agenda ?? {};
          for (const { no, title } of items) {
            expect(titles.get(no) ?? title).toBe(title);
            titles.set(no, title);
          }
          expect(new Set(items.map(({ no }) => no)).size).toBe(items.length);
          if (each.type !== 'approveAgenda' && answer.events.length > 0) expect(approved).toBeNull();
        }
      }),
    );
  });
});
