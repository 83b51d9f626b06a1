import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Migrator } from 'kysely';
import type { Envelope, Outcome } from '../../src/contract/commit.ts';
import { openDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/commit.ts';
import { migrate, MIGRATIONS } from '../../src/ledger/migrate.ts';
import { listProjects, projectByCode } from '../../src/ledger/reads/projects.ts';
import { rowsInto, writeTogether } from '../../src/ledger/rows.ts';
import type { ProjectCommand, StartCommand } from '../../src/domain/project/commands.ts';
import { STANDARD_PATH } from '../../src/domain/project/path.ts';
import type { ProjectFacts } from '../../src/domain/project/types.ts';
import { at, LEADER, makeCalendar, makeEnvelope, makeProjectFacts, NOW } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt, rebuildState } from './rebuild.ts';

const start = (
  code: string,
  facts: Partial<ProjectFacts> = {},
  more: Partial<StartCommand> = {},
): Envelope<'project'> =>
  makeEnvelope('project', code, {
    type: 'start',
    facts: makeProjectFacts({ name: `项目 ${code}`, ...facts }),
    stage: 'signing',
    actuals: { signing: '2026-04-28' },
    ...more,
  });
const command = (code: string, given: ProjectCommand, more: Partial<Envelope<'project'>> = {}): Envelope<'project'> =>
  makeEnvelope('project', code, given, more);
const answers = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map(outcome => (outcome.ok ? 'ok' : outcome.refusal.code)).sort();

