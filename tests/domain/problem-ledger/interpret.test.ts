import { describe, expect, test } from '@jest/globals';
import { interpretProblems } from '../../../src/domain/problem-ledger/interpret.ts';
import type { ProblemRow } from '../../../src/domain/problem-ledger/types.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { sheet } from '../ledger-import/sheets.ts';

const HEADER = [
  '序号',
  '县区',
  '问题',
  '问题类别',
  '提出时间',
  '责任单位',
  '配合单位',
  '办理时限',
  '办理状态',
  '销号时间',
];

const read = (rows: (string | number | null)[][], header: string[] = HEADER) => {
  const answer = interpretProblems([sheet([['问题台账'], header, ...rows])]);
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer;
};
const row = (...cells: (string | number | null)[]): ProblemRow => read([cells]).rows[0] as ProblemRow;
const USUAL = [1, '鲤城区', '用地指标未落实', '用地', '2024-03-12', '市自然资源局', null, '2024.3.21', '办理中', null];

describe('a problem ledger', () => {
  test('is read by the headers offices use, and tells what it passed over', () => {
    const found = read([USUAL as string[], ['合计']]);
    expect(found.tables).toMatchObject([{ headerRow: 2, unit: null }]);
    expect(found.passedOver.map(({ reason }) => reason)).toEqual(['title', 'total']);
    expect(found.rows[0]?.facts).toMatchObject({
      ...{ title: '用地指标未落实', county: '鲤城区', category: 'land', source: 'report', raisedOn: '2024-03-12' },
      ...{ leadUnit: '市自然资源局', coUnits: [], dueOn: '2024-03-21', status: 'handling', statusInferred: false },
      gaps: [],
    });
  });

  test.each([
    ['已销号', 'closed'],
    ['已解决', 'closed'],
    ['已办结', 'closed'],
    ['办理中', 'handling'],
    ['推进中', 'handling'],
    ['未办结', 'handling'],
    ['已交办', 'assigned'],
    ['待分办', 'raised'],
    ['撤销', 'withdrawn'],
    ['已办结待核验', 'resolved'],
  ])('reads the state %s', (word, status) => {
    expect(row(...USUAL.slice(0, 8), word, null).facts?.status).toBe(status);
  });

  test('a blank state is what dates and the lead department show', () => {
    const blank = (lead: string | null, closed: string | null) =>
      row(1, '鲤城区', '问题', '用地', '2024-03', lead, null, null, null, closed).facts;
    expect(blank(null, null)).toMatchObject({ status: 'raised', statusInferred: true });
    expect(blank('国土', null)?.status).toBe('assigned');
    expect(blank('国土', '2024-04')).toMatchObject({ status: 'closed', closedOn: '2024-04' });
    expect(blank('国土', '2024-04')?.gaps).toEqual(['precision.raisedOn', 'precision.closedOn']);
  });

  test('a closed one without a day is a gap, not an invented date', () => {
    expect(row(...USUAL.slice(0, 8), '已销号', null).facts).toMatchObject({ closedOn: null, gaps: ['closedOn'] });
  });

  test('several units in a cell are parted', () => {
    const facts = row(
      1,
      '鲤城区',
      '问题',
      '审批',
      '2024-03-12',
      '国土',
      '林业局、住建局；环保局',
      null,
      '办理中',
      null,
    ).facts;
    expect(facts?.coUnits).toEqual(['林业局', '住建局', '环保局']);
  });

  test('a story in the place of a title is kept as the detail', () => {
    const story = '项目用地涉及林地'.repeat(40);
    const facts = row(1, '鲤城区', story, '用地', '2024-03-12', '国土', null, null, '办理中', null).facts;
    expect(Array.from(facts?.title ?? '')).toHaveLength(200);
    expect(facts?.detail).toBe(story);
  });

  test('names every cell that is wrong, with its address', () => {
    const { facts, refusals } = row(1, '鲤城区', '问题', '天气', '去年', '国土', null, '月底前', '搞定了', null);
    expect(facts).toBeNull();
    expect(refusals.map(({ code, field }) => [code, field])).toEqual([
      ['cellNotADate', '提出时间 E3'],
      ['notInList', '办理状态 I3'],
      ['notInList', '问题类别 D3'],
      ['cellNotADate', '办理时限 H3'],
    ]);
  });

  test('a row without a problem, or without the day it was raised, is refused', () => {
    expect(row(1, '鲤城区', null, '用地', '2024-03-12', '国土', null, null, '办理中', null).refusals).toMatchObject([
      { code: 'required', field: '问题 C3' },
    ]);
    expect(row(1, '鲤城区', '问题', '用地', null, '国土', null, null, '办理中', null).refusals).toMatchObject([
      { code: 'required', field: '提出时间 E3' },
    ]);
  });

  test('a file without such a table says what it looked for', () => {
    expect(
      interpretProblems([
        sheet([
          ['项目名称', '总投资'],
          ['甲', 1],
        ]),
      ]),
    ).toMatchObject({
      code: 'headerNotFound',
      params: { needed: '问题' },
    });
  });
});
