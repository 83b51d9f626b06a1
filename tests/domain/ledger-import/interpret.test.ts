import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { interpretSheet } from '../../../src/domain/ledger-import/interpret.ts';
import type { ImportRow, Interpretation, Sheet } from '../../../src/domain/ledger-import/types.ts';
import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import { cell, sheet, TODAY } from './sheets.ts';

const HEADER = [
  '序号',
  '项目名称',
  '所属县(市、区)',
  '总投资(亿元)',
  '协议性质',
  '签约时间',
  '开工时间',
  '当前阶段',
  '备注',
];

const interpret = (sheets: Sheet | readonly Sheet[], assume: Record<string, string> = {}): Interpretation => {
  const result = interpretSheet(Array.isArray(sheets) ? sheets : [sheets as Sheet], { today: TODAY, assume });
  if (isRefusal(result)) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result;
};

const refused = (sheets: Sheet | readonly Sheet[], assume: Record<string, string> = {}): Refusal => {
  const result = interpretSheet(Array.isArray(sheets) ? sheets : [sheets as Sheet], { today: TODAY, assume });
  if (!isRefusal(result)) throw new Error('not refused');
  return result;
};

const only = (row: readonly (string | number | null)[], header: readonly string[] = HEADER): ImportRow => {
  const [first] = interpret(sheet([header, row])).rows;
  if (!first) throw new Error('no row');
  return first;
};

describe('finding the ledger', () => {
  test('the header stands below a title and a unit line, which are listed', () => {
    const header = HEADER.map(text => (text.startsWith('总投资') ? '总投资' : text));
    const result = interpret(
      sheet([['重大项目台账'], [], ['填报单位:市招商办', null, '单位:亿元'], header, [1, 'A 项目', '鲤城区', 13.8]]),
    );
    expect(result.tables).toMatchObject([{ sheet: '台账', headerRow: 4, unit: '亿元' }]);
    expect(result.passedOver.map(({ row, reason }) => [row, reason])).toEqual([
      [1, 'title'],
      [3, 'unit'],
    ]);
    expect(result.rows).toMatchObject([{ row: 5, facts: { name: 'A 项目', investmentWan: 138_000 } }]);
  });

  test('the unit in the header goes before the unit line', () => {
    const result = interpret(sheet([['单位:万元'], HEADER, [1, 'A', null, 2]]));
    expect(result.tables[0]?.unit).toBe('亿元');
    expect(result.rows[0]?.facts?.investmentWan).toBe(20_000);
  });

  test.each([
    ['no unit anywhere', [], '总投资'],
    ['two unit lines that differ', [['单位:亿元'], ['(万元)']], '总投资'],
    ['a foreign currency', [['单位:万美元']], '总投资'],
    ['a foreign currency in the header', [['单位:亿元']], '总投资(万美元)'],
    ['two units in the header', [], '总投资(亿元/万元)'],
  ])('%s is asked back', (_, above, money) => {
    const answer = refused(sheet([...above, ['项目名称', '县区', '当前阶段', money], ['A', null, '签约', 2]]));
    expect(answer).toMatchObject({ code: 'unitUnclear' });
    expect(answer.field).toContain(money);
  });

  test('no unit is needed when no amount is given', () => {
    const result = interpret(
      sheet([
        ['项目名称', '县区', '当前阶段', '总投资'],
        ['A', '鲤城区', '在谈', null],
      ]),
    );
    expect(result.rows[0]?.facts?.investmentWan).toBeNull();
  });

  test('a header is not looked for below row 15, nor taken without 项目名称 and two more', () => {
    const far = [...Array.from({ length: 15 }, () => ['说明文字']), HEADER, [1, 'A']];
    expect(refused(sheet(far))).toMatchObject({ code: 'headerNotFound', params: { needed: '项目名称' } });
    expect(
      refused(
        sheet([
          ['项目名称', '县区'],
          ['A', '鲤城区'],
        ]),
      ),
    ).toMatchObject({ code: 'headerNotFound' });
    expect(refused(sheet([['县区', '签约时间', '当前阶段'], ['鲤城区']]))).toMatchObject({ code: 'headerNotFound' });
    expect(refused([])).toMatchObject({ code: 'headerNotFound' });
  });

  test('several sheets with a header are all read; one without and a hidden one are listed by name', () => {
    const result = interpret([
      sheet([HEADER, [1, 'A', '鲤城区']], '一季度'),
      sheet([['填表说明']], '说明'),
      sheet([HEADER, [1, 'B', '鲤城区']], '二季度'),
      sheet([HEADER, [1, 'C', '鲤城区']], '旧', true),
      sheet([], '空表'),
    ]);
    expect(result.rows.map(row => [row.sheet, row.name])).toEqual([
      ['一季度', 'A'],
      ['二季度', 'B'],
    ]);
    expect(result.passedOver.map(({ sheet: name, reason }) => [name, reason])).toEqual([
      ['说明', 'sheetWithoutHeader'],
      ['旧', 'hiddenSheet'],
    ]);
  });

  test.each([
    ['the same header', '签约时间', '签约 时间'],
    ['two words for one date', '签约时间', '签约日期'],
    ['one amount in two units', '总投资(亿元)', '总投资(万元)'],
  ])('%s twice is refused with both columns', (_, one, other) => {
    const answer = refused(sheet([['项目名称', '县区', '当前阶段', one, other], ['A']]));
    expect(answer).toMatchObject({ code: 'columnTwice', field: one, params: { columns: ['D', 'E'], row: 1 } });
  });

  test('of two columns that may stand side by side the usual one is read, the other is listed as ignored', () => {
    const result = interpret(
      sheet([
        ['项目名称', '产业链', '产业类别', '当前阶段', '用地(亩)'],
        ['A', '链', '类', '在谈', 30],
      ]),
    );
    expect(result.rows[0]?.facts?.industry).toBe('类');
    expect(result.ignoredColumns).toEqual([
      { sheet: '台账', column: 'B', header: '产业链' },
      { sheet: '台账', column: 'E', header: '用地(亩)' },
    ]);
  });

  test('a header over two lines is read with its groups', () => {
    const shared = (text: string) => ({ kind: 'shared' as const, value: cell(text) });
    const result = interpret(
      sheet([
        ['项目名称', '县区', '开工', null, '当前阶段'],
        [shared('项目名称'), shared('县区'), '计划时间', '实际时间', shared('当前阶段')],
        ['A', '鲤城区', '2023.1', '2023.3.5', '在建'],
      ]),
    );
    expect(result.tables[0]?.headerRow).toBe(2);
    expect(result.rows[0]?.facts?.milestones).toEqual({ groundbreaking: { plan: '2023-01-31', actual: '2023-03-05' } });
  });
});

