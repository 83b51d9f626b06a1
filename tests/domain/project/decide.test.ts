import { describe, expect, test } from '@jest/globals';
import { decideProject } from '../../../src/domain/project/decide.ts';
import { stagesAfter, STANDARD_PATH } from '../../../src/domain/project/path.ts';
import { STAGES, type Stage } from '../../../src/domain/project/stages.ts';
import type { ProjectCommand } from '../../../src/domain/project/commands.ts';
import { makeContext, makeProjectRuleFacts } from '../../support/make.ts';
import { achieved, decide, evolve, signed, starting, walk } from './walk.ts';

const advance = (to: Stage, on: string | null, passed: Record<string, string> = {}): ProjectCommand => ({
  type: 'advance',
  to,
  on,
  passed,
});
const TODAY = '2026-11-23';

describe('starting a project', () => {
  test('at the first stage, it has only started', () => {
    expect(decide(null, starting())).toMatchObject({ events: [{ type: 'started', code: 'QZ-1', stage: 'lead' }] });
    expect(walk(null, [starting()])).toMatchObject({ stage: 'lead', status: 'active', milestones: {} });
  });

  test('at the first stage with its evidence, the evidence is kept', () => {
    const evidence = [{ kind: '招商函', number: '7' }];
    expect(walk(null, [starting({ evidence })]).milestones.lead).toMatchObject({ evidence, dateUnknown: false });
  });

  test('at a later stage, every milestone up to it is reached with its own date', () => {
    const actuals = { signing: '2025', landing: '2025-12', groundbreaking: '2026-03-01' };
    const state = walk(null, [starting({ stage: 'groundbreaking', actuals })]);
    expect(state).toMatchObject({ stage: 'groundbreaking', milestones: { signing: { actual: '2025' } } });
    expect(state.milestones.landing?.actual).toBe('2025-12');
  });

  test('may say when the lead came and when talks began, and the order of dates holds for them', () => {
    const actuals = { lead: '2025-01', negotiation: '2025-03-02', signing: '2025-06-01' };
    expect(walk(null, [starting({ stage: 'signing', actuals })])).toMatchObject({
      stage: 'signing',
      milestones: { lead: { actual: '2025-01' }, negotiation: { actual: '2025-03-02' } },
    });
    expect(walk(null, [starting({ actuals: { lead: '2025-01-05' } })])).toMatchObject({
      stage: 'lead',
      milestones: { lead: { actual: '2025-01-05', dateUnknown: false } },
    });
    const backwards = starting({ stage: 'negotiation', actuals: { lead: '2025-04', negotiation: '2025-03-02' } });
    expect(decide(null, backwards)).toMatchObject({ code: 'dateBeforeLastStage', field: 'milestones.negotiation' });
    expect(decide(null, starting({ plans: { lead: '2027-01-01' } }))).toMatchObject({ code: 'stageNotOnPath' });
  });

  test('its evidence belongs to the stage it stands at', () => {
    const evidence = [{ kind: '施工许可证', number: '3505' }];
    const actuals = { signing: '2025', landing: '2025-12', groundbreaking: '2026-03-01' };
    const state = walk(null, [starting({ stage: 'groundbreaking', actuals, evidence })]);
    expect(state.milestones.groundbreaking?.evidence).toEqual(evidence);
    expect(state.milestones.landing?.evidence).toEqual([]);
  });

  test('a code that exists is refused and names the project', () => {
    const refusal = { code: 'alreadyExists', value: 'QZ-1', params: { name: '低温银浆项目' } };
    expect(decide(signed(), starting())).toMatchObject(refusal);
  });

  test.each([
    [
      'a milestone without its date',
      { stage: 'landing', actuals: { landing: '2026-05' } },
      'stageNeedsDate',
      'milestones.signing',
    ],
    [
      'a date beyond the stage',
      { stage: 'signing', actuals: { signing: '2026', completion: '2026' } },
      'dateBeyondStage',
      'milestones.completion',
    ],
    [
      'a date in the future',
      { stage: 'signing', actuals: { signing: '2026-11-24' } },
      'dateInFuture',
      'milestones.signing',
    ],
    [
      'decreasing dates',
      { stage: 'landing', actuals: { signing: '2026-06', landing: '2026-05' } },
      'dateBeforeLastStage',
      'milestones.landing',
    ],
    [
      'a day that does not exist',
      { stage: 'signing', actuals: { signing: '2026-02-30' } },
      'noSuchDate',
      'milestones.signing',
    ],
    ['a plan that is no day', { plans: { signing: '2027-01' } }, 'badFormat', 'milestones.signing'],
    ['a plan that does not exist', { plans: { signing: '2027-02-29' } }, 'noSuchDate', 'milestones.signing'],
    [
      'a wrong plan beside a right actual date',
      { stage: 'signing', plans: { signing: '2026' }, actuals: { signing: '2026-01-02' } },
      'badFormat',
      'milestones.signing',
    ],
    [
      'a date for a stage that is no milestone',
      { plans: { negotiation: '2026-12-01' } },
      'stageNotOnPath',
      'milestones',
    ],
    ['a stage nobody knows', { stage: '出让' as Stage }, 'stageUnknown', 'stage'],
  ] as const)('%s is refused', (_what, command, code, field) => {
    expect(decide(null, starting(command))).toMatchObject({ code, field });
  });

  test('an import may leave dates unknown; they become gaps, not invented days', () => {
    const state = walk(null, [starting({ stage: 'groundbreaking' })], makeContext(undefined, { via: 'import' }));
    expect(state.milestones.signing).toMatchObject({ actual: null, dateUnknown: true });
    expect(state.milestones.groundbreaking).toMatchObject({ actual: null, dateUnknown: true });
  });

  test('a person or a unit that does not exist is named by the field that named it', () => {
    const unknown = { ...makeProjectRuleFacts(), unknownPersonIds: ['x'] };
    const noUnit = { ...makeProjectRuleFacts(), unknownUnitIds: ['y'] };
    const revise: ProjectCommand = { type: 'revisePlan', stage: 'landing', date: '2027-01-01', reason: 'r' };
    const correct: ProjectCommand = { type: 'correct', field: 'leaderId', value: 'x', reason: 'r' };
    const context = makeContext();
    expect(decideProject(null, starting(), unknown, context)).toMatchObject({
      code: 'personNotFound',
      field: 'leaderId',
    });
    expect(decideProject(null, starting(), noUnit, context)).toMatchObject({
      code: 'unitNotFound',
      field: 'teamUnitId',
    });
    expect(decideProject(signed(), revise, unknown, context)).toMatchObject({ field: 'approvedBy', value: 'x' });
    expect(decideProject(signed(), correct, unknown, context)).toMatchObject({ field: 'value', value: 'x' });
    expect(decideProject(signed(), correct, noUnit, context)).toMatchObject({ code: 'unitNotFound', field: 'value' });
  });

  test('nothing but a start can begin a project', () => {
    expect(decide(null, advance('signing', TODAY))).toMatchObject({ code: 'notFound', value: 'QZ-1' });
  });
});

