import { describe, expect, test } from '@jest/globals';
import type { Cell, Sheet } from '../../../src/domain/ledger-import/types.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { readReportFile } from '../../../src/domain/round/report-file.ts';

const cellOf = (value: string | number | Cell | null): Cell => {
  if (value === null) return { kind: 'empty' };
  if (typeof value === 'number') return { kind: 'number', value: String(value) };
  return typeof value === 'string' ? { kind: 'text', value } : value;
};
const sheet = (...rows: (string | number | Cell | null)[][]): Sheet => ({
  ...{ name: '月报', hidden: false, rows: rows.map(row => row.map(cellOf)) },
});
const HEADER = ['项目编号', '项目名称', '本月完成(万元)', '本年累计(万元)', '备注'];
const read = (...rows: (string | number | Cell | null)[][]) => {
  const answer = readReportFile([sheet(...rows)], '月报.csv');
  if (isRefusal(answer)) return answer.code;
  return answer.rows.map(({ row, code, figures, refusal }) => [row, code, refusal ? refusal.code : figures]);
};

describe('a file of reports', () => {
  test('is read row by row, with the year to date and a note where they are given', () => {
    expect(read(HEADER, ['P-1', '甲', 300, 4000, '设备到场'], ['P-2', '乙', '0', null, null])).toEqual([
      [2, 'P-1', { doneWan: 300, toDateWan: 4000, note: '设备到场' }],
      [3, 'P-2', { doneWan: 0 }],
    ]);
  });

  test('is known by its headers however they are worded, below a title, in the unit they name', () => {
    const rows = [['10月投资月报'], ['编 号', '当月完成投资（亿元）', '年度累计（亿元）'], ['P-1', '1.2345', 2]];
    expect(read(...rows)).toEqual([[3, 'P-1', { doneWan: 12_345, toDateWan: 20_000 }]]);
  });

  test('leaves rows that were not filled in, and totals', () => {
    expect(
      read(HEADER, ['P-1', '甲', null, null, null], ['P-2', '乙', '-', null, '停工'], ['合计', null, 300]),
    ).toEqual([
      [2, 'P-1', null],
      [3, 'P-2', null],
    ]);
  });

  test('refuses a wrong row with its reason and takes its neighbours', () => {
    const formula: Cell = { kind: 'formula', value: 'SUM(A1:A9)' };
    const rows = [
      ['P-1', '甲', '三百', null],
      ['P-2', '乙', formula, null],
      ['P-3', '丙', '=1+1', null],
      ['P-4', '丁', -5, null],
      ['P-5', '戊', 0.00001, null],
      ['P-6', '己', null, 400],
      [null, '庚', 5, null],
      ['P-8', '辛', 5, null],
    ];
    expect(read(HEADER, ...rows)).toEqual([
      [2, 'P-1', 'cellNotMoney'],
      [3, 'P-2', 'cellNotCalculated'],
      [4, 'P-3', 'cellNotMoney'],
      [5, 'P-4', 'negativeMoney'],
      [6, 'P-5', 'notWholeWan'],
      [7, 'P-6', 'required'],
      [8, '', 'required'],
      [9, 'P-8', { doneWan: 5 }],
    ]);
  });

  test('takes neither of two rows for one project', () => {
    expect(read(HEADER, ['P-1', '甲', 5], ['P-2', '乙', 6], ['P-1', '甲', 7])).toEqual([
      [2, 'P-1', 'projectTwice'],
      [3, 'P-2', { doneWan: 6 }],
      [4, 'P-1', 'projectTwice'],
    ]);
  });

  test('needs to know which column is which', () => {
    expect(read(['项目名称', '投资'], ['甲', 5])).toBe('headerNotFound');
    expect(read(['项目编号', '本月完成', '当月完成'], ['P-1', 5, 6])).toBe('columnTwice');
  });
});
