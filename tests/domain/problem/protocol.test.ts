import { describe, expect, test } from '@jest/globals';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import type { ProblemState } from '../../../src/domain/problem/types.ts';
import { refusalText } from '../../../src/contract/catalogue/index.ts';
import type { Refusal } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import {
  COORDINATOR,
  HANDLER,
  INSPECTOR,
  LEADER,
  local,
  makeCalendar,
  makeProblemFacts,
  makeProblemPeople,
} from '../../support/make.ts';
import { after, assigned, decide, nextOf, raised, RESOLVE, resolved, type Given } from './handle.ts';

const by = (actor: Given['by'], now?: string): Given => ({ ...(actor && { by: actor }), ...(now && { now }) });
const CLERK = { ...HANDLER, id: 'clerk', unitId: 'approvals' };
const due = ({ dueMs }: ProblemState): string => local(dueMs ?? 0);

describe('an objection', () => {
  const object: ProblemCommand = { type: 'object', reason: '属水利部门职责', unit: 'water' };
  const uphold: ProblemCommand = { type: 'ruleObjection', upheld: true, reason: '职责在水利局', leadUnit: 'water' };
  const overrule: ProblemCommand = { type: 'ruleObjection', upheld: false, reason: '职责明确' };
  const objected = (): ProblemState => after(assigned(), object, by(HANDLER));

  test('waits for a leader until the end of the day, whose name it is told in', () => {
    expect(objected().objection).toMatchObject({ by: 'handler', proposedUnitId: 'water' });
    expect(local(objected().objection?.dueMs ?? 0)).toBe('2026-11-23 17:30');
    const answer = decide(assigned(), object, by(HANDLER));
    expect('notices' in answer && answer.notices.map(({ personId }) => personId)).toEqual(['leader', 'coordinator']);
  });

  test('that is upheld gives the problem to another lead, under a new clock', () => {
    const state = after(objected(), uphold, by(LEADER, '2026-11-24 10:00'));
    expect(state).toMatchObject({ status: 'assigned', leadUnitId: 'water', objection: null });
    expect(due(state)).toBe('2026-12-03 17:30');
  });

  test('is final, whatever was ruled: a second one is refused with the reason of the first ruling', () => {
    const state = after(objected(), overrule, by(LEADER));
    expect(state).toMatchObject({ leadUnitId: 'land', objection: null });
    expect(due(state)).toBe(due(assigned()));
    expect(decide(state, object, by(HANDLER))).toMatchObject({
      code: 'assignmentFinal',
      params: { reason: '职责明确' },
    });
    expect(decide(state, { type: 'assign', leadUnit: 'water' })).toMatchObject({ code: 'assignmentFinal' });
    const facts = { handlerUnitId: 'land' };
    expect(after(state, { type: 'assign', leadUnit: 'land', handler: 'li' }, { facts }).handlerId).toBe('li');
  });

  test('comes within one working day of the assignment', () => {
    expect(decide(assigned(), object, by(HANDLER, '2026-11-24 17:30'))).toHaveProperty('events');
    expect(decide(assigned(), object, by(HANDLER, '2026-11-24 17:31'))).toMatchObject({
      code: 'objectionTooLate',
      params: { last: '2026-11-24 17:30' },
    });
  });

  test.each<[string, ProblemState, ProblemCommand, Given, object]>([
    ['by another department', assigned(), object, by(CLERK), { code: 'notTheLead', params: { unit: 'land' } }],
    ['twice', objected(), object, by(HANDLER), { code: 'objectionPending' }],
    [
      'after an answer',
      after(assigned(), { type: 'answer', text: 't', nextOn: '2026-12-01' }),
      object,
      by(HANDLER),
      { code: 'problemNotIn' },
    ],
    [
      'ruled by a coordinator',
      objected(),
      uphold,
      by(COORDINATOR),
      { code: 'notAllowed', params: { roles: ['leader'] } },
    ],
    ['ruled when there is none', assigned(), overrule, by(LEADER), { code: 'nothingToRule' }],
    [
      'upheld for the same lead',
      objected(),
      { ...uphold, leadUnit: 'land' } as ProblemCommand,
      by(LEADER),
      { code: 'leadUnchanged' },
    ],
    [
      'upheld for nobody',
      objected(),
      { ...uphold, leadUnit: undefined } as ProblemCommand,
      by(LEADER),
      { code: 'required', field: 'leadUnit' },
    ],
    [
      'and an answer before the ruling',
      objected(),
      { type: 'answer', text: 't', nextOn: '2026-12-01' },
      by(HANDLER),
      { code: 'objectionPending' },
    ],
    [
      'and another assignment before the ruling',
      objected(),
      { type: 'assign', leadUnit: 'water' },
      {},
      { code: 'objectionPending' },
    ],
  ])('%s is refused', (_what, state, command, given, refusal) => {
    expect(decide(state, command, given)).toMatchObject(refusal);
  });
});

