import { describe, expect, test } from '@jest/globals';
import { isRefusal, refuse } from '../../../src/domain/refusal.ts';
import { problemFactsOf, evidenceOf } from '../../../src/domain/visit/findings.ts';
import type { VisitCommand, VisitState } from '../../../src/domain/visit/types.ts';
import { COORDINATOR, HANDLER } from '../../support/make.ts';
import { after, DAY, decide, finding, held, plan, planned } from './handle.ts';

const SHA = 'a'.repeat(64);
const record = (more: object = {}): VisitCommand => ({ ...plan({ on: '2026-11-20', ...more }), type: 'recordVisit' });

describe('a plan', () => {
  test('says where, when and who; a project brings its county', () => {
    expect(planned({ purpose: '查看用地' })).toMatchObject({
      ...{ code: 'V-1', on: '2026-11-26', team: 'team-1', project: 'P-1', county: '鲤城区', status: 'planned' },
      ...{ people: ['inspector', 'clerk'], purpose: '查看用地', unplanned: false, plannedBy: 'inspector' },
    });
    expect(planned({ project: undefined, county: '南安市' })).toMatchObject({ project: null, county: '南安市' });
    expect(planned({ on: '2026-11-23' }).on).toBe('2026-11-23');
  });

  test.each<[object, object, string, string, unknown]>([
    [{ on: '2026-11-22' }, {}, 'visitInPast', 'on', '2026-11-22'],
    [{ on: '2026-02-30' }, {}, 'noSuchDate', 'on', '2026-02-30'],
    [{ team: 'x' }, { unitKind: undefined }, 'unitNotFound', 'team', 'x'],
    [{ team: 'land' }, { unitKind: 'department' }, 'notATeam', 'team', 'land'],
    [{ project: 'P-9' }, { project: undefined }, 'projectNotFound', 'project', 'P-9'],
    [{ project: undefined, county: '无此县' }, { countyKnown: false }, 'countyUnknown', 'county', '无此县'],
    [{ project: undefined }, {}, 'required', 'project', null],
    [{ county: '南安市' }, {}, 'projectOrCounty', 'county', '南安市'],
    [{ people: [] }, {}, 'required', 'people', null],
    [{ people: ['inspector', 'x'] }, { unknownPersonIds: ['x'] }, 'personNotFound', 'people[1]', 'x'],
    [{ people: ['inspector', 'inspector'] }, {}, 'listedTwice', 'people[1]', 'inspector'],
    [{ people: ['clerk'] }, {}, 'nobodyOfTheTeam', 'people', ['clerk']],
  ])('%j with %j is refused: %s', (more, facts, code, field, value) => {
    expect(decide(null, plan(more), { by: COORDINATOR, facts })).toMatchObject({ code, field, value });
  });

  test('is the team’s own affair, or a coordinator’s; twice is once', () => {
    expect(decide(null, plan(), { by: HANDLER })).toMatchObject({
      code: 'notOfTheTeam',
      field: 'actor',
      value: 'handler',
    });
    expect(decide(null, plan({ team: 'team-2' }))).toMatchObject({ code: 'notOfTheTeam', params: { team: 'team-2' } });
    expect(isRefusal(decide(null, plan(), { by: COORDINATOR }))).toBe(false);
    expect(decide(planned(), plan())).toMatchObject({ code: 'alreadyExists', value: 'V-1' });
    const clerk = { ...HANDLER, unitId: 'team-1' };
    expect(decide(null, plan(), { by: clerk })).toMatchObject({ code: 'notOfTheTeam' });
  });
});

describe('a planned visit', () => {
  test('is moved with a reason, ahead only, and remembers where it was', () => {
    const moved = after(planned(), { type: 'move', to: '2026-11-30', reason: '企业负责人出差' });
    expect(moved).toMatchObject({
      on: '2026-11-30',
      moves: [{ from: '2026-11-26', to: '2026-11-30', reason: '企业负责人出差' }],
    });
    const move = (to: string): VisitCommand => ({ type: 'move', to, reason: 'r' });
    expect(decide(moved, move('2026-11-30'))).toMatchObject({ code: 'visitDayUnchanged', field: 'to' });
    expect(decide(moved, move('2026-11-20'))).toMatchObject({ code: 'visitInPast', params: { today: '2026-11-23' } });
    expect(decide(moved, { ...move('2026-12-01'), people: ['clerk'] } as VisitCommand)).toMatchObject({
      code: 'nobodyOfTheTeam',
    });
  });

  test('is held on its day or another that has come, by the team', () => {
    expect(decide(planned(), { type: 'hold' })).toMatchObject({
      code: 'dateInFuture',
      field: 'on',
      value: '2026-11-26',
    });
    const early = after(planned(), { type: 'hold', on: '2026-11-23', note: '提前' });
    expect(early).toMatchObject({ status: 'held', heldOn: '2026-11-23', on: '2026-11-26', note: '提前', findings: [] });
    expect(decide(planned(), { type: 'hold' }, { now: DAY, by: HANDLER })).toMatchObject({ code: 'notOfTheTeam' });
  });

  test.each<[string, (state: VisitState) => VisitState, string]>([
    ['held', () => held(), 'visitHeld'],
    ['cancelled', state => after(state, { type: 'cancel', reason: '并入联合督查' }), 'visitCancelled'],
  ])('once %s is not held, moved or cancelled again', (_, end, code) => {
    const state = end(planned());
    for (const command of [
      { type: 'hold' },
      { type: 'move', to: '2026-12-01', reason: 'r' },
      { type: 'cancel', reason: 'r' },
    ] as VisitCommand[]) {
      expect(decide(state, command, { now: DAY })).toMatchObject({ code, field: 'code', value: 'V-1' });
    }
  });
});

