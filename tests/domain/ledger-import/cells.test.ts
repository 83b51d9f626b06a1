import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysInMonth } from '../../../src/domain/calendar/dates.ts';
import {
  parseDateCell,
  parseDateText,
  parseMoneyCell,
  parsePlanCell,
  parseTextCell,
} from '../../../src/domain/ledger-import/cells.ts';
import { cell } from './sheets.ts';

describe('a date cell', () => {
  test.each([
    ['2022.4.28', '2022-04-28'],
    ['2022/4/28', '2022-04-28'],
    ['2022-04-28', '2022-04-28'],
    ['2022.04.28', '2022-04-28'],
    ['2022.4.28', '2022-04-28'],
    ['2022年4月28日', '2022-04-28'],
    ['2022年4月28号', '2022-04-28'],
    ['2022 年 4 月 28 日', '2022-04-28'],
    ['2022。4。28', '2022-04-28'],
    ['2022–4–28', '2022-04-28'],
    ['20220428', '2022-04-28'],
    ['2022-04-28 00:00:00', '2022-04-28'],
    ['2022-04-28T00:00:00.000Z', '2022-04-28'],
    ['2022/4/28 9:30', '2022-04-28'],
    ['2022-11', '2022-11'],
    ['2022.11', '2022-11'],
    ['2022.1', '2022-01'],
    ['2022/11', '2022-11'],
    ['202211', '2022-11'],
    ['2022年12月', '2022-12'],
    ['2022年12月份', '2022-12'],
    ['2022年', '2022'],
    ['2022', '2022'],
    ['2024-02-29', '2024-02-29'],
  ])('reads %s as %s', (text, date) => {
    expect(parseDateText(text, '签约时间 I4')).toBe(date);
  });

  test.each([
    ['2026-02-30', 'noSuchDate'],
    ['2023-02-29', 'noSuchDate'],
    ['2026.13', 'noSuchDate'],
    ['2022年0月', 'noSuchDate'],
    ['1949-10-01', 'outOfRange'],
    ['22.4.28', 'cellNotADate'],
    ['28/4/2022', 'cellNotADate'],
    ['2022.4-2023.5', 'cellNotADate'],
    ['2022年底', 'cellNotADate'],
    ['2022年第二季度', 'cellNotADate'],
    ['已签约', 'cellNotADate'],
    ['2022-4/28', 'cellNotADate'],
  ])('refuses %s as %s, naming field and value', (text, code) => {
    expect(parseDateText(text, '签约时间 I4')).toMatchObject({ code, field: '签约时间 I4', value: text });
  });

  test('a number without date format is a day count, a year or a month', () => {
    expect(parseDateCell(cell(44679), 'f')).toBe('2022-04-28');
    expect(parseDateCell(cell(2022), 'f')).toBe('2022');
    expect(parseDateCell(cell(202204), 'f')).toBe('2022-04');
    expect(parseDateCell(cell(2022.12), 'f')).toBe('2022-12');
    expect(parseDateCell(cell(20220428), 'f')).toBe('2022-04-28');
    expect(parseDateCell(cell(13.8), 'f')).toMatchObject({ code: 'cellNotADate' });
  });

  test('2022.1 as a number is asked back, because 2022.10 looks the same', () => {
    expect(parseDateCell(cell(2022.1), 'f')).toMatchObject({
      code: 'cellNotADate',
      params: { rule: 'januaryOrOctober' },
    });
  });

  test('dashes and 待定 say nothing; a formula nobody calculated and an error are refused', () => {
    for (const nothing of ['-', '—', '——', '/', '无', '待定', ' ', 'N/A'])
      expect(parseDateCell(cell(nothing), 'f')).toBeNull();
    expect(parseDateCell({ kind: 'formula', value: '=TODAY()' }, 'f')).toMatchObject({ code: 'cellNotCalculated' });
    expect(parseDateCell({ kind: 'error', value: '#REF!' }, 'f')).toMatchObject({
      code: 'cellNotCalculated',
      value: '#REF!',
    });
  });

  test('every real day survives every way of writing it', () => {
    const day = fc.record({
      y: fc.integer({ min: 1978, max: 2199 }),
      m: fc.integer({ min: 1, max: 12 }),
      d: fc.nat(30),
    });
    fc.assert(
      fc.property(day, ({ y, m, d }) => {
        const dd = (d % daysInMonth(y, m)) + 1;
        const iso = `${y}-${String(m).padStart(2, '0')}-${String(dd).padStart(2, '0')}`;
        for (const text of [`${y}.${m}.${dd}`, `${y}/${m}/${dd}`, `${y}年${m}月${dd}日`, iso]) {
          expect(parseDateText(text, 'f')).toBe(iso);
        }
        const serial = Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000) + 25_569;
        expect(parseDateCell(cell(serial), 'f')).toBe(iso);
      }),
      { seed: 20221104 },
    );
  });

  test('a plan by month or year promises its last day and says that it was not exact', () => {
    expect(parsePlanCell(cell('2027年2月'), 'f')).toEqual({ day: '2027-02-28', exact: false });
    expect(parsePlanCell(cell('2027年'), 'f')).toEqual({ day: '2027-12-31', exact: false });
    expect(parsePlanCell(cell('2027.3.5'), 'f')).toEqual({ day: '2027-03-05', exact: true });
    expect(parsePlanCell(cell(null), 'f')).toBeNull();
  });
});

