import { describe, expect, test } from '@jest/globals';
import { refusalText } from '../../src/contract/catalogue/index.ts';
import { sheetsReader } from '../../src/domain/uploads.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';
import { readUpload } from '../../src/spreadsheet/thread/ask.ts';
import { rawWorkbook, workbook } from './workbooks.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const REPORTS = { as: 'reports', asked: { fileName: '月报.csv' }, fileName: '月报.csv' } as const;
const reports = (count: number): Uint8Array =>
  bytes(`项目编号,本月完成\n${Array.from({ length: count }, (_, n) => `P-${n},${n}\n`).join('')}`);

/** Texts in every cell, so that each becomes something in memory. */
const wide = (rows: number): Uint8Array => {
  const row = `<row>${'<c t="inlineStr"><is><t>项目</t></is></c>'.repeat(20)}</row>`;
  return rawWorkbook({ sheet: `<sheetData>${row.repeat(rows)}</sheetData>` });
};

describe('an uploaded file', () => {
  test('says in its thread what it says here', async () => {
    const file = await workbook(book => {
      const sheet = book.addWorksheet('台账');
      sheet.addRow(['项目名称', '县区', '总投资(亿元)', '当前阶段', '签约时间']);
      sheet.addRow(['甲', '鲤城区', 1.5, '签约', new Date('2022-12-01')]);
      sheet.addRow(['乙', null, '很多', '签约', '2022年12月']);
      sheet.addRow(['合计', null, 3]);
    });
    const asked = { today: '2026-11-23', assume: {} };
    const here = await readWorkbook(file, '台账.xlsx');
    if (isRefusal(here)) throw new Error(here.code);
    const there = await readUpload({ as: 'projects', asked, bytes: file, fileName: '台账.xlsx' });
    expect(there).toEqual(await sheetsReader(here)('projects', asked));
    expect(there).toMatchObject({
      rows: [{ name: '甲' }, { name: '乙' }],
      money: [],
      passedOver: [{ reason: 'total' }],
    });
  });

  test('of many rows comes whole and in order', async () => {
    const read = await readUpload({ ...REPORTS, bytes: reports(2_500) });
    if (isRefusal(read)) throw new Error(read.code);
    expect(read.rows.map(({ row, code }) => [row, code])).toEqual(
      Array.from({ length: 2_500 }, (_, n) => [n + 2, `P-${n}`]),
    );
  });

  test('that cannot be read is refused from there, by the file and by what is asked', async () => {
    expect(await readUpload({ ...REPORTS, bytes: bytes('%PDF-1.7') })).toMatchObject({ code: 'notAWorkbook' });
    expect(await readUpload({ ...REPORTS, bytes: bytes('a,b\n1,2') })).toMatchObject({ code: 'headerNotFound' });
  });

  test('leaves others their turns while it is read', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 10);
    await readUpload({ ...REPORTS, bytes: wide(10_000) });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });

  test('that needs more memory or time than a thread is given is refused by place, name and limit', async () => {
    const large = { ...REPORTS, bytes: wide(10_000) };
    const heavy = await readUpload(large, { seconds: 120, megabytes: 60 });
    expect(heavy).toMatchObject({ code: 'workbookTooHeavy', field: 'file', params: { megabytes: 60 } });
    if (!isRefusal(heavy)) throw new Error('it was read');
    expect(refusalText(heavy, 'zh')).toBe(
      '文件（file）：“月报.csv” 内容过多，读取时超出上限（最多 60 MB 内存）。请分成几个文件导入。',
    );
    const slow = await readUpload(large, { seconds: 0.1, megabytes: 2_000 });
    if (!isRefusal(slow)) throw new Error('it was read');
    expect(refusalText(slow, 'en')).toBe(
      'file: "月报.csv" holds too much to be read within 0.1 seconds; import it as several files.',
    );
    expect(await readUpload({ ...REPORTS, bytes: reports(1) })).toMatchObject({ rows: [{ code: 'P-0' }] });
  });

  test('waits while others are read, and is told to come again when they take too long', async () => {
    const large = { ...REPORTS, bytes: wide(10_000) };
    const others = [readUpload(large), readUpload(large)];
    const small = { ...REPORTS, bytes: reports(1) };
    await expect(readUpload(small, { seconds: 0.01, megabytes: 100 })).rejects.toMatchObject({ part: 'reader' });
    const waiting = readUpload(small);
    expect((await Promise.all(others)).map(isRefusal)).toEqual([true, true]);
    expect(await waiting).toMatchObject({ rows: [{ code: 'P-0' }] });
  });

  test('that cannot be handed to a thread takes nobody’s turn', async () => {
    // Functions cannot be copied into a thread: it is never started.
    const uncopied = { ...REPORTS, bytes: reports(1), asked: { fileName: (() => '') as unknown as string } };
    for (let times = 0; times < 3; times += 1)
      await expect(readUpload(uncopied)).rejects.toMatchObject({ name: 'DataCloneError' });
    expect(await readUpload({ ...REPORTS, bytes: reports(1) })).toMatchObject({ rows: [{ code: 'P-0' }] });
  });
});
