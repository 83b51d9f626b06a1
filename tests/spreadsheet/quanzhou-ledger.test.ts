import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { interpretSheet } from '../../src/domain/ledger-import/interpret.ts';
import type { ImportRow, Interpretation, ProjectFacts } from '../../src/domain/ledger-import/types.ts';
import { compareRow } from '../../src/domain/ledger-import/compare.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';
import { workbook } from './workbooks.ts';

const interpret = async (bytes: Uint8Array, name: string, assume: Record<string, string>): Promise<Interpretation> => {
  const sheets = await readWorkbook(bytes, name);
  if (isRefusal(sheets)) throw new Error(JSON.stringify(sheets));
  const result = interpretSheet(sheets, { today: '2026-11-23', assume });
  if (isRefusal(result)) throw new Error(JSON.stringify(result));
  return result;
};
const read = (kind: 'xlsx' | 'csv', assume: Record<string, string> = {}): Promise<Interpretation> =>
  interpret(readFileSync(`examples/quanzhou-ledger.${kind}`), `quanzhou-ledger.${kind}`, assume);
const ASSUME = { 推进中: 'signing' };
const factsOf = (rows: readonly ImportRow[]): ProjectFacts[] => rows.flatMap(({ facts }) => (facts ? [facts] : []));
const totalWan = (rows: readonly ImportRow[]): number =>
  factsOf(rows).reduce((sum, facts) => sum + (facts.investmentWan ?? 0), 0);

describe.each(['xlsx', 'csv'] as const)('the ledger of Quanzhou as %s', kind => {
  test('is 47 projects of 588 亿元 when 推进中 is answered', async () => {
    const { rows, ignoredColumns } = await read(kind, ASSUME);
    expect(rows).toHaveLength(47);
    expect(rows.flatMap(({ refusals }) => refusals)).toEqual([]);
    expect(totalWan(rows)).toBe(5_880_000);
    expect(ignoredColumns).toEqual([]);
  });

  test('asks in exactly three rows otherwise', async () => {
    const { rows } = await read(kind);
    const asked = rows.filter(({ facts }) => facts === null);
    expect(asked.map(({ name }) => name)).toEqual(['宇极新材料', '凯悦高端酒店', '国能热电扩建']);
    expect(asked.flatMap(({ refusals }) => refusals.map(({ code, value }) => [code, value]))).toEqual(
      Array.from({ length: 3 }, () => ['cellNotAStage', '推进中']),
    );
  });

  test('has two projects whose stage nobody wrote, and keeps the precision of dates', async () => {
    const { rows } = await read(kind, ASSUME);
    const facts = factsOf(rows);
    expect(facts.filter(({ gaps }) => gaps.includes('stage')).map(({ name, stage }) => [name, stage])).toEqual([
      ['泰康之家养老项目', 'lead'],
      ['故土家园——海内外泉侨联络总部金融法务服务区', 'lead'],
    ]);
    const named = (name: string): ProjectFacts | undefined => facts.find(fact => fact.name.startsWith(name));
    expect(named('20GW')?.milestones).toEqual({
      signing: { actual: '2022-11' },
      groundbreaking: { actual: '2022-12' },
    });
    expect(named('石狮兰姆达')?.milestones).toEqual({ signing: { actual: '2022' } });
    expect(named('腾云')?.milestones).toEqual({ signing: { actual: '2022-04-28' } });
    expect(named('泉州软件园')).toMatchObject({ stage: 'groundbreaking', county: '丰泽区' });
  });

  test('read twice changes nothing', async () => {
    const facts = factsOf((await read(kind, ASSUME)).rows);
    expect(facts.map(fact => compareRow(fact, fact).verdict)).toEqual(facts.map(() => 'same'));
  });
});

test('workbook and CSV say the same', async () => {
  const [xlsx, csv] = [await read('xlsx', ASSUME), await read('csv', ASSUME)];
  expect(factsOf(csv.rows)).toEqual(factsOf(xlsx.rows));
});

test('every line of the workbook that is no project is listed', async () => {
  const { passedOver, tables } = await read('xlsx');
  expect(tables).toMatchObject([{ sheet: '招商项目台账', headerRow: 3, unit: '亿元' }]);
  expect(passedOver.map(({ sheet, row, reason }) => [sheet, row, reason])).toEqual([
    ['填表说明', null, 'sheetWithoutHeader'],
    ['招商项目台账', 1, 'title'],
    ['招商项目台账', 2, 'unit'],
    ['招商项目台账', 51, 'total'],
    ['招商项目台账', 52, 'note'],
  ]);
});

test('a ledger of ten thousand rows is read exactly', async () => {
  const bytes = await workbook(book => {
    const sheet = book.addWorksheet('台账');
    sheet.addRow(['项目名称', '县区', '总投资(亿元)', '签约时间', '当前阶段']);
    for (let i = 0; i < 10_000; i++)
      sheet.addRow([`项目${i}`, '鲤城区', 13.8, new Date('2022-04-28T00:00:00Z'), '签约']);
  });
  const { rows } = await interpret(bytes, 'x.xlsx', {});
  expect(rows).toHaveLength(10_000);
  expect(totalWan(rows)).toBe(1_380_000_000);
});
