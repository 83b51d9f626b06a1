import { describe, expect, test } from '@jest/globals';
import { reasonText, unmeasuredText } from '../../src/contract/catalogue/colours.ts';
import { LOCALES } from '../../src/contract/catalogue/index.ts';
import { colourOfCounty, colourOfProject } from '../../src/domain/colour/colours.ts';
import { POINTS_RULES, RELATIVE_RULES, SILENCE_RULES } from '../../src/domain/colour/rule-sets.ts';
import type { Coloured } from '../../src/domain/colour/types.ts';
import { PACE_GAPS } from '../../src/domain/money/pace.ts';
import { county, project } from '../domain/colour/facts.ts';

const texts = ({ because, unmeasured }: Coloured, locale: 'zh' | 'en' = 'zh'): string[] => [
  ...because.map(reason => reasonText(reason, locale)),
  ...unmeasured.map(gap => unmeasuredText(gap, locale)),
];

describe('the sentence of a reason', () => {
  test.each<[string, Coloured, string, string]>([
    [
      'behind schedule',
      colourOfProject(POINTS_RULES, project({ planWan: 1_200, doneWan: 700 })),
      '2026-10 底，年度计划 1200 万元，累计完成 700 万元，时间进度 10/12（按月），落后序时 25.00 个百分点（≥ 10 个百分点：黄灯）',
      'end of 2026-10: 700 of the 1200 万元 planned for the year are done, 10/12 of the year have passed (by months), 25.00 points behind schedule (≥ 10 points: yellow)',
    ],
    [
      'a little behind',
      colourOfProject(POINTS_RULES, project({ planWan: 1_200, doneWan: 940 })),
      '2026-10 底，年度计划 1200 万元，累计完成 940 万元，时间进度 10/12（按月），落后序时 5.00 个百分点（> 0 个百分点：绿灯，提醒）',
      'end of 2026-10: 940 of the 1200 万元 planned for the year are done, 10/12 of the year have passed (by months), 5.00 points behind schedule (> 0 points: green, noted)',
    ],
    [
      'ahead',
      colourOfProject(RELATIVE_RULES, project({ planWan: 1_200, doneWan: 1_250 })),
      '2026-10 底，年度计划 1200 万元，累计完成 1250 万元，时间进度 10/12（按月），超序时进度 25.00%（≤ 0%：绿灯）',
      'end of 2026-10: 1250 of the 1200 万元 planned for the year are done, 10/12 of the year have passed (by months), 25.00 % beyond what is due (≤ 0 %: green)',
    ],
    [
      'silent',
      colourOfCounty(SILENCE_RULES, county({ monthsWithoutReport: 3 })),
      '到 2026-10 连续 3 个月没有填报（≥ 3 个月：红灯）',
      '3 months running without a report by 2026-10 (≥ 3 months: red)',
    ],
  ])('%s', (_, coloured, zh, en) => {
    expect(texts(coloured)).toEqual([zh]);
    expect(texts(coloured, 'en')).toEqual([en]);
  });

  test('says all that spoke, and what could not be measured', () => {
    const coloured = colourOfProject(
      POINTS_RULES,
      project({
        start: { dueMonth: '2026-08', reached: false, monthsNotStarted: 3 },
        statistics: { entered: false, monthsSinceStart: 1 },
      }),
    );
    expect(texts(coloured)).toEqual([
      '计划 2026-08 开工，2026-10 底仍未开工，连同当月 3 个月（≥ 3 个月：红灯）',
      '开工已 1 个月，2026-10 底仍未入库（≥ 1 个月：黄灯）',
      '序时：没有年度计划，不作衡量',
    ]);
  });

  test('of late figures names what was known at the close, when anything was', () => {
    const late = (doneWan: number | null) =>
      colourOfCounty(
        RELATIVE_RULES,
        county({ missesRunning: 0, atClose: { doneWan, monthsWithoutReport: 1, missesRunning: 2 } }),
      );
    expect(texts(late(500))[1]).toBe('月报截止时为红灯（当时累计完成 500 万元），逾期补报后改为黄灯（黄灯）');
    expect(texts(late(null))[1]).toBe('月报截止时为红灯，逾期补报后改为黄灯（黄灯）');
  });

  test.each(LOCALES)('leaves no name in braces (%s)', locale => {
    for (const gap of PACE_GAPS) expect(unmeasuredText({ rule: 'pace', gap }, locale)).not.toMatch(/[{}?]/);
  });
});
