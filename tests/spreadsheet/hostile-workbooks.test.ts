import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { unzipSync, zipSync } from 'fflate';
import { interpretSheet } from '../../src/domain/ledger-import/interpret.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { readReportFile } from '../../src/domain/round/report-file.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';
import { rawWorkbook } from './workbooks.ts';

/**
 * Files that are small, are what they are called, and were made to keep whoever reads them busy for ever. Honest ones of the limits take some
 * seconds; what grows with the square of its length takes hours.
 */
const A_WHILE_MS = 20_000;
const read = (sheet: string, more: object = {}) => readWorkbook(rawWorkbook({ sheet, ...more }), 'x.xlsx');
const data = (rows: string): string => `<sheetData>${rows}</sheetData>`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a workbook made to never end', () => {
  test.each([
    ['in single quotes', `<row r='4000000000'><c r='A1'><v>1</v></c></row>`],
    ['behind an entity', '<row r="&#52;000000000"><c r="A1"><v>1</v></c></row>'],
    ['with spaces around the sign', '<row r = "4000000000"><c r="A1"><v>1</v></c></row>'],
    ['behind a thousand other characters', `<row spans="${'1'.repeat(1_000)}" r="4000000000"><c><v>1</v></c></row>`],
    ['behind a value that seems to end the tag', '<row spans=">" r="4000000000"><c r="A1"><v>1</v></c></row>'],
    ['behind a value that seems to be it', `<row spans=' r="1"' r="4000000000"><c r="A1"><v>1</v></c></row>`],
    ['as no number at all', '<row r="4000000000x"><c r="A1"><v>1</v></c></row>'],
  ])('a row number that no spreadsheet has, %s', async (_, row) => {
    expect(await read(data(row))).toMatchObject({ code: 'workbookTooLarge' });
  });

  test(
    'a hundred thousand rows, each with a cell in the last column there is',
    async () => {
      const rows = Array.from(
        { length: 100_000 },
        (_, at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>1</v></c></row>`,
      );
      expect(await read(data(rows.join('')))).toMatchObject({ code: 'workbookTooLarge' });
    },
    A_WHILE_MS,
  );

  test(
    'more cells than any ledger has',
    async () => {
      expect(await read(data(`<row>${'<c/>'.repeat(2_000_001)}</row>`))).toMatchObject({
        code: 'workbookTooLarge',
      });
      const sharedStrings = '<si/>'.repeat(2_000_001);
      expect(await read(data('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), { sharedStrings })).toMatchObject({
        code: 'workbookTooLarge',
      });
    },
    A_WHILE_MS,
  );

  test(
    'more pieces of one text than there are cells in any ledger',
    async () => {
      // Something that does not pack well, so that it is no bomb by its ratio.
      const padding = `<!--${randomBytes(400_000).toString('base64')}-->`;
      const cell = `<c r="A1" t="inlineStr"><is>${'<r/>'.repeat(12_000_001)}</is></c>`;
      const whole = rawWorkbook({ sheet: padding + data(`<row r="1">${cell}</row>`) });
      expect(await readWorkbook(zipSync(unzipSync(whole)), 'x.xlsx')).toMatchObject({ code: 'workbookTooLarge' });
    },
    A_WHILE_MS,
  );

  test(
    'a text of nothing but ampersands that is never closed',
    async () => {
      const cell = `<c r="A1" t="str"><v>${'&'.repeat(1_000_000)}<x/></v></c>`;
      expect(await read(data(`<row r="1">${cell}</row>`))).toMatchObject({ code: 'notAWorkbook' });
    },
    A_WHILE_MS,
  );

  test.each(['"', "'"])(
    'a number format of a million brackets in %s',
    async quote => {
      const code = quote + '['.repeat(1_000_000) + quote;
      const styles = `<numFmts><numFmt numFmtId="200" formatCode=${code}/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>`;
      const cell = '<c r="A1" s="1"><v>1</v></c>';
      expect(await read(data(`<row r="1">${cell}</row>`), { styles })).toMatchObject({ code: 'notAWorkbook' });
    },
    A_WHILE_MS,
  );

  test(
    'merged cells that lie over each other a thousand times',
    async () => {
      const rows = Array.from({ length: 20_000 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c></row>`);
      const merges = `<mergeCells>${'<mergeCell ref="A1:A20000"/>'.repeat(20_000)}</mergeCells>`;
      expect(await read(data(rows.join('')) + merges)).toMatchObject({ code: 'workbookTooLarge' });
    },
    A_WHILE_MS,
  );
});

describe('a text made to never end', () => {
  test(
    'a header of a million stars is none',
    async () => {
      const sheets = await readWorkbook(bytes(`x${'*'.repeat(1_000_000)}y,县区\n1,2\n`), 'x.csv');
      if (isRefusal(sheets)) throw new Error(sheets.code);
      // No spreadsheet holds so long a text, so it is told as what cannot be read.
      expect(sheets[0]?.rows[0]?.[0]).toEqual({ kind: 'error', value: '####' });
      const stars = `x${'*'.repeat(32_000)}y`;
      const many = await readWorkbook(bytes(`${Array.from({ length: 200 }, () => stars).join(',')}\n`), 'x.csv');
      if (isRefusal(many)) throw new Error(many.code);
      expect(interpretSheet(many, { today: '2026-11-23', assume: {} })).toMatchObject({ code: 'headerNotFound' });
      expect(readReportFile(many, 'x.csv')).toMatchObject({ code: 'headerNotFound' });
    },
    A_WHILE_MS,
  );

  test(
    'more fields than any ledger has',
    async () => {
      const text = `${'a,'.repeat(200)}\n`.repeat(16_000);
      expect(await readWorkbook(bytes(text), 'x.csv')).toMatchObject({ code: 'workbookTooLarge' });
    },
    A_WHILE_MS,
  );

  test(
    'a hundred thousand rows for one project',
    async () => {
      const sheets = await readWorkbook(bytes(`项目编号,本月完成\n${'P-1,5\n'.repeat(99_000)}`), 'x.csv');
      if (isRefusal(sheets)) throw new Error(sheets.code);
      const read = readReportFile(sheets, 'x.csv');
      if (isRefusal(read)) throw new Error(read.code);
      const { rows } = read;
      expect(rows[0]?.refusal).toMatchObject({ code: 'projectTwice', params: { row: 3 } });
      expect(rows.at(-1)?.refusal).toMatchObject({ code: 'projectTwice', params: { row: 2 } });
    },
    A_WHILE_MS,
  );
});
