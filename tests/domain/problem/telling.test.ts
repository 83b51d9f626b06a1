import { describe, expect, test } from '@jest/globals';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import type { Role } from '../../../src/domain/people/types.ts';
import type { Tidings } from '../../../src/domain/problem/notices.ts';
import { concerns, type LineReader } from '../../../src/domain/problem/still.ts';
import type { ProblemState } from '../../../src/domain/problem/types.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { COORDINATOR, HANDLER, INSPECTOR, LEADER, local, makeCalendar, makeProblemPeople } from '../../support/make.ts';
import { after, ASSIGN, assigned, decide, nextOf, raised, RESOLVE, resolved, type Given } from './handle.ts';

/** Who is told what, by which command; and the limit of a verification. */

const told = (state: ProblemState, command: ProblemCommand, given: Given = {}): unknown[] => {
  const answer = decide(state, command, given);
  if (!('notices' in answer)) return [answer.code];
  return answer.notices.map(({ personId, data }) => [personId, data['what'], data['note'] ?? null]);
};
const facts = (people: Parameters<typeof makeProblemPeople>[0]): Pick<Given, 'facts'> => ({
  facts: { people: makeProblemPeople(people) },
});
const REJECT: ProblemCommand = { type: 'verify', accepted: false, reason: '现场未通水' };
const ON_THE_SPOT: ProblemCommand = { type: 'solveOnTheSpot', result: '当场清障', evidence: [{ kind: '照片' }] };

describe('an assignment', () => {
  const members = { land: ['handler', 'chen'], water: ['shui'], forestry: ['lin'] };

  test('is told to the lead, and to each split and co-department with its own limit', () => {
    const command: ProblemCommand = { ...ASSIGN, splitUnits: ['water'], coUnits: ['forestry'] } as ProblemCommand;
    const answer = decide(raised(), command, facts({ members }));
    const notices = 'notices' in answer ? answer.notices : [];
    expect(notices.map(({ personId, data: { what, dueMs } }) => [personId, what, local(Number(dueMs))])).toEqual([
      ['handler', 'assigned', '2026-12-02 17:30'],
      ['chen', 'assigned', '2026-12-02 17:30'],
      ['shui', 'partAssigned', '2026-12-02 17:30'],
      ['lin', 'partAssigned', '2026-11-26 17:30'],
    ]);
  });

  test('is told to the handler alone where one is named, and to the coordinators where the unit has no people', () => {
    const named = { type: 'assign', leadUnit: 'land', handler: 'chen' } as const;
    const given = { facts: { handlerUnitId: 'land', people: makeProblemPeople({ members }) } };
    expect(told(raised(), named, given)).toEqual([['chen', 'assigned', null]]);
    expect(told(raised(), ASSIGN, facts({ members: {} }))).toEqual([['coordinator', 'assigned', null]]);
  });

  test('after office hours it is told when the office opens', () => {
    const answer = decide(raised(), ASSIGN, { now: '2026-11-27 18:00' });
    expect('notices' in answer && answer.notices.map(({ notBeforeMs }) => local(notBeforeMs))).toEqual([
      '2026-11-30 09:02',
    ]);
  });

  test('by an objection that is upheld is told to the new lead, the ruling to the old one and to who objected', () => {
    const state = after(assigned(), { type: 'object', reason: '属水利职责' }, { by: { ...HANDLER, id: 'chen' } });
    const uphold = { type: 'ruleObjection', upheld: true, reason: '职责在水利局', leadUnit: 'water' } as const;
    expect(told(state, uphold, { by: LEADER, ...facts({ members }) })).toEqual([
      ['handler', 'objectionRuled', '职责在水利局'],
      ['chen', 'objectionRuled', '职责在水利局'],
      ['shui', 'assigned', null],
    ]);
  });
});

