import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localClock } from '../../../src/calendar/zone.ts';
import type { Actor } from '../../../src/domain/entity.ts';
import { lastDayOf, linkExpiry, linkStateAt } from '../../../src/domain/link/link.ts';
import {
  handedLinkRefusal,
  problemLinkExpiry,
  problemLinkRefusal,
  problemLinksFor,
} from '../../../src/domain/link/problem-links.ts';
import { PROBLEM_PURPOSES, type PurposeOf } from '../../../src/domain/link/types.ts';
import { decideProblem } from '../../../src/domain/problem/decide.ts';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import { PROBLEM_STATES, type ProblemState } from '../../../src/domain/problem/types.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import {
  at,
  COORDINATOR,
  HANDLER,
  INSPECTOR,
  LEADER,
  makeContext,
  makeProblemFacts,
  makeProblemRuleFacts,
} from '../../support/make.ts';

const OPEN = { expiresMs: 1_000, usedMs: null, revokedMs: null };

describe('what a link still does', () => {
  test.each([
    ['open', OPEN, 999],
    ['expired', OPEN, 1_000],
    ['revoked', { ...OPEN, revokedMs: 10 }, 20],
    ['revoked', { ...OPEN, revokedMs: 10 }, 2_000],
    ['used', { ...OPEN, usedMs: 5 }, 20],
    ['used', { ...OPEN, usedMs: 5 }, 2_000],
    ['used', { ...OPEN, usedMs: 5, revokedMs: 6 }, 20],
  ] as const)('%s', (state, times, nowMs) => {
    expect(linkStateAt(times, nowMs)).toBe(state);
  });

  test('it ends at a midnight, and people are told the day before it', () => {
    const clock = localClock();
    const end = linkExpiry(clock, at('2026-11-23 10:00'), 14);
    expect([end, lastDayOf(clock, end)]).toEqual([at('2026-12-08 00:00'), '2026-12-07']);
    expect(linkExpiry(clock, at('2026-11-23 23:59'), 14)).toBe(end);
  });
});

const solved = { result: '已批复', evidence: [{ kind: '批复' }], solverId: 'handler', solverUnitId: 'land' };
const problem = (more: Partial<ProblemState> = {}): ProblemState => ({
  ...makeProblemFacts(),
  ...{ code: 'P-1', status: 'assigned', raisedBy: 'coordinator', leadUnitId: 'land', coUnitIds: ['approvals'] },
  ...{ handlerId: null, dueMs: null, toldDueMs: null, solution: null, verifiedBy: null, rejections: 0 },
  ...more,
});
const clerk: Actor = { id: 'clerk', unitId: 'approvals', roles: ['departmentHandler'] };
const firm: Actor = { id: 'link:1', unitId: null, roles: [] };

const contact: Actor = { id: 'contact', unitId: 'firm', roles: [] };
const due = { dueMs: at('2026-12-02 17:30') };
const extension = { until: '2026-12-09', reason: '等批复', by: 'handler' };
const closed = { status: 'closed', solution: solved, firmContact: 'contact' } as const;

