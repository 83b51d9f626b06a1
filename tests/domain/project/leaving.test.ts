import { describe, expect, test } from '@jest/globals';
import type { ProjectCommand, ProjectRuleFacts } from '../../../src/domain/project/commands.ts';
import { decideProject } from '../../../src/domain/project/decide.ts';
import { nextProjectReminder } from '../../../src/domain/project/reminders.ts';
import type { Parent, ProjectState, ProjectStatus } from '../../../src/domain/project/types.ts';
import { HANDLER, makeContext, makeProjectRuleFacts } from '../../support/make.ts';
import { achieved, decide, evolve, signed, starting, walk } from './walk.ts';

const REASON = '同一项目两个编号';
const merge: ProjectCommand = { type: 'merge', into: 'QZ-9', reason: REASON };
const remove: ProjectCommand = { type: 'remove', reason: '六个月没有进展' };
const restore: ProjectCommand = { type: 'restore', reason: '恢复投资' };
const other = (status: ProjectStatus = 'active', phases: number[] = []): ProjectRuleFacts['other'] => ({
  code: 'QZ-9',
  status,
  phases,
});
const knowing = (state: ProjectState | null, command: ProjectCommand, facts: Partial<ProjectRuleFacts>) =>
  decideProject(state, command, makeProjectRuleFacts(facts), makeContext());
const paused = (): ProjectState => walk(signed(), [{ type: 'pause', reason: 'r', reviewOn: '2027-01-01' }]);

/** With a plan, so that there would be something to warn of. */
const planned = (): ProjectState => signed({ plans: { landing: '2026-12-20' } });
function merged(): ProjectState {
  const answer = knowing(planned(), merge, { other: other() });
  if ('code' in answer) throw new Error(answer.code);
  return evolve(planned(), answer.events);
}
const removed = (): ProjectState => walk(planned(), [remove]);
const withdrawn = (): ProjectState => walk(planned(), [{ type: 'withdraw', reason: 'r' }]);

describe('a merge', () => {
  test('says under which code the project is counted, and keeps everything else', () => {
    expect(knowing(signed(), merge, { other: other() })).toEqual({
      events: [{ type: 'mergedInto', into: 'QZ-9', reason: REASON }],
      notices: [],
    });
    expect(merged()).toMatchObject({ ...planned(), status: 'merged', mergedInto: 'QZ-9' });
  });

  test.each<ProjectStatus>(['active', 'paused', 'achieved'])('into a project that is %s is possible', status => {
    expect(knowing(signed(), merge, { other: other(status) })).toHaveProperty('events');
    expect(knowing(paused(), merge, { other: other(status) })).toHaveProperty('events');
  });

  test.each<ProjectStatus>(['withdrawn', 'merged', 'removed'])('into one that is %s is refused', status => {
    expect(knowing(signed(), merge, { other: other(status) })).toEqual({
      code: 'otherHasLeft',
      field: 'into',
      value: 'QZ-9',
      params: { status },
    });
  });

  test('into itself, or into no project, is refused', () => {
    expect(
      knowing(signed(), { ...merge, into: 'QZ-1' }, { other: { ...other(), code: 'QZ-1' } as never }),
    ).toMatchObject({
      code: 'mergeIntoItself',
      field: 'into',
      value: 'QZ-1',
    });
    expect(decide(signed(), merge)).toMatchObject({ code: 'projectNotFound', field: 'into', value: 'QZ-9' });
  });
});

describe('removal for silence', () => {
  test('takes a project out from a day on, and it can be brought back', () => {
    expect(decide(signed(), remove)).toMatchObject({
      events: [{ type: 'removed', reason: '六个月没有进展', on: '2026-11-23' }],
    });
    expect(removed()).toMatchObject({ status: 'removed', stage: 'signing' });
    expect(walk(removed(), [restore])).toEqual(planned());
  });

  test('of a paused one ends the pause; of one at the end of its path is taken back to it', () => {
    expect(walk(paused(), [remove])).toMatchObject({ status: 'removed', pause: null });
    expect(walk(paused(), [remove, restore])).toMatchObject({ status: 'active', pause: null });
    expect(walk(achieved(), [remove, restore]).status).toBe('achieved');
  });

  test('of one that was not removed is not taken back', () => {
    for (const state of [signed(), withdrawn(), merged()]) {
      expect(decide(state, restore)).toEqual({ code: 'projectNotRemoved', field: 'code', value: 'QZ-1', params: {} });
    }
  });
});

test.each<[string, ProjectState, ProjectCommand]>([
  ['merge', signed(), merge],
  ['remove', signed(), remove],
  ['restore', removed(), restore],
])('only a coordinator may %s', (_what, state, command) => {
  const context = makeContext(undefined, { actor: HANDLER });
  expect(decideProject(state, command, makeProjectRuleFacts({ other: other() }), context)).toEqual({
    code: 'notAllowed',
    field: 'actor',
    value: 'handler',
    params: { roles: ['coordinator'] },
  });
});

