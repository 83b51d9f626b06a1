import { describe, expect, test } from '@jest/globals';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import type { ProblemState } from '../../../src/domain/problem/types.ts';
import { COORDINATOR, HANDLER, INSPECTOR, local, makeProblemFacts, makeProblemPeople } from '../../support/make.ts';
import { after, ASSIGN, assigned, decide, evolve, nextOf, RAISE, raised, RESOLVE, resolved } from './handle.ts';

const due = ({ dueMs }: ProblemState): string | null => (dueMs === null ? null : local(dueMs));

describe('raising a problem', () => {
  const ofProject = (more = {}): ProblemCommand => ({
    type: 'raise',
    facts: makeProblemFacts({ project: 'QZ-1', county: null, ...more }),
  });

  test('keeps who raised it and what it is about', () => {
    expect(raised()).toMatchObject({ status: 'raised', raisedBy: 'coordinator', category: 'land', rejections: 0 });
  });

  test.each([
    ['in office hours: the same day', '2026-11-23 10:00', '2026-11-23 17:30'],
    ['in the morning before opening: the same day', '2026-11-23 07:00', '2026-11-23 17:30'],
    ['in the evening: the next day', '2026-11-23 18:00', '2026-11-24 17:30'],
    ['on Saturday: Monday', '2026-11-21 10:00', '2026-11-23 17:30'],
    ['on a make-up Saturday: that day', '2026-02-14 10:00', '2026-02-14 17:30'],
  ])('must be assigned %s', (_when, now, limit) => {
    expect(due(raised({ now }))).toBe(limit);
  });

  test('of a project takes the county from it; of one without, the county named', () => {
    const facts = { project: { county: '南安市', withdrawn: false } };
    expect(after(null, ofProject(), { facts }).county).toBe('南安市');
    expect(after(null, ofProject({ county: '南安市' }), { facts }).county).toBe('南安市');
    const nowhere = { project: { county: null, withdrawn: false } };
    expect(after(null, ofProject({ county: '晋江市' }), { facts: nowhere }).county).toBe('晋江市');
  });

  test.each([
    ['of a project that is not there', ofProject(), {}, { code: 'projectNotFound', field: 'project', value: 'QZ-1' }],
    [
      'of a withdrawn project',
      ofProject(),
      { project: { county: null, withdrawn: true } },
      { code: 'projectWithdrawn' },
    ],
    ['of nothing', ofProject({ project: null }), {}, { code: 'required', field: 'project' }],
    [
      'of a county nobody knows',
      RAISE,
      { countyKnown: false },
      { code: 'countyUnknown', field: 'county', value: '鲤城区' },
    ],
    [
      'of a project and another county',
      ofProject({ county: '晋江市' }),
      { project: { county: '南安市', withdrawn: false } },
      { code: 'projectElsewhere', field: 'project', value: 'QZ-1', params: { county: '南安市' } },
    ],
  ])('%s is refused', (_what, command, facts, refusal) => {
    expect(decide(null, command, { facts })).toMatchObject(refusal);
  });

  test('twice under one code is refused and names it', () => {
    expect(decide(raised(), RAISE)).toMatchObject({
      code: 'alreadyExists',
      value: 'P-1',
      params: { name: '用地指标未落实' },
    });
  });

  test('comes before everything else', () => {
    expect(decide(null, ASSIGN)).toMatchObject({ code: 'notFound', value: 'P-1' });
  });
});

