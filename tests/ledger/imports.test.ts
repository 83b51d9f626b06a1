import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commandsOfRow } from '../../src/domain/ledger-import/commands.ts';
import type { FactChange, ProjectFacts, Sheet } from '../../src/domain/ledger-import/types.ts';
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts';
import { refusalText } from '../../src/contract/catalogue/index.ts';
import { sheetsReader } from '../../src/domain/uploads.ts';
import { planImport } from '../../src/ledger/imports.ts';
import { markRows, importProgress, pendingRows } from '../../src/ledger/import-rows.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';
import { sheet } from '../domain/ledger-import/sheets.ts';
import { at, COORDINATOR, makeCalendar, makeEnvelope, makeProjectFacts, NOW } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const HEADER = ['项目编号', '项目名称', '所属县区', '总投资(亿元)', '当前阶段', '签约时间'];
const table = (...rows: (string | null)[][]): Sheet[] => [sheet([HEADER, ...rows])];

describe.each(DATABASES)('planning an import on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterEach(() => office.close());

  const plan = (
    importId: string,
    sheets: readonly Sheet[],
    assume: Record<string, string> = {},
  ): Promise<Refusal | null> =>
    planImport(office.db, {
      importId,
      read: sheetsReader(sheets),
      fileName: '台账.xlsx',
      fileSha256: 'x',
      assume,
      ledger: 'projects',
      actor: COORDINATOR,
      nowMs: at(NOW),
      calendar: makeCalendar(),
    });
  const job = async (id: string) => {
    const { summary } = await office.db
      .selectFrom('import_job')
      .select('summary')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return summary as {
      counts: Record<string, number>;
      investmentWan: number;
      questions: { word: string; rows: number }[];
    };
  };
  const rows = (id: string) =>
    office.db.selectFrom('import_row').selectAll().where('import_id', '=', id).orderBy('position').execute();
  const verdicts = async (id: string) =>
    (await rows(id)).map(({ verdict, refusals }) => [verdict, (refusals as unknown as Refusal[])[0]?.code]);
  const counts = async (id: string) => (await job(id)).counts;

  /** What the import's workflow does, without it. */
  const apply = async (id: string): Promise<void> => {
    for (const row of await pendingRows(office.db, id, 500)) {
      const code = row.projectCode ?? `N-${row.position}`;
      const commands = commandsOfRow(row, '导入');
      for (const command of commands) {
        const outcome = await office.give(makeEnvelope('project', code, command, { via: 'import' }));
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
      }
      await markRows(office.db, id, [{ position: row.position, projectCode: code, refusal: null }]);
    }
  };
  const example = async (): Promise<readonly Sheet[]> => {
    const sheets = await readWorkbook(await readFile('examples/quanzhou-ledger.xlsx'), 'quanzhou-ledger.xlsx');
    if (isRefusal(sheets)) throw new Error(sheets.code);
    return sheets;
  };

  test('the example ledger: 47 projects, 588 亿元 exactly, and a second import changes nothing', async () => {
    expect(await plan('i-1', await example(), { 推进中: 'signing' })).toBeNull();
    expect(await counts('i-1')).toEqual({ create: 47, change: 0, same: 0, behind: 0, refused: 0 });
    expect((await job('i-1')).investmentWan).toBe(5_880_000);
    await apply('i-1');
    const { sum } = await office.db
      .selectFrom('project')
      .select(({ fn }) => fn.sum<string>('investment_wan').as('sum'))
      .executeTakeFirstOrThrow();
    expect(Number(sum)).toBe(5_880_000);
    await plan('i-2', await example(), { 推进中: 'signing' });
    expect(await counts('i-2')).toEqual({ create: 0, change: 0, same: 47, behind: 0, refused: 0 });
    await expectRebuilt(office.db);
  });

  test('a word that names no stage is a question, with the number of its rows', async () => {
    await plan('i-1', await example());
    const { questions, counts: found } = await job('i-1');
    expect(questions).toMatchObject([{ word: '推进中' }]);
    expect(found.refused).toBe(questions[0]?.rows);
    expect((found.create ?? 0) + (found.refused ?? 0)).toBe(47);
  });

  test('a dry run changes no project, and storing the same plan twice changes nothing', async () => {
    const sheets = table([null, '甲项目', '南安市', '1.5', '签约', '2026-03-01']);
    await plan('i-1', sheets);
    const before = await rows('i-1');
    await plan('i-1', table([null, '乙项目', '南安市', '2', '签约', '2026-03-01']));
    expect(await rows('i-1')).toEqual(before);
    expect(await office.db.selectFrom('project').selectAll().execute()).toEqual([]);
  });

  test('what changed is filled or corrected; what the file leaves blank stays', async () => {
    await plan('i-1', table(['A-1', '甲项目', null, '1.5', '签约', '2026年']));
    await apply('i-1');
    await plan('i-2', table(['A-1', '甲项目', '南安市', null, '落地', '2026-03-01']));
    const [row] = await rows('i-2');
    const changes = row?.changes as unknown as FactChange[];
    expect(changes.map(({ field, kind }) => `${kind} ${field}`).sort()).toEqual([
      'advance stage',
      'fill actual.signing',
      'fill county',
    ]);
    await apply('i-2');
    const project = await office.db.selectFrom('project').selectAll().executeTakeFirstOrThrow();
    expect(project).toMatchObject({
      county: '南安市',
      investment_wan: 15_000,
      stage: 'landing',
      gaps: ['actual.landing'],
    });
  });

  test('rows are matched by code, else by name in the county', async () => {
    await plan('i-1', table(['A-1', '甲项目', '南安市', '1', '签约', '2026-03-01']));
    await apply('i-1');
    await plan(
      'i-2',
      table(
        ['A-1', '甲项目(更名)', '南安市', '1', '签约', '2026-03-01'],
        [null, '乙项目', '晋江市', '1', '签约', '2026-03-01'],
      ),
    );
    expect((await rows('i-2')).map(({ verdict, project_code }) => [verdict, project_code])).toEqual([
      ['change', 'A-1'],
      ['create', null],
    ]);
  });

  describe('the same name in another county', () => {
    const REST = ['1', '签约', '2026-03-01'];
    beforeEach(async () => {
      await plan('i-1', table(['A-1', '甲项目', '南安市', ...REST]));
      await apply('i-1');
    });

    test('is asked back, and the sentence says both ways out', async () => {
      await plan('i-2', table([null, '甲 项目', '惠安县', ...REST]));
      const [row] = await rows('i-2');
      expect(row?.verdict).toBe('refused');
      const [refusal] = row?.refusals as unknown as Refusal[];
      expect(refusal).toMatchObject({ code: 'sameNameElsewhere', params: { project: 'A-1', county: '南安市' } });
      expect(refusal && refusalText(refusal, 'zh')).toBe(
        '台账 2：“甲 项目” 与 南安市 的项目同名（A-1）。如是同一项目，请在“项目编号”列填写 A-1，所属县区随之更正；如是另一个项目，请在“项目编号”列为它另给一个编号。',
      );
      expect(refusal && refusalText(refusal, 'en')).toContain('put A-1 into the column 项目编号');
    });

    test('with its code the county is corrected, and the project stays one', async () => {
      await plan('i-2', table(['A-1', '甲项目', '惠安县', ...REST]));
      expect((await rows('i-2'))[0]?.changes).toEqual([
        { field: 'county', kind: 'correction', old: '南安市', new: '惠安县' },
      ]);
      await apply('i-2');
      const projects = await office.db.selectFrom('project').select(['code', 'county']).execute();
      expect(projects).toEqual([{ code: 'A-1', county: '惠安县' }]);
      await plan('i-3', table([null, '甲项目', '惠安县', ...REST]));
      expect(await verdicts('i-3')).toEqual([['same', undefined]]);
    });

    test('with a code of its own it is another project, and both are told apart by county from then on', async () => {
      await plan('i-2', table(['A-2', '甲项目', '惠安县', ...REST]));
      expect(await verdicts('i-2')).toEqual([['create', undefined]]);
      await apply('i-2');
      await plan('i-3', table([null, '甲项目', '惠安县', ...REST], [null, '甲项目', '南安市', ...REST]));
      expect((await rows('i-3')).map(({ verdict, project_code }) => [verdict, project_code])).toEqual([
        ['same', 'A-2'],
        ['same', 'A-1'],
      ]);
    });

    test.each([
      ['the file', '甲项目', null],
      ['the file, spaced otherwise', '甲项目', '南 安市'],
    ])('a county that is blank or the same in %s fits', async (_where, name, county) => {
      await plan('i-2', table([null, name, county, ...REST]));
      expect((await rows('i-2')).map(({ verdict, project_code }) => [verdict, project_code])).toEqual([
        ['same', 'A-1'],
      ]);
    });

    test('a county that is blank in the ledger is filled', async () => {
      await plan('i-2', table(['B-1', '乙项目', null, ...REST]));
      await apply('i-2');
      await plan('i-3', table([null, '乙项目', '惠安县', ...REST]));
      expect((await rows('i-3'))[0]).toMatchObject({
        project_code: 'B-1',
        changes: [{ field: 'county', kind: 'fill', old: null, new: '惠安县' }],
      });
    });

    test('a name that a row above has just given to a project is known as well', async () => {
      await plan('i-2', table(['A-1', '丙项目', '南安市', ...REST], [null, '丙项目', '惠安县', ...REST]));
      expect(await verdicts('i-2')).toEqual([
        ['change', undefined],
        ['refused', 'sameNameElsewhere'],
      ]);
    });

    test('within a file the later row is refused and names the earlier one, unless it has a code', async () => {
      await plan(
        'i-2',
        table(
          [null, '乙项目', '南安市', ...REST],
          [null, '乙项目', '泉港区', ...REST],
          ['B-3', '乙项目', '惠安县', ...REST],
        ),
      );
      expect(await verdicts('i-2')).toEqual([
        ['create', undefined],
        ['refused', 'sameNameElsewhere'],
        ['create', undefined],
      ]);
      const [refusal] = (await rows('i-2'))[1]?.refusals as unknown as Refusal[];
      expect(refusal).toMatchObject({ params: { sheet: '台账', row: 2, county: '南安市' } });
      expect(refusal && refusalText(refusal, 'zh')).toBe(
        '台账 3：“乙项目” 与 南安市 的项目同名（工作表 台账 第 2 行）。如是同一项目，请只留第 2 行；如是另一个项目，请在“项目编号”列为它另给一个编号。',
      );
    });
  });

  describe('the same name in the same county, under a code of its own', () => {
    const REST = ['1', '签约', '2026-03-01'];
    const FIRMS = [...HEADER, '投资方'];
    const firms = (...rows: (string | null)[][]): Sheet[] => [sheet([FIRMS, ...rows])];
    beforeEach(async () => {
      await plan('i-1', firms(['A-1', '甲项目', '南安市', ...REST, '晶旭科技']));
      await apply('i-1');
    });

    test.each([
      ['the same firm', '晶旭 科技', '南安市'],
      ['no firm', null, '南安市'],
      ['no county', '晶旭科技', null],
    ])('is asked back, and names the project there is (%s)', async (_what, investor, county) => {
      await plan('i-2', firms(['A-9', '甲 项目', county, ...REST, investor]));
      const [row] = await rows('i-2');
      const [refusal] = row?.refusals as unknown as Refusal[];
      expect([row?.verdict, row?.facts]).toEqual(['refused', null]);
      expect(refusal).toEqual({
        code: 'sameNameHere',
        field: '台账 2',
        value: '甲 项目',
        params: { code: 'A-9', project: 'A-1', county: '南安市' },
      });
      expect(refusal && refusalText(refusal, 'zh')).toBe(
        '台账 2：“甲 项目” 与 A-1 同名，同在 南安市，而这一行的编号是 A-9。如是同一项目，请把“项目编号”改为 A-1，编号一经启用不再更换；如是另一个项目，请用 dispatch project start 启动 A-9，写明它不是 A-1 及理由，再导入。',
      );
      expect(refusal && refusalText(refusal, 'en')).toContain('start A-9 with dispatch project start');
    });

    test('of another firm is another project', async () => {
      await plan('i-2', firms(['A-9', '甲项目', '南安市', ...REST, '别家公司']));
      expect(await verdicts('i-2')).toEqual([['create', undefined]]);
      await apply('i-2');
      expect(await counts('i-2')).toMatchObject({ create: 1 });
    });

    test('is read once somebody has started it as another one', async () => {
      const facts = makeProjectFacts({ name: '甲项目', county: '南安市', investor: '晶旭科技', investmentWan: 10_000 });
      const distinctFrom = { codes: ['A-1'], reason: '二厂' };
      const outcome = await office.give(
        makeEnvelope('project', 'A-9', { type: 'start', facts, stage: 'lead', distinctFrom }),
      );
      expect(outcome.ok).toBe(true);
      await plan('i-2', firms(['A-9', '甲项目', '南安市', ...REST, '晶旭科技']));
      expect((await rows('i-2')).map(({ verdict, project_code }) => [verdict, project_code])).toEqual([
        ['change', 'A-9'],
      ]);
    });

    test('a project that was merged is found by its name as the code it is counted under', async () => {
      await office.give(
        makeEnvelope('project', 'B-1', { type: 'start', facts: makeProjectFacts({ name: '乙项目' }), stage: 'lead' }),
      );
      await office.give(makeEnvelope('project', 'A-1', { type: 'merge', into: 'B-1', reason: '重复' }));
      await plan('i-2', firms([null, '甲项目', '南安市', ...REST, null]));
      expect((await rows('i-2'))[0]?.refusals).toMatchObject([
        { code: 'projectMerged', value: 'A-1', params: { into: 'B-1' } },
      ]);
      await plan('i-3', firms(['A-9', '甲项目', '南安市', ...REST, null]));
      expect((await rows('i-3')).map(({ verdict, project_code }) => [verdict, project_code])).toEqual([
        ['create', 'A-9'],
      ]);
    });

    test('a project of that name that was merged does not make the other ambiguous', async () => {
      const facts = makeProjectFacts({ name: '甲项目', county: '南安市' });
      const distinctFrom = { codes: ['A-1'], reason: 'r' };
      await office.give(makeEnvelope('project', 'A-2', { type: 'start', facts, stage: 'lead', distinctFrom }));
      await office.give(makeEnvelope('project', 'A-2', { type: 'merge', into: 'A-1', reason: '重复' }));
      await plan('i-2', firms([null, '甲项目', '南安市', ...REST, '晶旭科技']));
      expect((await rows('i-2')).map(({ verdict, project_code }) => [verdict, project_code])).toEqual([
        ['same', 'A-1'],
      ]);
    });
  });

  test.each([
    ['one name twice', [null, '甲项目', '南安市'], [null, '甲 项目', '南安市'], 'rowTwice'],
    ['one new code twice', ['A-1', '甲项目', '南安市'], ['A-1', '乙项目', '南安市'], 'rowTwice'],
    ['a code of another shape', ['A-1', '甲项目', '南安市'], ['编号 1', '乙项目', '南安市'], 'badFormat'],
  ])('%s in a file is refused at the second row', async (_what, first, second, code) => {
    const rest = ['1', '签约', '2026-03-01'];
    await plan('i-1', table([...first, ...rest], [...second, ...rest]));
    expect(await verdicts('i-1')).toEqual([
      ['create', undefined],
      ['refused', code],
    ]);
  });

  test('a blank county with two projects of that name is ambiguous', async () => {
    const rest = ['1', '签约', '2026-03-01'];
    await plan('i-1', table([null, '甲项目', '南安市', ...rest], ['A-2', '甲项目', '晋江市', ...rest]));
    await apply('i-1');
    await plan('i-2', table([null, '甲项目', null, ...rest]));
    expect(await verdicts('i-2')).toEqual([['refused', 'rowAmbiguous']]);
  });

  test('an old file is left alone, and what the rules refuse is refused in the dry run', async () => {
    const row = ['A-1', '甲项目', '南安市', '1', '签约', '2026-03-01'];
    await plan('i-1', table(row));
    await apply('i-1');
    await office.give(makeEnvelope('project', 'A-1', { type: 'advance', to: 'landing', on: '2026-10-01' }));
    await plan('i-2', table(row));
    expect(await verdicts('i-2')).toEqual([['behind', 'rowBehind']]);
    await office.give(makeEnvelope('project', 'A-1', { type: 'withdraw', reason: 'r' }));
    await plan('i-3', table(['A-1', '甲项目', '南安市', '2', '落地', '2026-03-01']));
    expect(await verdicts('i-3')).toEqual([['refused', 'projectWithdrawn']]);
  });

  test('rows are marked once, and progress counts them', async () => {
    const rest = ['1', '签约', '2026-03-01'];
    await plan('i-1', table([null, '甲项目', '南安市', ...rest], [null, '乙项目', '南安市', ...rest]));
    expect(await importProgress(office.db, 'i-1')).toEqual({ total: 2, done: 0, refused: 0 });
    const refusal: Refusal = { code: 'alreadyExists', field: 'code', value: 'A-2', params: {} };
    await markRows(office.db, 'i-1', [
      { position: 0, projectCode: 'A-1', refusal: null },
      { position: 1, projectCode: 'A-2', refusal },
    ]);
    await markRows(office.db, 'i-1', [{ position: 0, projectCode: 'X', refusal }]);
    expect(await importProgress(office.db, 'i-1')).toEqual({ total: 2, done: 1, refused: 1 });
    expect((await rows('i-1')).map(({ state, project_code }) => [state, project_code])).toEqual([
      ['done', 'A-1'],
      ['refused', 'A-2'],
    ]);
    expect(await pendingRows(office.db, 'i-1', 10)).toEqual([]);
  });

  test('a project of the same name that somebody began by hand is found', async () => {
    const facts = makeProjectFacts({ name: '甲项目', county: '南安市', investmentWan: 10_000 });
    await office.give(makeEnvelope('project', 'H-1', { type: 'start', facts, stage: 'lead' }));
    await plan('i-1', table([null, '“甲”项目', '南安市', '1', null, null]));
    const [row] = await rows('i-1');
    expect([row?.project_code, row?.facts as unknown as ProjectFacts]).toMatchObject(['H-1', { stage: 'lead' }]);
  });
});