describe('findings', () => {
  const found = [finding('征地未完成'), finding('道路被占', { solved: '当场清障', files: [SHA] })];

  test('are numbered, wait for their problems, and are not late on the day itself', () => {
    const state = held(found);
    expect(state.status).toBe('raising');
    expect(state.findings.map(({ number, solved, late, standing }) => [number, solved, late, standing])).toEqual([
      [1, null, false, 'waiting'],
      [2, '当场清障', false, 'waiting'],
    ]);
  });

  test('become problems of the visit’s project, with the visit and its photos as evidence', () => {
    const state = held(found);
    const [first, second] = state.findings;
    if (!first || !second) throw new Error('two were found');
    expect(problemFactsOf(state, first)).toEqual({
      ...{ title: '征地未完成', detail: null, project: 'P-1', county: null, category: 'land', source: 'visit' },
    });
    expect(evidenceOf(state, second)).toEqual([
      { kind: '走访记录', number: 'V-1', on: '2026-11-26' },
      { kind: '现场照片', file: SHA },
    ]);
  });

  test('each has its result once, whatever comes twice; the visit is held when all have', () => {
    const one = after(held(found), { type: 'record', results: [{ number: 1, problem: 'Q-1', refusal: null }] });
    expect(one.status).toBe('raising');
    const refusal = refuse('projectWithdrawn', 'project', 'P-1');
    const both = [
      { number: 1, problem: 'Q-7', refusal: null },
      { number: 2, problem: null, refusal },
    ];
    const done = after(one, { type: 'record', results: both });
    expect(done.status).toBe('held');
    expect(done.findings.map(({ problem, standing }) => [problem, standing])).toEqual([
      ['Q-1', 'raised'],
      [null, 'refused'],
    ]);
    expect(decide(done, { type: 'record', results: both })).toMatchObject({ code: 'clockStale' });
  });

  test('of the same words are one, however they are typed', () => {
    const twice = [finding('征地，未完成'), finding('征地（未完成）。')];
    expect(decide(planned(), { type: 'hold', findings: twice }, { now: DAY })).toMatchObject({
      ...{ code: 'findingThere', field: 'findings[1].title', value: '征地（未完成）。', params: { first: 1 } },
    });
    expect(decide(held(found), { type: 'find', findings: [finding('征地未完成')] }, { now: DAY })).toMatchObject({
      ...{ code: 'findingThere', field: 'findings[0].title', params: { first: 1 } },
    });
  });

  test('name stored files only, each once', () => {
    const with_ = (files: string[]) => [finding('a', { files })];
    const given = { now: DAY, facts: { unknownFiles: [SHA] } };
    expect(decide(planned(), { type: 'hold', findings: with_([SHA]) }, given)).toMatchObject({
      ...{ code: 'fileNotFound', field: 'findings[0].files[0]', value: SHA },
    });
    expect(decide(planned(), { type: 'hold', findings: with_([SHA, SHA]) }, { now: DAY })).toMatchObject({
      ...{ code: 'listedTwice', field: 'findings[0].files[1]' },
    });
  });

  test('after the day of the visit need a reason and carry a mark; before it there are none', () => {
    const find = (reason?: string): VisitCommand => ({ type: 'find', findings: [finding('用工缺口')], reason });
    expect(decide(planned(), find())).toMatchObject({ code: 'visitNotHeld', params: { on: '2026-11-26' } });
    expect(after(held(), find(), { now: '2026-11-26 23:00' }).findings[0]).toMatchObject({ late: false });
    expect(decide(held(), find(), { now: '2026-11-27 09:00' })).toMatchObject({ code: 'lateFinding', field: 'reason' });
    const late = after(held(), find('企业次日补充'), { now: '2026-11-27 09:00' });
    expect(late.findings[0]).toMatchObject({ late: true, reason: '企业次日补充', on: '2026-11-27', by: 'inspector' });
    expect(decide(held(), { type: 'find', findings: [] }, { now: DAY })).toMatchObject({
      code: 'required',
      field: 'findings',
    });
  });

  test('are a hundred at most', () => {
    const many = Array.from({ length: 101 }, (_, n) => finding(`问题${n}`));
    expect(decide(planned(), { type: 'hold', findings: many }, { now: DAY })).toMatchObject({
      ...{ code: 'outOfRange', field: 'findings', value: 101, params: { max: 100 } },
    });
  });
});

describe('a visit nobody had planned', () => {
  test('is written down as held on its day, and what it found is marked when that has passed', () => {
    const state = after(null, record({ note: '顺路', findings: [finding('用地')] } as object));
    expect(state).toMatchObject({ status: 'raising', heldOn: '2026-11-20', unplanned: true, note: '顺路' });
    expect(state.findings).toMatchObject([{ number: 1, late: true }]);
    expect(decide(null, record({ on: '2026-11-24' }))).toMatchObject({ code: 'dateInFuture', field: 'on' });
    expect(after(null, record()).status).toBe('held');
  });

  test('is not written down twice: of one team, day and place there is one, unless somebody says why not', () => {
    const facts = { twin: 'V-9' };
    expect(decide(null, record(), { facts })).toEqual({
      ...{ code: 'visitThere', field: 'on', value: '2026-11-20', params: { team: 'team-1', code: 'V-9' } },
    });
    expect(decide(null, record({ distinct: '下午另去二期' }), { facts })).toMatchObject({
      events: [{ type: 'visitRecorded', distinct: '下午另去二期' }],
    });
  });
});

test('what was never planned is not there', () => {
  expect(decide(null, { type: 'cancel', reason: 'r' })).toMatchObject({
    code: 'notFound',
    field: 'code',
    value: 'V-1',
  });
});