describe('departments beside the lead', () => {
  const helped = (): ProblemState =>
    after(raised(), {
      type: 'assign',
      leadUnit: 'land',
      splitUnits: ['water'],
      coUnits: ['approvals'],
    });

  test('have clocks of their own: a co-department three working days, a split one as many as the lead', () => {
    const parts = helped().parts?.map(({ unitId, role, dueMs }) => [unitId, role, local(dueMs ?? 0)]);
    expect(parts).toEqual([
      ['water', 'split', '2026-12-02 17:30'],
      ['approvals', 'co', '2026-11-26 17:30'],
    ]);
    const problem = { ...DEFAULT_SETTINGS.problem, splitWorkingDays: 5 };
    const context = { settings: { ...DEFAULT_SETTINGS, problem } };
    const [split] =
      after(raised(), { type: 'assign', leadUnit: 'land', splitUnits: ['water'] }, { context }).parts ?? [];
    expect(local(split?.dueMs ?? 0)).toBe('2026-11-30 17:30');
  });

  test('answer once, which stops their clock; a coordinator may enter it for them', () => {
    const answered = after(helped(), { type: 'coAnswer', text: '手续已齐' }, by(CLERK));
    expect(answered.parts?.[1]).toMatchObject({ answered: true, dueMs: null });
    expect(decide(answered, { type: 'coAnswer', text: '再答' }, by(CLERK))).toMatchObject({ code: 'partAnswered' });
    const entered = after(helped(), { type: 'coAnswer', text: '已供水', unit: 'water' });
    expect(entered.parts?.[0]).toMatchObject({ answered: true });
  });

  test.each([
    ['the lead', HANDLER, undefined],
    ['a stranger', INSPECTOR, undefined],
    ['one department for another', CLERK, 'water'],
  ])('%s does not answer for a department', (_who, actor, unit) => {
    expect(decide(helped(), { type: 'coAnswer', text: 't', unit }, by(actor))).toMatchObject({ code: 'outsideUnits' });
  });

  test('acknowledge once each; saying it again changes nothing', () => {
    const state = after(after(helped(), { type: 'acknowledge' }, by(CLERK)), { type: 'acknowledge' }, by(HANDLER));
    expect(state.acknowledged).toEqual(['approvals', 'land']);
    expect(decide(state, { type: 'acknowledge' }, by(CLERK))).toMatchObject({ events: [] });
    expect(decide(state, { type: 'acknowledge' }, by(INSPECTOR))).toMatchObject({ code: 'outsideUnits' });
  });
});

