import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../../src/domain/refusal.ts';
import type { WhistleCommand } from '../../../src/domain/whistle/types.ts';
import { COORDINATOR, HANDLER, local } from '../../support/make.ts';
import { after, blow, blown, CLERK, decide, give, mailsOf, PROJECT, REPORTER } from './handle.ts';

const land = { type: 'answer', department: 'land', answer: 'comes' } as const;
const approvals = { type: 'answer', department: 'approvals', answer: 'sends', person: 'clerk' } as const;
const DUE = '2026-11-24 17:30';

describe('a whistle', () => {
  test('asks every department by one mail, to answer by the end of the next working day', () => {
    const answer = decide(null, blow());
    if (isRefusal(answer)) throw new Error(answer.code);
    expect(mailsOf(answer)).toEqual(['handler land/called', 'clerk approvals/called']);
    const state = blown();
    expect(state).toMatchObject({ status: 'asking', county: '鲤城区', month: '2026-11', blownBy: 'reporter' });
    expect([local(state.startMs), local(state.answerDueMs)]).toEqual(['2026-11-25 15:00', DUE]);
    expect(state.departments.map(({ unit, answer: said, unreached }) => [unit, said, unreached])).toEqual([
      ['land', null, false],
      ['approvals', null, false],
    ]);
  });

  test('for tomorrow morning is answered until it begins; a department without people is marked', () => {
    const facts = { handlers: new Map([['land', ['handler']]]) };
    const state = blown({ on: '2026-11-24', time: '09:30' }, { facts });
    expect(local(state.answerDueMs)).toBe('2026-11-24 09:30');
    expect(state.departments.map(({ unreached }) => unreached)).toEqual([false, true]);
  });

  test('in the evening is mailed when the office opens', () => {
    const answer = decide(null, blow(), { now: '2026-11-23 21:00' });
    if (isRefusal(answer)) throw new Error(answer.code);
    expect(answer.notices.map(({ notBeforeMs }) => local(notBeforeMs))).toEqual([
      '2026-11-24 09:00',
      '2026-11-24 09:00',
    ]);
  });

  test.each<[object, object, string, string, unknown]>([
    [{ on: '2026-11-20' }, {}, 'whistleInPast', 'on', '2026-11-20'],
    [{ on: '2026-11-23', time: '10:00' }, {}, 'whistleInPast', 'on', '2026-11-23'],
    [{ on: '2026-11-27' }, {}, 'whistleTooFar', 'on', '2026-11-27'],
    [{ on: '2026-02-30' }, {}, 'noSuchDate', 'on', '2026-02-30'],
    [{ county: '无此县' }, { countyKnown: false, actorCounty: '无此县' }, 'countyUnknown', 'county', '无此县'],
    [{ problem: undefined }, {}, 'required', 'problem', null],
    [{ problem: 'Q-9' }, { problem: undefined }, 'problemNotFound', 'problem', 'Q-9'],
    [{}, { problem: { county: '南安市', state: 'raised', open: true } }, 'outsideCounty', 'problem', 'Q-1'],
    [{}, { problem: { county: '鲤城区', state: 'closed', open: false } }, 'problemOver', 'problem', 'Q-1'],
    [{ project: 'P-9' }, { project: undefined }, 'projectNotFound', 'project', 'P-9'],
    [{ project: 'P-1' }, { project: { ...PROJECT, status: 'withdrawn' } }, 'projectWithdrawn', 'project', 'P-1'],
    [{ project: 'P-1' }, { project: { ...PROJECT, county: '南安市' } }, 'outsideCounty', 'project', 'P-1'],
    [{ departments: [] }, {}, 'required', 'departments', null],
    [{ departments: ['land', 'x'] }, {}, 'unitNotFound', 'departments[1]', 'x'],
    [{ departments: ['licheng'] }, {}, 'notADepartment', 'departments[0]', 'licheng'],
    [{ departments: ['team-1'] }, {}, 'notADepartment', 'departments[0]', 'team-1'],
    [{ departments: ['land', 'land'] }, {}, 'listedTwice', 'departments[1]', 'land'],
    [{}, { blown: ['W-8', 'W-9'] }, 'whistlesUsedUp', 'county', '鲤城区'],
  ])('with %j and %j is refused: %s', (more, facts, code, field, value) => {
    expect(decide(null, blow(more), { facts })).toMatchObject({ code, field, value });
  });

  test('is not for a day off, nor past the working days of the settings, make-up days counted', () => {
    const friday = { now: '2026-11-27 10:00' };
    expect(decide(null, blow({ on: '2026-11-28' }), friday)).toMatchObject({ code: 'whistleDayOff' });
    expect(decide(null, blow({ on: '2026-12-03' }), friday)).toMatchObject({
      ...{ code: 'whistleTooFar', params: { within: 3, last: '2026-12-02' } },
    });
    // Saturday 10 October 2026 is worked.
    expect(isRefusal(decide(null, blow({ on: '2026-10-10' }), { now: '2026-10-08 10:00' }))).toBe(false);
    const settings = { withinWorkingDays: 1, perCountyMonth: 1 };
    expect(decide(null, blow(), { settings })).toMatchObject({ params: { within: 1, last: '2026-11-24' } });
    const facts = { blown: ['W-9'] };
    expect(decide(null, blow({ on: '2026-11-24' }), { settings, facts })).toMatchObject({
      ...{ code: 'whistlesUsedUp', params: { month: '2026-11', most: 1, blown: ['W-9'] } },
    });
  });

  test('is its own county’s to blow, hold and call off, or a coordinator’s', () => {
    const other = { ...REPORTER, id: 'other', unitId: 'nanan' };
    expect(decide(null, blow(), { by: other, facts: { actorCounty: '南安市' } })).toMatchObject({
      ...{ code: 'notYourCounty', field: 'county', value: '鲤城区', params: { own: '南安市' } },
    });
    expect(decide(null, blow(), { by: HANDLER })).toMatchObject({ code: 'notYourCounty', params: { own: null } });
    expect(isRefusal(decide(null, blow(), { by: COORDINATOR }))).toBe(false);
    expect(decide(blown(), { type: 'callOff', reason: 'r' }, { by: CLERK })).toMatchObject({ code: 'notYourCounty' });
    expect(decide(blown(), blow())).toMatchObject({ code: 'alreadyExists', value: 'W-1' });
    expect(decide(null, land, { by: HANDLER })).toMatchObject({ code: 'notFound', value: 'W-1' });
  });
});