describe('rows that are no projects', () => {
  test('are passed over and listed, each with its reason', () => {
    const result = interpret(
      sheet([
        HEADER,
        ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
        ['一、签约项目(1个)'],
        [1, 'A', '鲤城区', 2],
        ['二', '在建项目', null, 5],
        [2, 'B', '丰泽区', 3],
        [null, '小计', null, 5],
        HEADER,
        [3, 'C', '丰泽区', 3],
        ['合 计', null, null, { kind: 'formula', value: '=SUM(D2:D9)' }],
        [],
        [4],
        ['注:空白处为报道未载明'],
        ['2.截至本月底。'],
        ['填表人:张三', null, null, '审核人:李四'],
      ]),
    );
    expect(result.rows.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(result.passedOver.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'columnNumbers'],
      [3, 'section'],
      [5, 'section'],
      [7, 'total'],
      [8, 'repeatedHeader'],
      [10, 'total'],
      [13, 'note'],
      [14, 'note'],
      [15, 'note'],
    ]);
    expect(result.passedOver[3]?.text).toBe('小计 5');
  });

  test('a note in the column of names is a note, a project that begins alike is a project', () => {
    const header = ['项目名称', '县区', '当前阶段'];
    const result = interpret(
      sheet([header, ['注塑产业园', '南安市', '在谈'], ['合计划算中心', '南安市', '在谈'], ['注:略'], ['第二行']]),
    );
    expect(result.rows.map(({ name }) => name)).toEqual(['注塑产业园', '合计划算中心']);
    expect(result.passedOver.map(({ reason }) => reason)).toEqual(['note', 'note']);
  });

  test('a row with cells and without a name is refused', () => {
    expect(only([1, null, '鲤城区', 2])).toMatchObject({
      row: 2,
      facts: null,
      refusals: [{ code: 'rowWithoutName', field: '项目名称 B2' }],
    });
  });
});