describe('assigning', () => {
  test('gives the lead department seven working days', () => {
    expect(due(assigned())).toBe('2026-12-02 17:30');
    expect(due(assigned({ now: '2026-02-12 10:00' }))).toBe('2026-02-28 17:30');
  });

  test.each([
    [{ coUnits: ['approvals', 'land'] }, 'coUnits[1]', 'land', 'leadUnit'],
    [{ splitUnits: ['land'] }, 'splitUnits[0]', 'land', 'leadUnit'],
    [{ splitUnits: ['water'], coUnits: ['water'] }, 'coUnits[0]', 'water', 'splitUnits'],
    [{ coUnits: ['approvals', 'approvals'] }, 'coUnits[1]', 'approvals', 'coUnits'],
  ])('names each unit once: %j is refused', (units, field, value, as) => {
    const command: ProblemCommand = { type: 'assign', leadUnit: 'land', ...units };
    expect(decide(raised(), command)).toEqual({ code: 'unitTwice', field, value, params: { as } });
  });

  test('may be repeated until the department has answered: another lead needs a reason, is counted and has a new limit', () => {
    const now = '2026-11-24 10:00';
    const command = { type: 'assign', leadUnit: 'approvals' } as const;
    expect(decide(assigned(), command, { now })).toMatchObject({
      ...{ code: 'reassignWithoutReason', field: 'reason', value: null },
      params: { unit: 'land', leadUnit: 'approvals' },
    });
    const facts = { people: makeProblemPeople({ members: { land: ['handler'], approvals: ['clerk'] } }) };
    const moved = { ...command, reason: '职责在审批局' };
    const answer = decide(assigned(), moved, { now, facts });
    expect(answer).toMatchObject({ events: [{ type: 'assigned', before: 'land', reason: '职责在审批局' }] });
    expect('notices' in answer && answer.notices.map(({ personId, data }) => [personId, data['what']])).toEqual([
      ['handler', 'reassigned'],
      ['clerk', 'assigned'],
    ]);
    const again = after(assigned(), moved, { now });
    expect(again).toMatchObject({ status: 'assigned', leadUnitId: 'approvals', reassigned: 1 });
    expect(due(again)).toBe('2026-12-03 17:30');
    expect(after(again, { type: 'assign', leadUnit: 'land', reason: '退回' }, { now }).reassigned).toBe(2);
  });

  test('an extension that was asked for lapses with the lead, and is told', () => {
    const ask = { type: 'askExtension', until: '2026-12-10', reason: '待省厅批复' } as const;
    const asked = after(assigned(), ask, { by: HANDLER });
    const moved: ProblemCommand = { type: 'assign', leadUnit: 'approvals', reason: '改派' };
    const lapsed = { type: 'extensionLapsed', until: '2026-12-10', reason: '待省厅批复', by: 'handler' };
    expect(decide(asked, moved)).toMatchObject({ events: [lapsed, { type: 'assigned' }] });
    expect(decide(asked, RESOLVE, { by: HANDLER })).toMatchObject({ events: [lapsed, { type: 'resolved' }] });
    expect(decide(asked, { type: 'withdraw', reason: 'r' })).toMatchObject({ events: [lapsed, {}] });
    expect(after(asked, moved).extension).toBeNull();
  });

  test('under the same lead no clock begins again but that of a department that comes new', () => {
    const facts = {
      handlerUnitId: 'land',
      people: makeProblemPeople({ members: { land: ['handler'], water: ['wu'] } }),
    };
    const first = after(raised(), { type: 'assign', leadUnit: 'land', coUnits: ['approvals', 'forest'] });
    const answered = after(first, { type: 'coAnswer', text: 't', unit: 'approvals' });
    const asked = after(answered, { type: 'askExtension', until: '2026-12-10', reason: 'r' }, { by: HANDLER });
    const given = { now: '2026-11-25 10:00', facts };
    const more: ProblemCommand = { type: 'assign', leadUnit: 'land', splitUnits: ['water'], coUnits: ['approvals'] };
    const answer = decide(asked, more, given);
    expect(answer).toMatchObject({ events: [{ type: 'assignmentChanged', kept: ['approvals'], dropped: ['forest'] }] });
    expect('notices' in answer && answer.notices.map(({ personId }) => personId)).toEqual(['wu']);
    const changed = after(asked, more, given);
    expect([due(changed), changed.assignedMs, changed.extension]).toEqual([
      due(first),
      first.assignedMs,
      asked.extension,
    ]);
    expect(
      changed.parts?.map(({ unitId, role, answered: done, dueMs }) => [unitId, role, done, dueMs && local(dueMs)]),
    ).toEqual([
      ['approvals', 'co', true, null],
      ['water', 'split', false, '2026-12-04 17:30'],
    ]);
    expect(decide(changed, more, given)).toEqual({ events: [], notices: [] });
    const handed = after(changed, { ...more, handler: 'handler' } as ProblemCommand, given);
    expect([handed.handlerId, due(handed)]).toEqual(['handler', due(first)]);
  });

  test('comes before the first answer', () => {
    const answered = after(assigned(), { type: 'answer', text: 't', nextOn: '2026-11-30' }, { by: HANDLER });
    expect(decide(answered, ASSIGN)).toMatchObject({ code: 'problemNotIn', value: 'handling' });
  });

  test.each([
    ['to a unit that is not there', ASSIGN, { unknownUnitIds: ['land'] }, { code: 'unitNotFound', field: 'leadUnit' }],
    [
      'with a co-department that is not there',
      { ...ASSIGN, coUnits: ['x'] } as ProblemCommand,
      { unknownUnitIds: ['x'] },
      { code: 'unitNotFound', field: 'coUnits', value: 'x' },
    ],
    [
      'to a person who is not there',
      { ...ASSIGN, handler: 'x' } as ProblemCommand,
      { unknownPersonIds: ['x'] },
      { code: 'personNotFound', field: 'handler' },
    ],
    [
      'to a person of another unit',
      { ...ASSIGN, handler: 'clerk' } as ProblemCommand,
      { handlerUnitId: 'approvals' },
      { code: 'handlerOutsideUnit', field: 'handler', params: { unit: 'land' } },
    ],
  ])('%s is refused', (_what, command, facts, refusal) => {
    expect(decide(raised(), command, { facts })).toMatchObject(refusal);
  });

  test('to a person of the lead department is kept', () => {
    const command: ProblemCommand = { ...ASSIGN, handler: 'handler' } as ProblemCommand;
    expect(after(raised(), command, { facts: { handlerUnitId: 'land' } }).handlerId).toBe('handler');
  });
});

