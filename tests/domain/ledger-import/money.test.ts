import { describe, expect, test } from '@jest/globals';
import { interpretSheet } from '../../../src/domain/ledger-import/interpret.ts';
import { moneyChanges, moneyCommandsOf, stepsOf } from '../../../src/domain/ledger-import/money-changes.ts';
import { MONEY_COLUMNS, moneyLines } from '../../../src/domain/ledger-import/money-columns.ts';
import { moneyHeader } from '../../../src/domain/ledger-import/money-headers.ts';
import type { Interpretation, MoneyFacts, Sheet } from '../../../src/domain/ledger-import/types.ts';
import { NO_MONEY } from '../../../src/domain/project/investment.ts';
import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import { sheet, TODAY } from './sheets.ts';

type Written = string | number | null;
const HEADER: Written[] = [
  '项目编号',
  '项目名称',
  '年度',
  '年度计划投资（万元）',
  '1月完成',
  '1月累计',
  '2月完成',
  '2月累计',
];
const table = (...rows: Written[][]): Sheet => sheet([HEADER, ...rows], '投资');

const answer = (...sheets: Sheet[]) => interpretSheet(sheets, { today: TODAY, assume: {} });
const read = (...sheets: Sheet[]): Interpretation => {
  const result = answer(...sheets);
  if (isRefusal(result)) throw new Error(JSON.stringify(result));
  return result;
};
const wrong = (...rows: Written[][]) =>
  read(table(...rows)).money.flatMap(({ refusals }) => refusals.map(({ code, field, value }) => [code, field, value]));

describe('a header of money', () => {
  test.each([
    ['年度', { kind: 'year' }],
    ['年度计划投资（万元）', { kind: 'plan', year: null, unit: '万元' }],
    ['2026年度投资计划', { kind: 'plan', year: 2026, unit: null }],
    ['2026年计划完成投资（亿元）', { kind: 'plan', year: 2026, unit: '亿元' }],
    ['1月', { kind: 'done', year: null, month: 1 }],
    ['12月份完成投资额', { kind: 'done', month: 12 }],
    ['2026年3月实际完成投资', { kind: 'done', year: 2026, month: 3 }],
    ['3月累计', { kind: 'toDate', month: 3 }],
    ['１—10月完成投资', { kind: 'toDate', month: 10 }],
    ['2026年1-3月累计完成投资', { kind: 'toDate', year: 2026, month: 3 }],
  ])('%s', (text, header) => {
    expect(moneyHeader(text)).toMatchObject(header);
  });

  test.each(['', '13月', '0月', '计划投资', '总投资', '3月签约', '年度考核', '一月', '2-3月完成投资'])(
    '%j is none',
    text => {
      expect(moneyHeader(text)).toBeNull();
    },
  );

  test('every column goes out under a header that comes in as the same figure', () => {
    const fields = MONEY_COLUMNS.slice(2).map(({ header }) => {
      const { kind, month } = moneyHeader(header) ?? {};
      return [kind === 'plan' ? 'yearPlan' : kind, month].filter(part => part != null).join('.');
    });
    expect(fields).toEqual(MONEY_COLUMNS.slice(2).map(({ field }) => field));
  });
});

