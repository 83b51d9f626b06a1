import { sql } from 'kysely';
import type { AskedUnit } from '../../domain/meeting/collection/types.ts';
import type { RuleContext } from '../../domain/entity.ts';
import { everyOf } from '../../domain/meeting/rhythm.ts';
import { STATES_OWED } from '../../domain/problem/standing.ts';
import { isAnyOf, type Database } from '../database.ts';
import { isDispatch, type MeetingOfSeries } from '../reads/dispatches.ts';

/**
 * The units that have something to report before a meeting, and who reports for them today. A county has its projects and problems, told by its
 * reporters; a department the problems it leads or has a part in, and what it was given to do at meetings. A county without a reporter is its units'
 * to answer for, and nobody is written to. A special meeting asks the units of its attendees.
 */
export async function collectionUnits(
  db: Database,
  { meeting: { seriesId }, series }: MeetingOfSeries,
  { settings }: Pick<RuleContext, 'settings'>,
): Promise<AskedUnit[]> {
  const { dispatchSeries } = settings.problem;
  // Several series side by side: whoever deals with the ladder asks, so that no unit is asked twice in a week.
  const isSpecial = everyOf(series ?? {}) === 'once';
  if (!isSpecial && !isDispatch(seriesId, dispatchSeries, series)) return [];
  const owed = isAnyOf('problem.state', STATES_OWED);
  const { rows } = await sql<AskedUnit>`
    with busy_county as (
      select county from project where status = 'active' and county is not null
      union select county from problem where ${owed} and county is not null
    ), duty as (
      select lead_unit_id as unit_id from problem where ${owed} and lead_unit_id is not null
      union select unnest(co_unit_ids || split_unit_ids) from problem where ${owed}
      union select unit_id from meeting_decision where done_on is null and dropped_on is null
    ), reporter as (
      select id, unit_id, 'countyReporter' = any(roles) as county, 'departmentHandler' = any(roles) as department
      from person where active and ('countyReporter' = any(roles) or 'departmentHandler' = any(roles))
    ), reported as (
      select distinct unit.county from unit join reporter on reporter.unit_id = unit.id and reporter.county
      where unit.county is not null
    ), asked as (
      select unit.id, unit.id in (select unit_id from duty) as on_duty,
        coalesce(unit.county in (select county from busy_county), false) as of_county,
        exists (select from reporter r where r.unit_id = unit.id and r.county) as tells_county,
        coalesce(unit.county in (select county from reported), false) as county_told
      from unit
    )
    select asked.id as "unitId", coalesce(array_agg(r.id order by r.id) filter (where r.id is not null), '{}') as people
    from asked left join reporter r on r.unit_id = asked.id
      and ((r.county and asked.of_county) or asked.on_duty)
    where asked.on_duty or (asked.of_county and (asked.tells_county or not asked.county_told))
    group by asked.id order by asked.id`.execute(db);
  if (!isSpecial) return rows;
  const attending = await unitsOf(db, series?.attendeeIds ?? []);
  return rows.filter(({ unitId }) => attending.has(unitId));
}

async function unitsOf(db: Database, people: readonly string[]): Promise<Set<string>> {
  const rows = await db.selectFrom('person').select('unit_id').where(isAnyOf('id', people)).execute();
  return new Set(rows.map(({ unit_id: unit }) => unit));
}