describe('an interim answer', () => {
  const answer = (nextOn: string): ProblemCommand => ({ type: 'answer', text: '正在报批', nextOn });

  test('sets the next date and does not move the limit', () => {
    const state = after(assigned(), answer('2026-11-30'), { by: HANDLER });
    expect(state.status).toBe('handling');
    expect(due(state)).toBe(due(assigned()));
  });

  test.each([
    ['today', '2026-11-23', 'promiseInPast'],
    ['yesterday', '2026-11-22', 'promiseInPast'],
    ['30 February', '2027-02-30', 'noSuchDate'],
    ['a month', '2026-12', 'badFormat'],
  ])('that promises %s is refused', (_what, nextOn, code) => {
    expect(decide(assigned(), answer(nextOn))).toMatchObject({ code, field: 'nextOn', value: nextOn });
  });
});

describe('two keys on closing (销号)', () => {
  const accept: ProblemCommand = { type: 'verify', accepted: true };
  const reject: ProblemCommand = { type: 'verify', accepted: false, reason: '现场未见进场' };

  test('the solver submits the result with evidence, and then no limit runs', () => {
    expect(resolved()).toMatchObject({
      status: 'resolved',
      solution: { solverId: 'handler', solverUnitId: 'land' },
      dueMs: null,
    });
  });

  test('a result without evidence is refused', () => {
    expect(decide(assigned(), { type: 'resolve', result: 'r', evidence: [] })).toMatchObject({
      code: 'evidenceMissing',
    });
  });

  test('a supervision team closes it', () => {
    expect(after(resolved(), accept, { by: INSPECTOR })).toMatchObject({ status: 'closed', verifiedBy: 'inspector' });
  });

  test.each([
    ['somebody without the role', COORDINATOR, 'verifierNotSupervision'],
    ['the solver', { ...HANDLER, roles: ['supervisionTeam' as const] }, 'solverIsVerifier'],
    ['the solver from another unit now', { ...INSPECTOR, id: 'handler' }, 'solverIsVerifier'],
    ["a colleague of the solver's unit", { ...INSPECTOR, unitId: 'land' }, 'solverIsVerifier'],
  ])('%s does not', (_who, by, code) => {
    expect(decide(resolved(), accept, { by })).toMatchObject({ code, field: 'actor', value: by.id });
  });

  test('nor does somebody of the lead department when another unit solved it', () => {
    const solved = after(assigned(), RESOLVE, { by: { ...COORDINATOR, unitId: 'approvals' } });
    expect(decide(solved, accept, { by: { ...INSPECTOR, unitId: 'land' } })).toMatchObject({
      code: 'solverIsVerifier',
    });
    expect(after(solved, accept, { by: INSPECTOR }).status).toBe('closed');
  });

  test('nor does who was of the solver’s unit when the result was handed in, wherever he has gone; nor its handler', () => {
    const wei = { ...INSPECTOR, id: 'wei', unitId: 'team-1' };
    const facts = { colleagues: ['handler', 'wei'], people: makeProblemPeople({ team: [wei, INSPECTOR] }) };
    const answer = decide(assigned(), RESOLVE, { by: HANDLER, facts });
    expect('notices' in answer && answer.notices.map(({ personId }) => personId)).toEqual(['inspector']);
    const solved = after(assigned(), RESOLVE, { by: HANDLER, facts });
    expect(decide(solved, accept, { by: wei })).toMatchObject({ code: 'solverIsVerifier', value: 'wei' });
    expect(after(solved, accept, { by: INSPECTOR }).status).toBe('closed');
    // A result of an earlier release knows the units of today alone.
    expect(after(resolved(), accept, { by: wei }).status).toBe('closed');
    const led = after(raised(), { ...ASSIGN, handler: 'wei' } as ProblemCommand, { facts: { handlerUnitId: 'land' } });
    expect(decide(after(led, RESOLVE, { by: HANDLER }), accept, { by: wei })).toMatchObject({
      code: 'solverIsVerifier',
    });
  });

  test('entered by a coordinator where no handler is named it is the unit’s, and whoever entered it hears when it is sent back', () => {
    const solved = after(assigned(), RESOLVE, { by: COORDINATOR });
    expect(solved.solution).toMatchObject({ solverId: null, solverUnitId: 'land', enteredBy: 'coordinator' });
    const back = decide(solved, reject, { by: INSPECTOR });
    expect('notices' in back && back.notices.map(({ personId }) => personId)).toEqual(['coordinator', 'handler']);
    const watcher = { ...COORDINATOR, roles: ['coordinator', 'supervisionTeam'] } as const;
    expect(decide(solved, accept, { by: watcher })).toMatchObject({
      code: 'solverIsVerifier',
      params: { solver: 'land', unit: 'land' },
    });
  });

  test('the first key is the lead’s, or the coordinator’s for it: no other department hands in, and no team', () => {
    const units = { leadUnit: 'land', splitUnits: ['water'], coUnits: ['approvals'] };
    const helped = after(raised(), { type: 'assign', ...units });
    for (const unitId of ['water', 'approvals', 'team-1', null]) {
      expect(decide(helped, RESOLVE, { by: { ...HANDLER, id: 'helper', unitId } })).toEqual({
        ...{ code: 'solverOutsideUnits', field: 'actor', value: 'helper' },
        params: { unit: 'land' },
      });
    }
    expect(after(helped, RESOLVE, { by: HANDLER }).status).toBe('resolved');
    expect(after(helped, RESOLVE, { by: COORDINATOR }).status).toBe('resolved');
  });

  test.each<ProblemCommand>([RESOLVE, { type: 'answer', text: 't', nextOn: '2026-11-30' }, { type: 'acknowledge' }])(
    'a handler who has gone to another unit has left $type behind, and is told so',
    command => {
      const facts = { handlerUnitId: 'land' };
      const held = after(raised(), { type: 'assign', leadUnit: 'land', handler: 'handler' }, { facts });
      expect(decide(held, command, { by: HANDLER })).toHaveProperty('events');
      const refused = decide(held, command, { by: { ...HANDLER, unitId: 'approvals' } });
      if (command.type === 'acknowledge') expect(refused).toMatchObject({ code: 'outsideUnits' });
      else expect(refused).toMatchObject({ params: { unit: 'land', own: 'approvals' } });
    },
  );

  test('no paper bears a day to come, whoever hands it in', () => {
    const evidence = [
      { kind: '批复', on: '2026-11-23' },
      { kind: '照片', on: '2026-11-24' },
    ];
    for (const [state, command, by] of [
      [assigned(), { type: 'resolve', result: 'r', evidence }, HANDLER],
      [raised(), { type: 'solveOnTheSpot', result: 'r', evidence }, INSPECTOR],
    ] as const) {
      expect(decide(state, command, { by })).toMatchObject({
        ...{ code: 'paperInFuture', field: 'evidence[1].on', value: '2026-11-24' },
        params: { today: '2026-11-23' },
      });
    }
  });

  test('two people without a unit are not of one unit', () => {
    const solved = after(assigned(), RESOLVE, { by: { ...COORDINATOR, unitId: null } });
    expect(after(solved, accept, { by: { ...INSPECTOR, unitId: null } }).status).toBe('closed');
  });

  test('rejecting sends it back with a count, a reason and a new limit', () => {
    const state = after(resolved(), reject, { by: INSPECTOR });
    expect(state).toMatchObject({ status: 'handling', rejections: 1 });
    expect(due(state)).toBe('2026-11-26 17:30');
    const twice = after(after(state, RESOLVE, { by: HANDLER }), reject, { by: INSPECTOR });
    expect(twice.rejections).toBe(2);
  });

  test('rejecting gives whoever still owes a part a new limit too, and tells him', () => {
    const units = { splitUnits: ['water'], coUnits: ['approvals'] };
    const helped = after(raised(), { type: 'assign', leadUnit: 'land', ...units });
    const answered = after(helped, { type: 'coAnswer', text: 't', unit: 'approvals' });
    const handed = after(answered, RESOLVE, { by: HANDLER });
    expect(handed.parts?.map(({ dueMs }) => dueMs)).toEqual([null, null]);
    const facts = { people: makeProblemPeople({ members: { land: ['handler'], water: ['wu'] } }) };
    const answer = decide(handed, reject, { by: INSPECTOR, facts });
    expect('notices' in answer && answer.notices.map(({ personId }) => personId)).toEqual(['handler', 'wu']);
    const back = after(handed, reject, { by: INSPECTOR });
    expect(back.parts?.map(({ unitId, dueMs }) => [unitId, dueMs && local(dueMs)])).toEqual([
      ['water', '2026-11-26 17:30'],
      ['approvals', null],
    ]);
  });

  test('rejecting without a reason is refused', () => {
    for (const reason of [undefined, '']) {
      const command: ProblemCommand = { type: 'verify', accepted: false, reason };
      expect(decide(resolved(), command, { by: INSPECTOR })).toMatchObject({ code: 'required', field: 'reason' });
    }
  });
});

