import { describe, expect, test } from '@jest/globals';
import type { RuleContext } from '../../../src/domain/entity.ts';
import type { ProjectCommand, ProjectEvent } from '../../../src/domain/project/commands.ts';
import { evolveProject } from '../../../src/domain/project/evolve.ts';
import { missingEvidence } from '../../../src/domain/project/gates.ts';
import { DEFAULT_PATHS, STANDARD_PATH, type PathTemplate } from '../../../src/domain/project/path.ts';
import { nextProjectReminder } from '../../../src/domain/project/reminders.ts';
import type { Stage } from '../../../src/domain/project/stages.ts';
import type { Evidence, ProjectState } from '../../../src/domain/project/types.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { COORDINATOR, HANDLER, LEADER, makeContext, makeProjectFacts } from '../../support/make.ts';
import { achieved, decide, signed, starting, walk } from './walk.ts';

const PERMIT = '施工许可证';
const FOREIGN_REPORT = '外商投资信息报告';
const byLeader = makeContext(undefined, { actor: LEADER });
const imported = makeContext(undefined, { via: 'import' });

const advance = (to: Stage, on: string, more: object = {}): ProjectCommand => ({ type: 'advance', to, on, ...more });
const prove = (stage: Stage, ...evidence: Evidence[]): ProjectCommand => ({ type: 'prove', stage, evidence });
const waive = (stage: Stage, kind: string): ProjectCommand => ({ type: 'waive', stage, kind, reason: '先行用地' });
const movePath = (pathId: string): ProjectCommand => ({ type: 'movePath', pathId, reason: '转为服务业项目' });
const foreign = (): ProjectState => signed({ pathId: 'foreign' });

/** The standard path with a locked gate in front of the groundbreaking. */
const locked: PathTemplate = {
  ...STANDARD_PATH,
  id: 'locked',
  gates: { groundbreaking: [{ kind: PERMIT, needs: ['number', 'issuer'], level: 'required' }] },
};
const withPaths = (...paths: PathTemplate[]): RuleContext =>
  makeContext(undefined, {
    settings: { ...DEFAULT_SETTINGS, project: { ...DEFAULT_SETTINGS.project, paths } },
  });

describe('papers', () => {
  test('are listed as missing until they come, and nobody is stopped by a paper that is only asked for', () => {
    const built = walk(signed(), [advance('groundbreaking', '2026-10-01', { passed: { landing: '2026-06' } })]);
    expect(missingEvidence(built)).toEqual([
      'signing:合同文本',
      'landing:企业注册',
      'groundbreaking:施工许可证',
      'groundbreaking:首次永久性工程',
    ]);
    const proved = walk(built, [
      prove('groundbreaking', { kind: ' 施工许可证', number: '3505' }, { kind: '首次永久性工程', on: '2026-10-01' }),
      prove('landing', { kind: '企业注册', number: '9135' }),
    ]);
    expect(missingEvidence(proved)).toEqual(['signing:合同文本']);
    expect(proved.milestones.groundbreaking).toMatchObject({ actual: '2026-10-01', evidence: [{}, {}] });
  });

  test('may come before their stage, and are there when it is reached', () => {
    const prepared = walk(signed(), [prove('landing', { kind: '企业注册', number: '9135' })]);
    expect(missingEvidence(prepared)).toEqual(['signing:合同文本']);
    const landed = walk(prepared, [advance('landing', '2026-10-01')]);
    expect(missingEvidence(landed)).toEqual(['signing:合同文本']);
    expect(landed.milestones.landing).toMatchObject({ actual: '2026-10-01', evidence: [{ number: '9135' }] });
  });

  test('of a kind nobody asked for are kept, whatever they carry', () => {
    expect(walk(signed(), [prove('signing', { kind: '合影' })]).milestones.signing?.evidence).toEqual([
      { kind: '合影' },
    ]);
  });

  const bare = { kind: PERMIT, issuer: '住建局' };
  const lacking = (index: number, field = 'number', stage: Stage = 'groundbreaking', kind = PERMIT) => ({
    code: 'evidenceIncomplete',
    field: `evidence[${index}].${field}`,
    value: null,
    params: { kind, stage },
  });

  test('without what a paper of their kind must carry are refused wherever they come', () => {
    const passed = { landing: '2026-06' };
    expect(decide(signed(), prove('groundbreaking', { kind: '照片' }, bare))).toEqual(lacking(1));
    expect(decide(signed(), advance('groundbreaking', '2026-10-01', { passed, evidence: [bare] }))).toEqual(lacking(0));
    const actuals = { signing: '2026', landing: '2026', groundbreaking: '2026' };
    const start = starting({ stage: 'groundbreaking', actuals, evidence: [bare] });
    expect(decide(null, start)).toEqual(lacking(0));
    expect(decide(null, start, imported)).toEqual(lacking(0));
    const upgrade: ProjectCommand = {
      type: 'upgrade',
      agreement: 'contract',
      on: '2026-11-01',
      evidence: [{ kind: '合同文本' }],
    };
    const framework = signed({ facts: makeProjectFacts({ agreement: 'framework' }) });
    expect(decide(framework, upgrade)).toEqual(lacking(0, 'on', 'signing', '合同文本'));
  });

  test('for a stage the path has not are refused', () => {
    const state = signed({ pathId: 'service' });
    expect(decide(state, prove('groundbreaking', bare))).toMatchObject({
      code: 'stageNotOnPath',
      field: 'stage',
      value: 'groundbreaking',
      params: { path: state.path.stages },
    });
  });
});

