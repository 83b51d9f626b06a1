import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '../../src/domain/ledger-import/types.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';
import { decimalText } from '../../src/spreadsheet/read-xlsx.ts';
import { rawWorkbook, workbook, type RawWorkbook } from './workbooks.ts';

const cellsOf = async (bytes: Uint8Array): Promise<readonly (readonly Cell[])[]> => {
  const sheets = await readWorkbook(bytes, 'x.xlsx');
  if (isRefusal(sheets)) throw new Error(JSON.stringify(sheets));
  return sheets[0]?.rows ?? [];
};
const rawCells = (raw: RawWorkbook): Promise<readonly (readonly Cell[])[]> => cellsOf(rawWorkbook(raw));
const row = (cells: string, number = 1): string => `<row r="${number}">${cells}</row>`;

describe('numbers', () => {
  test.each([
    [13.8, '13.8'],
    [1.1 + 2.2, '3.3'],
    [0.1 + 0.2, '0.3'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [-0.5, '-0.5'],
    [0, '0'],
    [-0, '0'],
    [20, '20'],
    [123456789012345, '123456789012345'],
    [588.0000000000001, '588'],
  ])('%d reads %s, as the spreadsheet shows it', (value, text) => {
    expect(decimalText(value)).toBe(text);
  });

  test('any amount of 亿元 with four decimals comes back digit by digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), wan => {
        const text = decimalText(wan / 10_000);
        expect(Math.round(Number(text) * 10_000)).toBe(wan);
        expect(text).toMatch(/^\d+(\.\d{1,4})?$/);
      }),
      { seed: 7 },
    );
  });

  test('a sum with float residue and a code with leading zeros read as shown', async () => {
    const bytes = await workbook(book => {
      const sheet = book.addWorksheet('a');
      sheet.addRow([13.8, 1.1 + 2.2, 123]);
      sheet.getCell('C1').numFmt = '000000';
    });
    expect(await cellsOf(bytes)).toEqual([
      [
        { kind: 'number', value: '13.8' },
        { kind: 'number', value: '3.3' },
        { kind: 'number', value: '000123' },
      ],
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['yyyy-mm-dd', '2022-12-01'],
    ['yyyy"年"m"月"d"日"', '2022-12-01'],
    ['yyyy"年"m"月"', '2022-12'],
    ['yyyy\\年m\\月', '2022-12'],
    ['[$-804]yyyy"年"m"月";@', '2022-12'],
    ['yyyy.m', '2022-12'],
    ['yyyy"年"', '2022'],
    ['m"月"d"日"', '2022-12-01'],
    ['mm-dd-yy', '2022-12-01'],
  ])('shown as %s are as precise as that: %s', async (format, date) => {
    const bytes = await workbook(book => {
      const sheet = book.addWorksheet('a');
      sheet.getCell('A1').value = new Date('2022-12-01T00:00:00Z');
      sheet.getCell('A1').numFmt = format;
    });
    expect(await cellsOf(bytes)).toEqual([[{ kind: 'date', value: date }]]);
  });

  test.each([
    [57, '2022-12'],
    [27, '2022-12'],
    [31, '2022-12-01'],
    [58, '2022-12-01'],
    [14, '2022-12-01'],
  ])('in the built-in format %d of a Chinese Excel are dates', async (id, date) => {
    const styles = `<cellXfs><xf numFmtId="0"/><xf numFmtId="${id}" applyNumberFormat="1"/></cellXfs>`;
    const cells = await rawCells({
      styles,
      sheet: `<sheetData>${row('<c r="A1" s="1"><v>44896</v></c>')}</sheetData>`,
    });
    expect(cells).toEqual([[{ kind: 'date', value: date }]]);
  });

  test('do not move with the time zone of the machine or with a time of day', async () => {
    const bytes = await workbook(book => {
      book.addWorksheet('a').addRow([new Date('2022-04-28T00:00:00Z'), new Date('2022-04-28T23:59:59Z')]);
    });
    const day = { kind: 'date', value: '2022-04-28' };
    expect(await cellsOf(bytes)).toEqual([[day, day]]);
  });

  test('of the 1904 system are four years and a day later', async () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
    const sheet = `<sheetData>${row('<c r="A1" s="1"><v>43217</v></c>')}</sheetData>`;
    expect(await rawCells({ styles, sheet, workbookPr: '<workbookPr date1904="1"/>' })).toEqual([
      [{ kind: 'date', value: '2022-04-28' }],
    ]);
  });

  test('written as ISO text by strict writers keep their day', async () => {
    const cells = await rawCells({ sheet: `<sheetData>${row('<c r="A1" t="d"><v>2022-04-28</v></c>')}</sheetData>` });
    expect(cells).toEqual([[{ kind: 'text', value: '2022-04-28' }]]);
  });

  test('a money format with a currency or a unit is no date', async () => {
    const bytes = await workbook(book => {
      const sheet = book.addWorksheet('a');
      sheet.addRow([13.8, 5, 6]);
      ['0.00"亿元"', '#,##0.00_);[Red](#,##0.00)', '"¥"#,##0.00'].forEach(
        (format, i) => (sheet.getCell(1, i + 1).numFmt = format),
      );
    });
    expect((await cellsOf(bytes))[0]?.map(({ kind }) => kind)).toEqual(['number', 'number', 'number']);
  });
});

