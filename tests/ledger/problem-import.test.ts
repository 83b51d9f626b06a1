import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createImportActivities } from '../../src/activities/import.ts';
import type { CommandGateway, EntityRef } from '../../src/contract/ports.ts';
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts';
import type { ProblemState } from '../../src/domain/problem/types.ts';
import { sheetsReader } from '../../src/domain/uploads.ts';
import { planImport } from '../../src/ledger/imports.ts';
import { problemFigures } from '../../src/ledger/evaluation/problems.ts';
import { listImportRows } from '../../src/ledger/reads/imports.ts';
import { localClock } from '../../src/calendar/zone.ts';
import { HOLIDAYS } from '../../src/calendar/holidays.ts';
import { sheet } from '../domain/ledger-import/sheets.ts';
import {
  at,
  COORDINATOR,
  HANDLER,
  makeCalendar,
  makeEnvelope,
  makeProblemFacts,
  makeProjectFacts,
  NOW,
} from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

type Row = (string | null)[];

const HEADER = [
  '编号',
  '县区',
  '项目名称',
  '问题',
  '类别',
  '提出日期',
  '主办',
  '协办',
  '时限',
  '状态',
  '办理结果',
  '销号日期',
  '督查组',
];
const OLD: Row = [
  'Q-7',
  '鲤城区',
  null,
  '供电容量不足',
  '要素',
  '2023-05',
  'land',
  'approvals',
  null,
  '已销号',
  '已增容',
  '2023-06-30',
];
const OPEN: Row = [
  null,
  null,
  '低温银浆项目',
  '用地指标未落实',
  '用地',
  '2024-03-12',
  'land',
  null,
  '2026-12-04',
  '办理中',
  null,
  null,
];
const LATE: Row = [
  null,
  '鲤城区',
  null,
  '道路未通',
  '配套',
  '2024-04-01',
  'approvals',
  null,
  '2024-04-10',
  '推进中',
  null,
  null,
];
const GONE: Row = [null, '鲤城区', null, '已无需解决', '其他', '2024-04-02', null, null, null, '撤销', null, null];

