import { describe, expect, test } from '@jest/globals';
import { neededPlaceholdersOf, REFUSAL_TEXTS, refusalText } from '../../../src/contract/catalogue/index.ts';
import { interpretSheet } from '../../../src/domain/ledger-import/interpret.ts';
import type { Sheet } from '../../../src/domain/ledger-import/types.ts';
import { parseAssumptions } from '../../../src/domain/ledger-import/words.ts';
import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import { cell, sheet, TODAY } from './sheets.ts';

const HEADER = ['项目名称', '县区', '总投资(亿元)', '协议性质', '签约时间', '开工时间', '当前阶段'];
const BLANKS = [null, null, null, null, null, null];

/** Everything refused about a sheet, of the whole or of a row. */
const refusalsOf = (source: Sheet, assume: Record<string, string> = {}): Refusal[] => {
  const result = interpretSheet([source], { today: TODAY, assume });
  return isRefusal(result) ? [result] : result.rows.flatMap(({ refusals }) => refusals);
};

const REFUSED: readonly Refusal[] = [
  ...refusalsOf(sheet([['a', 'b'], ['c']])),
  ...refusalsOf(sheet([['项目名称', '县区', '当前阶段', '签约时间', '签约日期']])),
  ...refusalsOf(
    sheet([
      ['项目名称', '县区', '总投资'],
      ['A', null, 3],
    ]),
  ),
  ...refusalsOf(sheet([HEADER, ['A', null, '约20', '口头', 'x', '2022.1.1', '推进中']])),
  ...refusalsOf(sheet([HEADER, ['A', null, '1.23456', null, cell(2022.1), null, null]])),
  ...refusalsOf(sheet([HEADER, ['A', null, '-1', null, '2026-02-30', '2030', '开工']])),
  ...refusalsOf(sheet([HEADER, ['A', null, '999999', null, '2022.4.28', '2022.4.27', '签约']])),
  ...refusalsOf(
    sheet([HEADER, [null, '鲤城区', ...BLANKS], ['A', ...BLANKS], ['A', ...BLANKS], ['长'.repeat(201), ...BLANKS]]),
  ),
  ...refusalsOf(
    sheet([HEADER, ['A\u0000', null, { kind: 'shared', value: cell(3) }, { kind: 'error', value: '#REF!' }]]),
  ),
  ...refusalsOf(sheet([HEADER, ['A', ...BLANKS.slice(1), '推进中']]), { 筹备: 'signing' }),
  ...[['推进中'], ['推进中=飞'], ['在建=竣工'], ['a=签约', 'a=落地']].flatMap(answers => {
    const answer = parseAssumptions(answers);
    return isRefusal(answer) ? [answer] : [];
  }),
];

describe('every refusal of an import', () => {
  test('is covered here', () => {
    expect([...new Set(REFUSED.map(({ code }) => code))].sort()).toEqual(
      [
        ...[
          'headerNotFound',
          'columnTwice',
          'unitUnclear',
          'cellNotMoney',
          'cellNotAgreement',
          'cellNotADate',
          'cellNotAStage',
        ],
        ...[
          'notWholeWan',
          'negativeMoney',
          'noSuchDate',
          'dateInFuture',
          'outOfRange',
          'dateBeforeLastStage',
          'dateBeyondStage',
        ],
        ...[
          'rowWithoutName',
          'rowTwice',
          'tooLong',
          'badCharacters',
          'cellShared',
          'cellNotCalculated',
          'assumptionUnknown',
          'badFormat',
        ],
      ].sort(),
    );
  });

  test.each(REFUSED.map(refusal => [refusal.code, refusal] as const))(
    '%s has what its sentence needs',
    (code, refusal) => {
      for (const locale of ['zh', 'en'] as const) {
        const given = ['field', 'value', ...Object.keys(refusal.params)];
        expect(given).toEqual(expect.arrayContaining(neededPlaceholdersOf(REFUSAL_TEXTS[code][locale])));
        expect(refusalText(refusal, locale)).not.toContain('?');
      }
    },
  );
});

test('the question about 推进中 says where, what may stand there and how to answer', () => {
  const [question] = refusalsOf(sheet([HEADER, ['A', ...BLANKS.slice(1), '推进中']]));
  expect(question && refusalText(question, 'zh')).toBe(
    '当前阶段 G2：“推进中” 不是阶段名称（线索、在谈、签约、落地、开工、竣工、投产、满产）；如确指其中一个阶段，请说明，例如 --assume 推进中=签约。',
  );
});
