import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { collectionOf, silentOf } from '../../../src/domain/meeting/collection/answers.ts';
import { reportsProblem, reportsProject } from '../../../src/domain/meeting/collection/matters.ts';
import type { CollectionUnit, Given } from '../../../src/domain/meeting/collection/types.ts';
import { meetingArea } from '../../../src/domain/meeting/meeting.ts';
import type { MeetingCommand, MeetingRuleFacts, MeetingState } from '../../../src/domain/meeting/types.ts';
import type { Actor } from '../../../src/domain/entity.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { at, local, makeContext, makeSeriesFacts } from '../../support/make.ts';

const OPENS = '2026-11-24 09:00';
const REMINDS = '2026-11-26 10:00';
const FREEZES = '2026-11-26 17:00';

const unit = (unitId: string, people: readonly string[], unreachable: readonly string[] = []): CollectionUnit => ({
  ...{ unitId, people, unreachable },
});
const UNITS = [unit('nanan', ['lin', 'wu'], ['wu']), unit('land', ['handler']), unit('huian', [])];

const factsOf = (more: Partial<MeetingRuleFacts> = {}): MeetingRuleFacts => ({
  ...{ id: 'weekly/2026-11-30', plannedDate: '2026-11-30', withoutAddress: [], busy: [], unitKnown: true },
  series: { ...makeSeriesFacts(), id: 'weekly', status: 'running' },
  ...{ coordinators: ['coordinator'], personKnown: true, owners: new Map(), minutesHash: null, agenda: null },
  collectionUnits: UNITS,
  ...more,
});

const LIN: Actor = { id: 'lin', unitId: 'nanan', roles: ['countyReporter'] };
const COORDINATOR: Actor = { id: 'coordinator', unitId: 'office', roles: ['coordinator'] };

interface Moment {
  now?: string;
  actor?: Actor;
  facts?: MeetingRuleFacts;
}

const decide = (
  state: MeetingState | null,
  command: MeetingCommand,
  { now = OPENS, actor = LIN, facts = factsOf() }: Moment = {},
) => meetingArea.decide(state, command, facts, { ...makeContext(now), actor });

