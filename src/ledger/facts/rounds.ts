import { sql } from 'kysely';
import type { Envelope } from '../../contract/commit.ts';
import { monthAfter, type Month } from '../../domain/calendar/months.ts';
import type { CountyCount, RoundRuleFacts } from '../../domain/round/types.ts';
import { STAGES } from '../../domain/project/stages.ts';
import type { Database } from '../database.ts';

/** From signing on there is money to report. */
const WITH_MONEY = STAGES.slice(STAGES.indexOf('signing'));

/**
 * The projects of which a month's figures are wanted; `p` is the project, `r` its report of the month. One that was signed only afterwards owes
 * nothing of that month; what it has reported of it counts.
 */
export const mustReport = (month: Month) =>
  sql<boolean>`p.status = 'active' and p.stage in (${sql.join(WITH_MONEY)}) and (r.month is not null or not exists (
    select from milestone signed where signed.project_code = p.code and signed.stage = 'signing'
      and signed.actual_first >= ${`${monthAfter(month, 1)}-01`}))`;

export interface CountyFigures extends CountyCount {
  /** Reported after the close of the month. */
  late: number;
}

/** By county, those of no county last. Thousands of projects cost one query. */
export async function countyFigures(db: Database, month: Month): Promise<CountyFigures[]> {
  const { rows } = await sql<CountyFigures>`
    select p.county, count(*)::int as projects,
      (count(r.month) filter (where not r.late))::int as reported,
      (count(r.month) filter (where r.late))::int as late
    from project p left join month_report r on r.project_code = p.code and r.month = ${month}
    where ${mustReport(month)}
    group by p.county order by p.county nulls last`.execute(db);
  return rows;
}

export async function roundFacts(
  db: Database,
  { entityId: month, command }: Envelope<'round'>,
): Promise<RoundRuleFacts> {
  if (command.type === 'skipStep') return { month, counties: [] };
  const counties = await countyFigures(db, month);
  const reporters = await reportersByCounty(db);
  return { month, counties: counties.map(each => ({ ...each, reporters: reporters.get(each.county ?? '') ?? [] })) };
}

async function reportersByCounty(db: Database): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; county: string }>`
    select person.id, unit.county from person join unit on unit.id = person.unit_id
    where person.active and unit.county is not null and 'countyReporter' = any(person.roles)
    order by person.id`.execute(db);
  const found = new Map<string, string[]>();
  for (const { id, county } of rows) found.set(county, [...(found.get(county) ?? []), id]);
  return found;
}