describe('a result', () => {
  const other = { id: 'wang', unitId: 'team-2' };
  const teams = [{ id: 'inspector', unitId: 'team-1' }, other];

  test('is told to the team that answers for its place, with the result, and to nobody else', () => {
    const given = { by: HANDLER, ...facts({ team: [other], supervisionTeams: teams }) };
    expect(told(assigned(), RESOLVE, given)).toEqual([['wang', 'toVerify', '指标已下达']]);
  });

  test('of a place nobody answers for, or of which the team is the solver’s own, is told to every other team', () => {
    const given = { by: HANDLER, ...facts({ supervisionTeams: teams }) };
    expect(told(assigned(), RESOLVE, given).map(line => (line as string[])[0])).toEqual(['inspector', 'wang']);
    const state = after(raised(), { type: 'assign', leadUnit: 'team-2' });
    const own = { by: { ...HANDLER, unitId: 'team-2' }, ...facts({ team: [other], supervisionTeams: teams }) };
    expect(told(state, RESOLVE, own).map(line => (line as string[])[0])).toEqual(['inspector']);
  });

  test('that a team had on the spot is told to the coordinators, and so is one that nobody may verify', () => {
    expect(told(raised(), ON_THE_SPOT, { by: INSPECTOR })).toEqual([['coordinator', 'toVerify', '当场清障']]);
    const nobody = { by: HANDLER, ...facts({ supervisionTeams: [] }) };
    expect(told(assigned(), RESOLVE, nobody)).toEqual([['coordinator', 'toVerify', '指标已下达']]);
  });

  test('that is sent back is told to who solved it and to who has it on his table, with the reason', () => {
    const given = { by: INSPECTOR, ...facts({ answerable: ['chen'] }) };
    expect(told(resolved(), REJECT, given)).toEqual([
      ['handler', 'rejected', '现场未通水'],
      ['chen', 'rejected', '现场未通水'],
    ]);
    const spot = after(raised(), ON_THE_SPOT, { by: INSPECTOR });
    expect(told(spot, REJECT, { by: COORDINATOR, ...facts({ answerable: ['coordinator'] }) })).toEqual([
      ['inspector', 'rejected', '现场未通水'],
      ['coordinator', 'rejected', '现场未通水'],
    ]);
  });
});

describe('an extension', () => {
  const ask: ProblemCommand = { type: 'askExtension', until: '2026-12-18', reason: '待省厅批复' };

  test('is asked of the leaders with its reason, of the coordinators where there is no leader', () => {
    expect(told(assigned(), ask, { by: HANDLER })).toEqual([['leader', 'extensionAsked', '待省厅批复']]);
    expect(told(assigned(), ask, { by: HANDLER, ...facts({ leaders: [] }) })).toEqual([
      ['coordinator', 'extensionAsked', '待省厅批复'],
    ]);
  });

  test.each([true, false])('that was ruled (granted: %s) is told to the lead and to the firm', granted => {
    const asked = after({ ...assigned(), firmContact: 'firm' }, ask, { by: HANDLER });
    const rule = { type: 'ruleExtension', granted, reason: '阅' } as const;
    expect(told(asked, rule, { by: LEADER, ...facts({ firm: ['firm'] }) })).toEqual([
      ['handler', 'extensionRuled', '阅'],
      ['firm', 'extensionRuled', '阅'],
    ]);
  });
});

describe('the limit of a verification', () => {
  const slotOf = (state: ProblemState): string => `verification:${state.verification?.dueMs}`;

  test('is three working days, of the settings, and begins anew with every result', () => {
    expect(local(resolved().verification?.dueMs ?? 0)).toBe('2026-11-26 17:30');
    const problem = { ...DEFAULT_SETTINGS.problem, verifyWorkingDays: 1 };
    const context = { settings: { ...DEFAULT_SETTINGS, problem } };
    expect(local(after(assigned(), RESOLVE, { by: HANDLER, context }).verification?.dueMs ?? 0)).toBe(
      '2026-11-24 17:30',
    );
    const again = after(after(resolved(), REJECT, { by: INSPECTOR }), RESOLVE, {
      by: HANDLER,
      now: '2026-11-27 10:00',
    });
    expect(local(again.verification?.dueMs ?? 0)).toBe('2026-12-02 17:30');
  });

  test('that has passed is told once: to who was asked, to the offices above and to the coordinators', () => {
    const state = resolved();
    expect(nextOf(state)).toEqual({ slot: slotOf(state), atMs: state.verification?.dueMs });
    const remind: ProblemCommand = { type: 'remind', slot: slotOf(state) };
    expect(told(state, remind, { now: '2026-11-26 17:29' })).toEqual(['clockStale']);
    const given = { now: '2026-11-26 17:30', ...facts({ supervisors: ['duchashi'] }) };
    expect(told(state, remind, given)).toEqual([
      ['inspector', 'verificationOverdue', null],
      ['duchashi', 'verificationOverdue', null],
      ['coordinator', 'verificationOverdue', null],
    ]);
    const late = after(state, remind, given);
    expect([late.status, nextOf(late, '2026-11-26 17:30')]).toEqual(['resolved', null]);
    expect(told(late, remind, given)).toEqual(['clockStale']);
  });

  test('ends with the verification, and moves with the rule', () => {
    expect(after(resolved(), { type: 'verify', accepted: true }, { by: INSPECTOR }).verification).toBeNull();
    const problem = { ...DEFAULT_SETTINGS.problem, verifyWorkingDays: 5 };
    const context = { settings: { ...DEFAULT_SETTINGS, problem } };
    const slot = nextOf(resolved(), '2026-11-24 10:00', context)?.slot ?? '';
    const moved = after(resolved(), { type: 'remind', slot }, { now: '2026-11-24 10:00', context });
    expect(local(moved.verification?.dueMs ?? 0)).toBe('2026-11-30 17:30');
  });

  test('is none of what was handed in before it was kept', () => {
    const { verification: _, ...old } = resolved();
    expect(nextOf(old)).toBeNull();
  });
});