describe('an extension', () => {
  const ask = (until: string): ProblemCommand => ({ type: 'askExtension', until, reason: '待省厅批复' });
  const grant: ProblemCommand = { type: 'ruleExtension', granted: true };
  const asked = (): ProblemState => after(assigned(), ask('2026-12-10'), by(HANDLER));

  test('that is granted moves the limit to the end of its day; the firm is told, by mail when it has a contact', () => {
    expect(due(after(asked(), grant, by(LEADER)))).toBe('2026-12-10 17:30');
    expect(decide(asked(), grant, by(LEADER))).toMatchObject({ events: [{ firmTold: 'handler' }] });
    const known = { ...asked(), firmContact: 'boss' };
    const facts = { people: makeProblemPeople({ firm: ['boss'] }) };
    const answer = decide(known, grant, { by: LEADER, facts });
    expect(answer).toMatchObject({ events: [{ firmTold: 'mail' }] });
    expect('notices' in answer && answer.notices.map(({ personId }) => personId)).toEqual(['handler', 'boss']);
    // One who has left is told nothing: then the handler is to tell the firm.
    expect(decide(known, grant, by(LEADER))).toMatchObject({ events: [{ firmTold: 'handler' }] });
  });

  test('that is refused has its reason, and the limit stays', () => {
    const refused = after(asked(), { type: 'ruleExtension', granted: false, reason: '已延过' }, by(LEADER));
    expect(refused.extension).toBeNull();
    expect(due(refused)).toBe(due(assigned()));
  });

  test('is asked one working day before the limit at the latest', () => {
    expect(decide(assigned(), ask('2026-12-10'), by(HANDLER, '2026-12-01 17:00'))).toHaveProperty('events');
    expect(decide(assigned(), ask('2026-12-10'), by(HANDLER, '2026-12-02 09:00'))).toMatchObject({
      code: 'extensionTooLate',
      params: { due: '2026-12-02', last: '2026-12-01' },
    });
  });

  test.each<[string, ProblemState, ProblemCommand, Given, object]>([
    [
      'to a Saturday',
      assigned(),
      ask('2026-12-12'),
      by(HANDLER),
      { code: 'notAWorkingDay', params: { next: '2026-12-14' } },
    ],
    ['to New Year', assigned(), ask('2026-10-01'), by(HANDLER), { code: 'extensionNotLater' }],
    [
      'to the limit itself',
      assigned(),
      ask('2026-12-02'),
      by(HANDLER),
      { code: 'extensionNotLater', params: { due: '2026-12-02' } },
    ],
    ['to no day', assigned(), ask('2026-02-30'), by(HANDLER), { code: 'noSuchDate', field: 'until' }],
    ['by a co-department', assigned(), ask('2026-12-10'), by(CLERK), { code: 'notTheLead' }],
    ['twice', asked(), ask('2026-12-11'), by(HANDLER), { code: 'extensionPending', params: { until: '2026-12-10' } }],
    ['before it is assigned', raised(), ask('2026-12-10'), by(HANDLER), { code: 'problemNotIn' }],
    ['granted by a coordinator', asked(), grant, by(COORDINATOR), { code: 'notAllowed' }],
    ['granted when none was asked', assigned(), grant, by(LEADER), { code: 'nothingToRule' }],
    ['refused without a reason', asked(), { type: 'ruleExtension', granted: false }, by(LEADER), { code: 'required' }],
    ['granted when its day has passed', asked(), grant, by(LEADER, '2026-12-11 10:00'), { code: 'extensionNotLater' }],
  ])('%s is refused', (_what, state, command, given, refusal) => {
    expect(decide(state, command, given)).toMatchObject(refusal);
  });
});