describe('one row', () => {
  test('becomes the facts of a project, blanks as null', () => {
    const header = [
      ...HEADER,
      '项目编号',
      '投资方',
      '项目类型',
      '计划开工时间',
      '挂钩领导',
      '存在问题',
      '资料来源',
      '产业链',
    ];
    const row = only(
      [
        1,
        '恒安\n二期',
        '晋江市',
        20,
        '正式合同',
        '2022.4.28',
        null,
        '签约',
        null,
        'QZ-001',
        '恒安',
        '增资扩产',
        '2027年3月',
        '王某',
        '无',
        '001',
        '卫生',
      ],
      header,
    );
    expect(row).toEqual({
      sheet: '台账',
      row: 2,
      name: '恒安二期',
      refusals: [],
      facts: {
        code: 'QZ-001',
        name: '恒安二期',
        county: '晋江市',
        investor: '恒安',
        industry: '卫生',
        kind: '增资扩产',
        agreement: 'contract',
        path: null,
        leadSource: null,
        landKind: null,
        parent: null,
        investmentWan: 200_000,
        stage: 'signing',
        milestones: { signing: { actual: '2022-04-28' }, groundbreaking: { plan: '2027-03-31' } },
        knownIssue: null,
        note: null,
        source: '001',
        leaderName: '王某',
        gaps: ['precision.plan.groundbreaking'],
      },
    });
  });

  test('blank county, missing and imprecise dates are data gaps up to the stage', () => {
    expect(only([1, 'A', null, null, null, '2022年11月', '2022年', '在建']).facts).toMatchObject({
      stage: 'groundbreaking',
      milestones: { signing: { actual: '2022-11' }, groundbreaking: { actual: '2022' } },
      gaps: ['county', 'precision.signing', 'actual.landing', 'precision.groundbreaking'],
    });
    expect(only([1, 'A', '鲤城区', null, '意向', null, null, '在谈']).facts).toMatchObject({
      agreement: 'intent',
      gaps: [],
    });
  });

  test('a blank stage is a lead with a gap, or the furthest stage that is dated', () => {
    expect(only([1, 'A', '鲤城区']).facts).toMatchObject({ stage: 'lead', stageInferred: true, gaps: ['stage'] });
    const dated = only([1, 'A', '鲤城区', null, null, '2022.4.28', '2022.11.1']).facts;
    expect(dated).toMatchObject({ stage: 'groundbreaking', stageInferred: true, gaps: ['actual.landing'] });
  });

  test.each([
    ['an impossible day', ['2026-02-30', null, '签约'], ['noSuchDate'], ['签约时间 F2']],
    ['a future date', ['2026.11.24', null, '签约'], ['dateInFuture'], ['签约时间 F2']],
    ['a future month', ['2026年12月', null, '签约'], ['dateInFuture'], ['签约时间 F2']],
    ['decreasing dates', ['2022.4.28', '2022.4.27', '开工'], ['dateBeforeLastStage'], ['开工时间 G2']],
    ['a start although only signed', ['2022.4.28', '2022.5.1', '签约'], ['dateBeyondStage'], ['开工时间 G2']],
    ['a word that names no stage', ['2022.4.28', null, '推进中'], ['cellNotAStage'], ['当前阶段 H2']],
    [
      'all at once',
      ['x', '2030', '拟签约'],
      ['cellNotAStage', 'cellNotADate', 'dateInFuture'],
      ['当前阶段 H2', '签约时间 F2', '开工时间 G2'],
    ],
  ])('%s is refused with column and address', (_, [signing = null, start = null, stage = null], codes, fields) => {
    const row = only([1, 'A', '鲤城区', null, null, signing, start, stage]);
    expect(row.facts).toBeNull();
    expect(row.refusals.map(({ code }) => code)).toEqual(codes);
    expect(row.refusals.map(({ field }) => field)).toEqual(fields);
  });

  test('today, this month and this year are not the future, and a year may follow one of its months', () => {
    expect(only([1, 'A', '鲤城区', null, null, '2026.11.23', '2026', '开工']).refusals).toEqual([]);
    expect(only([1, 'A', '鲤城区', null, null, '2026年11月', '2026.11.1', '开工']).refusals).toEqual([]);
  });

  test('money and agreement are refused with what may stand there', () => {
    const row = only([1, 'A', '鲤城区', '约20', '口头', null, null, '在谈']);
    expect(row.refusals).toMatchObject([
      {
        code: 'cellNotAgreement',
        field: '协议性质 E2',
        value: '口头',
        params: { choices: ['意向', '协议', '正式合同'] },
      },
      { code: 'cellNotMoney', field: '总投资(亿元) D2', value: '约20' },
    ]);
  });

  test('a county merged over several rows holds for each, an amount does not', () => {
    const result = interpret(
      sheet([
        HEADER,
        [1, 'A', '鲤城区', 30],
        [2, 'B', { kind: 'shared', value: cell('鲤城区') }, 5],
        [3, 'C', '南安市', { kind: 'shared', value: cell(30) }],
      ]),
    );
    expect(result.rows[1]?.facts?.county).toBe('鲤城区');
    expect(result.rows[2]?.refusals).toMatchObject([{ code: 'cellShared', field: '总投资(亿元) D4' }]);
  });
});