describe('a move (转段)', () => {
  test('to the next stage with its date and evidence', () => {
    const evidence = [{ kind: '营业执照', number: '91350500' }];
    const state = walk(signed(), [{ type: 'advance', to: 'landing', on: '2026-08-01', evidence }]);
    expect(state).toMatchObject({ stage: 'landing', milestones: { landing: { actual: '2026-08-01', evidence } } });
  });

  test('may pass over stages that get their dates in the same move', () => {
    const decision = decide(signed(), advance('groundbreaking', '2026-10-01', { landing: '2026-08' }));
    expect(decision).toMatchObject({
      events: [
        { type: 'stageReached', stage: 'landing', on: '2026-08', passedOver: true },
        { type: 'stageReached', stage: 'groundbreaking', on: '2026-10-01', passedOver: false },
      ],
    });
  });

  test('passes over stages that are no milestones without a date', () => {
    expect(walk(null, [starting(), advance('signing', TODAY)]).stage).toBe('signing');
  });

  test('to the last stage achieves the project', () => {
    expect(achieved()).toMatchObject({ stage: 'fullCapacity', status: 'achieved' });
  });

  test.each([
    [
      'a second signing',
      advance('signing', '2026-11-01'),
      { code: 'milestoneCounted', field: 'to', value: 'signing', params: { on: '2026-04-28' } },
    ],
    ['a stage behind', advance('lead', null), { code: 'stageNotAhead' }],
    ['a stage nobody knows', advance('出让' as Stage, TODAY), { code: 'stageNotOnPath', field: 'to' }],
    ['no date', advance('landing', null), { code: 'stageNeedsDate', field: 'on' }],
    [
      'a passed stage without date',
      advance('groundbreaking', TODAY),
      { code: 'stageNeedsDate', field: 'passed.landing' },
    ],
    [
      'a date for a stage not on the way',
      advance('landing', TODAY, { completion: '2026-11-01' }),
      { code: 'stageNotOnPath', field: 'passed.completion' },
    ],
    [
      'the stage itself among the passed',
      advance('landing', TODAY, { landing: '2026-11-01' }),
      { code: 'stageNotOnPath', field: 'passed.landing' },
    ],
    [
      'tomorrow',
      advance('landing', '2026-11-24'),
      { code: 'dateInFuture', field: 'on', value: '2026-11-24', params: { today: TODAY } },
    ],
    ['next month', advance('landing', '2026-12'), { code: 'dateInFuture' }],
    ['next year', advance('landing', '2027'), { code: 'dateInFuture' }],
    [
      'before the signing',
      advance('landing', '2026-04-27'),
      { code: 'dateBeforeLastStage', field: 'on', params: { last: '2026-04-28' } },
    ],
    ['in the month before the signing', advance('landing', '2026-03'), { code: 'dateBeforeLastStage' }],
    [
      'passed dates that decrease',
      advance('groundbreaking', '2026-06-01', { landing: '2026-07' }),
      { code: 'dateBeforeLastStage', field: 'on' },
    ],
    ['no such day', advance('landing', '2026-06-31'), { code: 'noSuchDate', field: 'on' }],
  ])('with %s is refused', (_what, command, refusal) => {
    expect(decide(signed(), command)).toMatchObject(refusal);
  });

  test.each(['2026-04', '2026', '2026-04-28', TODAY])('on %s is not before the signing and not in the future', on => {
    expect(walk(signed(), [advance('landing', on)]).milestones.landing?.actual).toBe(on);
  });

  test('a wide date does not let a later one slip back', () => {
    const landed = walk(signed(), [advance('landing', '2026')]);
    expect(decide(landed, advance('groundbreaking', '2026-02'))).toMatchObject({ code: 'dateBeforeLastStage' });
  });

  test('an import may say "reached, date not known"', () => {
    const context = makeContext(undefined, { via: 'import' });
    const state = walk(signed(), [advance('completion', null)], context);
    expect(state.milestones.completion).toMatchObject({ actual: null, dateUnknown: true });
    expect(state.milestones.landing).toMatchObject({ actual: null, dateUnknown: true });
  });

  test('dates not known do not loosen the order of the known ones', () => {
    const context = makeContext(undefined, { via: 'import' });
    const built = walk(signed(), [advance('completion', null)], context);
    expect(decide(built, advance('production', '2026-01'))).toMatchObject({ code: 'dateBeforeLastStage' });
  });
});

