import { sql, type Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';

export interface YearMoney {
  year: number;
  planWan: number | null;
  doneWan: number | null;
  lastMonth: string | null;
}

export interface ProjectMoneyRows {
  years: YearMoney[];
  months: Selectable<Tables['month_report']>[];
  arrivals: Selectable<Tables['arrival']>[];
  /** Exact decimal text for each currency. */
  arrived: { currency: string; amount: string }[];
}

/** All the money of one project, in order. */
export async function moneyOf(db: Database, code: string): Promise<ProjectMoneyRows> {
  const plans = await db.selectFrom('year_plan').selectAll().where('project_code', '=', code).execute();
  const months = await db
    .selectFrom('month_report')
    .selectAll()
    .where('project_code', '=', code)
    .orderBy('month')
    .execute();
  const arrivals = await db
    .selectFrom('arrival')
    .selectAll()
    .where('project_code', '=', code)
    .orderBy('number')
    .execute();
  const arrived = await db
    .selectFrom('arrival')
    .select(['currency', sql<string>`sum(amount)::text`.as('amount')])
    .where('project_code', '=', code)
    .groupBy('currency')
    .orderBy('currency')
    .execute();
  return { years: yearsOf(plans, months), months, arrivals, arrived };
}

/** One year of it: for a page that shows how the year stands. */
export async function yearMoneyOf(db: Database, code: string, year: number): Promise<YearMoney> {
  const plans = await db
    .selectFrom('year_plan')
    .selectAll()
    .where('project_code', '=', code)
    .where('year', '=', year)
    .execute();
  const months = await db
    .selectFrom('month_report')
    .selectAll()
    .where('project_code', '=', code)
    .where('month', 'like', `${year}-%`)
    .orderBy('month')
    .execute();
  return yearsOf(plans, months)[0] ?? { year, planWan: null, doneWan: null, lastMonth: null };
}

function yearsOf(
  plans: readonly Selectable<Tables['year_plan']>[],
  months: readonly Selectable<Tables['month_report']>[],
): YearMoney[] {
  const years = new Set([...plans.map(({ year }) => year), ...months.map(({ month }) => Number(month.slice(0, 4)))]);
  return [...years]
    .sort((a, b) => a - b)
    .map(year => {
      const last = months.filter(({ month }) => month.startsWith(`${year}-`)).at(-1);
      const plan = plans.find(each => each.year === year);
      return {
        year,
        planWan: plan?.amount_wan ?? null,
        doneWan: last?.to_date_wan ?? null,
        lastMonth: last?.month ?? null,
      };
    });
}
