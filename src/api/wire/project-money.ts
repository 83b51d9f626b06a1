import { moneyInYi, type ProjectMoneyAnswer, type YearMoneyAnswer } from '../../contract/schemas/index.ts';
import { wanToYi } from '../../domain/money/money.ts';
import type { ProjectMoney } from '../../domain/project/types.ts';
import type { ProjectMoneyRows, YearMoney } from '../../ledger/reads/project-money.ts';

export const yearMoneyWire = ({ year, planWan, doneWan, lastMonth }: YearMoney): YearMoneyAnswer => ({
  year,
  planWan,
  planYi: moneyInYi(planWan),
  doneWan,
  doneYi: moneyInYi(doneWan),
  lastMonth,
});

export const projectMoneyWire = (
  { code, statistics_on }: { code: string; statistics_on: string | null },
  dues: ProjectMoney['dues'],
  { years, months, arrivals, arrived }: ProjectMoneyRows,
): ProjectMoneyAnswer => ({
  code,
  statisticsOn: statistics_on,
  years: years.map(yearMoneyWire),
  months: months.map(row => ({
    month: row.month,
    doneWan: row.done_wan,
    doneYi: wanToYi(row.done_wan),
    toDateWan: row.to_date_wan,
    toDateYi: wanToYi(row.to_date_wan),
    reportedOn: row.reported_on,
    late: row.late,
    corrections: row.corrections,
  })),
  arrivals: arrivals.map(({ number, on, currency, amount, note }) => ({ number, on, currency, amount, note })),
  dues: dues.map((due, index) => ({ number: index + 1, ...due })),
  arrived,
});