describe('the same project twice in a file', () => {
  test('is refused in the later row, which names the first', () => {
    const result = interpret(
      sheet([
        HEADER,
        [1, '恒安(二期)', '晋江市'],
        [2, '恒安 (二期)', '晋江市'],
        [3, '恒安(二期)', '南安市'],
        [4, '恒安(二期)'],
      ]),
    );
    expect(result.rows.map(({ facts }) => facts !== null)).toEqual([true, false, true, true]);
    expect(result.rows[1]?.refusals).toMatchObject([{ code: 'rowTwice', params: { row: 2 } }]);
  });

  test('a code counts too', () => {
    const result = interpret(
      sheet([
        ['项目编号', '项目名称', '县区'],
        ['1', 'A', '鲤城区'],
        ['1', 'B', '鲤城区'],
      ]),
    );
    expect(result.rows[1]?.refusals).toMatchObject([{ code: 'rowTwice', params: { row: 2 } }]);
  });
});

test('two rows of one name with codes of their own are two projects', () => {
  const result = interpret(
    sheet([
      ['项目编号', '项目名称', '县区'],
      ['1', 'A', '鲤城区'],
      ['2', 'A', '鲤城区'],
      [null, 'A', '鲤城区'],
    ]),
  );
  expect(result.rows.map(({ facts }) => facts !== null)).toEqual([true, true, false]);
});

describe('assumptions', () => {
  const ledger = sheet([
    HEADER,
    [1, 'A', '鲤城区', null, null, null, null, '推进中'],
    [2, 'B', '鲤城区', null, null, null, null, '签约'],
  ]);

  test('answer for a word that names no stage', () => {
    expect(interpret(ledger).rows[0]?.refusals).toMatchObject([
      { code: 'cellNotAStage', value: '推进中', params: { hint: '--assume 推进中=签约' } },
    ]);
    const row = interpret(ledger, { 推进中: 'signing' }).rows[0];
    expect(row).toMatchObject({ refusals: [], facts: { stage: 'signing', gaps: ['actual.signing'] } });
    expect(row?.facts?.stageInferred).toBeUndefined();
  });

  test.each([
    [{ 筹备: 'signing' }, 'wordNotInFile'],
    [{ 推进中: 'flying' }, 'stageUnknown'],
    [{ 签约: 'landing' }, 'namesAStage'],
  ])('%j is refused: %s', (assume, rule) => {
    expect(refused(ledger, assume as Record<string, string>)).toMatchObject({
      code: 'assumptionUnknown',
      field: 'assume',
      params: { rule },
    });
  });
});

test('ten thousand rows are read', () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => [
    i + 1,
    `项目${i}`,
    '鲤城区',
    '0.1',
    '意向',
    null,
    null,
    '在谈',
  ]);
  const result = interpret(sheet([HEADER, ...rows]));
  expect(result.rows).toHaveLength(10_000);
  expect(result.rows.reduce((sum, { facts }) => sum + (facts?.investmentWan ?? 0), 0)).toBe(10_000_000);
});

test('whatever stands in the cells, a row is facts or refusals and never both', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('2022.4.28', '合计', '注:', '签约', '推进中', '亿元', '-', '正式合同', '项目名称'),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(fc.array(value, { maxLength: 10 }), { maxLength: 8 }), rows => {
      const result = interpret(sheet([HEADER, ...rows]));
      for (const row of result.rows) expect(row.facts === null).toBe(row.refusals.length > 0);
      const told = new Set([...result.rows, ...result.passedOver].map(({ row }) => row));
      rows.forEach((row, i) => {
        const filled = row.filter((content, column) => column > 0 && content !== null && String(content).trim() !== '');
        if (filled.length > 0) expect(told).toContain(i + 2);
      });
    }),
    { seed: 20260301, numRuns: 500 },
  );
});