describe('a project that has left', () => {
  const COMMANDS: ProjectCommand[] = [
    { type: 'advance', to: 'landing', on: '2026-10-01' },
    { type: 'revisePlan', stage: 'landing', date: '2027-01-01', reason: 'r' },
    { type: 'pause', reason: 'r', reviewOn: '2027-01-01' },
    { type: 'resume' },
    { type: 'withdraw', reason: 'r' },
    { type: 'prove', stage: 'signing', evidence: [{ kind: '合影' }] },
    { type: 'waive', stage: 'signing', kind: '合同文本', reason: 'r' },
    { type: 'movePath', pathId: 'service', reason: 'r' },
    { type: 'upgrade', agreement: 'contract', on: '2026-10-01' },
    { type: 'planYear', year: 2026, amountWan: 1 },
    { type: 'report', month: '2026-10', doneWan: 1 },
    { type: 'arrive', on: '2026-10-01', currency: 'USD', amount: '1' },
    { type: 'enterStatistics', on: '2026-10-01' },
    { type: 'warn', slot: 'x' },
    merge,
    remove,
  ];
  test.each<[string, ProjectState, object]>([
    ['withdrawn', withdrawn(), { code: 'projectWithdrawn', field: 'code', value: 'QZ-1', params: {} }],
    ['merged', merged(), { code: 'projectMerged', field: 'code', value: 'QZ-1', params: { into: 'QZ-9' } }],
    ['removed', removed(), { code: 'projectRemoved', field: 'code', value: 'QZ-1', params: {} }],
  ])('%s: nothing moves it any more, and it waits for nothing', (_what, state, refusal) => {
    for (const command of COMMANDS) expect([command, decide(state, command)]).toEqual([command, refusal]);
    expect(nextProjectReminder(state, makeContext())).toBeNull();
  });

  test('is still set right by a person, and by no file', () => {
    const correct: ProjectCommand = { type: 'correct', field: 'county', value: '南安市', reason: '填错' };
    for (const state of [withdrawn(), merged(), removed()]) {
      expect(walk(state, [correct])).toMatchObject({ county: '南安市', status: state.status });
      expect(decide(state, correct, makeContext(undefined, { via: 'import' }))).toHaveProperty('code');
    }
  });
});

describe('counted once', () => {
  const twin = { code: 'QZ-8', name: '低温 银浆项目', county: '鲤城区' };
  const distinct = (...codes: string[]) => starting({ distinctFrom: { codes, reason: '二厂，另一法人' } });

  test('a project that looks like another one is refused and names it', () => {
    expect(knowing(null, starting(), { likely: [twin] })).toEqual({
      code: 'likelyDuplicate',
      field: 'name',
      value: '低温 银浆项目',
      params: { code: 'QZ-8', county: '鲤城区' },
    });
  });

  test('unless somebody says which it is not, and why; that stays in its history', () => {
    expect(knowing(null, distinct('QZ-8'), { likely: [twin] })).toMatchObject({
      events: [{ type: 'started', distinctFrom: { codes: ['QZ-8'], reason: '二厂，另一法人' } }],
    });
  });

  test('of every one that looks like it', () => {
    const likely = [twin, { ...twin, code: 'QZ-7' }];
    expect(knowing(null, distinct('QZ-8'), { likely })).toMatchObject({
      code: 'likelyDuplicate',
      params: { code: 'QZ-7' },
    });
    expect(knowing(null, distinct('QZ-7', 'QZ-8'), { likely })).toHaveProperty('events');
  });
});

describe('what hangs on another project', () => {
  const hanging = (parent: Parent) => starting({}, { parent });
  const enlargement: Parent = { code: 'QZ-9', relation: 'enlargement', phase: null };
  const phase = (number: number | null): Parent => ({ code: 'QZ-9', relation: 'phase', phase: number });

  test('an enlargement and a phase are projects of their own, with money of their own', () => {
    expect(knowing(null, hanging(enlargement), { other: other() })).toMatchObject({
      events: [{ type: 'started', facts: { parent: enlargement, investmentWan: 200_000 } }],
    });
    expect(knowing(null, hanging(phase(2)), { other: other('achieved', [1]) })).toHaveProperty('events');
  });

  test.each<[string, Parent, ProjectRuleFacts['other'], object]>([
    ['no project', enlargement, null, { code: 'projectNotFound', field: 'parent.code', value: 'QZ-9' }],
    [
      'itself',
      { ...enlargement, code: 'QZ-1' },
      { ...other()!, code: 'QZ-1' },
      { code: 'projectNotFound', value: 'QZ-1' },
    ],
    [
      'one that was merged',
      enlargement,
      other('merged'),
      { code: 'otherHasLeft', field: 'parent.code', params: { status: 'merged' } },
    ],
    ['one that was withdrawn', phase(1), other('withdrawn'), { code: 'otherHasLeft', params: { status: 'withdrawn' } }],
  ])('on %s is refused', (_what, parent, project, refusal) => {
    expect(knowing(null, hanging(parent), { other: project })).toMatchObject(refusal);
  });

  test('a phase has a number, and nobody has it already; an enlargement has none', () => {
    expect(knowing(null, hanging(phase(null)), { other: other() })).toMatchObject({
      code: 'required',
      field: 'parent.phase',
    });
    expect(knowing(null, hanging(phase(2)), { other: other('active', [1, 2]) })).toEqual({
      code: 'phaseTaken',
      field: 'parent.phase',
      value: 2,
      params: { parent: 'QZ-9' },
    });
    expect(knowing(null, hanging({ ...enlargement, phase: 2 }), { other: other() })).toMatchObject({
      code: 'phaseOfEnlargement',
      field: 'parent.phase',
      value: 2,
    });
  });
});
