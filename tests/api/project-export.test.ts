import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commandsOfRow } from '../../src/domain/ledger-import/commands.ts';
import { LEDGER_COLUMNS } from '../../src/domain/ledger-import/columns.ts';
import { knownHeader } from '../../src/domain/ledger-import/headers.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import type { ProjectFacts } from '../../src/domain/project/types.ts';
import { STAGES } from '../../src/domain/project/stages.ts';
import { pendingRows } from '../../src/ledger/import-rows.ts';
import { at, makeEnvelope, makeProjectFacts, NOW } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

let rig: ApiRig;
const give = async (code: string, command: ProjectCommand, when = NOW): Promise<void> => {
  const [outcome] = await rig.ledger.commit([
    makeEnvelope('project', code, command, { atMs: at(when), via: 'import' }),
  ]);
  if (!outcome?.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
};
const start = (code: string, facts: Partial<ProjectFacts>, more: Partial<ProjectCommand> = {}, when = NOW) =>
  give(code, { type: 'start', facts: makeProjectFacts(facts), stage: 'lead', ...more } as ProjectCommand, when);

const exported = async (kind: 'xlsx' | 'csv', query = '') => {
  const answer = await rig.call({ url: `/api/v1/projects/export.${kind}?${query}` });
  expect(answer.status).toBe(200);
  return answer.bytes;
};
const plan = async (payload: Buffer, fileName: string, query = '') =>
  (
    await rig.call({
      method: 'POST',
      url: `/api/v1/imports?fileName=${encodeURIComponent(fileName)}${query}`,
      payload,
      headers: { 'content-type': 'application/octet-stream' },
    })
  ).body;

/** Nothing would be created or changed, and no row is lost on the way. */
const expectUnchanged = async (projects: number, query = ''): Promise<void> => {
  for (const kind of ['xlsx', 'csv'] as const) {
    const { summary, id } = await plan(await exported(kind, query), `ledger.${kind}`);
    const odd = (await rig.call({ url: `/api/v1/imports/${id}/rows?limit=200` })).body.items.filter(
      (row: any) => row.verdict !== 'same',
    );
    expect([kind, odd]).toEqual([kind, []]);
    expect(summary.counts).toEqual({ create: 0, change: 0, same: projects, behind: 0, refused: 0 });
    expect(summary.passedOver.map(({ reason }: any) => reason)).not.toContain('total');
  }
};

const sheetOf = async (bytes: Buffer, at = 0): Promise<exceljs.Worksheet> => {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  return workbook.worksheets[at] as exceljs.Worksheet;
};

const importExample = async (): Promise<void> => {
  const file = await readFile(join(import.meta.dirname, '../../examples/quanzhou-ledger.xlsx'));
  const { id } = await plan(file, 'ledger.xlsx', `&assume=${encodeURIComponent('推进中=签约')}`);
  for (const row of await pendingRows(rig.db, id, 500)) {
    const code = row.projectCode ?? `Q-${row.position}`;
    const commands = commandsOfRow(row, '导入');
    for (const command of commands) await give(code, command);
  }
};

beforeEach(async () => {
  rig = await startApi();
});
afterEach(() => rig.stop());

test('every column goes out under a header that comes in as the same field', () => {
  expect(LEDGER_COLUMNS.map(({ header }) => knownHeader(header)?.field)).toEqual(
    LEDGER_COLUMNS.map(({ field }) => field),
  );
});

describe('an export that is imported again', () => {
  test('the real ledger of 47 projects changes nothing', async () => {
    await importExample();
    await expectUnchanged(47);
  });

  test('where leads came from goes out by name and comes in again; a word the settings have not is refused', async () => {
    await start('A', { name: '甲' }, { leadSource: 'adviser' });
    await start('B', { name: '乙' }, {});
    await expectUnchanged(2);
    const table = (word: string) => Buffer.from(`项目编号,项目名称,所属县区,线索来源\nB,乙,鲤城区,${word}\n`);
    const changed = await plan(table('招商中心'), 'leads.csv');
    expect(changed.summary.counts).toMatchObject({ change: 1, refused: 0 });
    const refused = await plan(table('梦里'), 'dream.csv');
    expect(refused.summary.counts).toMatchObject({ change: 0, refused: 1 });
    const [row] = (await rig.call({ url: `/api/v1/imports/${refused.id}/rows` })).body.items;
    expect(row.errors).toMatchObject([{ code: 'notInList', value: '梦里' }]);
  });

  test('names like formulas, partial dates, blanks, assumed stages, those that left: nothing changes', async () => {
    const names = [
      '=1+1',
      '+86 项目',
      '-项目',
      '@SUM(A1)',
      "'=2+2",
      "''-x",
      '＝全角',
      '_x0041_ 项目',
      '"引号",逗号;分号',
    ];
    for (const [index, name] of names.entries()) await start(`F-${index}`, { name, note: name, investor: `=${name}` });
    await start('BLANK', { name: '空白', county: null, investmentWan: null, agreement: null });
    await start('ASSUMED', { name: '推定' }, { stageAssumed: true });
    await start('TEXT', {
      name: '文本',
      note: '第一行\n第二行 <b>&amp;',
      knownIssue: '无',
      source: '000',
      investmentWan: 1,
    });
    await start('DATES', { name: '部分日期', agreement: 'framework', investmentWan: 123_456_789 }, {
      stage: 'groundbreaking',
      actuals: { signing: '2022', landing: '2022-12', groundbreaking: '2023-01-05' },
      plans: { completion: '2027-06-30' },
    } as Partial<ProjectCommand>);
    await start('GONE', { name: '退出的' });
    await give('GONE', { type: 'withdraw', reason: '退出' });
    await expectUnchanged(names.length + 5);
  });

  test('two projects of one name, and one that was merged into another, change nothing', async () => {
    await start('SAME-1', { name: '同名' });
    await start('SAME-2', { name: '同名' }, { distinctFrom: { codes: ['SAME-1'], reason: '另一家企业' } });
    await start('TWIN', { name: '同名' }, { distinctFrom: { codes: ['SAME-1', 'SAME-2'], reason: '录入有误' } });
    await give('TWIN', { type: 'merge', into: 'SAME-1', reason: '同一项目' });
    await expectUnchanged(3);
  });

  test('any generated ledger changes nothing', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.stringMatching(/^['=+\-@_x0-9A-F;,"\n ]{1,12}$/),
    );
    const clean = text.map(value => value.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/gu, '').trim());
    const word = fc.option(
      clean.filter(value => value !== ''),
      { nil: null },
    );
    const date = fc.constantFrom('2019', '2019-03', '2019-03-02', '2019-12-31');
    const facts = fc.record({
      investor: word,
      industry: word,
      note: word,
      source: word,
      knownIssue: word,
      leaderName: word,
      projectType: word,
      agreement: fc.constantFrom('intent', 'framework', 'contract', null),
      investmentWan: fc.option(fc.integer({ min: 0, max: 99_999_999 }), { nil: null }),
      suffix: clean,
      stage: fc.constantFrom(...STAGES),
      signing: fc.option(date, { nil: null }),
    });
    const samples = fc.sample(facts, { numRuns: 120, seed: 20261123 });
    for (const [index, { suffix, stage, signing, ...rest }] of samples.entries()) {
      const reached = STAGES.indexOf(stage) >= STAGES.indexOf('signing');
      const actuals = signing !== null && reached ? { signing } : {};
      await start(`G-${index}`, { ...rest, name: `${'=+-@P'.charAt(index % 5)}${index}${suffix}` }, {
        stage,
        actuals,
      } as Partial<ProjectCommand>);
    }
    await expectUnchanged(120);
  });

  test('a changed cell is the only change', async () => {
    await start('A', { name: '甲项目', investmentWan: 10_000 });
    await start('B', { name: '乙项目' });
    const csv = (await exported('csv')).toString('utf8').replace('10000', '12000');
    const { summary, id } = await plan(Buffer.from(csv), 'ledger.csv');
    expect(summary.counts).toMatchObject({ change: 1, same: 1 });
    const { items } = (await rig.call({ url: `/api/v1/imports/${id}/rows?verdict=change` })).body;
    expect(items[0].changes).toMatchObject([{ field: 'investmentWan', old: 10_000, new: 12_000 }]);
  });
});