describe('a table of money', () => {
  test('is read by code and year; blanks say nothing, totals and notes are no project', () => {
    const result = read(
      sheet(
        [
          ['年度计划与月度投资'],
          ['单位:亿元'],
          ['项目编号', '项目名称', '年度', '年度计划投资', '1月完成', '3月完成', '3月累计', '责任人'],
          ['A-1', '甲', '2026年', '1.2', '0.3', 0, '0.3', '王某'],
          ['A-1', '甲', 2025, '2', null, null, null, null],
          ['A-2', '乙', 2026, null, null, null, null, null],
          ['合计', null, null, '3.2', null, null, null, null],
        ],
        '投资',
      ),
    );
    expect(result.money.map(({ row, facts }) => [row, facts])).toEqual([
      [
        4,
        {
          code: 'A-1',
          plans: [{ year: 2026, amountWan: 12_000 }],
          months: [
            { month: '2026-01', doneWan: 3_000, toDateWan: null },
            { month: '2026-03', doneWan: 0, toDateWan: 3_000 },
          ],
        },
      ],
      [5, { code: 'A-1', plans: [{ year: 2025, amountWan: 20_000 }], months: [] }],
    ]);
    expect(result.tables).toMatchObject([{ sheet: '投资', headerRow: 3, unit: '亿元' }]);
    expect(result.tables[0]?.columns.map(({ field }) => field)).toEqual([
      ...['code', 'name', 'year', 'yearPlan', 'done.1', 'done.3', 'toDate.3'],
    ]);
    expect(result.passedOver.map(({ row, reason }) => [row, reason])).toEqual([
      [1, 'title'],
      [2, 'unit'],
      [7, 'total'],
    ]);
    expect(result.ignoredColumns).toMatchObject([{ header: '责任人' }]);
  });

  test('may be columns of the ledger, when their headers name the year', () => {
    const header = ['项目编号', '项目名称', '所属县区', '当前阶段', '2026年计划投资(万元)', '2026年1月完成', '5月完成'];
    const result = read(sheet([header, ['A-1', '甲', '南安市', '签约', 100, 20, 7]]));
    expect(result.rows).toMatchObject([{ row: 2, facts: { code: 'A-1', county: '南安市' } }]);
    expect(result.money).toMatchObject([
      {
        row: 2,
        facts: {
          code: 'A-1',
          plans: [{ year: 2026, amountWan: 100 }],
          months: [{ month: '2026-01', doneWan: 20, toDateWan: null }],
        },
      },
    ]);
    expect(result.ignoredColumns.map(({ header: ignored }) => ignored)).toEqual(['5月完成']);
  });

  test('may be columns of a ledger that says the year in each row', () => {
    const header = ['项目编号', '项目名称', '所属县区', '当前阶段', '年度', '年度计划投资(万元)', '1月完成'];
    const result = read(sheet([header, ['A-1', '甲', '南安市', '签约', 2026, 100, 20]]));
    expect(result.rows).toMatchObject([{ row: 2, facts: { code: 'A-1', county: '南安市', stage: 'signing' } }]);
    expect(result.money).toMatchObject([{ row: 2, facts: { plans: [{ year: 2026, amountWan: 100 }] } }]);
    expect(result.ignoredColumns).toEqual([]);
  });

  test('with a row for each year of a project it is money alone, whatever else it says of the project', () => {
    const header = ['项目编号', '项目名称', '所属县区', '年度', '年度计划投资(万元)'];
    const result = read(sheet([header, ['A-1', '甲', '南安市', 2025, 7], ['A-1', '甲', '南安市', 2026, 8]]));
    expect([result.rows, result.money.flatMap(({ refusals }) => refusals)]).toEqual([[], []]);
    expect(result.money.map(({ facts }) => facts?.plans)).toEqual([
      [{ year: 2025, amountWan: 7 }],
      [{ year: 2026, amountWan: 8 }],
    ]);
  });

  test('a table without codes is no money of anybody', () => {
    const header = ['项目名称', '所属县区', '当前阶段', '2026年计划投资(万元)'];
    const result = read(sheet([header, ['甲', '南安市', '签约', 100]]));
    expect([result.rows.length, result.money]).toEqual([1, []]);
    expect(result.ignoredColumns).toMatchObject([{ header: '2026年计划投资(万元)' }]);
  });

  test('what is wrong with a row is named by its cell', () => {
    expect(wrong([null, '甲', 2026, 1, null, null, null, null])).toEqual([['required', '项目编号 A2', null]]);
    expect(wrong(['A', '甲', null, 1, null, null, null, null])).toEqual([['required', '年度 C2', null]]);
    expect(wrong(['A', '甲', '明年', 1, null, null, null, null])).toEqual([['badFormat', '年度 C2', '明年']]);
    expect(wrong(['A', '甲', 1812, 1, null, null, null, null])).toEqual([['outOfRange', '年度 C2', '1812']]);
    expect(wrong(['A', '甲', 2026, '约3', -1, null, '0.5', null]).map(([code, field]) => [code, field])).toEqual([
      ['cellNotMoney', '年度计划投资（万元） D2'],
      ['negativeMoney', '1月完成 E2'],
      ['notWholeWan', '2月完成 G2'],
    ]);
    expect(wrong(['A', '甲', 2026, null, null, 5, null, null])).toEqual([['required', '1月完成 E2', null]]);
    expect(wrong(['A', '甲', 2026, 1, null, null, null, null], ['A', '甲', 2026, 2, null, null, null, null])).toEqual([
      ['rowTwice', '投资 3', '甲'],
    ]);
  });

  test('a year to date that only carries the last one on says nothing', () => {
    expect(read(table(['A', '甲', 2026, null, 5, 5, null, 5])).money[0]?.facts?.months).toEqual([
      { month: '2026-01', doneWan: 5, toDateWan: 5 },
    ]);
  });

  test.each<[string, Written[], Refusal['code']]>([
    ['two columns of one figure', ['项目编号', '年度', '1月完成(万元)', '1月份'], 'columnTwice'],
    ['no unit', ['项目编号', '年度', '1月完成'], 'unitUnclear'],
    ['two units', ['项目编号', '年度', '1月完成(万元)', '2月完成(亿元)'], 'unitUnclear'],
    ['a foreign unit', ['项目编号', '年度', '1月完成(万美元)'], 'unitUnclear'],
  ])('%s makes it unreadable', (_, header, code) => {
    expect(answer(sheet([header, ['A', 2026, 1, 2]]))).toMatchObject({ code });
  });
});