describe('solved on the spot (现场化解)', () => {
  const solve: ProblemCommand = { type: 'solveOnTheSpot', result: '当场通电', evidence: [{ kind: '照片' }] };
  const solved = (): ProblemState => after(raised(), solve, by(INSPECTOR));

  test('by a team: verified by a coordinator of another unit, never by a team', () => {
    expect(solved()).toMatchObject({ status: 'resolved', leadUnitId: null, solution: { onTheSpot: true } });
    const accept: ProblemCommand = { type: 'verify', accepted: true };
    expect(decide(solved(), accept, by({ ...INSPECTOR, id: 'x', unitId: 'team-2' }))).toMatchObject({
      code: 'verifierNotCoordinator',
    });
    expect(decide(solved(), accept, by({ ...COORDINATOR, unitId: 'team-1' }))).toMatchObject({
      code: 'solverIsVerifier',
    });
    expect(after(solved(), accept).status).toBe('closed');
  });

  test('and not accepted, it is raised again under the intake limit', () => {
    const back = after(solved(), { type: 'verify', accepted: false, reason: '未通电' });
    expect(back).toMatchObject({ status: 'raised', rejections: 1 });
    expect(due(back)).toBe('2026-11-23 17:30');
  });

  test('is a team’s to say, before anybody has it on his table, and with evidence', () => {
    expect(decide(raised(), solve, by(HANDLER))).toMatchObject({ code: 'notAllowed' });
    expect(decide(assigned(), solve, by(INSPECTOR))).toMatchObject({ code: 'problemNotIn' });
    expect(decide(raised(), { ...solve, evidence: [] } as ProblemCommand, by(INSPECTOR))).toMatchObject({
      code: 'evidenceMissing',
    });
  });
});

describe('looking back', () => {
  const closed = (): ProblemState => after(resolved(), { type: 'verify', accepted: true }, by(INSPECTOR));
  const look = (more: object = {}): ProblemCommand => ({
    type: 'lookBack',
    satisfaction: 'satisfied',
    relapsed: false,
    ...more,
  });
  const LATER = '2026-12-23 10:00';

  test('thirty days after the closing the firm is asked; its answer ends the problem', () => {
    expect(local(nextOf(closed())?.atMs ?? 0)).toBe('2026-12-23 09:00');
    const told = after(closed(), look(), { now: LATER });
    expect(told).toMatchObject({ status: 'closed', satisfaction: 'satisfied', lookBack: null });
    expect(decide(told, look(), { now: LATER })).toMatchObject({ code: 'lookBackDone', value: 'satisfied' });
    expect(nextOf(told, LATER)).toBeNull();
  });

  test('a relapse opens a new episode with a fresh limit, at any time after the closing, and escalates nothing', () => {
    const state = after(closed(), look({ relapsed: true, note: '又停工', satisfaction: 'not' }), {
      now: '2026-12-01 10:00',
    });
    expect(state).toMatchObject({ status: 'handling', episode: 2, solution: null, verifiedBy: null });
    expect(due(state)).toBe('2026-12-10 17:30');
    expect(nextOf(state, '2026-12-01 10:00')?.slot).toBe('warning:first:2');
  });

  test('a relapse gives whoever still owed a part a fresh clock of its own, and tells him; what was answered stays so', () => {
    const shared = after(raised(), { type: 'assign', leadUnit: 'land', splitUnits: ['water'], coUnits: ['approvals'] });
    const answered = after(shared, { type: 'coAnswer', text: '已办', unit: 'water' });
    const done = after(after(answered, RESOLVE, by(HANDLER)), { type: 'verify', accepted: true }, by(INSPECTOR));
    const relapse = look({ relapsed: true, note: '又停工', satisfaction: 'not' });
    const facts = { people: makeProblemPeople({ members: { approvals: ['clerk'], water: ['shui'] } }) };
    const answer = decide(done, relapse, { now: '2026-12-01 10:00', facts });
    const state = after(done, relapse, { now: '2026-12-01 10:00', facts });
    expect(state.parts?.map(({ unitId, dueMs }) => [unitId, dueMs && local(dueMs)])).toEqual([
      ['water', null],
      ['approvals', '2026-12-04 17:30'],
    ]);
    const told =
      'notices' in answer ? answer.notices.map(({ personId, data }) => [personId, data['unit'] ?? null]) : answer;
    expect(told).toEqual([
      ['handler', null],
      ['coordinator', null],
      ['clerk', 'approvals'],
    ]);
    expect(nextOf(state, '2026-12-01 10:00')?.slot).toMatch(/^partWarning:approvals:first:/);
  });

  test('verified twice: the second sees who was first', () => {
    expect(decide(closed(), { type: 'verify', accepted: true }, by(INSPECTOR))).toMatchObject({
      code: 'problemNotIn',
      value: 'closed',
      params: { by: 'inspector' },
    });
  });

  test('sent back and accepted at once: the second reads who was first, and why', () => {
    const back = after(resolved(), { type: 'verify', accepted: false, reason: '现场未见进场' }, by(INSPECTOR));
    const refused = decide(back, { type: 'verify', accepted: true }, by({ ...INSPECTOR, id: 'wu' }));
    expect(refused).toMatchObject({
      ...{ code: 'problemNotIn', value: 'handling' },
      params: { rejectedBy: 'inspector', why: '现场未见进场' },
    });
    expect(refusalText(refused as Refusal, 'zh')).toContain('（inspector 已退回：现场未见进场）');
    expect(after(back, RESOLVE, by(HANDLER)).rejected).toBeNull();
  });

  test.each<[string, ProblemState, ProblemCommand, Given, object]>([
    ['before its day', closed(), look(), {}, { code: 'lookBackEarly', params: { on: '2026-12-23' } }],
    ['by who solved it', closed(), look(), by(HANDLER, LATER), { code: 'lookBackBySolver' }],
    ['by his colleague', closed(), look(), by({ ...HANDLER, id: 'li' }, LATER), { code: 'lookBackBySolver' }],
    [
      'with a relapse and no note',
      closed(),
      look({ relapsed: true, satisfaction: 'not' }),
      { now: LATER },
      { code: 'required', field: 'note' },
    ],
    [
      'with a relapse nobody minds',
      closed(),
      look({ relapsed: true, note: '又停工', satisfaction: 'satisfied' }),
      { now: LATER },
      { code: 'relapseSatisfied', field: 'satisfaction', value: 'satisfied' },
    ],
    ['before the closing', resolved(), look(), { now: LATER }, { code: 'problemNotIn' }],
  ])('%s is refused', (_what, state, command, given, refusal) => {
    expect(decide(state, command, given)).toMatchObject(refusal);
  });
});