describe('every command has its states', () => {
  const states = {
    raised: raised(),
    assigned: assigned(),
    handling: after(assigned(), { type: 'answer', text: 't', nextOn: '2026-12-01' }),
    resolved: resolved(),
    closed: after(resolved(), { type: 'verify', accepted: true }, { by: INSPECTOR }),
    withdrawn: after(raised(), { type: 'withdraw', reason: 'r' }),
  };
  const table: [ProblemCommand, (keyof typeof states)[]][] = [
    [ASSIGN, ['raised', 'assigned']],
    [{ type: 'answer', text: 't', nextOn: '2026-12-01' }, ['assigned', 'handling']],
    [RESOLVE, ['assigned', 'handling']],
    [{ type: 'verify', accepted: true }, ['resolved']],
    [{ type: 'withdraw', reason: 'r' }, ['raised', 'assigned', 'handling', 'resolved']],
  ];
  const cases = table.flatMap(([command, allowed]) =>
    (Object.keys(states) as (keyof typeof states)[]).map(
      name => [command.type, name, allowed.includes(name), command] as const,
    ),
  );

  test.each(cases)('%s when %s: %s', (_type, name, allowed, command) => {
    const by = command.type === 'resolve' || command.type === 'answer' ? HANDLER : INSPECTOR;
    const answer = decide(states[name], command, { by });
    if (allowed) expect(answer).toHaveProperty('events');
    else expect(answer).toMatchObject({ code: 'problemNotIn', field: 'state', value: name });
  });

  test('a closed problem waits for its look-back, a withdrawn one for nothing', () => {
    expect(local(nextOf(states.closed)?.atMs ?? 0)).toBe('2026-12-23 09:00');
    expect(nextOf(states.withdrawn)).toBeNull();
  });
});