describe('a gate that is locked', () => {
  const closed = { code: 'gateClosed', field: 'evidence', value: null };
  const report = { kind: FOREIGN_REPORT, number: 'W-7' };

  test('opens for its paper, brought along or before', () => {
    expect(decide(foreign(), advance('landing', '2026-10-01'))).toEqual({
      ...closed,
      params: { stage: 'landing', missing: [FOREIGN_REPORT] },
    });
    expect(walk(foreign(), [advance('landing', '2026-10-01', { evidence: [report] })]).stage).toBe('landing');
    expect(walk(foreign(), [prove('landing', report), advance('landing', '2026-10-01')]).stage).toBe('landing');
  });

  test('is not passed over either', () => {
    const over = advance('groundbreaking', '2026-10-01', { passed: { landing: '2026-06' }, evidence: [report] });
    expect(decide(foreign(), over)).toMatchObject({ ...closed, params: { stage: 'landing' } });
  });

  test('holds for a project that starts behind it, and an import only lists what is missing', () => {
    const start = starting({
      stage: 'landing',
      actuals: { signing: '2026-04', landing: '2026-06' },
      pathId: 'foreign',
    });
    expect(decide(null, start)).toMatchObject({ ...closed, params: { stage: 'landing' } });
    expect(walk(null, [{ ...start, evidence: [report] }]).stage).toBe('landing');
    expect(missingEvidence(walk(null, [start], imported))).toContain(`landing:${FOREIGN_REPORT}`);
    expect(walk(foreign(), [advance('landing', '2026-10-01')], imported).stage).toBe('landing');
  });

  test('asks for what the office wrote into its settings', () => {
    const context = withPaths(locked, STANDARD_PATH);
    const state = walk(null, [starting({ stage: 'signing', actuals: { signing: '2026' }, pathId: 'locked' })], context);
    const passed = { landing: '2026-06' };
    const evidence = [{ kind: PERMIT, number: '3505' }];
    expect(decide(state, advance('groundbreaking', '2026-10-01', { passed, evidence }), context)).toMatchObject({
      code: 'evidenceIncomplete',
      field: 'evidence[0].issuer',
    });
    expect(decide(state, advance('groundbreaking', '2026-10-01', { passed }), context)).toMatchObject(closed);
  });
});

describe('a waiver', () => {
  test('by a leader opens the gate, and is kept with its reason, its leader and its day', () => {
    const waived = walk(foreign(), [waive('landing', FOREIGN_REPORT)], byLeader);
    expect(waived.milestones.landing?.waivers).toEqual([
      { kind: FOREIGN_REPORT, reason: '先行用地', by: 'leader', on: '2026-11-23' },
    ]);
    const landed = walk(waived, [advance('landing', '2026-10-01')]);
    expect(landed.milestones.landing?.waivers).toHaveLength(1);
    expect(missingEvidence(landed)).not.toContain(`landing:${FOREIGN_REPORT}`);
  });

  test.each([HANDLER, COORDINATOR])('by somebody who is no leader is refused ($id)', actor => {
    expect(decide(foreign(), waive('landing', FOREIGN_REPORT), makeContext(undefined, { actor }))).toEqual({
      code: 'notAllowed',
      field: 'actor',
      value: actor.id,
      params: { roles: ['leader'] },
    });
  });

  test.each([
    ['of a paper nobody asks for', waive('landing', '合影'), 'evidenceNotAsked', 'kind', '合影'],
    ['of another stage', waive('completion', FOREIGN_REPORT), 'evidenceNotAsked', 'kind', FOREIGN_REPORT],
    ['of a stage that is none', waive('constructor' as Stage, PERMIT), 'stageUnknown', 'stage', 'constructor'],
  ])('%s is refused', (_what, command, code, field, value) => {
    expect(decide(foreign(), command, byLeader)).toMatchObject({ code, field, value });
  });

  test('of a paper that is there, or was waived before, is refused', () => {
    const there = walk(foreign(), [prove('landing', { kind: FOREIGN_REPORT, number: '7' })]);
    const waived = walk(foreign(), [waive('landing', FOREIGN_REPORT)], byLeader);
    const refusal = { code: 'evidenceThere', field: 'kind', value: FOREIGN_REPORT, params: { stage: 'landing' } };
    expect(decide(there, waive('landing', FOREIGN_REPORT), byLeader)).toEqual(refusal);
    expect(decide(waived, waive('landing', ` ${FOREIGN_REPORT}`), byLeader)).toEqual(refusal);
  });

  test('names what the stage does ask for', () => {
    expect(decide(foreign(), waive('landing', '合影'), byLeader)).toMatchObject({
      params: { stage: 'landing', asked: ['企业注册', FOREIGN_REPORT] },
    });
  });
});