describe('one problem that is two, and two that are one', () => {
  const merge = (into: string): ProblemCommand => ({ type: 'mergeInto', into, reason: '同一件事' });
  const open = { facts: { other: { code: 'P-2', status: 'handling' as const } } };

  test('a duplicate goes on under the other code', () => {
    expect(after(assigned(), merge('P-2'), open)).toMatchObject({ status: 'merged', mergedInto: 'P-2', dueMs: null });
  });

  test.each<[string, ProblemCommand, Given, object]>([
    ['into itself', merge('P-1'), open, { code: 'mergeIntoItself' }],
    ['into nothing', merge('P-2'), { facts: { other: null } }, { code: 'problemNotFound', field: 'into' }],
    [
      'into one that is closed',
      merge('P-2'),
      { facts: { other: { code: 'P-2', status: 'closed' } } },
      { code: 'otherProblemOver' },
    ],
    ['by a department', merge('P-2'), { ...open, by: HANDLER }, { code: 'notAllowed' }],
    [
      'into one of another county',
      merge('P-2'),
      { facts: { other: { code: 'P-2', status: 'handling', county: '南安市' } } },
      { code: 'mergeElsewhere', field: 'into', value: 'P-2', params: { here: '鲤城区', there: '南安市' } },
    ],
  ])('merging %s is refused', (_what, command, given, refusal) => {
    expect(decide(assigned(), command, given)).toMatchObject(refusal);
  });

  test('the second half is raised from the first, which must be open', () => {
    const half: ProblemCommand = { type: 'raise', facts: makeProblemFacts({ splitFrom: 'P-2' }) };
    expect(after(null, half, open)).toMatchObject({ splitFrom: 'P-2', status: 'raised' });
    expect(decide(null, half, { facts: { other: null } })).toMatchObject({
      code: 'problemNotFound',
      field: 'splitFrom',
    });
  });

  test('one that comes from a decision is raised once, from one that is published and not done', () => {
    const decision = { meeting: 'weekly/2026-11-30', no: 2 };
    const raise: ProblemCommand = { type: 'raise', facts: makeProblemFacts({ decision }) };
    const of = (facts: object | null) => ({ facts: { decision: facts } }) as Given;
    expect(after(null, raise, of({ doneOn: null, problem: null }))).toMatchObject({ decision, status: 'raised' });
    for (const [facts, refusal] of [
      [null, { code: 'decisionNotFound' }],
      [
        { doneOn: '2026-12-01', problem: null },
        { code: 'decisionDone', params: { on: '2026-12-01' } },
      ],
      [
        { doneOn: null, problem: 'Q-7' },
        { code: 'decisionHasProblem', params: { problem: 'Q-7' } },
      ],
    ] as const) {
      expect(decide(null, raise, of(facts))).toMatchObject({ ...refusal, field: 'decision', value: 2 });
    }
  });
});

