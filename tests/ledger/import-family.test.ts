import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commandsOfRow } from '../../src/domain/ledger-import/commands.ts';
import type { Sheet } from '../../src/domain/ledger-import/types.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { wavesOf } from '../../src/ledger/import-family.ts';
import { pendingRows } from '../../src/ledger/import-rows.ts';
import { sheetsReader } from '../../src/domain/uploads.ts';
import { planImport } from '../../src/ledger/imports.ts';
import { sheet } from '../domain/ledger-import/sheets.ts';
import { at, COORDINATOR, makeCalendar, makeEnvelope, makeProjectFacts, NOW } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const HEADER = ['项目编号', '项目名称', '主项目编号', '与主项目关系', '期数', '项目路径', '线索时间', '当前阶段'];

test('waves: a project after those it hangs on, a circle at once', () => {
  const rows = [
    { code: 'C', parent: 'B' },
    { code: 'B', parent: 'A' },
    { code: 'A', parent: 'elsewhere' },
    { code: null, parent: 'C' },
    { code: 'X', parent: 'Y' },
    { code: 'Y', parent: 'X' },
    { code: 'Z', parent: 'Z' },
  ];
  expect(wavesOf(rows)).toEqual([2, 1, 0, 3, 0, 0, 0]);
});

describe.each(DATABASES)('rows that hang on others, on the $name', ({ start }) => {
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

  const plan = async (importId: string, ...rows: (string | number | null)[][]): Promise<void> => {
    const sheets: Sheet[] = [sheet([HEADER, ...rows])];
    const file = {
      ledger: 'projects' as const,
      read: sheetsReader(sheets),
      fileName: '台账.xlsx',
      fileSha256: 'x',
      assume: {},
    };
    const who = { actor: COORDINATOR, nowMs: at(NOW), calendar: makeCalendar() };
    expect(await planImport(office.db, { importId, ...file, ...who })).toBeNull();
  };
  const verdicts = async (id: string) => {
    const rows = await office.db
      .selectFrom('import_row')
      .selectAll()
      .where('import_id', '=', id)
      .orderBy('position')
      .execute();
    return rows.map(({ name, verdict, refusals }) => {
      const [refusal] = refusals as unknown as Refusal[];
      return [name, verdict, ...(refusal ? [refusal.code, refusal.field] : [])];
    });
  };
  /** In the order in which the import's workflow would. */
  const apply = async (id: string): Promise<string[]> => {
    const names: string[] = [];
    for (const row of await pendingRows(office.db, id, 500)) {
      const code = row.projectCode ?? `N-${row.position}`;
      const commands = commandsOfRow(row, '导入');
      for (const command of commands) {
        const outcome = await office.give(makeEnvelope('project', code, command, { via: 'import' }));
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
      }
      names.push('name' in row.facts ? row.facts.name : row.facts.code);
    }
    return names;
  };

  test('a phase of an enlargement stands above both: begun last, and told in the order of the file', async () => {
    await plan(
      'i-1',
      ['A-3', '扩产二期', 'A-2', '分期', 2, null, null, '签约'],
      ['A-2', '扩产', 'A-1', '增资扩产', null, null, null, '签约'],
      ['A-1', '主项目', null, null, null, '园区', '2025-06-01', '签约'],
    );
    expect(await verdicts('i-1')).toEqual([
      ['扩产二期', 'create'],
      ['扩产', 'create'],
      ['主项目', 'create'],
    ]);
    expect(await apply('i-1')).toEqual(['主项目', '扩产', '扩产二期']);
    const projects = await office.db
      .selectFrom('project')
      .select(['code', 'parent_code', 'relation', 'phase', 'path_id'])
      .orderBy('code')
      .execute();
    expect(projects).toEqual([
      { code: 'A-1', parent_code: null, relation: null, phase: null, path_id: 'park' },
      { code: 'A-2', parent_code: 'A-1', relation: 'enlargement', phase: null, path_id: 'standard' },
      { code: 'A-3', parent_code: 'A-2', relation: 'phase', phase: 2, path_id: 'standard' },
    ]);
    const lead = await office.db.selectFrom('milestone').selectAll().where('stage', '=', 'lead').execute();
    expect(lead).toMatchObject([{ project_code: 'A-1', actual: '2025-06-01' }]);
    await expectRebuilt(office.db);
  });

  test('what is not there, has left, is taken, or was said otherwise is refused with the cell', async () => {
    const begin = (code: string, name: string, more = {}) =>
      office.give(
        makeEnvelope('project', code, { type: 'start', facts: makeProjectFacts({ name, ...more }), stage: 'lead' }),
      );
    await begin('M', '主');
    await begin('M-1', '主一期', { parent: { code: 'M', relation: 'phase', phase: 1 } });
    await begin('GONE', '退出的');
    await office.give(makeEnvelope('project', 'GONE', { type: 'withdraw', reason: '退出' }));
    await plan(
      'i-1',
      ['B-1', '甲', 'NO-1', '增资扩产', null, null, null, '签约'],
      ['B-2', '乙', 'GONE', '增资扩产', null, null, null, '签约'],
      ['B-3', '丙', 'M', '分期', 1, null, null, '签约'],
      ['B-4', '丁', 'M', '分期', 2, null, null, '签约'],
      ['B-5', '戊', 'M', '分期', 2, null, null, '签约'],
      ['B-6', '己', 'M', '增资扩产', 3, null, null, '签约'],
      ['M-1', '主一期', 'M', '分期', 5, null, null, null],
      ['B-7', '庚', 'B-1', '增资扩产', null, null, null, '签约'],
      ['B-8', '辛', null, null, null, '空中', null, '签约'],
      ['M', '主', null, null, null, '园区', null, null],
    );
    expect(await verdicts('i-1')).toEqual([
      ['甲', 'refused', 'projectNotFound', '主项目编号 C2'],
      ['乙', 'refused', 'otherHasLeft', '主项目编号 C3'],
      ['丙', 'refused', 'phaseTaken', '主项目编号 C4'],
      ['丁', 'create'],
      ['戊', 'refused', 'phaseTaken', '主项目编号 C6'],
      ['己', 'refused', 'phaseOfEnlargement', '主项目编号 C7'],
      ['主一期', 'refused', 'parentFixed', '主项目编号 C8'],
      ['庚', 'refused', 'projectNotFound', '主项目编号 C9'],
      ['辛', 'refused', 'pathUnknown', '项目路径 F10'],
      ['主', 'change'],
    ]);
    await apply('i-1');
    expect(
      await office.db.selectFrom('project').select('path_id').where('code', '=', 'M').executeTakeFirstOrThrow(),
    ).toEqual({ path_id: 'park' });
  });
});