describe('the changes of a row', () => {
  const facts: MoneyFacts = {
    code: 'A',
    plans: [{ year: 2026, amountWan: 100 }],
    months: [
      { month: '2026-01', doneWan: 10, toDateWan: 10 },
      { month: '2026-02', doneWan: 5, toDateWan: null },
    ],
  };
  const figures = (doneWan: number, toDateWan: number) => ({
    ...{ doneWan, toDateWan },
    ...{ reportedOn: '2026-03-01', late: false, corrections: 0 },
  });
  const changesAgainst = (money: typeof NO_MONEY) => stepsOf(facts).flatMap(step => moneyChanges(step, money));

  test('become a plan, a report, or a correction with its reason', () => {
    const fresh = changesAgainst(NO_MONEY);
    expect(fresh.map(({ field, kind }) => [field, kind])).toEqual([
      ['yearPlan.2026', 'fill'],
      ['done.2026-01', 'fill'],
      ['toDate.2026-01', 'fill'],
      ['done.2026-02', 'fill'],
    ]);
    expect(moneyCommandsOf(facts, fresh, '导入')).toEqual([
      { type: 'planYear', year: 2026, amountWan: 100 },
      { type: 'report', month: '2026-01', doneWan: 10, toDateWan: 10 },
      { type: 'report', month: '2026-02', doneWan: 5 },
    ]);
    const known = { ...NO_MONEY, yearPlans: { 2026: 90 }, months: { '2026-01': figures(10, 12) } };
    expect(moneyCommandsOf(facts, changesAgainst(known), '导入')).toEqual([
      { type: 'planYear', year: 2026, amountWan: 100, reason: '导入' },
      { type: 'correctReport', month: '2026-01', doneWan: 10, toDateWan: 10, reason: '导入' },
      { type: 'report', month: '2026-02', doneWan: 5 },
    ]);
  });

  test('what stands already is none, and a blank year to date contradicts nothing', () => {
    const known = {
      ...NO_MONEY,
      yearPlans: { 2026: 100 },
      months: { '2026-01': figures(10, 10), '2026-02': figures(5, 15) },
    };
    expect(changesAgainst(known)).toEqual([]);
  });

  test('a project goes out with a line for each year it has a plan or a month of', () => {
    const money = { ...NO_MONEY, yearPlans: { 2027: 7 }, months: { '2026-02': figures(5, 15) } };
    expect(moneyLines({ code: 'A', name: '甲', money }).map(line => Object.fromEntries(line))).toEqual([
      { code: 'A', name: '甲', year: 2026, 'done.2': 5, 'toDate.2': 15 },
      { code: 'A', name: '甲', year: 2027, yearPlan: 7 },
    ]);
    expect(moneyLines({ code: 'A', name: '甲', money: NO_MONEY })).toEqual([]);
  });
});