describe('texts and formulas', () => {
  test('rich text, links, results, booleans and errors are read as people see them', async () => {
    const bytes = await workbook(book => {
      const sheet = book.addWorksheet('a');
      sheet.addRow([
        { richText: [{ text: '百宏' }, { text: '项目', font: { bold: true } }] },
        { text: '恒安', hyperlink: 'https://example.org' },
        { formula: 'A1', result: '结果' },
        { formula: '6.9*2', result: 13.8 },
        true,
        { error: '#REF!' },
        { formula: '1/0', result: { error: '#DIV/0!' } },
        '=1+1',
      ]);
    });
    expect(await cellsOf(bytes)).toEqual([
      [
        { kind: 'text', value: '百宏项目' },
        { kind: 'text', value: '恒安' },
        { kind: 'text', value: '结果' },
        { kind: 'number', value: '13.8' },
        { kind: 'text', value: 'TRUE' },
        { kind: 'error', value: '#REF!' },
        { kind: 'error', value: '#DIV/0!' },
        { kind: 'text', value: '=1+1' },
      ],
    ]);
  });

  test('a formula without a result is told from one whose result is empty', async () => {
    const cells =
      '<c r="A1"><f>SUM(B1:B9)</f><v/></c><c r="B1" t="str"><f>IF(1,"","x")</f><v></v></c><c r="C1"><v>1</v></c>';
    expect(await rawCells({ sheet: `<sheetData>${row(cells)}</sheetData>` })).toEqual([
      [{ kind: 'formula', value: '=SUM(B1:B9)' }, { kind: 'empty' }, { kind: 'number', value: '1' }],
    ]);
  });

  test('endless number formats are not matched against every cell', async () => {
    const styles = `<numFmts><numFmt numFmtId="200" formatCode="${'['.repeat(5_000)}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>`;
    const bytes = rawWorkbook({ styles, sheet: `<sheetData>${row('<c r="A1" s="0"><v>1</v></c>')}</sheetData>` });
    expect(await readWorkbook(bytes, 'x.xlsx')).toMatchObject({ code: 'notAWorkbook' });
  });

  test('a date calculated by a formula is a date, a shared formula has its result', async () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
    const cells =
      '<c r="A1" s="1"><f>TODAY()</f><v>44679</v></c><c r="B1"><f t="shared" ref="B1:C1" si="0">A1*2</f><v>4</v></c><c r="C1"><f t="shared" si="0"/><v>5</v></c>';
    expect(await rawCells({ styles, sheet: `<sheetData>${row(cells)}</sheetData>` })).toEqual([
      [
        { kind: 'date', value: '2022-04-28' },
        { kind: 'number', value: '4' },
        { kind: 'number', value: '5' },
      ],
    ]);
  });

  test('shared strings with phonetic marks, empty ones and escaped characters', async () => {
    const sharedStrings =
      '<si><t>项目</t><rPh sb="0" eb="1"><t>xiang</t></rPh></si><si><t/></si><si><t>一_x000D_&#10;二</t></si><si><t xml:space="preserve">  </t></si>';
    const cells = [0, 1, 2, 3].map(i => `<c r="${'ABCD'[i]}1" t="s"><v>${i}</v></c>`).join('');
    expect(await rawCells({ sharedStrings, sheet: `<sheetData>${row(cells)}</sheetData>` })).toEqual([
      [{ kind: 'text', value: '项目' }, { kind: 'empty' }, { kind: 'text', value: '一\r\n二' }],
    ]);
  });
});

