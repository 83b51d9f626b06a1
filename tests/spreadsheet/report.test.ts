import { describe, expect, test } from '@jest/globals';
import exceljs from 'exceljs';
import { factWord } from '../../src/contract/catalogue/index.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';
import { writeImportReport, type ImportReport } from '../../src/spreadsheet/report.ts';

const REPORT: ImportReport = {
  fileName: '=台账.xlsx',
  locale: 'zh',
  totals: { create: 1, change: 1, refused: 1 },
  rows: [
    {
      row: 4,
      sheet: '台账',
      name: '恒安',
      verdict: 'create',
      code: 'P-1',
      reasons: [],
      changes: [],
      gaps: ['county', 'actual.landing'],
    },
    {
      row: 5,
      sheet: '台账',
      name: '=HYPERLINK("http://x","y")',
      verdict: 'change',
      reasons: [],
      changes: [
        { field: 'investmentWan', kind: 'correction', old: 200_000, new: 138_000 },
        { field: 'stage', kind: 'advance', old: 'signing', new: 'landing' },
        { field: 'actual.landing', kind: 'fill', old: null, new: '2023' },
      ],
    },
    { row: 6, sheet: '台账', name: '@a\ud800', verdict: 'refused', reasons: ['第一条', '+第二条'], changes: [] },
  ],
  passedOver: [{ sheet: '台账', row: 51, reason: 'total', text: '合计' }],
  ignoredColumns: [{ sheet: '台账', column: 'Q', header: '用地(亩)' }],
};

const open = async (bytes: Uint8Array): Promise<exceljs.Workbook> => {
  const book = new exceljs.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as exceljs.Buffer);
  return book;
};

describe('the import report', () => {
  test('tells each row, its result and why, in Chinese', async () => {
    const sheets = await readWorkbook(await writeImportReport(REPORT), 'report.xlsx');
    if (isRefusal(sheets)) throw new Error('unreadable');
    const shown = sheets.map(({ rows }) => rows.map(row => row.map(cell => (cell.kind === 'empty' ? '' : cell.value))));
    expect(sheets.map(({ name }) => name)).toEqual(['逐行结果', '汇总', '未读取']);
    expect(shown[0]).toEqual([
      ['行号', '工作表', '项目名称', '结果', '项目编号', '原因', '变更内容', '待补信息'],
      ['4', '台账', '恒安', '新建', 'P-1', '', '', '县（市、区）, 落地日期'],
      [
        '5',
        '台账',
        '=HYPERLINK("http://x","y")',
        '更新',
        '',
        '',
        '总投资：20 亿元 → 13.8 亿元\n阶段：签约 → 落地\n落地日期：空 → 2023',
      ],
      ['6', '台账', '@a\ufffd', '拒绝', '', '第一条\n+第二条'],
    ]);
    expect(shown[1]?.slice(1)).toEqual([
      ['文件', '=台账.xlsx'],
      ['新建', '1'],
      ['更新', '1'],
      ['不变', '0'],
      ['落后于库内', '0'],
      ['拒绝', '1'],
      ['合计', '3'],
    ]);
    expect(shown[2]?.slice(1)).toEqual([
      ['台账', '51', '合计行', '合计'],
      ['台账', 'Q', '未识别的列', '用地(亩)'],
    ]);
  });

  test('keeps text that looks like a formula as text', async () => {
    const book = await open(await writeImportReport(REPORT));
    const name = book.getWorksheet('逐行结果')?.getCell('C3');
    expect(name?.type).toBe(exceljs.ValueType.String);
    expect(name?.numFmt).toBe('@');
  });

  test('freezes its header and colours results beside naming them', async () => {
    const sheet = (await open(await writeImportReport(REPORT))).getWorksheet('逐行结果');
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    const colours = [2, 3, 4].map(row => JSON.stringify(sheet?.getCell(`D${row}`).fill));
    expect(new Set(colours).size).toBe(3);
  });

  test('speaks English when asked', async () => {
    const sheets = await readWorkbook(await writeImportReport({ ...REPORT, locale: 'en' }), 'report.xlsx');
    expect(sheets).toMatchObject([{ name: 'Rows' }, { name: 'Summary' }, { name: 'Not read' }]);
    expect(factWord('precision.plan.landing', 'en')).toBe('planned landing date');
    expect(factWord('actual.fullCapacity', 'en')).toBe('full capacity date');
  });

  test('carries ten thousand rows, an over-long reason cut to what a cell holds', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      ...{ row: i + 4, sheet: '台账', name: `项目${i}`, verdict: 'same' as const, changes: [] },
      reasons: i === 0 ? ['长'.repeat(40_000)] : [],
    }));
    const sheets = await readWorkbook(
      await writeImportReport({ fileName: 'x', locale: 'zh', totals: { same: 10_000 }, rows }),
      'r.xlsx',
    );
    if (isRefusal(sheets)) throw new Error('unreadable');
    expect(sheets[0]?.rows).toHaveLength(10_001);
    expect(sheets).toHaveLength(2);
  });
});