describe('a limit that passes', () => {
  const overdue = ({ dueMs }: ProblemState): ProblemCommand => ({ type: 'overdue', slot: `overdue:${dueMs}` });
  const told = (answer: ReturnType<typeof decide>) =>
    'notices' in answer ? answer.notices.map(({ kind, personId }) => [kind, personId]) : answer.code;

  test('is told when the office opens after it, to those who answer and to the supervision offices, each once', () => {
    const state = assigned();
    expect(local(state.dueMs ?? 0)).toBe('2026-12-02 17:30');
    const people = makeProblemPeople({ answerable: ['handler', 'inspector'], supervisors: ['inspector', 'office-2'] });
    const answer = decide(state, overdue(state), { now: '2026-12-02 17:30', facts: { people } });
    expect(answer).toMatchObject({
      events: [{ type: 'overdueTold' }, { type: 'escalated', level: 2 }, { type: 'paperGiven', paper: 'yellow' }],
    });
    expect(told(answer)).toEqual([
      ['problem-paper', 'handler'],
      ['problem-paper', 'inspector'],
      ['problem-overdue', 'office-2'],
    ]);
    const [paper, , copy] = 'notices' in answer ? answer.notices : [];
    expect(paper).toMatchObject({ slot: '2026-12-03/yellow', data: { problem: 'P-1', dueMs: state.dueMs } });
    expect(copy).toMatchObject({ slot: '2026-12-03', data: { problem: 'P-1', dueMs: state.dueMs } });
    expect(local(paper?.notBeforeMs ?? 0)).toBe('2026-12-03 09:02');
  });

  test('brings the yellow paper to the head of the department, and the digest to the others', () => {
    const state = assigned();
    const facts = { people: makeProblemPeople({ answerable: ['handler', 'head'], heads: ['head'] }) };
    expect(told(decide(state, overdue(state), { now: '2026-12-02 17:30', facts }))).toEqual([
      ['problem-paper', 'head'],
      ['problem-overdue', 'handler'],
      ['problem-overdue', 'inspector'],
    ]);
  });

  test('and is found late is told when the office opens', () => {
    const state = assigned();
    const answer = decide(state, overdue(state), { now: '2026-12-05 03:00' });
    const [notice] = 'notices' in answer ? answer.notices : [];
    expect(local(notice?.notBeforeMs ?? 0)).toBe('2026-12-07 09:02');
    expect(notice?.slot).toBe('2026-12-07/yellow');
  });

  test('is told once; a new limit is told again', () => {
    const late = after(raised(), overdue(raised()), { now: '2026-11-23 17:30' });
    expect(nextOf(late, '2026-11-23 17:30')?.slot).toMatch(/^agenda:/);
    expect(decide(late, overdue(raised()), { now: '2026-11-23 17:31' })).toMatchObject({ code: 'clockStale' });
    const later = after(late, ASSIGN, { now: '2026-11-24 10:00' });
    expect(decide(later, overdue(later), { now: '2026-12-03 17:30' })).toHaveProperty('events');
  });

  test('does nothing before its time, for a limit that was replaced, and when nobody waits', () => {
    const state = raised();
    expect(decide(state, overdue(state), { now: '2026-11-23 17:29' })).toMatchObject({
      code: 'clockStale',
      field: 'slot',
    });
    expect(decide(assigned(), overdue(state), { now: '2026-12-10 10:00' })).toMatchObject({ code: 'clockStale' });
    expect(decide(resolved(), overdue(assigned()), { now: '2026-12-10 10:00' })).toMatchObject({ code: 'clockStale' });
  });
});

test('a history cannot begin with anything but the raising', () => {
  expect(() => evolve(null, [{ type: 'withdrawn', reason: 'r' }])).toThrow('cannot begin');
});
