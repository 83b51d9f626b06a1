import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { VisitItem, VisitReminderData } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';
import { namesOf } from '../reads/names.ts';
import { codedOrNull } from './open-work.ts';

type Data = Omit<VisitReminderData, 'person' | 'today'>;

/** By mail id, as things stand when it is rendered: a visit that was moved, cancelled or held meanwhile is not spoken of any more. */
export async function visitReminders(db: Database, mailIds: readonly string[]): Promise<Map<string, Data>> {
  if (mailIds.length === 0) return new Map();
  const lines = await db
    .selectFrom('mail_item')
    .select(['mail_id', 'entity_id', 'data'])
    .where('mail_id', 'in', mailIds)
    .where('entity_kind', '=', 'visit')
    .orderBy('entity_id')
    .execute();
  const visits = await itemsByCode(db, [...new Set(lines.map(({ entity_id }) => entity_id))]);
  const found = new Map<string, Data>();
  for (const { mail_id, entity_id, data } of lines) {
    const { on, step } = data as { on: IsoDate; step: string };
    const visit = visits.get(entity_id);
    const still = visit?.status === 'planned' && visit.on === on ? [visit.item] : [];
    found.set(mail_id, { on, missed: step === 'missed', items: [...(found.get(mail_id)?.items ?? []), ...still] });
  }
  return found;
}

async function itemsByCode(db: Database, codes: readonly string[]) {
  if (codes.length === 0) return new Map<string, { status: string; on: string; item: VisitItem }>();
  const rows = await db
    .selectFrom('visit')
    .innerJoin('unit', 'unit.id', 'visit.team_unit_id')
    .leftJoin('project', 'project.code', 'visit.project_code')
    .selectAll('visit')
    .select(['unit.name as teamName', 'project.name as projectName'])
    .where('visit.code', 'in', codes)
    .execute();
  const names = await namesOf(db, { people: rows.flatMap(({ people }) => people), units: [] });
  return new Map(
    rows.map(({ code, on, status, county, purpose, people, teamName, ...row }) => {
      const project = codedOrNull(row.project_code, row.projectName);
      const item = {
        code,
        project,
        county,
        purpose,
        team: teamName,
        people: people.flatMap(id => names.person(id) ?? []),
      };
      return [code, { status, on, item }];
    }),
  );
}