describe('a plan date', () => {
  const revise = (date: string, stage: Stage = 'landing'): ProjectCommand => ({
    type: 'revisePlan',
    stage,
    date,
    reason: '用地报批推迟',
  });

  test('the first one is the baseline, later ones are revisions beside it', () => {
    const state = walk(signed(), [revise('2026-12-01'), revise('2027-01-10'), revise('2027-03-01')]);
    expect(state.milestones.landing).toMatchObject({ baseline: '2026-12-01', plan: '2027-03-01', revisions: 2 });
  });

  test('one given at the start is the baseline', () => {
    const state = walk(signed({ plans: { landing: '2026-12-01' } }), [revise('2027-01-10')]);
    expect(state.milestones.landing).toMatchObject({ baseline: '2026-12-01', plan: '2027-01-10', revisions: 1 });
  });

  test('keeps the reason, the one before it and who approved', () => {
    const [first] = walkEvents(revise('2026-12-01'));
    expect(first).toMatchObject({ from: null, to: '2026-12-01', reason: '用地报批推迟', approvedBy: null, on: TODAY });
    const second = decide(walk(signed(), [revise('2026-12-01')]), {
      ...revise('2027-01-01'),
      approvedBy: 'leader',
    } as ProjectCommand);
    expect(second).toMatchObject({ events: [{ from: '2026-12-01', to: '2027-01-01', approvedBy: 'leader' }] });
  });

  test('stays beside the actual date for ever', () => {
    const state = walk(signed(), [revise('2026-12-01'), revise('2027-01-10'), advance('landing', TODAY)]);
    expect(state.milestones.landing).toMatchObject({ baseline: '2026-12-01', plan: '2027-01-10', actual: TODAY });
  });

  test.each([
    ['the same date', revise('2026-12-01'), { code: 'planUnchanged', field: 'date' }],
    ['a reached milestone', revise('2026-12-01', 'signing'), { code: 'milestoneReached', field: 'stage' }],
    ['a stage that is no milestone', revise('2026-12-01', 'lead'), { code: 'stageNotOnPath', field: 'stage' }],
    ['a month', revise('2026-12'), { code: 'badFormat', field: 'date' }],
    ['30 February', revise('2027-02-30'), { code: 'noSuchDate', field: 'date' }],
    [
      'a day before the last stage',
      revise('2026-04-27'),
      { code: 'dateBeforeLastStage', params: { last: '2026-04-28' } },
    ],
  ])('of %s is refused', (_what, command, refusal) => {
    expect(decide(signed({ plans: { landing: '2026-12-01' } }), command)).toMatchObject(refusal);
  });

  const walkEvents = (command: ProjectCommand) => {
    const answer = decide(signed(), command);
    return 'events' in answer ? answer.events : [];
  };
});