describe('what somebody can do for a problem by a link', () => {
  test.each<[string, Partial<ProblemState>, Actor, readonly string[]]>([
    ['the lead acknowledges, answers, asks', due, HANDLER, ['acknowledgeProblem', 'answerProblem', 'askExtension']],
    [
      'past the limit no extension is offered',
      { dueMs: at('2026-11-20 17:30'), acknowledged: ['land'] },
      HANDLER,
      ['answerProblem'],
    ],
    [
      'nor on the day of the limit, when it would be refused',
      { dueMs: at('2026-11-23 17:30'), acknowledged: ['land'] },
      HANDLER,
      ['answerProblem'],
    ],
    ['once acknowledged it only answers', { acknowledged: ['land'] }, HANDLER, ['answerProblem']],
    [
      'a second extension waits for the first',
      { ...due, acknowledged: ['land'], extension },
      HANDLER,
      ['answerProblem'],
    ],
    ['a co-department answers for its part', { status: 'handling' }, clerk, ['acknowledgeProblem', 'coAnswerProblem']],
    ['the handler who has gone to another unit does not', { ...due, handlerId: 'leader' }, LEADER, []],
    ['a leader rules on what was asked', { ...due, extension }, LEADER, ['ruleExtension']],
    ['the office enters nothing by links', due, COORDINATOR, []],
    ['nobody before it is assigned', { status: 'raised', leadUnitId: null, coUnitIds: [] }, HANDLER, []],
    ['a team verifies what is resolved', { status: 'resolved', solution: solved }, INSPECTOR, ['verifyProblem']],
    ['not what is still handled', { status: 'handling' }, INSPECTOR, []],
    [
      'not what it solved itself',
      { status: 'resolved', solution: { ...solved, solverUnitId: 'team-1' } },
      INSPECTOR,
      [],
    ],
    ['not as the lead department', { status: 'resolved', solution: solved, leadUnitId: 'team-1' }, INSPECTOR, []],
    ['no department verifies', { status: 'resolved', solution: solved }, clerk, []],
    ['on the spot: not the team', { status: 'resolved', solution: { ...solved, onTheSpot: true } }, INSPECTOR, []],
    [
      'on the spot: the office',
      { status: 'resolved', solution: { ...solved, onTheSpot: true } },
      COORDINATOR,
      ['verifyProblem'],
    ],
    ['the firm says how it is', closed, contact, ['lookBackProblem']],
    ['by its name too', closed, firm, ['lookBackProblem']],
    ['the office asks it', closed, COORDINATOR, ['lookBackProblem']],
    ['the solver does not', closed, HANDLER, []],
    ['nobody else does', closed, INSPECTOR, []],
    ['once', { ...closed, satisfaction: 'satisfied' }, contact, []],
    ['a firm does nothing before', { status: 'resolved', solution: solved }, firm, []],
  ])('%s', (_, more, holder, wanted) => {
    expect(problemLinksFor(problem(more), holder, makeContext())).toEqual(wanted);
  });

  test('a proposal is brought by the mail that asks for one, until it stands and while its day has not passed', () => {
    const day = { ...makeContext(), asksProposal: true };
    const offers = (more: Partial<ProblemState>, holder: Actor): boolean =>
      problemLinksFor(problem(more), holder, day).includes('tableProblem');
    const agenda = { reason: 'tabled', sinceMs: 0, proposal: null, promisedOn: null } as const;
    const promise = { no: 1, kind: 'solution', on: '2026-12-01', dueMs: at('2026-12-01 17:30') } as const;
    const promised = { promises: [{ ...promise, unitId: 'land', madeOn: '2026-11-20', missed: false }] };
    expect([
      offers({}, HANDLER),
      offers({ agenda }, HANDLER),
      offers({ agenda: { ...agenda, proposal: '调剂指标', promisedOn: '2026-12-01' } }, HANDLER),
      offers(promised, HANDLER),
      offers({ status: 'resolved', solution: solved }, HANDLER),
      offers({}, clerk),
      problemLinksFor(problem(), HANDLER, makeContext()).includes('tableProblem'),
    ]).toEqual([true, true, false, false, false, false, false]);
  });

  test('a refusal names the state or the person', () => {
    expect(problemLinkRefusal('verifyProblem', problem(), INSPECTOR)).toMatchObject({
      ...{ code: 'problemNotIn', field: 'state', value: 'assigned', params: { states: ['resolved'] } },
    });
    expect(problemLinkRefusal('answerProblem', problem(), INSPECTOR)).toMatchObject({
      ...{ code: 'linkNotFor', field: 'person', value: 'inspector', params: { purpose: 'answerProblem' } },
    });
    expect(problemLinkRefusal('answerProblem', problem({ handlerId: 'leader' }), LEADER)).toMatchObject({
      ...{ code: 'linkNotFor', value: 'leader', params: { purpose: 'answerProblem', own: 'office' } },
    });
  });

  test('a look-back’s link works until the end of its last day, and never less long than usual', () => {
    const day = makeContext();
    const expiry = (lookBack: Required<ProblemState>['lookBack'], usualMs = at('2026-12-08 00:00')) =>
      problemLinkExpiry('lookBackProblem', problem({ ...closed, lookBack }), { usualMs, day });
    const times = { closedMs: at('2026-10-24 10:00'), dueMs: at('2026-11-23 09:00') };
    // Before it is asked, by the rules of now.
    expect(expiry({ ...times, lapsesMs: null })).toBe(at('2026-12-08 00:00'));
    expect(expiry({ ...times, dueMs: at('2026-11-27 09:00'), lapsesMs: null })).toBe(at('2026-12-12 00:00'));
    expect(expiry({ ...times, lapsesMs: at('2026-12-09 17:30') })).toBe(at('2026-12-10 00:00'));
    expect(expiry({ ...times, lapsesMs: at('2026-12-09 17:30') }, at('2027-01-01 00:00'))).toBe(at('2027-01-01 00:00'));
    expect(expiry(null)).toBe(at('2026-12-08 00:00'));
  });

  test('by hand nobody draws what takes its holder’s own judgement, nor the firm’s words on what he has solved', () => {
    const byHand = (maker: Actor, more: Partial<ProblemState> = {}): string[] =>
      PROBLEM_PURPOSES.filter(purpose => handedLinkRefusal(purpose, problem(more), maker) === null);
    const told = ['acknowledgeProblem', 'answerProblem', 'coAnswerProblem', 'tableProblem', 'askExtension'];
    expect(byHand(COORDINATOR, closed)).toEqual([...told, 'lookBackProblem']);
    expect(byHand({ ...COORDINATOR, id: 'handler' }, closed)).toEqual(told);
    expect(byHand({ ...COORDINATOR, unitId: 'land' }, closed)).toEqual(told);
  });

  test('a link that is offered is never refused for its holder or the state by the command it gives, only for its day', () => {
    const COMMANDS: Record<PurposeOf<'problem'>, ProblemCommand> = {
      acknowledgeProblem: { type: 'acknowledge' },
      answerProblem: { type: 'answer', text: '已报', nextOn: '2026-12-01' },
      coAnswerProblem: { type: 'coAnswer', text: '已报' },
      tableProblem: { type: 'table', proposal: '调剂指标', promisedOn: '2026-12-09' },
      askExtension: { type: 'askExtension', until: '2026-12-09', reason: '等批复' },
      ruleExtension: { type: 'ruleExtension', granted: true },
      verifyProblem: { type: 'verify', accepted: true },
      lookBackProblem: { type: 'lookBack', satisfaction: 'not', relapsed: true, note: '又停电' },
    };
    const DAYS = ['extensionNotLater', 'notAWorkingDay'];
    const units = fc.constantFrom('land', 'approvals', 'team-1', 'office');
    const actor = fc.record({
      id: fc.constantFrom('handler', 'inspector', 'clerk', 'contact'),
      unitId: units,
      roles: fc.subarray(['departmentHandler', 'supervisionTeam', 'coordinator', 'leader'] as const),
    });
    const state = fc.record({
      ...{
        status: fc.constantFrom(...PROBLEM_STATES),
        leadUnitId: units,
        coUnitIds: fc.subarray(['approvals', 'team-1']),
      },
      handlerId: fc.option(fc.constantFrom('handler', 'inspector')),
      acknowledged: fc.subarray(['land', 'approvals']),
      dueMs: fc.option(fc.constantFrom(at('2026-11-20 17:30'), at('2026-12-02 17:30'))),
      extension: fc.option(fc.constant(extension)),
      firmContact: fc.option(fc.constant('contact')),
      satisfaction: fc.option(fc.constant('satisfied' as const)),
      solution: fc.record({
        ...{
          solverId: fc.option(fc.constantFrom('handler', 'inspector')),
          colleagues: fc.subarray(['handler', 'inspector', 'clerk']),
          solverUnitId: fc.option(units),
          onTheSpot: fc.boolean(),
        },
      }),
    });
    const offered = fc.property(state, actor, ({ solution, ...more }, holder) => {
      const now = problem({ ...more, solution: { ...solved, ...solution } });
      for (const purpose of problemLinksFor(now, holder, { ...makeContext(), asksProposal: true })) {
        const context = makeContext(undefined, { actor: holder });
        const answer = decideProblem(now, COMMANDS[purpose], makeProblemRuleFacts(), context);
        expect([purpose, isRefusal(answer) && !DAYS.includes(answer.code) ? answer : null]).toEqual([purpose, null]);
      }
    });
    fc.assert(offered, { numRuns: 2_000, seed: 20261123 });
  });
});
