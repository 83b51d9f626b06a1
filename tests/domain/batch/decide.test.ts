import { describe, expect, test } from '@jest/globals';
import type { BatchCommand } from '../../../src/domain/batch/types.ts';
import { refuse } from '../../../src/domain/refusal.ts';
import { HANDLER } from '../../support/make.ts';
import { makePlan } from '../../workflows/support/batches.ts';
import { signed, walk } from '../project/walk.ts';
import { after, confirmed, DAY, decide, NAMED, negotiated, planned, results, standings } from './handle.ts';

const refused = (code: string, field: string, value: unknown, params: object = {}) =>
  expect.objectContaining({ code, field, value, params: expect.objectContaining(params) });

describe('planning an event', () => {
  test('keeps the list in its order, each project at its venue or at the main one', () => {
    const projects = [{ code: 'B' }, { code: 'A', venue: '南安分会场' }];
    const state = after(null, makePlan([], { projects }));
    expect(state).toMatchObject({
      code: 'B-1',
      stage: 'signing',
      on: '2026-11-23',
      status: 'listing',
      confirmed: null,
    });
    expect(state.entries.map(({ code, venue, standing, late }) => [code, venue, standing, late])).toEqual([
      ['B', '市会展中心', 'listed', false],
      ['A', '南安分会场', 'listed', false],
    ]);
  });

  test.each<[string, Partial<ReturnType<typeof makePlan>>, unknown]>([
    [
      'a project twice',
      { projects: [{ code: 'A' }, { code: 'B' }, { code: 'A' }] },
      refused('listedTwice', 'projects[2].code', 'A', { first: 1 }),
    ],
    [
      'a project that is not in the ledger',
      { projects: [{ code: 'A' }, { code: 'X' }] },
      refused('projectNotFound', 'projects[1].code', 'X'),
    ],
    ['nobody on the list', { projects: [] }, refused('batchEmpty', 'projects', null)],
    [
      'a cut-off after the event',
      { cutOff: '2026-11-24' },
      refused('cutOffAfterEvent', 'cutOff', '2026-11-24', { on: '2026-11-23' }),
    ],
    ['a day that does not exist', { on: '2026-11-31' }, refused('noSuchDate', 'on', '2026-11-31')],
    [
      'a venue that is not one of the event',
      { projects: [{ code: 'A', venue: '晋江' }] },
      refused('notInList', 'projects[0].venue', '晋江', { list: ['市会展中心', '南安分会场'] }),
    ],
    [
      'a branch venue that is the main one',
      { branchVenues: ['德化', '市会展中心'] },
      refused('listedTwice', 'branchVenues[1]', '市会展中心'),
    ],
  ])('is refused with %s', (_, more, refusal) => {
    expect(decide(null, makePlan(['A'], more))).toEqual(refusal);
  });

  test('takes no project that has left the counts', () => {
    const gone = (status: 'withdrawn' | 'merged' | 'removed') => ({ ...negotiated('A'), status, mergedInto: 'Z' });
    const answers = (['withdrawn', 'merged', 'removed'] as const).map(status =>
      decide(null, makePlan(['A']), { projects: [gone(status)] }),
    );
    expect(answers).toEqual([
      refused('projectWithdrawn', 'projects[0].code', 'A'),
      refused('projectMerged', 'projects[0].code', 'A', { into: 'Z' }),
      refused('projectRemoved', 'projects[0].code', 'A'),
    ]);
  });

  test('takes no project that has passed the stage: a milestone counts once', () => {
    const projects = [{ ...signed(), code: 'A' }];
    expect(decide(null, makePlan(['A']), { projects })).toEqual(
      refused('projectPastStage', 'projects[0].code', 'A', { stage: 'signing', reached: 'signing', on: '2026-04-28' }),
    );
    const undated = walk(signed(), [{ type: 'advance', to: 'landing', on: '2026-06' }]);
    const stepped = { ...undated, code: 'A', milestones: {} };
    expect(decide(null, makePlan(['A']), { projects: [stepped] })).toEqual(
      refused('projectPastStage', 'projects[0].code', 'A', { reached: 'landing' }),
    );
  });

  test('takes no project whose path does not lead through the stage', () => {
    const project = negotiated('A');
    const stages = ['lead', 'negotiation', 'signing', 'production'] as const;
    const service = { ...project, path: { ...project.path, stages } };
    const groundbreaking = makePlan(['A'], { stage: 'groundbreaking' });
    expect(decide(null, groundbreaking, { projects: [service] })).toEqual(
      refused('pathWithoutStage', 'projects[0].code', 'A', { stage: 'groundbreaking' }),
    );
  });

  test('takes no project that another event of the kind has on its list', () => {
    const facts = { elsewhere: new Map([['B', 'B-0']]) };
    expect(decide(null, makePlan(['A', 'B']), { facts })).toEqual(
      refused('projectInBatch', 'projects[1].code', 'B', { batch: 'B-0' }),
    );
  });

  test('is a coordinator’s business, and happens once', () => {
    expect(decide(null, makePlan(['A']), { by: HANDLER })).toEqual(refused('notAllowed', 'actor', 'handler'));
    expect(decide(planned(), makePlan(['A']))).toEqual(refused('alreadyExists', 'code', 'B-1'));
  });
});