describe('an answer', () => {
  test('of the last department gathers them: nobody is silent', () => {
    const one = after(blown(), land, { by: HANDLER });
    expect(one.status).toBe('asking');
    const all = after(one, approvals, { by: CLERK });
    expect(all).toMatchObject({
      status: 'gathered',
      departments: [{ answer: 'comes', silent: false }, { person: 'clerk' }],
    });
  });

  test('may change until the meeting begins; the same again says nothing', () => {
    const one = after(blown(), land, { by: HANDLER });
    expect(decide(one, land, { by: HANDLER })).toMatchObject({ events: [], notices: [] });
    const other = { type: 'answer', department: 'land', answer: 'objects', reason: '属省级权限' } as const;
    const changed = decide(one, other, { by: HANDLER });
    if (isRefusal(changed)) throw new Error(changed.code);
    expect(mailsOf(changed)).toEqual(['coordinator land/objection', 'reporter land/objection']);
    expect(after(one, other, { by: HANDLER }).departments[0]).toMatchObject({
      answer: 'objects',
      reason: '属省级权限',
    });
  });

  test('after the limit is late and stays listed as silent; after the start there is none', () => {
    const { state } = give(blown(), DUE);
    const late = after(state, land, { by: HANDLER, now: '2026-11-25 09:00' });
    expect(late.departments[0]).toMatchObject({ answer: 'comes', late: true, silent: true });
    expect(decide(state, land, { by: HANDLER, now: '2026-11-25 15:00' })).toMatchObject({ code: 'whistleBegun' });
    const begun = give(state, '2026-11-25 15:00').state;
    expect(decide(begun, land, { by: HANDLER, now: '2026-11-25 15:05' })).toMatchObject({
      ...{ code: 'whistleNotIn', value: 'convened', params: { states: ['asking', 'gathered'] } },
    });
  });

  test.each<[object, object, string, string, unknown]>([
    [{ department: 'forestry' }, {}, 'departmentNotCalled', 'department', 'forestry'],
    [{ answer: 'sends' }, {}, 'required', 'person', null],
    [{ answer: 'sends', person: 'x' }, { person: undefined }, 'personNotFound', 'person', 'x'],
    [{ answer: 'sends', person: 'x' }, { person: { unit: 'land', active: false } }, 'personLeft', 'person', 'x'],
    [{ answer: 'sends', person: 'clerk' }, {}, 'sentFromElsewhere', 'person', 'clerk'],
    [{ person: 'clerk' }, {}, 'answerWithout', 'person', 'clerk'],
    [{ answer: 'objects' }, {}, 'required', 'reason', null],
  ])('%j with %j is refused: %s', (more, facts, code, field, value) => {
    const command = { ...land, ...more } as WhistleCommand;
    expect(decide(blown(), command, { by: HANDLER, facts })).toMatchObject({ code, field, value });
  });

  test('is the department’s own, or a coordinator’s for it', () => {
    expect(decide(blown(), land, { by: CLERK })).toMatchObject({
      ...{ code: 'notOfTheDepartment', field: 'actor', value: 'clerk', params: { department: 'land' } },
    });
    expect(decide(blown(), land, { by: REPORTER })).toMatchObject({ code: 'notOfTheDepartment' });
    expect(after(blown(), land, { by: COORDINATOR }).departments[0]?.answeredBy).toBe('coordinator');
  });
});

