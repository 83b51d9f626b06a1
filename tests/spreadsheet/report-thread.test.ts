import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../src/domain/refusal.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';
import type { ReportRow } from '../../src/spreadsheet/report.ts';
import { writeReport } from '../../src/spreadsheet/thread/write.ts';

const row = (n: number): ReportRow => ({
  ...{ row: n, sheet: '台账', name: `项目${n}`, verdict: 'same', reasons: [], changes: [] },
});
const HEAD = { fileName: '台账.xlsx', totals: { same: 2_500 }, locale: 'zh' } as const;

describe('the report of an import, written in a thread', () => {
  test('has every row of every piece, in order, and others have their turns meanwhile', async () => {
    async function* pieces(): AsyncGenerator<ReportRow[]> {
      for (const first of [0, 1_000, 2_000]) {
        yield Array.from({ length: Math.min(1_000, 2_500 - first) }, (_, at) => row(first + at));
      }
    }
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 10);
    const bytes = await writeReport(HEAD, pieces());
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
    const sheets = await readWorkbook(bytes, 'report.xlsx');
    if (isRefusal(sheets)) throw new Error(sheets.code);
    const names = sheets[0]?.rows.slice(1).map(cells => (cells[2]?.kind === 'text' ? cells[2].value : null));
    expect(names).toEqual(Array.from({ length: 2_500 }, (_, n) => `项目${n}`));
  });

  test('fails with what failed while its rows were read', async () => {
    async function* broken(): AsyncGenerator<ReportRow[]> {
      throw new Error('the ledger is away');
    }
    await expect(writeReport(HEAD, broken())).rejects.toThrow('the ledger is away');
  });
});
