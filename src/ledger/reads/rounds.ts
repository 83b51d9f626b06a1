import { sql, type Selectable } from 'kysely';
import type { Reach } from '../../access/reach.ts';
import type { CountyCount } from '../../domain/round/types.ts';
import type { Database } from '../database.ts';
import { countyFigures, mustReport } from '../facts/rounds.ts';
import { countiesWithin, projectWithin } from '../reach/index.ts';
import type { Tables } from '../tables.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export type RoundRow = Selectable<Tables['reporting_round']>;

/** The latest month first. */
export async function listRounds(db: Database, { limit, after }: PageQuery): Promise<Page<RoundRow>> {
  const { total } = await db
    .selectFrom('reporting_round')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const [before] = after ?? [];
  const query = db.selectFrom('reporting_round').selectAll().orderBy('month', 'desc');
  const rows = await (before === undefined ? query : query.where('month', '<', before)).limit(limit + 1).execute();
  return pageFrom(rows, { limit, total: Number(total), keys: row => [row.month] });
}

export async function roundByMonth(db: Database, month: string): Promise<RoundRow | undefined> {
  return db.selectFrom('reporting_round').selectAll().where('month', '=', month).executeTakeFirst();
}

export interface CountyStanding extends CountyCount {
  /** Came after the close; counted beside what was closed, never in it. */
  late: number;
  /** Not reported in time: so far, or for ever once the round is closed. */
  silent: number;
}

/** As it was closed, or as it stands now while the round is open; late figures as they stand now. */
export async function standingsOf(db: Database, round: RoundRow, reach: Reach = null): Promise<CountyStanding[]> {
  const standings = await allStandings(db, round);
  const seen = await countiesWithin(
    db,
    reach,
    standings.map(({ county }) => county),
  );
  return standings.filter(({ county }) => seen(county));
}

async function allStandings(db: Database, round: RoundRow): Promise<CountyStanding[]> {
  const now = await countyFigures(db, round.month);
  const closed = round.closed_counties as unknown as readonly CountyCount[] | null;
  const late = new Map(now.map(each => [each.county, each.late]));
  return (closed ?? now).map(({ county, projects, reported }) => ({
    county,
    projects,
    reported,
    late: late.get(county) ?? 0,
    silent: projects - reported,
  }));
}

/** One line of the form: what is known of the year, and the month's figures when they have been reported. */
export interface FormRow {
  code: string;
  name: string;
  county: string | null;
  yearPlanWan: number | null;
  /** The last month of the year before this one that was reported, and the year to its end. */
  lastMonth: string | null;
  beforeWan: number | null;
  doneWan: number | null;
  toDateWan: number | null;
  late: boolean | null;
}

export async function formRows(
  db: Database,
  { month, county, reach }: { month: string; county?: string | undefined; reach?: Reach },
): Promise<FormRow[]> {
  const year = month.slice(0, 4);
  const { rows } = await sql<FormRow>`
    select p.code, p.name, p.county, y.amount_wan as "yearPlanWan", b.month as "lastMonth",
      b.to_date_wan as "beforeWan", r.done_wan as "doneWan", r.to_date_wan as "toDateWan", r.late
    from project p
      left join year_plan y on y.project_code = p.code and y.year = ${Number(year)}
      left join month_report r on r.project_code = p.code and r.month = ${month}
      left join lateral (
        select m.month, m.to_date_wan from month_report m
        where m.project_code = p.code and m.month >= ${`${year}-01`} and m.month < ${month}
        order by m.month desc limit 1
      ) b on true
    where ${mustReport(month)} ${county === undefined ? sql`` : sql`and p.county = ${county}`}
      ${reach ? sql`and ${projectWithin(reach, 'p')}` : sql``}
    order by p.county nulls last, p.code`.execute(db);
  return rows;
}

export interface MonthFigure {
  county: string | null;
  doneWan: number | null;
  toDateWan: number | null;
  late: boolean | null;
}

/** What the ledger has of a month, by project; a code that is none is missing, and so is one beyond the reader's reach. */
export async function monthFigures(
  db: Database,
  month: string,
  codes: readonly string[],
  reach: Reach = null,
): Promise<Map<string, MonthFigure>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('project')
    .leftJoin('month_report', join =>
      join.onRef('month_report.project_code', '=', 'project.code').on('month_report.month', '=', month),
    )
    .select(['code', 'county', 'done_wan as doneWan', 'to_date_wan as toDateWan', 'late'])
    .where('code', 'in', [...new Set(codes)])
    .where(reach ? projectWithin(reach) : sql<boolean>`true`)
    .execute();
  return new Map(rows.map(({ code, ...figure }) => [code, figure]));
}