describe('a rule or a calendar that changes', () => {
  const longer = { settings: { ...DEFAULT_SETTINGS, problem: { ...DEFAULT_SETTINGS.problem, leadWorkingDays: 10 } } };
  const shorter = { settings: { ...DEFAULT_SETTINGS, problem: { ...DEFAULT_SETTINGS.problem, leadWorkingDays: 1 } } };
  const weekendsOnly = { calendar: { ...makeCalendar(), table: { years: {} } } };

  test('moves every open limit at once, from its start and its working days, and says which', () => {
    const state = assigned();
    const next = nextOf(state, undefined, longer);
    expect(next?.slot).toMatch(/^limits:/);
    const moved = after(state, { type: 'remind', slot: next?.slot ?? '' }, { context: longer });
    expect(due(moved)).toBe('2026-12-07 17:30');
    expect(nextOf(moved, undefined, longer)?.slot).toBe('warning:first:1');
  });

  test('gives whoever loses days this office day, and leaves a limit that has passed', () => {
    const now = '2026-11-27 10:00';
    const slot = nextOf(assigned(), now, shorter)?.slot ?? '';
    expect(due(after(assigned(), { type: 'remind', slot }, { now, context: shorter }))).toBe('2026-11-27 17:30');
    expect(nextOf(assigned(), '2026-12-03 10:00', longer)?.slot).toMatch(/^overdue:/);
  });

  test('a year that is published moves what was worked out from weekends', () => {
    const now = '2026-02-12 10:00';
    const begun = after(
      after(null, { type: 'raise', facts: makeProblemFacts() }, { now, context: weekendsOnly }),
      { type: 'assign', leadUnit: 'land' },
      { now, context: weekendsOnly },
    );
    expect(due(begun)).toBe('2026-02-23 17:30');
    const moved = after(begun, { type: 'remind', slot: nextOf(begun, now)?.slot ?? '' }, { now });
    expect(due(moved)).toBe('2026-02-28 17:30');
  });

  test('a state of an earlier release has no basis: its limit stays what it is', () => {
    const { limit: _, parts: __, ladder: ___, ...old } = assigned();
    expect(nextOf(old, undefined, longer)).toEqual({ slot: `overdue:${old.dueMs}`, atMs: old.dueMs });
  });
});

test('an interview follows a red paper', () => {
  const talk: ProblemCommand = { type: 'interview', on: '2026-11-23', person: 'handler', record: '限期一周' };
  expect(decide(assigned(), talk, by(LEADER))).toMatchObject({ code: 'interviewBeforeRed' });
  const ladder = { warned: [], level: 4 as const, papers: ['red' as const], carried: 3, carriedOverdue: 3 };
  const red = { ...assigned(), ladder };
  expect(decide(red, talk, by(LEADER))).toMatchObject({ events: [{ type: 'interviewed', personId: 'handler' }] });
  expect(decide(red, { ...talk, on: '2026-11-24' } as ProblemCommand, by(LEADER))).toMatchObject({
    code: 'dateInFuture',
  });
  expect(decide(red, talk, by(HANDLER))).toMatchObject({ code: 'notAllowed' });
});