describe('merged cells', () => {
  test('share their content with the rows below, not with the columns beside', async () => {
    const bytes = await workbook(book => {
      const sheet = book.addWorksheet('a');
      sheet.addRows([['标题'], ['鲤城区', 'A'], [null, 'B'], ['南安市', 'C']]);
      sheet.mergeCells('A1:C1');
      sheet.mergeCells('A2:A3');
    });
    expect(await cellsOf(bytes)).toEqual([
      [{ kind: 'text', value: '标题' }],
      [
        { kind: 'text', value: '鲤城区' },
        { kind: 'text', value: 'A' },
      ],
      [
        { kind: 'shared', value: { kind: 'text', value: '鲤城区' } },
        { kind: 'text', value: 'B' },
      ],
      [
        { kind: 'text', value: '南安市' },
        { kind: 'text', value: 'C' },
      ],
    ]);
  });

  test('and validations and names over whole columns cost nothing', async () => {
    const sheet = `<sheetData>${row('<c r="A1" t="inlineStr"><is><t>x</t></is></c>')}</sheetData>
      <mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:B2"/></mergeCells>
      <dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>`;
    const names = '<definedNames><definedName name="all">台账!$A$1:$XFD$1048576</definedName></definedNames>';
    expect(await rawCells({ sheet, workbook: names })).toEqual([[{ kind: 'text', value: 'x' }]]);
  });
});

describe('what other programs write', () => {
  const sheet = `<sheetData>${row('<c r="A1" t="inlineStr"><is><t>项目</t></is></c>')}</sheetData>`;

  test('element prefixes, odd sheet file names and absolute targets', async () => {
    const prefixed = (_: string, body: string): string =>
      body
        .replaceAll(/<(\/?)(?!\?)/g, '<$1x:')
        .replaceAll('xmlns="http://schemas.openxmlformats', 'xmlns:x="http://schemas.openxmlformats');
    const rels = (name: string, body: string): string => (name.endsWith('.rels') ? body : prefixed(name, body));
    expect(await rawCells({ sheet, change: rels })).toEqual([[{ kind: 'text', value: '项目' }]]);
    expect(await rawCells({ sheet, target: 'worksheets/data.xml' })).toEqual([[{ kind: 'text', value: '项目' }]]);
    const absolute = rawWorkbook({
      sheet,
      change: (name, body) => (name.endsWith('.rels') ? body.replace('"worksheets/', '"/xl/worksheets/') : body),
    });
    expect(await cellsOf(absolute)).toEqual([[{ kind: 'text', value: '项目' }]]);
  });

  test('drawings, comments and tables that are broken do not matter', async () => {
    const drawing = `${sheet}<drawing r:id="rId9" xmlns:r="x"/><legacyDrawing r:id="rId8" xmlns:r="x"/><tableParts count="1"><tablePart r:id="rId7" xmlns:r="x"/></tableParts>`;
    const extra = [{ name: 'xl/drawings/drawing1.xml', body: '<not xml' }];
    expect(await rawCells({ sheet: drawing, extra })).toEqual([[{ kind: 'text', value: '项目' }]]);
  });

  test('sheets keep their names as written and hidden ones are marked', async () => {
    const bytes = await workbook(book => {
      book.addWorksheet('招商 & 台账').addRow(['x']);
      book.addWorksheet('旧').addRow(['y']);
      book.getWorksheet('旧')!.state = 'veryHidden';
    });
    const sheets = await readWorkbook(bytes, 'x.xlsx');
    expect(sheets).toMatchObject([
      { name: '招商 & 台账', hidden: false },
      { name: '旧', hidden: true },
    ]);
  });

  test('gaps between rows and cells are blank, nothing moves up', async () => {
    const bytes = await workbook(book => {
      const page = book.addWorksheet('a');
      page.getCell('C3').value = 'x';
      page.getCell('A5').value = 'y';
    });
    const rows = await cellsOf(bytes);
    expect(rows).toHaveLength(5);
    expect(rows[2]).toEqual([{ kind: 'empty' }, { kind: 'empty' }, { kind: 'text', value: 'x' }]);
    expect(rows.map(cells => cells.length)).toEqual([0, 0, 3, 0, 1]);
  });
});