describe('a money cell', () => {
  test.each([
    [13.8, '亿元', 138_000],
    ['13.8', '亿元', 138_000],
    ['0.0001', '亿元', 1],
    ['1,234.5', '亿元', 12_345_000],
    ['138', '亿元', 1_380_000],
    ['20亿元', '万元', 200_000],
    ['5000万元', '亿元', 5_000],
    ['5000万', '亿元', 5_000],
    ['¥138000', '万元', 138_000],
    [0, '万元', 0],
  ] as const)('%s in a column of %s is %d 万元', (value, unit, wan) => {
    expect(parseMoneyCell(cell(value), unit, 'f')).toBe(wan);
  });

  test.each([
    ['约20', '亿元', 'cellNotMoney'],
    ['20-30', '亿元', 'cellNotMoney'],
    ['1.23456', '亿元', 'notWholeWan'],
    ['0.5', '万元', 'notWholeWan'],
    ['-3', '亿元', 'negativeMoney'],
    ['100001', '亿元', 'outOfRange'],
    ['3亿美元', '亿元', 'cellNotMoney'],
    ['1e3', '亿元', 'cellNotMoney'],
  ] as const)('%s in %s is refused as %s with the value as written', (value, unit, code) => {
    expect(parseMoneyCell(cell(value), unit, 'f')).toMatchObject({ code, value });
  });

  test('an amount merged over several rows belongs to none of them', () => {
    expect(parseMoneyCell({ kind: 'shared', value: cell(30) }, '亿元', 'f')).toMatchObject({
      code: 'cellShared',
      value: '30',
    });
  });

  test('without a unit an amount is a question, a blank is not', () => {
    expect(parseMoneyCell(cell(30), null, 'f')).toMatchObject({ code: 'unitUnclear' });
    expect(parseMoneyCell(cell('30亿元'), null, 'f')).toBe(300_000);
    expect(parseMoneyCell(cell('—'), null, 'f')).toBeNull();
  });
});

describe('a text cell', () => {
  test('control characters, lone surrogates and over-long text are refused, and the value can be printed', () => {
    expect(parseTextCell(cell('a\u0000b'), 'f', 10)).toMatchObject({ code: 'badCharacters', value: 'a\ufffdb' });
    expect(parseTextCell(cell('a\ud800b'), 'f', 10)).toMatchObject({ code: 'badCharacters', value: 'a\ufffdb' });
    expect(parseTextCell(cell('𠮷野'), 'f', 10)).toBe('𠮷野');
    expect(parseTextCell(cell('项'.repeat(11)), 'f', 10)).toMatchObject({ code: 'tooLong', params: { max: 10 } });
  });

  test('line breaks inside a note stay, spaces around it go', () => {
    expect(parseTextCell(cell(' 一\n二 '), 'f', 10)).toBe('一\n二');
  });
});