describe.each(DATABASES)('paths and money on the $name', ({ start: startDatabase }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await startDatabase();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterEach(() => office.close());

  /** Gives commands that must all be taken; returns their outcomes. */
  const take = async (...envelopes: Envelope<'project'>[]): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (const envelope of envelopes) outcomes.push(await office.give(envelope));
    expect(answers(outcomes)).toEqual(envelopes.map(() => 'ok'));
    return outcomes;
  };
  const money = async () => ({
    years: await office.db.selectFrom('year_plan').select(['year', 'amount_wan']).orderBy('year').execute(),
    months: await office.db.selectFrom('month_report').selectAll().orderBy('month').execute(),
    arrivals: await office.db.selectFrom('arrival').select(['number', 'on', 'currency', 'amount', 'note']).execute(),
  });
  const project = async (code: string) => {
    const row = await projectByCode(office.db, code);
    if (!row) throw new Error(`there is no ${code}`);
    return row;
  };

  const GIVEN: ProjectCommand[] = [
    { type: 'planYear', year: 2026, amountWan: 36_200 },
    { type: 'planYear', year: 2026, amountWan: 40_000, reason: '追加' },
    { type: 'planYear', year: 2027, amountWan: 1_000_000_000 },
    { type: 'report', month: '2026-08', doneWan: 300, toDateWan: 2_000 },
    { type: 'report', month: '2026-09', doneWan: 100 },
    { type: 'report', month: '2026-10', doneWan: 0 },
    { type: 'correctReport', month: '2026-08', doneWan: 250, reason: '多报' },
    { type: 'arrive', on: '2026-10-12', currency: 'USD', amount: '999999999999999.5', note: '首期' },
    { type: 'arrive', on: '2026-10-13', currency: 'HKD', amount: '7' },
    { type: 'correctArrival', number: 2, amount: '8.25', reason: '汇兑单' },
    { type: 'enterStatistics', on: '2026-11-01' },
  ];

  test('money has a row for each year, month and arrival, and corrections move the months after them', async () => {
    await take(start('A-1'), ...GIVEN.map(given => command('A-1', given)));
    const late = { project_code: 'A-1', reported_on: '2026-11-23', late: true };
    expect(await money()).toEqual({
      years: [
        { year: 2026, amount_wan: 40_000 },
        { year: 2027, amount_wan: 1_000_000_000 },
      ],
      months: [
        { ...late, month: '2026-08', done_wan: 250, to_date_wan: 1_950, corrections: 1 },
        { ...late, month: '2026-09', done_wan: 100, to_date_wan: 2_050, corrections: 0 },
        { ...late, month: '2026-10', done_wan: 0, to_date_wan: 2_050, corrections: 0 },
      ],
      arrivals: [
        { number: 1, on: '2026-10-12', currency: 'USD', amount: '999999999999999.50', note: '首期' },
        { number: 2, on: '2026-10-13', currency: 'HKD', amount: '8.25', note: null },
      ],
    });
    expect(await project('A-1')).toMatchObject({ statistics_on: '2026-11-01', last_reported: '2026-10' });
    await expectRebuilt(office.db);
  });

  test('all of it in one transaction is the same', async () => {
    await office.ledger.commit([start('A-1'), ...GIVEN.map(given => command('A-1', given))]);
    const together = await money();
    await take(start('A-2'), ...GIVEN.map(given => command('A-2', given)));
    const one = (code: string) => together.months.filter(({ project_code }) => project_code === code);
    expect((await money()).months.filter(({ project_code }) => project_code === 'A-2')).toEqual(
      one('A-1').map(row => ({ ...row, project_code: 'A-2' })),
    );
  });

  test('a command given twice writes nothing the second time', async () => {
    await take(start('A-1', { agreement: 'intent' }), start('A-2'));
    const each: Envelope<'project'>[] = [
      ...GIVEN.map(given => command('A-1', given)),
      command('A-1', { type: 'prove', stage: 'signing', evidence: [{ kind: '合同文本', on: '2026-04-28' }] }),
      command('A-1', { type: 'waive', stage: 'landing', kind: '企业注册', reason: 'r' }, { actor: LEADER }),
      command('A-1', { type: 'movePath', pathId: 'service', reason: 'r' }),
      command('A-1', { type: 'upgrade', agreement: 'contract', on: '2026-10-01' }),
      command('A-1', { type: 'remove', reason: 'r' }),
      command('A-1', { type: 'restore', reason: 'r' }),
      command('A-1', { type: 'merge', into: 'A-2', reason: 'r' }),
    ];
    for (const envelope of each) {
      const first = await office.give(envelope);
      const before = [await money(), await project('A-1'), await events()];
      expect(await office.give(envelope)).toEqual({ ...first, replayed: true });
      expect([await money(), await project('A-1'), await events()]).toEqual(before);
    }
  });
  const events = () => office.db.selectFrom('event').select(['entity_id', 'seq', 'type']).orderBy('position').execute();

  test('a project row says its path, its land, what it hangs on, what papers it lacks and where it is counted', async () => {
    await take(
      start('A-1', { landKind: 'new' }),
      start('A-2', { parent: { code: 'A-1', relation: 'phase', phase: 2 } }, { pathId: 'park' }),
      start('A-3', { parent: { code: 'A-1', relation: 'enlargement', phase: null } }),
      command('A-3', { type: 'prove', stage: 'signing', evidence: [{ kind: '合同文本', on: '2026-04-28' }] }),
      command('A-1', { type: 'waive', stage: 'signing', kind: '合同文本', reason: '原件待补' }, { actor: LEADER }),
    );
    expect(await project('A-1')).toMatchObject({ path_id: 'standard', land_kind: 'new', parent_code: null });
    expect((await project('A-1')).milestones[0]).toMatchObject({
      waivers: [{ kind: '合同文本', reason: '原件待补', by: 'leader', on: '2026-11-23' }],
    });
    const phase = { path_id: 'park', parent_code: 'A-1', relation: 'phase', phase: 2 };
    expect(await project('A-2')).toMatchObject({ ...phase, missing_evidence: ['signing:合同文本'] });
    expect(await project('A-3')).toMatchObject({ relation: 'enlargement', phase: null, missing_evidence: [] });
    const page = { limit: 50, after: null };
    const codes = async (filter: object) => (await listProjects(office.db, filter, page)).items.map(({ code }) => code);
    expect(await codes({ path: 'park' })).toEqual(['A-2']);
    expect(await codes({ parent: 'A-1' })).toEqual(['A-2', 'A-3']);
    expect(await codes({ missingEvidence: true })).toEqual(['A-2']);
    expect(await codes({ missingEvidence: false })).toEqual(['A-1', 'A-3']);
    await expectRebuilt(office.db);
  });

  test('a removed project waits for nothing, and for its path again when it is back', async () => {
    await take(start('A-1', {}, { plans: { landing: '2026-12-20' } }));
    const [removed] = await take(command('A-1', { type: 'remove', reason: 'r' }));
    expect(removed?.view).toMatchObject({ open: false, status: 'removed', next: null });
    const [restored] = await take(command('A-1', { type: 'restore', reason: 'r' }));
    expect(restored?.view).toMatchObject({ open: true, status: 'active', next: { slot: 'landing:2026-12-20:-7' } });
  });

  describe('counted once', () => {
    const twin = (code: string, facts: Partial<ProjectFacts> = {}, more: Partial<StartCommand> = {}) =>
      start(code, { name: '晶旭半导体（一期）', county: '南安市', ...facts }, more);

    test.each<[string, Partial<ProjectFacts>]>([
      ['the same', {}],
      ['its name typed otherwise', { name: '晶旭 半导体(一期)' }],
      ['its county not known', { county: null }],
      ['its firm not known', { investor: null }],
      ['its firm typed otherwise', { investor: 'ＪＸ 科技' }],
    ])('a project that is %s is refused and names the one there is', async (_what, facts) => {
      await take(twin('A-1', { investor: 'jx科技' }));
      const outcome = await office.give(twin('A-2', { investor: 'JX科技', ...facts }));
      expect(outcome).toMatchObject({
        ok: false,
        refusal: {
          code: 'likelyDuplicate',
          field: 'name',
          value: '晶旭半导体（一期）',
          params: { code: 'A-1', county: '南安市' },
        },
      });
      expect(await projectByCode(office.db, 'A-2')).toBeNull();
    });

    test('another place, another firm, or a word why it is another one, starts it', async () => {
      await take(
        twin('A-1', { investor: 'jx科技' }),
        twin('A-2', { investor: 'jx科技', county: '晋江市' }),
        twin('A-3', { investor: '别家' }),
        twin('A-4', { investor: 'jx科技' }, { distinctFrom: { codes: ['A-1'], reason: '另一地块' } }),
      );
    });

    test('one that has left still counts as it, unless it was merged', async () => {
      await take(twin('A-1'), command('A-1', { type: 'remove', reason: 'r' }));
      expect(await office.give(twin('A-2'))).toMatchObject({ ok: false, refusal: { code: 'likelyDuplicate' } });
      await take(command('A-1', { type: 'restore', reason: 'r' }), start('B-1'));
      await take(command('A-1', { type: 'merge', into: 'B-1', reason: 'r' }), twin('A-2'));
    });

    test('of eight that start it at once under codes of their own one does', async () => {
      const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => office.give(twin(`A-${n}`))));
      expect(answers(outcomes)).toEqual([...Array.from({ length: 7 }, () => 'likelyDuplicate'), 'ok']);
    });

    test('one transaction does not start it twice either', async () => {
      const outcomes = await office.ledger.commit([twin('A-1'), start('B-1'), twin('A-2')]);
      expect(outcomes.map(outcome => (outcome.ok ? 'ok' : outcome.refusal.params.code))).toEqual(['ok', 'ok', 'A-1']);
    });

    test('many names in opposite order at once all come through', async () => {
      const names = Array.from({ length: 40 }, (_, n) => `A-${n}`);
      const rounds = await Promise.all([
        office.ledger.commit(names.map(name => start(name))),
        office.ledger.commit([...names].reverse().map(name => start(`x${name}`, { name: `项目 ${name}` }))),
      ]);
      expect(answers(rounds.flat()).filter(answer => answer === 'ok')).toHaveLength(40);
    });
  });

  test('two that merge into each other at once do not both disappear', async () => {
    await take(start('A-1'), start('A-2'));
    const into = (code: string, other: string) =>
      office.give(command(code, { type: 'merge', into: other, reason: 'r' }));
    expect(answers(await Promise.all([into('A-1', 'A-2'), into('A-2', 'A-1')]))).toEqual(['ok', 'otherHasLeft']);
  });

  test('of two that start the same phase at once one does', async () => {
    await take(start('A-1'));
    const phase = (code: string) => office.give(start(code, { parent: { code: 'A-1', relation: 'phase', phase: 2 } }));
    expect(answers(await Promise.all([phase('A-2'), phase('A-3')]))).toEqual(['ok', 'phaseTaken']);
  });
});