test('what was promised for a problem that leaves lapses; what was broken stays broken', () => {
  const answered = after(assigned(), { type: 'answer', text: '已报', nextOn: '2026-11-25' }, { by: HANDLER });
  const events = (now: string): string[] => {
    const answer = decide(answered, { type: 'withdraw', reason: '重复' }, { now });
    return 'events' in answer ? answer.events.map(({ type }) => type) : [answer.code];
  };
  expect(events('2026-11-24 10:00')).toEqual(['promiseLapsed', 'withdrawn']);
  expect(events('2026-11-25 18:00')).toEqual(['promiseMissed', 'withdrawn']);
});

describe('a line whose reader has gone to another unit', () => {
  const wei = { id: 'wei', unitId: 'forestry', roles: ['departmentHandler'] as Role[], unitThen: 'land' };
  const state = after(raised(), { type: 'assign', leadUnit: 'land', coUnits: ['water'] });

  test.each<[string, Tidings | null, Partial<LineReader>, boolean, string | null]>([
    ['asks nobody for what is his old unit’s', 'assigned', {}, false, 'land'],
    ['does not remind him of a limit that has passed', null, {}, false, null],
    ['is his while he stays', 'assigned', { unitId: 'land' }, true, 'land'],
    ['is his where it was not kept of which unit he was', 'assigned', { unitThen: null }, true, 'land'],
    ['is his when he has come to the unit it speaks of', 'partAssigned', { unitId: 'water' }, true, 'water'],
    ['asks no department beside the lead for the lead’s', 'assigned', { unitId: 'water' }, false, 'land'],
    ['tells him of a department of his what has happened', 'promiseMissed', { unitId: 'water' }, true, null],
    ['is a coordinator’s wherever he sits', 'assigned', { roles: ['coordinator'] }, true, 'land'],
    ['asks no leader for what is a unit’s', 'warned', { roles: ['leader'] }, false, null],
    ['is a leader’s wherever he sits', 'promiseMissed', { roles: ['leader'] }, true, null],
    ['is the firm contact’s', 'lookBack', { id: 'firm' }, true, null],
  ])('%s', (_what, what, more, isHis, unit) => {
    expect(concerns({ ...state, firmContact: 'firm' }, { what, unit }, { ...wei, ...more })).toBe(isHis);
  });

  test('asks to verify only who may', () => {
    const solved = after(state, RESOLVE, { by: HANDLER, facts: { colleagues: ['handler', 'wei'] } });
    const of = (id: string): boolean =>
      concerns(
        solved,
        { what: 'toVerify', unit: null },
        {
          ...{ id, unitId: 'team-2', unitThen: 'team-1' },
          roles: ['supervisionTeam'],
        },
      );
    expect([of('wang'), of('wei')]).toEqual([true, false]);
  });
});

describe('office hours', () => {
  const LUNCH = { start: '12:00', end: '14:00' };
  test.each([
    ['2026-12-01 17:26', '2026-12-01 17:28', {}],
    ['2026-12-01 17:28', '2026-12-01 17:29', {}],
    ['2026-12-01 17:29', '2026-12-01 17:29', {}],
    ['2026-12-01 17:30', '2026-12-02 09:02', {}],
    ['2026-12-04 17:30', '2026-12-07 09:02', {}],
    ['2026-12-05 10:00', '2026-12-07 09:02', {}],
    ['2026-12-01 11:59', '2026-12-01 11:59', { lunch: LUNCH }],
    ['2026-12-01 12:00', '2026-12-01 14:02', { lunch: LUNCH }],
  ])('what is told at %s leaves at %s, inside office hours', (now, leaves, more) => {
    const calendar = makeCalendar();
    const context = { calendar: { ...calendar, hours: { ...calendar.hours, ...more } } };
    const answer = decide(raised(), ASSIGN, { now, context });
    expect('notices' in answer && answer.notices.map(({ notBeforeMs }) => local(notBeforeMs))).toEqual([leaves]);
  });
});
