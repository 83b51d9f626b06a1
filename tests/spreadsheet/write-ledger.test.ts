import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { interpretSheet } from '../../src/domain/ledger-import/interpret.ts';
import { LEDGER_COLUMNS, ledgerLine } from '../../src/domain/ledger-import/columns.ts';
import { moneyLines } from '../../src/domain/ledger-import/money-columns.ts';
import { NO_MONEY } from '../../src/domain/project/investment.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { inertField, plainField } from '../../src/spreadsheet/inert-csv.ts';
import type { LedgerExportLine } from '../../src/spreadsheet/ledger-export.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';
import { writeLedgerXlsx } from '../../src/spreadsheet/write-ledger-xlsx.ts';
import { inflateEntry, listZip } from '../../src/spreadsheet/zip.ts';

const line = (serial: number): LedgerExportLine => ({
  status: '跟踪中',
  cells: ledgerLine(
    {
      ...{ code: `P-${serial}`, name: `=项目 ${serial}`, county: '南安市', investor: null, industry: null, kind: null },
      ...{
        path: '标准',
        landKind: null,
        leadSource: null,
        parent: null,
        agreement: 'contract',
        investmentWan: serial,
        stage: 'signing',
        stageAssumed: false,
      },
      milestones: { signing: { actual: '2022-12' }, completion: { plan: '2027-06-30' } },
      ...{ knownIssue: null, note: '备注 '.repeat(40), source: null, leaderName: null },
    },
    serial,
  ),
});
async function* pages(projects: number, size = 500) {
  for (let from = 1; from <= projects; from += size) {
    yield Array.from({ length: Math.min(size, projects - from + 1) }, (_, index) => line(from + index));
  }
}
const MONTH = { reportedOn: '2026-02-01', late: false, corrections: 0 };
async function* moneyOf(projects: number) {
  for (let project = 1; project <= projects; project += 1) {
    const months = { '2026-01': { doneWan: project, toDateWan: project, ...MONTH } };
    const money = { ...NO_MONEY, yearPlans: { '2026': 9 * project }, months };
    yield moneyLines({ code: `P-${project}`, name: `=项目 ${project}`, money });
  }
}
const written = async (projects: number): Promise<Buffer> => {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  await writeLedgerXlsx(out, { day: '2026-11-23', rows: pages(projects), money: moneyOf(projects) });
  return Buffer.concat(chunks);
};

describe('a ledger as XLSX', () => {
  test('of 10,000 projects comes in again whole', async () => {
    const sheets = await readWorkbook(await written(10_000), 'ledger.xlsx');
    if (isRefusal(sheets)) throw new Error(sheets.code);
    const read = interpretSheet(sheets, { today: '2026-11-23', assume: {} });
    if (isRefusal(read)) throw new Error(read.code);
    expect(read.rows).toHaveLength(10_000);
    expect(read.rows.flatMap(({ refusals }) => refusals)).toEqual([]);
    expect(read.rows.at(-1)?.facts).toMatchObject({ code: 'P-10000', name: '=项目 10000', investmentWan: 10_000 });
    expect(read.money).toHaveLength(10_000);
    expect(read.money.at(-1)).toMatchObject({
      name: '=项目 10000',
      refusals: [],
      facts: {
        code: 'P-10000',
        plans: [{ year: 2026, amountWan: 90_000 }],
        months: [{ month: '2026-01', doneWan: 10_000, toDateWan: 10_000 }],
      },
    });
    expect(read.passedOver.map(({ reason }) => reason).sort()).toEqual([
      'sheetWithoutHeader',
      'title',
      'title',
      'unit',
      'unit',
    ]);
    expect(read.ignoredColumns.map(({ header }) => header)).toEqual(['状态']);
  });

  test('holds no formula and no link to anywhere', async () => {
    const bytes = await written(3);
    const entries = listZip(bytes);
    expect(entries.filter(({ name }) => /externalLink|vba|hyperlink/i.test(name))).toEqual([]);
    for (const entry of entries.filter(({ name }) => name.startsWith('xl/worksheets/'))) {
      const xml = inflateEntry(bytes, entry).toString('utf8');
      expect(xml).not.toMatch(/<f[ >/]|<hyperlink/);
    }
  });

  test('has rows as high as their longest text in its column, and no higher', async () => {
    const bytes = await written(1);
    const [projects, money] = listZip(bytes)
      .filter(({ name }) => name.startsWith('xl/worksheets/'))
      .map(entry => inflateEntry(bytes, entry).toString('utf8'));
    const { width = 0 } = LEDGER_COLUMNS.find(({ field }) => field === 'note') ?? {};
    // Forty times two Chinese characters and a space, five half-width characters together.
    expect(projects).toContain(`<row r="4" ht="${Math.ceil(200 / (width - 1)) * 17}"`);
    expect(money).toMatch(/<row r="4" (?!ht)/);
  });

  test('is printed on as many pages side by side as can be read, each with the names', async () => {
    const bytes = await written(1);
    const xmlOf = (name: RegExp): string =>
      listZip(bytes)
        .filter(entry => name.test(entry.name))
        .map(entry => inflateEntry(bytes, entry).toString('utf8'))
        .join();
    expect(xmlOf(/worksheets\/sheet1/)).toMatch(/<pageSetup paperSize="8"[^>]* fitToWidth="2" fitToHeight="0"/);
    // How to read it.
    expect(xmlOf(/worksheets\/sheet3/)).toMatch(/<pageSetup paperSize="9"[^>]* fitToWidth="1" fitToHeight="0"/);
    expect(xmlOf(/workbook\.xml$/)).toContain('项目台账&apos;!$A:$C,&apos;项目台账&apos;!$3:$3');
  });

  test('is written no faster than it is taken: pages wait for a slow reader', async () => {
    const out = new PassThrough({ highWaterMark: 1024 });
    let given = 0;
    const rows = (async function* () {
      for await (const page of pages(20_000)) {
        given += 1;
        yield page;
      }
    })();
    const writing = writeLedgerXlsx(out, { day: '2026-11-23', rows, money: moneyOf(0) });
    await new Promise(resolve => out.once('readable', resolve));
    for (let turn = 0; turn < 200; turn += 1) await new Promise(resolve => setImmediate(resolve));
    expect(given).toBeLessThan(40);
    out.resume();
    await writing;
    expect(given).toBe(40);
  });

  test('others have their turn while a page of it is written', async () => {
    const out = new PassThrough();
    out.resume();
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await writeLedgerXlsx(out, { day: '2026-11-23', rows: pages(2_000, 2_000), money: moneyOf(0) });
    clearInterval(timer);
    // After every ten rows; of a page written in one go there are some twenty, before and after it.
    expect(turns).toBeGreaterThan(100);
  });

  test('what the rows throw is thrown, and a reader that has gone stops the work', async () => {
    const failing = (async function* () {
      yield [line(1)];
      throw new Error('the database is away');
    })();
    const out = new PassThrough();
    out.resume();
    await expect(writeLedgerXlsx(out, { day: '2026-11-23', rows: failing, money: moneyOf(0) })).rejects.toThrow(
      'the database is away',
    );
    const gone = new PassThrough();
    gone.destroy();
    await writeLedgerXlsx(gone, { day: '2026-11-23', rows: pages(1_000), money: moneyOf(0) });
  });
});

describe('fields of a CSV', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['-5', "'-5"],
    ["'=1", "''=1"],
    ["'plain", "'plain"],
    ['项目', '项目'],
    ['', ''],
  ])('%s goes out as %s and comes back', (text, field) => {
    expect(inertField(text)).toBe(field);
    expect(plainField(field)).toBe(text);
  });
});
