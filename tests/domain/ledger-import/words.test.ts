import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { interpretSheet } from '../../../src/domain/ledger-import/interpret.ts';
import type { ImportRow } from '../../../src/domain/ledger-import/types.ts';
import {
  landKindOfWord,
  landWord,
  idOfWord,
  wordOfId,
  phaseOfWord,
  relationOfWord,
  relationWord,
} from '../../../src/domain/ledger-import/words.ts';
import { DEFAULT_PATHS, STANDARD_PATH } from '../../../src/domain/project/path.ts';
import { LAND_KINDS, RELATIONS } from '../../../src/domain/project/types.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { sheet, TODAY } from './sheets.ts';

const HEADER = [
  '项目编号',
  '项目名称',
  '项目路径',
  '用地方式',
  '线索时间',
  '洽谈时间',
  '主项目编号',
  '与主项目关系',
  '期数',
];
const read = (row: readonly (string | number | null)[], header: readonly string[] = HEADER): ImportRow => {
  const result = interpretSheet([sheet([header, row])], { today: TODAY, assume: {} });
  if (isRefusal(result) || !result.rows[0]) throw new Error(JSON.stringify(result));
  return result.rows[0];
};
const wrong = (row: readonly (string | number | null)[]) =>
  read(row).refusals.map(({ code, field, value }) => [code, field, value]);

describe('words of a ledger', () => {
  test('every word that goes out comes in as the same', () => {
    expect(LAND_KINDS.map(kind => landKindOfWord(landWord(kind)))).toEqual(LAND_KINDS);
    expect(RELATIONS.map(relation => relationOfWord(relationWord(relation)))).toEqual(RELATIONS);
    expect(DEFAULT_PATHS.map(({ id }) => idOfWord(wordOfId(id, DEFAULT_PATHS), DEFAULT_PATHS))).toEqual(
      DEFAULT_PATHS.map(({ id }) => id),
    );
    fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), phase => phaseOfWord(String(phase)) === phase));
  });

  test('a path is called by its name, or by its id where two have one name', () => {
    const twins = [STANDARD_PATH, { ...STANDARD_PATH, id: 'other' }];
    expect([wordOfId('park', DEFAULT_PATHS), wordOfId('gone', DEFAULT_PATHS)]).toEqual(['园区', 'gone']);
    expect([wordOfId('other', twins), idOfWord('标准', twins), idOfWord('other', twins)]).toEqual([
      'other',
      null,
      'other',
    ]);
  });

  test.each([
    ['一期', 1],
    ['第二期', 2],
    ['十期', 10],
    ['十二期工程', 12],
    ['二十', 20],
    ['三十五期', 35],
    ['3', 3],
    ['零期', null],
    ['期', null],
    ['0', null],
    ['二三', null],
    ['100', null],
  ])('%s is phase %s', (text, phase) => {
    expect(phaseOfWord(text)).toBe(phase);
  });
});

describe('path, land, what a project hangs on, and the days before the signing', () => {
  test('are read from their columns', () => {
    expect(
      read(['A-2', '二期', '园区', '新增用地', '2025-01-02', '2025年3月', 'A-1', '分期', '二期']).facts,
    ).toMatchObject({
      path: 'park',
      landKind: 'new',
      parent: { code: 'A-1', relation: 'phase', phase: 2 },
      stage: 'negotiation',
      milestones: { lead: { actual: '2025-01-02' }, negotiation: { actual: '2025-03' } },
    });
    expect(read(['A-3', '扩产', null, null, null, null, 'A-1', '增资扩产', null]).facts?.parent).toEqual({
      code: 'A-1',
      relation: 'enlargement',
      phase: null,
    });
    expect(read(['A-4', '三期', null, null, null, null, 'A-1', null, 3]).facts?.parent).toMatchObject({
      relation: 'phase',
      phase: 3,
    });
  });

  test('a word that is none of theirs is refused with the cell', () => {
    expect(wrong(['A', '甲', null, '工业用地', null, null, null, null, null])).toEqual([
      ['notInList', '用地方式 D2', '工业用地'],
    ]);
    expect(wrong(['A', '甲', null, null, null, null, 'B', '姊妹', null])).toEqual([
      ['notInList', '与主项目关系 H2', '姊妹'],
    ]);
    expect(wrong(['A', '甲', null, null, null, null, 'B', '分期', '首期'])).toEqual([['badFormat', '期数 I2', '首期']]);
    expect(wrong(['A', '甲', null, null, null, null, 'B', null, null])).toEqual([
      ['required', '与主项目关系 H2', null],
    ]);
    expect(wrong(['A', '甲', null, null, null, null, null, null, '二期'])).toEqual([
      ['required', '主项目编号 G2', null],
    ]);
    expect(wrong(['A', '甲', null, null, '2026-02-01', '2026-01-01', null, null, null])).toEqual([
      ['dateBeforeLastStage', '洽谈时间 F2', '2026-01-01'],
    ]);
  });

  test('期数 without the column of the main project says nothing that can be kept', () => {
    const result = interpretSheet(
      [
        sheet([
          ['项目名称', '所属县区', '期数', '当前阶段'],
          ['甲', '南安市', '首期', '签约'],
        ]),
      ],
      {
        today: TODAY,
        assume: {},
      },
    );
    if (isRefusal(result)) throw new Error(result.code);
    expect(result.ignoredColumns).toMatchObject([{ header: '期数' }]);
    expect(result.rows[0]?.refusals).toEqual([]);
  });

  test('where a lead came from is called by its name or its id; another word is left to the rules', () => {
    const header = ['项目名称', '所属县区', '线索来源', '资料来源'];
    const source = (word: string | null) => read(['甲', '南安市', word, '县区上报'], header).facts;
    expect(source('招商大使')).toMatchObject({ leadSource: 'adviser', source: '县区上报' });
    expect([source('fair'), source('县(市、区)'), source(null)].map(facts => facts?.leadSource)).toEqual([
      ...['fair', 'county', null],
    ]);
    expect(source('梦里')?.leadSource).toBe('梦里');
  });

  test('what a row lacks is told by the path it names', () => {
    const header = ['项目名称', '所属县区', '项目路径', '当前阶段', '签约时间', '落地时间', '投产时间'];
    const dates = ['2026-01-01', '2026-02-01', '2026-03-01'];
    expect(read(['甲', '南安市', '服务业', '投产', ...dates], header).facts?.gaps).toEqual([]);
    expect(read(['甲', '南安市', null, '投产', ...dates], header).facts?.gaps).toEqual([
      'actual.groundbreaking',
      'actual.completion',
    ]);
  });
});