describe.each(DATABASES)('a ledger of before the paths on the $name', ({ start: startDatabase }) => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await startDatabase();
  });
  afterAll(() => databases.stop());

  const AT = new Date(at('2026-06-01 10:00')).toISOString();
  const { landKind: _, parent: __, ...facts } = makeProjectFacts({ name: '老项目' });
  const milestone = { baseline: null, plan: null, plannedOn: null, revisions: 0, dateUnknown: false, warned: null };
  const evidence = [{ kind: '合同文本', on: '2026-04-28' }];
  const EVENTS = [
    {
      type: 'started',
      code: 'A-1',
      pathId: 'standard',
      facts,
      stage: 'lead',
      stageAssumed: false,
      plans: { landing: '2026-12-20' },
      on: '2026-06-01',
    },
    { type: 'stageReached', stage: 'signing', on: '2026-04-28', passedOver: true, evidence },
    { type: 'stageReached', stage: 'landing', on: '2026-05-20', passedOver: false, evidence: [] },
  ];
  const plan = { baseline: '2026-12-20', plan: '2026-12-20', plannedOn: '2026-06-01' };
  const STATE = {
    ...{
      ...facts,
      code: 'A-1',
      pathId: 'standard',
      stage: 'landing',
      stageAssumed: false,
      status: 'active',
      pause: null,
    },
    milestones: {
      signing: { ...milestone, actual: '2026-04-28', evidence },
      landing: { ...milestone, ...plan, actual: '2026-05-20', evidence: [] },
    },
  };
  const PROJECT = {
    ...{
      code: 'A-1',
      name: '老项目',
      name_key: '老项目',
      county: '鲤城区',
      investment_wan: 200_000,
      path_id: 'standard',
    },
    ...{ stage: 'landing', status: 'active', gaps: [], seq: 3, started_at: AT, changed_at: AT },
  };
  const milestoneRow = (stage: 'signing' | 'landing', order: number) => ({
    ...{ project_code: 'A-1', stage, stage_order: order, baseline: null, plan: null, revisions: 0 },
    ...{ actual: STATE.milestones[stage].actual, actual_first: STATE.milestones[stage].actual },
    ...{ date_unknown: false, evidence: STATE.milestones[stage].evidence },
  });

  test('is given paths and money, goes on working, and is what its old events say', async () => {
    const { pool, close } = await databases.pool();
    const db = openDatabase(pool);
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
    expect((await migrator.migrateTo('0001-foundation')).error).toBeUndefined();
    await writeTogether(db, [
      rowsInto('entity', [{ kind: 'project', id: 'A-1', seq: 3, open: true, began_at: AT, state: STATE }]),
      rowsInto(
        'event',
        EVENTS.map(({ type, ...data }, index) => ({
          ...{ entity_kind: 'project', entity_id: 'A-1', seq: index + 1 },
          ...{ command_id: 'old:1', type, data, actor_id: 'x', at: AT },
        })),
      ),
      rowsInto('command', [
        {
          ...{ id: 'old:1', digest: 'd', entity_kind: 'project', entity_id: 'A-1', type: 'start' },
          ...{ actor_id: 'x', via: 'person', at: AT, result: { entityId: 'A-1', seq: 3, events: [] } },
        },
      ]),
      rowsInto('project', [PROJECT]),
      rowsInto('milestone', [milestoneRow('signing', 2), milestoneRow('landing', 3)]),
    ]);
    await migrate(db);

    const lacking = ['landing:企业注册'];
    expect(await projectByCode(db, 'A-1')).toMatchObject({
      ...{ path_id: 'standard', land_kind: null, parent_code: null, missing_evidence: lacking, last_reported: null },
      milestones: [{ waivers: [] }, { waivers: [] }],
    });
    const stateOf = async () =>
      (await db.selectFrom('entity').select('state').where('kind', '=', 'project').executeTakeFirstOrThrow()).state;
    expect(await stateOf()).toMatchObject({ path: STANDARD_PATH, money: { months: {} } });
    expect(await rebuildState(db, 'project', 'A-1')).toEqual({ state: await stateOf(), seq: 3 });

    const ledger = createLedger({ db, calendar: makeCalendar(), now: () => at(NOW) });
    const outcomes = await ledger.commit([
      command('A-1', { type: 'waive', stage: 'landing', kind: '企业注册', reason: 'r' }, { actor: LEADER }),
      command('A-1', { type: 'report', month: '2026-10', doneWan: 100 }),
      command('A-1', { type: 'advance', to: 'groundbreaking', on: '2026-10-01' }),
      command('A-1', { type: 'movePath', pathId: 'foreign', reason: 'r' }),
    ]);
    expect(answers(outcomes)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(await projectByCode(db, 'A-1')).toMatchObject({ path_id: 'foreign', last_reported: '2026-10', seq: 7 });
    await expectRebuilt(db);
    await close();
  });
});