describe.each(DATABASES)('importing a problem ledger on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  let started: string[];
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
    started = [];
    const facts = makeProjectFacts();
    await office.give(makeEnvelope('project', 'P-1', { type: 'start', facts, stage: 'negotiation' }));
  });
  afterEach(() => office.close());

  const plan = (importId: string, rows: Row[], actor = COORDINATOR): Promise<Refusal | null> =>
    planImport(office.db, {
      ...{ importId, read: sheetsReader([sheet([HEADER, ...rows])]), fileName: '问题台账.xlsx', fileSha256: importId },
      ...{ assume: {}, ledger: 'problems', actor, nowMs: at(NOW), calendar: makeCalendar() },
    });
  const rowsOf = async (id: string) => (await listImportRows(office.db, id, { limit: 100, after: null })).items;
  const verdicts = async (id: string) =>
    (await rowsOf(id)).map(({ verdict, refusals }) => [
      verdict,
      ...refusals.map(({ code, field }) => `${code} ${field}`),
    ]);
  /** The activity itself, with a Temporal that only notes what it is to start. */
  const apply = async (importId: string): Promise<void> => {
    const gateway: Pick<CommandGateway, 'startProblems'> = {
      startProblems: async (problems: readonly EntityRef[]) => {
        started.push(...problems.map(({ id }) => id));
      },
    };
    const { applyRows } = createImportActivities({
      ...office,
      gateway: gateway as CommandGateway,
      calendar: makeCalendar(),
      now: () => at(NOW),
    });
    const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
    expect(await environment.run(() => applyRows({ importId }))).toMatchObject({ refused: 0 });
  };
  const stateOf = async (code: string): Promise<ProblemState> =>
    (await office.db.selectFrom('entity').select('state').where('id', '=', code).executeTakeFirstOrThrow())
      .state as unknown as ProblemState;
  const mails = async (): Promise<number> => (await office.db.selectFrom('mail_item').selectAll().execute()).length;

  test('brings closed ones in as facts, open ones alive; a second time changes nothing', async () => {
    expect(await plan('I-1', [OLD, OPEN, LATE, GONE])).toBeNull();
    expect(await verdicts('I-1')).toEqual([['create'], ['create'], ['create'], ['create']]);
    await apply('I-1');
    const codes = (await rowsOf('I-1')).map(({ projectCode }) => projectCode ?? '');
    expect(codes).toEqual(['Q-7', 'Q-2024-0001', 'Q-2024-0002', 'Q-2024-0003']);
    // Only what is open has a life of its own.
    expect(started).toEqual(['Q-2024-0001', 'Q-2024-0002']);
    expect(await mails()).toBe(0);
    expect(await stateOf('Q-7')).toMatchObject({
      status: 'closed',
      verifiedBy: null,
      imported: { raisedOn: '2023-05' },
    });
    expect(await stateOf('Q-2024-0001')).toMatchObject({ project: 'P-1', county: '鲤城区', leadUnitId: 'land' });
    expect(await plan('I-2', [OLD, OPEN, LATE, GONE])).toBeNull();
    expect(await verdicts('I-2')).toEqual([['same'], ['same'], ['same'], ['same']]);
    await apply('I-2');
    await expectRebuilt(office.db);
  });

  test('counts them in the months they were raised in, as far as their days are known', async () => {
    await plan('I-1', [OLD, OPEN, LATE, GONE]);
    await apply('I-1');
    const source = { db: office.db, clock: localClock() };
    const scope = { from: '2023-01-01', to: '2026-11-23', asOf: '2026-11-23', atMs: at(NOW) };
    const { total, rows } = await problemFigures(source, { scope, by: 'month', table: HOLIDAYS });
    expect(total).toMatchObject({ raised: 3, closed: 1, open: 2, overdue: 1, withdrawn: 1, imported: 3 });
    expect(total.solving).toMatchObject({ count: 0, unknown: 1 });
    expect(rows.map(({ id, raised }) => [id, raised])).toEqual([
      ['2023-05', 1],
      ['2024-03', 1],
      ['2024-04', 1],
    ]);
  });

  test('names each cell that does not fit, and writes nothing of its row', async () => {
    let number = 0;
    const at3 = (index: number, value: string | null): Row => {
      number += 1;
      return OPEN.map((cell, place) => (place === index ? value : place === 3 ? `${cell} ${number}` : cell));
    };
    await plan('I-1', [
      at3(6, '市气象局'),
      at3(2, '没有的项目'),
      at3(11, '2024-05-01'),
      at3(9, '已办结待核验'),
      at3(1, '南安市'),
      at3(5, '2027-01-01'),
      at3(6, null),
      at3(7, 'land'),
      at3(7, 'approvals、approvals'),
    ]);
    expect(await verdicts('I-1')).toEqual([
      ['refused', 'nameNotKnown 主办 G2'],
      ['refused', 'nameNotKnown 项目名称 C3'],
      ['refused', 'dateOfOpenProblem 销号日期 L4'],
      ['refused', 'notInList 状态 J5'],
      ['refused', 'projectElsewhere 项目名称 C6'],
      ['refused', 'dateInFuture 提出日期 F7'],
      ['refused', 'required 主办 G8'],
      // Its lead, and one named twice: which is meant only people know.
      ['refused', 'unitTwice 协办 H9'],
      ['refused', 'unitTwice 协办 H10'],
    ]);
    expect((await office.db.selectFrom('problem').selectAll().execute()).length).toBe(0);
  });

  test('takes no closed one whose lead is said to have verified it itself; whoever else is named may be anybody', async () => {
    const verifiedBy = (verifier: string | null, title: string, state = '已销号'): Row =>
      [...OLD, verifier].map((cell, place) => (place === 0 ? null : place === 3 ? title : place === 9 ? state : cell));
    await plan('I-1', [
      verifiedBy('land', '一'),
      verifiedBy('approvals', '二'),
      verifiedBy('第三督查组', '三'),
      verifiedBy(null, '四'),
      verifiedBy('land', '五', '撤销'),
    ]);
    expect(await verdicts('I-1')).toEqual([
      ['refused', 'verifierIsLead 督查组 M2'],
      ...[['create'], ['create'], ['create'], ['create']],
    ]);
  });

  test('never moves a problem that is there: older files are left, others refused with what the ledger says', async () => {
    const facts = makeProblemFacts({ title: '道路未通', category: 'infrastructure' });
    const raise = makeEnvelope('problem', 'Q-1', { type: 'raise', facts }, { atMs: at('2026-11-20 10:00') });
    await office.give(raise);
    await office.give(makeEnvelope('problem', 'Q-1', { type: 'assign', leadUnit: 'land' }));
    const row = (state: string, lead: string | null = null, title = '道路未通', code: string | null = 'Q-1'): Row => [
      ...[code, '鲤城区', null, title, '配套', '2026-11-20', lead, null, null, state, null, null],
    ];
    const told = async (id: string, given: Row) => {
      await plan(id, [given]);
      return (await verdicts(id))[0];
    };
    expect(await told('I-1', row('已交办', 'land'))).toEqual(['same']);
    expect(await told('I-2', row('已提出'))).toEqual(['behind', 'problemKnownOtherwise 状态 J2']);
    expect(await told('I-3', row('已销号'))).toEqual(['refused', 'problemKnownOtherwise 状态 J2']);
    expect(await told('I-4', row('已交办', 'approvals'))).toEqual(['refused', 'problemKnownOtherwise 主办 G2']);
    expect(await told('I-5', row('已交办', 'land', '桥未通'))).toEqual(['refused', 'problemKnownOtherwise 问题 D2']);
    // Without a code it is known by its place, its title and its day; with another code that is a question.
    expect(await told('I-6', row('已交办', 'land', '道路未通', null))).toEqual(['same']);
    expect(await told('I-7', row('已交办', 'land', '道路未通', 'X-9'))).toEqual(['refused', 'problemThere 问题 D2']);
  });

  test('twice in one file is once; a number that cannot be a code is kept as it is', async () => {
    await plan('I-1', [OPEN, OPEN, ['泉督2024-1', ...LATE.slice(1)]]);
    expect(await verdicts('I-1')).toEqual([['create'], ['refused', 'rowTwice 问题 D3'], ['create']]);
    await apply('I-1');
    expect((await stateOf('Q-2024-0002')).imported).toMatchObject({ reference: '泉督2024-1' });
  });

  test('is a coordinator’s; a file without a problem ledger is refused whole', async () => {
    await plan('I-1', [OLD], HANDLER);
    expect((await verdicts('I-1'))[0]?.[0]).toBe('refused');
    const none = await planImport(office.db, {
      ...{
        importId: 'I-2',
        read: sheetsReader([sheet([['项目名称'], ['甲']])]),
        fileName: 'a.csv',
        fileSha256: 'a',
        assume: {},
      },
      ...{ ledger: 'problems', actor: COORDINATOR, nowMs: at(NOW), calendar: makeCalendar() },
    });
    expect(none && isRefusal(none) && none.code).toBe('headerNotFound');
  });
});
