import { sql } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { ProjectMoney, ProjectState } from '../../domain/project/types.ts';
import { projectsOnDays, type LedgerSource } from '../as-of.ts';

/** The money of projects at the end of a day, by their codes; today's is that of their states. */
export async function moneyOfProjects(
  source: LedgerSource,
  codes: readonly string[],
  { day, today }: { day: IsoDate; today: IsoDate },
): Promise<Map<string, ProjectMoney>> {
  const money = new Map<string, ProjectMoney>();
  if (day < today) {
    for await (const { code, then } of projectsOnDays(source, [day], codes)) {
      if (then[0]) money.set(code, then[0].state.money);
    }
    return money;
  }
  const rows = await source.db
    .selectFrom('entity')
    .select(['id', sql<ProjectState['money']>`state -> 'money'`.as('money')])
    .where('kind', '=', 'project')
    .where(sql<boolean>`id = any(${sql.val(codes)}::text[])`)
    .execute();
  for (const row of rows) money.set(row.id, row.money);
  return money;
}
