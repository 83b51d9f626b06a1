import type { ProjectMoney } from '../project/types.ts';

/** A column of the money that goes out, under a header that comes in again as the same figure (money-headers.ts). */
export interface MoneyColumn {
  field: string;
  header: string;
  /** In characters of half width. */
  width: number;
}

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

export const MONEY_COLUMNS: readonly MoneyColumn[] = [
  { field: 'code', header: '项目编号', width: 15 },
  { field: 'name', header: '项目名称', width: 40 },
  { field: 'year', header: '年度', width: 7 },
  { field: 'yearPlan', header: '年度计划投资（万元）', width: 15 },
  ...MONTHS.flatMap(month => [
    { field: `done.${month}`, header: `${month}月完成`, width: 11 },
    { field: `toDate.${month}`, header: `${month}月累计`, width: 11 },
  ]),
];

/** By field; what is missing is a blank: nobody reported it. Money is 万元. */
export type MoneyLine = ReadonlyMap<string, string | number>;

/** A line for each year of a project that has a plan or a month. */
export function moneyLines({ code, name, money }: { code: string; name: string; money: ProjectMoney }): MoneyLine[] {
  const { yearPlans, months } = money;
  const years = new Set([...Object.keys(yearPlans), ...Object.keys(months).map(month => month.slice(0, 4))]);
  return [...years].sort().map(year => {
    const line = new Map<string, string | number>([
      ['code', code],
      ['name', name],
      ['year', Number(year)],
    ]);
    const plan = yearPlans[year];
    if (plan !== undefined) line.set('yearPlan', plan);
    for (const month of MONTHS) {
      const figures = months[`${year}-${String(month).padStart(2, '0')}`];
      if (!figures) continue;
      line.set(`done.${month}`, figures.doneWan).set(`toDate.${month}`, figures.toDateWan);
    }
    return line;
  });
}