describe('the list', () => {
  test('is changed freely until the end of the cut-off day', () => {
    const now = '2026-11-20 23:59';
    let state = after(planned(), { type: 'add', code: 'D', venue: '南安分会场' }, { now });
    state = after(state, { type: 'drop', code: 'A' }, { now });
    state = after(state, { type: 'substitute', out: 'B', in: 'E' }, { now });
    expect(standings(state)).toEqual(['A dropped', 'B dropped', 'E listed', 'C listed', 'D listed']);
    expect(state.entries.some(({ late }) => late)).toBe(false);
    expect(state.entries[1]).toMatchObject({ replacedBy: 'E', reason: null });
    expect(state.entries[2]).toMatchObject({ replaces: 'B', venue: '市会展中心' });
  });

  test.each<[BatchCommand]>([
    [{ type: 'add', code: 'D' }],
    [{ type: 'drop', code: 'A' }],
    [{ type: 'substitute', out: 'A', in: 'D' }],
  ])('after it asks for a reason and is marked late: %j', command => {
    const now = '2026-11-21 00:00';
    expect(decide(planned(), command, { now })).toEqual(refused('required', 'reason', null));
    const state = after(planned(), { ...command, reason: '业主改期' } as BatchCommand, { now });
    const touched = state.entries.filter(({ late }) => late);
    expect(touched.map(({ reason }) => reason)).toEqual(touched.map(() => '业主改期'));
    expect(touched).toHaveLength(command.type === 'substitute' ? 2 : 1);
  });

  test('takes nobody twice and lets nobody go who is not on it', () => {
    expect(decide(planned(), { type: 'add', code: 'B' })).toEqual(refused('listedTwice', 'code', 'B', { first: 2 }));
    expect(decide(planned(), { type: 'substitute', out: 'A', in: 'C' })).toEqual(refused('listedTwice', 'in', 'C'));
    expect(decide(planned(), { type: 'substitute', out: 'D', in: 'E' })).toEqual(
      refused('projectNotListed', 'out', 'D', { batch: 'B-1' }),
    );
    const dropped = after(planned(), { type: 'drop', code: 'A' });
    expect(decide(dropped, { type: 'drop', code: 'A' })).toEqual(refused('projectNotListed', 'code', 'A'));
  });

  test('asks of who comes later what it asked of the first', () => {
    const projects = [...NAMED, { ...signed(), code: 'S' }];
    expect(decide(planned(), { type: 'add', code: 'S' }, { projects })).toEqual(
      refused('projectPastStage', 'code', 'S'),
    );
    expect(decide(planned(), { type: 'substitute', out: 'A', in: 'X' })).toEqual(refused('projectNotFound', 'in', 'X'));
    expect(decide(planned(), { type: 'add', code: 'D', venue: '晋江' })).toEqual(refused('notInList', 'venue', '晋江'));
  });

  test('takes back who dropped out', () => {
    const dropped = after(planned(), { type: 'drop', code: 'A', reason: '资料不全' });
    const back = after(dropped, { type: 'add', code: 'A', venue: '南安分会场' });
    expect(standings(back)).toEqual(['B listed', 'C listed', 'A listed']);
    expect(back.entries[2]).toMatchObject({ reason: null, venue: '南安分会场' });
  });
});

