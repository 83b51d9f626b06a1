import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '../../src/domain/ledger-import/types.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';

const texts = async (bytes: Uint8Array): Promise<string[][]> => {
  const sheets = await readWorkbook(bytes, 'D:\\ledgers\\台账.csv');
  if (isRefusal(sheets)) throw new Error(JSON.stringify(sheets));
  const shown = (cell: Cell): string => (cell.kind === 'text' ? cell.value : cell.kind === 'empty' ? '' : cell.kind);
  return (sheets[0]?.rows ?? []).map(row => row.map(shown));
};
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const LEDGER = [
  ['项目名称', '县区', '当前阶段'],
  ['恒安', '晋江市', '签约'],
];

describe('encodings', () => {
  test('UTF-8 with and without a mark', async () => {
    const text = LEDGER.map(row => row.join(',')).join('\r\n');
    expect(await texts(utf8(text))).toEqual(LEDGER);
    expect(await texts(utf8(`\ufeff${text}`))).toEqual(LEDGER);
  });

  test('GB18030 without any mark, as Chinese Excel saves it', async () => {
    // 项目名称,县区,当前阶段 / 㐀 (four bytes in GB18030),晋江市,签约
    const hex = 'cfeec4bfc3fbb3c62ccfd8c7f82cb5b1c7b0bdd7b6ce0d0a8139ee392cbdfabdadcad02cc7a9d4bc';
    expect(await texts(Buffer.from(hex, 'hex'))).toEqual([LEDGER[0], ['㐀', '晋江市', '签约']]);
  });

  test('UTF-16 with its mark, as "Unicode text" is saved', async () => {
    const text = `\ufeff${LEDGER.map(row => row.join('\t')).join('\r\n')}`;
    expect(await texts(Buffer.from(text, 'utf16le'))).toEqual(LEDGER);
    expect(await texts(Buffer.from(text, 'utf16le').swap16())).toEqual(LEDGER);
  });
});

describe('delimiters, quotes and lines', () => {
  test.each([[','], ['\t'], [';']])('%j is found by itself', async delimiter => {
    expect(await texts(utf8(`标题\n${LEDGER.map(row => row.join(delimiter)).join('\n')}\n`))).toEqual([
      ['标题'],
      ...LEDGER,
    ]);
  });

  test('a hint line of Excel is obeyed and keeps its row number', async () => {
    expect(await texts(utf8('sep=;\r\na,b;c\r\n'))).toEqual([[], ['a,b', 'c']]);
  });

  test('quoted fields hold delimiters, line breaks and doubled quotes', async () => {
    expect(await texts(utf8('"a,""b""","c\r\nd"\n"",e'))).toEqual([
      ['a,"b"', 'c\r\nd'],
      ['', 'e'],
    ]);
  });

  test('a lone quote inside a field is text, rows may differ in length, old Mac lines end', async () => {
    expect(await texts(utf8('5"管,b,c\rd\r\r"e"f,g,'))).toEqual([['5"管', 'b', 'c'], ['d'], [], ['ef', 'g']]);
  });

  test('a quote that never ends is refused instead of swallowing the rest', async () => {
    expect(await readWorkbook(utf8('a,b\n"c,d\ne,f\n'), 'x.csv')).toMatchObject({
      code: 'notAWorkbook',
      field: 'file',
      params: { found: 'openQuote', row: 2 },
    });
  });

  test('the sheet is called after the file', async () => {
    expect(await readWorkbook(utf8('a,b'), 'D:\\ledgers\\台账.csv')).toMatchObject([{ name: '台账', hidden: false }]);
  });

  test('whatever is written comes back, in every encoding', async () => {
    const field = fc
      .string({ unit: fc.constantFrom('项', 'a', ',', '"', '\n', ';', '1') })
      .filter(text => text.trim() === text);
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, async table => {
        const head = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8', 'h9'];
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const csv = [head, ...table].map(row => row.map(quote).join(',')).join('\r\n');
        const trimmed = table.map(row => row.slice(0, row.findLastIndex(text => text !== '') + 1));
        expect(await texts(utf8(csv))).toEqual([head, ...trimmed]);
        expect(await texts(Buffer.from(`\ufeff${csv}`, 'utf16le'))).toEqual([head, ...trimmed]);
      }),
      { seed: 18030, numRuns: 200 },
    );
  });
});