describe('a meeting', () => {
  const START = '2026-11-25 15:00';
  const hold = (more: object = {}): WhistleCommand => ({
    ...({ type: 'hold', result: 'resolved', text: '当场划定红线', present: ['land'] } as const),
    ...more,
  });
  const gathered = () => after(after(blown(), land, { by: HANDLER }), approvals, { by: CLERK });

  test('has a result, and who promised to come and did not was absent', () => {
    const told = decide(gathered(), hold(), { now: '2026-11-25 17:00' });
    if (isRefusal(told)) throw new Error(told.code);
    expect(mailsOf(told)).toEqual(['handler held', 'clerk held', 'reporter held', 'coordinator held']);
    const held = after(gathered(), hold(), { now: '2026-11-25 17:00' });
    expect(held).toMatchObject({
      status: 'held',
      outcome: { result: 'resolved', text: '当场划定红线', problem: 'Q-1' },
    });
    expect(held.departments.map(({ present }) => present)).toEqual([true, false]);
    expect(decide(held, hold(), { now: '2026-11-25 17:01' })).toMatchObject({ code: 'whistleNotIn', value: 'held' });
    expect(decide(held, { type: 'callOff', reason: 'r' })).toMatchObject({ code: 'whistleNotIn' });
  });

  test.each<[object, object, string, string, unknown]>([
    [{ present: ['land', 'x'] }, {}, 'departmentNotCalled', 'present[1]', 'x'],
    [{ present: ['land', 'land'] }, {}, 'listedTwice', 'present[1]', 'land'],
    [{ problem: 'Q-9' }, { problem: undefined }, 'problemNotFound', 'problem', 'Q-9'],
  ])('%j with %j is refused: %s', (more, facts, code, field, value) => {
    expect(decide(gathered(), hold(more), { now: START, facts })).toMatchObject({ code, field, value });
  });

  test('that has not begun has no result; what is tabled is a problem', () => {
    expect(decide(gathered(), hold(), { now: '2026-11-25 14:59' })).toMatchObject({ code: 'whistleNotBegun' });
    const ofProject = after(null, blow({ problem: undefined, project: 'P-1' }));
    const tabled = hold({ result: 'tabled' });
    expect(decide(ofProject, tabled, { now: START })).toMatchObject({ code: 'tabledWithoutProblem', field: 'problem' });
    const named = hold({ result: 'tabled', problem: 'Q-5' });
    expect(after(ofProject, named, { now: START }).outcome).toMatchObject({ result: 'tabled', problem: 'Q-5' });
  });

  test('that is called off is told to everybody who was called', () => {
    const answer = decide(blown(), { type: 'callOff', reason: '问题已解决' });
    if (isRefusal(answer)) throw new Error(answer.code);
    expect(mailsOf(answer)).toEqual(['handler land/calledOff', 'clerk approvals/calledOff']);
    expect(after(blown(), { type: 'callOff', reason: '问题已解决' })).toMatchObject({
      ...{ status: 'calledOff', callOffReason: '问题已解决' },
    });
  });
});