function after(state: MeetingState | null, command: MeetingCommand, given: Moment = {}): MeetingState {
  const answer = decide(state, command, given);
  if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${answer.code}`);
  return answer.events.reduce<MeetingState | null>(meetingArea.evolve, state) as MeetingState;
}

const opened = (): MeetingState => after(null, { type: 'open' }, { now: '2026-11-20 10:00' });
const step = (slot: string): MeetingCommand => ({ type: 'step', slot });
const collecting = (): MeetingState => after(opened(), step('collection'));
const frozen = (state = collecting()): MeetingState =>
  after(after(state, step('collectionReminder'), { now: REMINDS }), step('freeze'), { now: FREEZES });
const NONE = { found: [], total: 0 };
const NO_CHANGE = { type: 'answerCollection', noChange: true } as const;
const reporting = (...given: Given[]): MeetingCommand => ({ type: 'answerCollection', noChange: false, given });
const MONEY: Given = { kind: 'project', id: 'P-1', what: 'report' };

const next = (state: MeetingState, now: string): [string, string] | null => {
  const reminder = meetingArea.nextReminder(state, makeContext(now));
  return reminder && [reminder.slot, local(reminder.atMs)];
};
const told = (state: MeetingState, slot: string, given: Moment): string[] => {
  const answer = decide(state, step(slot), given);
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer.notices.map(({ kind, personId }) => `${kind} ${personId}`);
};

describe('its steps', () => {
  test('ask every unit once, remind the silent ones, freeze, and go on to the agenda', () => {
    expect(next(opened(), '2026-11-20 10:00')).toEqual(['collection', OPENS]);
    expect(told(opened(), 'collection', { now: OPENS })).toEqual([
      'meeting-collection lin',
      'meeting-collection handler',
    ]);
    const answered = after(collecting(), NO_CHANGE);
    expect(next(answered, OPENS)).toEqual(['collectionReminder', REMINDS]);
    expect(told(answered, 'collectionReminder', { now: REMINDS })).toEqual(['meeting-collection handler']);
    const reminded = after(answered, step('collectionReminder'), { now: REMINDS });
    expect(next(reminded, REMINDS)).toEqual(['freeze', FREEZES]);
    const at5 = after(reminded, step('freeze'), { now: FREEZES });
    expect(next(at5, FREEZES)).toEqual(['agenda', '2026-11-27 10:00']);
    expect(collectionOf(at5).frozenMs).toBe(at(FREEZES));
  });

  test('name whom no mail reaches, and the units nobody reports for', () => {
    const answer = decide(opened(), step('collection'));
    expect(answer).toMatchObject({
      events: [
        { type: 'collectionOpened', asked: [{ unitId: 'nanan' }, { unitId: 'land' }, { unitId: 'huian', people: [] }] },
        { type: 'stepDone', step: 'collection', told: ['lin', 'handler'], unreachable: ['wu'] },
      ],
    });
  });

  test('each once: the same step again moves nothing', () => {
    expect(decide(collecting(), step('collection'))).toMatchObject({ code: 'clockStale' });
    expect(decide(frozen(), step('freeze'), { now: FREEZES })).toMatchObject({ code: 'clockStale' });
  });

  test('whoever came to a unit after it was asked is reminded, and whoever left is not', () => {
    const facts = factsOf({ collectionUnits: [unit('nanan', ['new']), unit('land', ['handler'])] });
    expect(told(collecting(), 'collectionReminder', { now: REMINDS, facts })).toEqual([
      'meeting-collection new',
      'meeting-collection handler',
    ]);
  });

  test('of a meeting that is opened late: asked and not reminded at once; after the freeze nobody is asked', () => {
    const late = after(opened(), step('collection'), { now: '2026-11-26 09:00' });
    expect(late.done).toEqual(['collection', 'collectionReminder']);
    expect(next(late, '2026-11-26 09:00')).toEqual(['freeze', FREEZES]);
    expect(next(opened(), FREEZES)).toEqual(['agenda', '2026-11-27 10:00']);
    expect(decide(opened(), step('collection'), { now: FREEZES })).toMatchObject({ code: 'clockStale' });
  });

  test('may be skipped with a reason: without the collection nothing is reminded or frozen', () => {
    const skip = { type: 'skipStep', step: 'collection', reason: '节后首会' } as const;
    expect(next(after(opened(), skip), OPENS)).toEqual(['agenda', '2026-11-27 10:00']);
    const noReminder = after(collecting(), { ...skip, step: 'collectionReminder' });
    expect(next(noReminder, OPENS)).toEqual(['freeze', FREEZES]);
    expect(decide(after(opened(), skip), { ...skip, step: 'freeze' })).toMatchObject({ code: 'stepNotAhead' });
  });

  test('of a meeting that is called early: they freeze all the same, when the units were told', () => {
    const called = after(collecting(), { type: 'remindNow' }, { now: '2026-11-25 09:00', actor: COORDINATOR });
    expect(next(called, '2026-11-25 09:00')).toEqual(['freeze', FREEZES]);
    const late = after(after(called, step('freeze'), { now: FREEZES }), NO_CHANGE, { now: '2026-11-27 09:00' });
    expect(collectionOf(late).answers).toMatchObject([{ unitId: 'nanan', late: true }]);
    expect(next(late, '2026-11-27 09:00')).toEqual(['lastReminder', expect.any(String)]);
    const idle = after(opened(), { type: 'remindNow' }, { now: '2026-11-20 11:00', actor: COORDINATOR });
    expect(next(idle, '2026-11-20 11:00')?.[0]).toBe('lastReminder');
  });

  test('moved, a meeting asks nobody twice; it freezes anew, and what comes before that is in time', () => {
    const moved = after(
      frozen(),
      { type: 'move', date: '2026-12-03', time: '09:00', reason: '改期' },
      { now: FREEZES },
    );
    expect(next(moved, FREEZES)).toEqual(['freeze', '2026-12-01 17:00']);
    expect(after(moved, NO_CHANGE, { now: '2026-11-30 09:00' }).collection?.answers).toMatchObject([{ late: false }]);
  });

  test('stand at the head of the agenda: who is silent when it is composed', () => {
    const sources = {
      ...{ problems: NONE, misses: NONE, unkept: NONE, carried: [], reds: NONE, themeProjects: null },
      answerable: new Map<string, readonly string[]>(),
    };
    const facts = factsOf({ agenda: sources });
    const composed = after(frozen(after(collecting(), NO_CHANGE)), step('agenda'), { now: '2026-11-27 10:00', facts });
    expect(composed.agenda?.silent).toEqual(['land', 'huian']);
    const late = after(composed, { ...NO_CHANGE, unit: 'land' }, { now: '2026-11-27 11:00', actor: COORDINATOR });
    // As it stood, like every fact of an agenda.
    expect(late.agenda?.silent).toEqual(['land', 'huian']);
  });

  test('of a meeting that was opened before there was a collection do not exist', () => {
    const { collection: _, ...old } = opened();
    expect(next(old, '2026-11-20 10:00')).toEqual(['agenda', '2026-11-27 10:00']);
    expect(decide(old, NO_CHANGE)).toMatchObject({ code: 'collectionNotOpen' });
    expect(decide(old, { type: 'skipStep', step: 'freeze', reason: 'x' })).toMatchObject({ code: 'stepNotAhead' });
  });
});

describe('an answer', () => {
  test('of a unit says who, when, and that nothing has changed', () => {
    expect(after(collecting(), NO_CHANGE).collection?.answers).toEqual([
      {
        ...{ unitId: 'nanan', noChange: true, given: [], note: null, by: 'lin', entered: false },
        ...{ atMs: at(OPENS), late: false },
      },
    ]);
  });

  test('after the freeze is late, and still one; by another of the unit it stays what it was', () => {
    const late = after(frozen(), NO_CHANGE, { now: '2026-11-27 08:00' });
    expect(late.collection?.answers).toMatchObject([{ unitId: 'nanan', late: true }]);
    const more = after(frozen(after(collecting(), NO_CHANGE)), reporting(MONEY), { now: '2026-11-27 08:00' });
    expect(more.collection?.answers).toMatchObject([{ noChange: false, given: [MONEY], late: false }]);
  });

  test('twice is one; what is reported at second thought is added', () => {
    const once = after(collecting(), NO_CHANGE);
    expect(decide(once, NO_CHANGE)).toEqual({ events: [], notices: [] });
    const money = after(once, reporting(MONEY));
    expect(decide(money, reporting(MONEY))).toEqual({ events: [], notices: [] });
    const both = after(money, reporting({ kind: 'problem', id: 'Q-1', what: 'answer' }));
    expect(both.collection?.answers).toMatchObject([{ noChange: false, given: [MONEY, { id: 'Q-1' }] }]);
  });

  test('is for one’s own unit; a coordinator enters what another one said', () => {
    expect(decide(collecting(), { ...NO_CHANGE, unit: 'land' })).toMatchObject({ code: 'notAllowed' });
    const entered = after(collecting(), { ...NO_CHANGE, unit: 'land' }, { actor: COORDINATOR });
    expect(entered.collection?.answers).toMatchObject([{ unitId: 'land', by: 'coordinator', entered: true }]);
    expect(decide(collecting(), NO_CHANGE, { actor: COORDINATOR })).toMatchObject({ code: 'unitNotAsked' });
  });

  test('of somebody who has moved is for the unit he is in on the day', () => {
    const moved = after(collecting(), NO_CHANGE, { actor: { ...LIN, unitId: 'land' } });
    expect(silentOf(collectionOf(moved))).toEqual(['nanan', 'huian']);
  });

  test('is not taken before the collection opens, nor once the meeting has begun', () => {
    expect(decide(opened(), NO_CHANGE)).toMatchObject({ code: 'collectionNotOpen' });
    expect(decide(frozen(), NO_CHANGE, { now: '2026-11-30 15:00' })).toMatchObject({ code: 'meetingOver' });
  });

  test('that something has changed says what', () => {
    expect(decide(collecting(), { type: 'answerCollection', noChange: false })).toMatchObject({
      code: 'required',
      field: 'note',
    });
  });

  test('of whichever unit, in whichever order: nobody is both silent and heard, and nobody is counted twice', () => {
    const ids = UNITS.map(({ unitId }) => unitId);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...ids), fc.boolean()), { maxLength: 12 }), answers => {
        const state = answers.reduce(
          (before, [unitId, noChange]) =>
            after(
              before,
              noChange ? { ...NO_CHANGE, unit: unitId } : ({ ...reporting(MONEY), unit: unitId } as never),
              {
                actor: COORDINATOR,
              },
            ),
          collecting(),
        );
        const heard = collectionOf(state).answers.map(({ unitId }) => unitId);
        expect(new Set(heard).size).toBe(heard.length);
        expect([...heard, ...silentOf(collectionOf(state))].sort()).toEqual([...ids].sort());
        for (const answer of collectionOf(state).answers) expect(answer.noChange).toBe(answer.given.length === 0);
      }),
    );
  });
});

describe('what somebody is asked of', () => {
  const reporter = { id: 'lin', unitId: 'nanan', county: '南安市', roles: ['countyReporter'] as const };
  const project = { county: '南安市', leaderId: null, teamUnitId: null };

  test('a county’s projects are its reporter’s', () => {
    expect(reportsProject(reporter, project)).toBe(true);
    expect(reportsProject({ ...reporter, county: '惠安县' }, project)).toBe(false);
    expect(reportsProject({ ...reporter, roles: ['departmentHandler'] }, project)).toBe(false);
    expect(reportsProject({ ...reporter, county: null }, { ...project, county: null })).toBe(false);
  });

  test('who coordinates or leads besides is asked for his own unit only', () => {
    const problem = {
      county: '惠安县',
      state: 'handling',
      leadUnitId: 'land',
      coUnitIds: [],
      handlerId: null,
    } as const;
    const both = { ...reporter, roles: ['countyReporter', 'coordinator'] as const };
    expect(reportsProblem(both, { ...problem, leaderId: 'lin' })).toBe(false);
    expect(
      reportsProblem({ ...both, unitId: 'land', roles: ['departmentHandler'] }, { ...problem, leaderId: null }),
    ).toBe(true);
  });
});
