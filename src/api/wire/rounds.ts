import type { RoundAnswer, RoundDetailAnswer } from '../../contract/schemas/index.ts';
import { closingDate } from '../../domain/project/investment.ts';
import type { CountyStanding, FormRow, RoundRow } from '../../ledger/reads/rounds.ts';
import { csvLine, BOM } from '../../spreadsheet/write-ledger-csv.ts';
import { instantOf } from './instants.ts';

export const roundWire = (row: RoundRow, closingDay: number): RoundAnswer => ({
  month: row.month,
  status: row.status as RoundAnswer['status'],
  openedAt: instantOf(row.opened_at),
  closesOn: row.status === 'open' ? closingDate(row.month, closingDay) : null,
  closedOn: row.closed_on,
  done: row.done,
  unasked: row.unasked,
  seq: row.seq,
});

export function roundDetailWire(
  row: RoundRow,
  counties: readonly CountyStanding[],
  closingDay: number,
): RoundDetailAnswer {
  const sum = (field: 'projects' | 'reported' | 'late' | 'silent'): number =>
    counties.reduce((total, county) => total + county[field], 0);
  const total = { projects: sum('projects'), reported: sum('reported'), late: sum('late'), silent: sum('silent') };
  return { ...roundWire(row, closingDay), counties: [...counties], total };
}

/** The first, sixth, seventh and last are those that `domain/round/report-file.ts` reads back. */
const FORM_HEADERS = [
  '项目编号',
  '项目名称',
  '年度计划(万元)',
  '上次上报月份',
  '上次上报累计(万元)',
  '本月完成(万元)',
  '本年累计(万元)',
  '备注',
];

/** What is known is filled in, what is wanted is blank; Excel opens it, and it goes back as it is. */
export const formCsv = (rows: readonly FormRow[]): string =>
  BOM +
  [
    FORM_HEADERS,
    ...rows.map(row =>
      [row.code, row.name, row.yearPlanWan, row.lastMonth, row.beforeWan, row.doneWan, row.toDateWan, ''].map(value =>
        String(value ?? ''),
      ),
    ),
  ]
    .map(csvLine)
    .join('');