describe('off the path', () => {
  const pause: ProjectCommand = { type: 'pause', reason: '等待环评', reviewOn: '2026-12-31' };
  const paused = () => walk(signed(), [pause]);

  test('a paused project keeps its stage and resumes at it', () => {
    expect(paused()).toMatchObject({ status: 'paused', stage: 'signing', pause: { reviewOn: '2026-12-31' } });
    expect(walk(paused(), [{ type: 'resume' }])).toMatchObject({ status: 'active', stage: 'signing', pause: null });
  });

  test('a paused project does not move and is not paused twice', () => {
    expect(decide(paused(), advance('landing', TODAY))).toMatchObject({ code: 'projectPaused' });
    expect(decide(paused(), pause)).toMatchObject({ code: 'projectPaused' });
  });

  test('a project that is not paused is not resumed', () => {
    expect(decide(signed(), { type: 'resume' })).toMatchObject({ code: 'projectNotPaused' });
  });

  test('the review date must not have passed and must exist', () => {
    const on = (reviewOn: string) => decide(signed(), { ...pause, reviewOn } as ProjectCommand);
    expect(on('2026-11-22')).toMatchObject({ code: 'reviewInPast', field: 'reviewOn', params: { today: TODAY } });
    expect(on('2026-12-32')).toMatchObject({ code: 'noSuchDate', field: 'reviewOn' });
    expect(on('2026-12')).toMatchObject({ code: 'badFormat', field: 'reviewOn' });
    expect(on(TODAY)).toMatchObject({ events: [{ type: 'paused' }] });
  });

  test('its days are kept, also of one that ended with a removal; of events from before they were, none is known', () => {
    const resumed = walk(paused(), [{ type: 'resume' }], makeContext('2027-02-01 10:00'));
    expect(resumed.pauses).toEqual([{ from: TODAY, to: '2027-02-01' }]);
    const again = walk(
      resumed,
      [{ ...pause, reviewOn: '2027-06-01' } as ProjectCommand],
      makeContext('2027-03-05 10:00'),
    );
    expect(again.pauses[1]).toEqual({ from: '2027-03-05', to: null });
    expect(evolve(again, [{ type: 'removed', reason: 'r', on: '2027-04-01' }]).pauses[1]?.to).toBe('2027-04-01');
    const old = evolve(signed(), [
      { type: 'paused', reason: 'r', reviewOn: '2027-01-01' },
      { type: 'resumed', reason: null },
    ]);
    expect(old.pauses).toEqual([]);
  });

  test('a project that has walked its whole path cannot be paused', () => {
    expect(decide(achieved(), pause)).toMatchObject({ code: 'projectAchieved', params: { reached: 'fullCapacity' } });
  });

  test('a withdrawn project refuses everything but the correction of a wrong fact, for ever', () => {
    const state = walk(signed(), [{ type: 'withdraw', reason: '投资方放弃' }]);
    expect(state).toMatchObject({ status: 'withdrawn', stage: 'signing', pause: null });
    const commands: ProjectCommand[] = [
      advance('landing', TODAY),
      { type: 'revisePlan', stage: 'landing', date: '2027-01-01', reason: 'r' },
      pause,
      { type: 'resume' },
      { type: 'withdraw', reason: 'again' },
      { type: 'warn', slot: 'x' },
    ];
    const corrected = walk(state, [{ type: 'correct', field: 'name', value: 'x', reason: 'r' }]);
    expect(corrected).toMatchObject({ name: 'x', status: 'withdrawn' });
    for (const command of commands) expect(decide(state, command)).toMatchObject({ code: 'projectWithdrawn' });
    expect(decide(state, starting())).toMatchObject({ code: 'alreadyExists' });
  });

  test('a paused project can be withdrawn', () => {
    expect(walk(paused(), [{ type: 'withdraw', reason: 'r' }])).toMatchObject({ status: 'withdrawn', pause: null });
  });
});

test('the path has each stage once, in order, and its milestones are stages of it', () => {
  expect(STANDARD_PATH.stages).toEqual(STAGES);
  expect(STANDARD_PATH.stages.filter(stage => STANDARD_PATH.milestones.includes(stage))).toEqual(
    STANDARD_PATH.milestones,
  );
  expect(stagesAfter(STANDARD_PATH, 'production')).toEqual(['fullCapacity']);
  expect(stagesAfter(STANDARD_PATH, 'fullCapacity')).toEqual([]);
});

test('a history cannot begin with anything but its start', () => {
  expect(() => evolve(null, [{ type: 'resumed', reason: null }])).toThrow('cannot begin');
});