describe('the workbook', () => {
  test('has title, unit, a frozen Chinese header, and every value as what it is', async () => {
    await start('A', { name: '=HYPERLINK("x")', investmentWan: 138_000 }, {
      stage: 'landing',
      actuals: { signing: '2022-12', landing: '2023-01-05' },
    } as Partial<ProjectCommand>);
    const sheet = await sheetOf(await exported('xlsx'));
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
    expect(sheet.getCell('A1').value).toBe('项目台账（截至2026-11-23）');
    expect(sheet.getCell('A2').value).toBe('单位：万元');
    const column = (header: string): number =>
      (sheet.getRow(3).values as string[]).findIndex(value => value === header);
    const cell = (header: string) => sheet.getRow(4).getCell(column(header));
    expect(cell('项目名称')).toMatchObject({ type: exceljs.ValueType.String, value: '=HYPERLINK("x")', numFmt: '@' });
    expect(cell('项目编号').value).toBe('A');
    expect(cell('总投资（万元）').value).toBe(138_000);
    expect(cell('签约时间').value).toBe('2022-12');
    expect(cell('落地时间').value).toEqual(new Date('2023-01-05T00:00:00Z'));
    expect(cell('状态').value).toBe('跟踪中');
    const money = await sheetOf(await exported('xlsx'), 1);
    expect([money.name, money.getCell('A1').value]).toEqual(['年度与月度投资', '年度计划与月度投资（截至2026-11-23）']);
    expect(money.views[0]).toMatchObject({ state: 'frozen', ySplit: 3, xSplit: 3 });
    expect((await sheetOf(await exported('xlsx'), 2)).name).toBe('说明');
  });

  test('holds what the list finds, in its order, of the day it is asked for', async () => {
    await start('L-1', { name: '甲', county: '南安市', investmentWan: 5 }, {}, '2026-06-01 09:00');
    await start('L-2', { name: '乙', county: '南安市', investmentWan: 9 }, {}, '2026-06-02 09:00');
    await start('L-3', { name: '丙', county: '石狮市' }, {}, '2026-06-03 09:00');
    const codes = async (query: string): Promise<unknown[]> => {
      const sheet = await sheetOf(await exported('xlsx', query));
      return sheet.getColumn(2).values.slice(4);
    };
    expect(await codes(`county=${encodeURIComponent('南安市')}&sort=investment&order=desc`)).toEqual(['L-2', 'L-1']);
    expect(await codes('asOf=2026-06-02')).toEqual(['L-1', 'L-2']);
    expect(await codes('q=nothing')).toEqual([]);
    const refused = await rig.call({ url: '/api/v1/projects/export.xlsx?limit=3' });
    expect([refused.status, refused.body.code]).toEqual([400, 'unknownField']);
    expect((await rig.call({ url: '/api/v1/projects/export.xlsx?asOf=2027-01-01' })).body.code).toBe('dayToCome');
    expect((await rig.call({ url: '/api/v1/projects/export.xlsx', as: null })).status).toBe(401);
  });
});

test('the CSV begins with the mark of UTF-8 and lets no field be a formula', async () => {
  await start('A', { name: '=1+1', note: '@x' });
  const text = (await exported('csv')).toString('utf8');
  expect(text.charCodeAt(0)).toBe(0xfeff);
  expect(text).toContain(`,'=1+1,`);
  expect(text).toContain(`,'@x,`);
});