describe('moving to another path', () => {
  test('is an event with the template as it is then; what was reached stays', () => {
    const dated = walk(null, [starting(), advance('negotiation', '2026-03'), advance('signing', '2026-04-28')]);
    expect(decide(dated, movePath('service'))).toMatchObject({
      events: [{ type: 'pathMoved', from: 'standard', path: { id: 'service' }, reason: '转为服务业项目' }],
    });
    const moved = walk(dated, [
      movePath('service'),
      advance('landing', '2026-06'),
      advance('production', '2026-11-01'),
    ]);
    expect(moved).toMatchObject({ path: { id: 'service' }, stage: 'production', status: 'active' });
  });

  test('to a newer version of the same template is a move, to the same one is none, whatever the order of its keys', () => {
    const newer = { ...STANDARD_PATH, name: '标准（2027）' };
    expect(walk(signed(), [movePath('standard')], withPaths(newer)).path.name).toBe('标准（2027）');
    const stored = { ...signed(), path: reversed(STANDARD_PATH) };
    for (const state of [signed(), stored]) {
      const refusal = { code: 'pathUnchanged', field: 'path', value: 'standard' };
      expect(decide(state, movePath('standard'))).toMatchObject(refusal);
    }
  });

  test('to a shorter path may be the end of it, and to a longer one goes on', () => {
    const complete = walk(signed(), [
      advance('completion', '2026-10-01', { passed: { landing: '2026-06', groundbreaking: '2026-07' } }),
    ]);
    const park = walk(complete, [movePath('park')]);
    expect(park).toMatchObject({ status: 'achieved', stage: 'completion' });
    expect(walk(park, [movePath('standard')])).toMatchObject({ status: 'active' });
    const paused = walk(complete, [{ type: 'pause', reason: 'r', reviewOn: '2027-01-01' }, movePath('park')]);
    expect(paused).toMatchObject({ status: 'paused' });
    expect(walk(paused, [{ type: 'resume' }])).toMatchObject({ status: 'achieved', pause: null });
  });

  test('takes the plans of stages it has not out of the warnings', () => {
    const planned = signed({ plans: { groundbreaking: '2026-12-20', production: '2027-12-20' } });
    expect(nextProjectReminder(planned, makeContext())?.slot).toBe('groundbreaking:2026-12-20:-7');
    const moved = walk(planned, [movePath('service')]);
    expect(nextProjectReminder(moved, makeContext())?.slot).toBe('production:2027-12-20:-30');
    expect(moved.milestones.groundbreaking?.plan).toBe('2026-12-20');
  });

  test.each([
    ['a path nobody knows', signed(), 'spa', 'pathUnknown', 'path', 'spa'],
    ['one without its stage', built(), 'service', 'stageNotOnPath', 'stage', 'groundbreaking'],
    [
      'one that would lose a date',
      producing(),
      'service',
      'stageNotOnPath',
      'milestones.groundbreaking',
      'groundbreaking',
    ],
    [
      'one that would lose a milestone without its date',
      walk(null, [starting({ stage: 'production' })], imported),
      'service',
      'stageNotOnPath',
      'milestones.groundbreaking',
      'groundbreaking',
    ],
    ['one it has walked beyond', achieved(), 'park', 'stageNotOnPath', 'stage', 'fullCapacity'],
  ])('to %s is refused', (_what, state, pathId, code, field, value) => {
    expect(decide(state, movePath(pathId))).toMatchObject({ code, field, value });
  });

  test('names the paths there are', () => {
    expect(decide(signed(), movePath('spa'))).toMatchObject({ params: { paths: DEFAULT_PATHS.map(({ id }) => id) } });
  });
});

function built(): ProjectState {
  return walk(signed(), [advance('groundbreaking', '2026-10-01', { passed: { landing: '2026-06' } })]);
}
function producing(): ProjectState {
  return walk(built(), [advance('production', '2026-11-01', { passed: { completion: '2026-10-20' } })]);
}