describe('confirming', () => {
  test('needs the event to have taken place, and somebody on its list', () => {
    const tomorrow = { type: 'confirm', on: '2026-11-24' } as const;
    expect(decide(planned(), tomorrow, { now: DAY })).toEqual(
      refused('dateInFuture', 'on', '2026-11-24', { today: '2026-11-23' }),
    );
    const empty = after(planned(['A']), { type: 'drop', code: 'A' });
    expect(decide(empty, { type: 'confirm', on: '2026-11-23' }, { now: DAY })).toEqual(
      refused('batchEmpty', 'projects', null),
    );
  });

  test('is for a day from the cut-off on: until then the list was still free', () => {
    expect(decide(planned(), { type: 'confirm', on: '2026-11-19' }, { now: DAY })).toEqual(
      refused('eventBeforeCutOff', 'on', '2026-11-19', { cutOff: '2026-11-20' }),
    );
    expect(after(planned(), { type: 'confirm', on: '2026-11-20' }, { now: DAY }).confirmed?.on).toBe('2026-11-20');
  });

  test('happens once, and ends every change of the list', () => {
    const state = confirmed();
    expect(state).toMatchObject({ status: 'moving', confirmed: { on: '2026-11-23', by: 'coordinator' } });
    const commands: BatchCommand[] = [
      { type: 'confirm', on: '2026-11-23' },
      { type: 'cancel', reason: '改期' },
      { type: 'add', code: 'D', reason: '补报' },
      { type: 'drop', code: 'A', reason: '退出' },
      { type: 'substitute', out: 'A', in: 'D', reason: '替补' },
    ];
    for (const command of commands) {
      expect(decide(state, command, { now: DAY })).toEqual(
        refused('batchConfirmed', 'code', 'B-1', { on: '2026-11-23' }),
      );
    }
  });

  test('is not for a cancelled event, nor is anything else', () => {
    const state = after(planned(), { type: 'cancel', reason: '改期' });
    expect(state).toMatchObject({ status: 'cancelled', cancelReason: '改期' });
    expect(decide(state, { type: 'confirm', on: '2026-11-23' }, { now: DAY })).toEqual(
      refused('batchCancelled', 'code', 'B-1'),
    );
    expect(decide(state, { type: 'add', code: 'D' })).toEqual(refused('batchCancelled', 'code', 'B-1'));
  });
});

describe('moving', () => {
  const record = (...codes: string[]) => ({ type: 'record', results: results(...codes) }) as const;

  test('is recorded some at a time, with what each project counted on the day, until all have their result', () => {
    const projects = [
      { ...negotiated('A'), investmentWan: 12_345 },
      { ...negotiated('B'), investmentWan: null },
    ];
    let state = after(confirmed(), record('A', 'B'), { now: DAY, projects });
    expect(state.status).toBe('moving');
    expect(standings(state)).toEqual(['A moved', 'B moved', 'C listed']);
    expect(state.entries.map(({ investmentWan }) => investmentWan)).toEqual([12_345, null, null]);
    const refusal = refuse('projectPaused', 'code', 'C');
    state = after(state, { type: 'record', results: [{ code: 'C', refusal }] }, { now: DAY });
    expect(state.status).toBe('tracking');
    expect(state.entries[2]).toMatchObject({ standing: 'refused', refusal, investmentWan: null });
  });

  test('counts what it did in its last event', () => {
    const dropped = after(planned(['A', 'B', 'C', 'D']), { type: 'drop', code: 'D' });
    let state = after(dropped, { type: 'confirm', on: '2026-11-23' }, { now: DAY });
    const refusal = refuse('projectPaused', 'code', 'A');
    state = after(state, { type: 'record', results: [{ code: 'A', refusal }] }, { now: DAY });
    expect(decide(state, record('B', 'C'), { now: DAY })).toMatchObject({
      events: [{ type: 'projectsMoved' }, { type: 'batchMoved', moved: 2, refused: 1 }],
    });
  });

  test('takes a result once; a round that comes again does nothing', () => {
    const state = after(confirmed(), record('A', 'B'), { now: DAY });
    expect(decide(state, record('A', 'B'), { now: DAY })).toEqual(refused('clockStale', 'results', 2));
    expect(decide(state, record('A', 'C', 'C', 'Z'), { now: DAY })).toMatchObject({
      events: [
        { type: 'projectsMoved', results: [{ code: 'C' }] },
        { type: 'batchMoved', moved: 3, refused: 0 },
      ],
    });
    expect(decide(planned(), record('A'))).toEqual(refused('clockStale', 'results', 1));
  });

  test('that moved nobody says so, and leaves nothing to follow up', () => {
    const refusal = refuse('projectPaused', 'code', 'A');
    const state = after(confirmed(['A']), { type: 'record', results: [{ code: 'A', refusal }] }, { now: DAY });
    expect(state).toMatchObject({ status: 'noneMoved', confirmed: { on: '2026-11-23' }, followUps: [] });
    expect(decide(state, { type: 'confirm', on: '2026-11-23' }, { now: DAY })).toMatchObject({
      code: 'batchConfirmed',
    });
  });
});

test('a command to an event that is not there names it', () => {
  expect(decide(null, { type: 'confirm', on: '2026-11-23' })).toEqual(refused('notFound', 'code', 'B-1'));
});