/** As a database gives JSON back: the same, its keys in another order. */
const reversed = (path: PathTemplate): PathTemplate =>
  Object.fromEntries(Object.entries(path).reverse()) as unknown as PathTemplate;

describe('a path decides what can be done', () => {
  test('a start on a path nobody knows, or at a stage it has not, is refused', () => {
    expect(decide(null, starting({ pathId: 'spa' }))).toMatchObject({
      code: 'pathUnknown',
      field: 'path',
      value: 'spa',
    });
    const actuals = { signing: '2026', landing: '2026', groundbreaking: '2026' };
    expect(decide(null, starting({ pathId: 'service', stage: 'groundbreaking', actuals }))).toMatchObject({
      code: 'stageUnknown',
      field: 'stage',
    });
  });

  test.each<[string, ProjectCommand, string, string]>([
    ['advanced to', advance('groundbreaking', '2026-10-01'), 'to', 'stageNotOnPath'],
    [
      'planned',
      { type: 'revisePlan', stage: 'groundbreaking', date: '2027-01-01', reason: 'r' },
      'stage',
      'stageNotOnPath',
    ],
    [
      'corrected',
      { type: 'correct', field: 'actual.groundbreaking', value: '2026-07', reason: 'r' },
      'field',
      'stageNotOnPath',
    ],
    [
      'corrected to',
      { type: 'correct', field: 'stage', value: 'groundbreaking', reason: 'r' },
      'value',
      'stageNotOnPath',
    ],
  ])('a stage it has not is not %s', (_what, command, field, code) => {
    const state = walk(signed({ pathId: 'service' }), [
      advance('production', '2026-11-01', { passed: { landing: '2026-06' } }),
    ]);
    const at = command.type === 'advance' || command.type === 'revisePlan' ? signed({ pathId: 'service' }) : state;
    expect(decide(at, command)).toMatchObject({ code, field });
  });

  test('the last stage of a shorter one is the end', () => {
    const park = walk(signed({ pathId: 'park' }), [
      advance('completion', '2026-10-01', { passed: { landing: '2026-06', groundbreaking: '2026-07' } }),
    ]);
    expect(park.status).toBe('achieved');
  });

  test('a milestone counts once: a second signing is refused with the day of the first', () => {
    expect(decide(built(), advance('signing', '2026-10-02'))).toEqual({
      code: 'milestoneCounted',
      field: 'to',
      value: 'signing',
      params: { on: '2026-04-28' },
    });
  });
});

describe('plan dates and the signing', () => {
  const revise = (stage: Stage, date: string): ProjectCommand => ({ type: 'revisePlan', stage, date, reason: 'r' });

  test('what follows the signing is not planned before its first plan date', () => {
    const planned = walk(null, [starting({ plans: { signing: '2027-03-01' } }), revise('signing', '2027-05-01')]);
    expect(decide(planned, revise('landing', '2027-02-28'))).toEqual({
      code: 'planBeforeSigning',
      field: 'date',
      value: '2027-02-28',
      params: { signing: '2027-03-01' },
    });
    expect(walk(planned, [revise('landing', '2027-03-01')]).milestones.landing?.plan).toBe('2027-03-01');
  });

  test('nor before the day it was signed on', () => {
    expect(decide(signed(), revise('landing', '2026-04-27'))).toMatchObject({
      code: 'dateBeforeLastStage',
      field: 'date',
    });
    const start = starting({ stage: 'signing', actuals: { signing: '2026-04-28' }, plans: { landing: '2026-04-27' } });
    const refusal = { code: 'planBeforeSigning', field: 'milestones.landing', value: '2026-04-27' };
    expect(decide(null, start)).toMatchObject({ ...refusal, params: { signing: '2026-04-28' } });
    expect(decide(null, starting({ plans: { signing: '2026-05-01', landing: '2026-04-27' } }))).toMatchObject(refusal);
    // An old ledger is taken as it is.
    expect(walk(null, [start], imported).milestones.landing?.baseline).toBe('2026-04-27');
  });
});

test('an event older than the templates is of a project on the standard path that hangs on nothing', () => {
  const { landKind: _, parent: __, ...facts } = makeProjectFacts();
  const old = {
    type: 'started',
    code: 'A',
    pathId: 'standard',
    facts,
    stage: 'lead',
    stageAssumed: false,
    plans: {},
    on: '2026-01-05',
  };
  const state = evolveProject(null, old as unknown as ProjectEvent);
  expect(state).toMatchObject({ path: STANDARD_PATH, landKind: null, parent: null, mergedInto: null });
  expect(state).not.toHaveProperty('pathId');
  expect(walk(state, [advance('signing', '2026-04-28')])).toMatchObject({
    stage: 'signing',
    milestones: { signing: { waivers: [] } },
  });
});
