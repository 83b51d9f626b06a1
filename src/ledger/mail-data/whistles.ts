import type { LocalClock } from '../../domain/calendar/office-hours.ts';
import type { WhistleMail } from '../../domain/whistle/notices.ts';
import type { WhistleAnswer, WhistleResult } from '../../domain/whistle/types.ts';
import type { CountyWhistleData, WhistleDepartment } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';
import { namesOf } from '../reads/names.ts';
import { codedOrNull } from './open-work.ts';

/** What a mail of a whistle is rendered from, with what its invitation needs beside the words. */
export interface WhistleForMail extends Omit<CountyWhistleData, 'person' | 'today'> {
  startMs: number;
}

/** By mail id, as things stand when it is rendered. */
export async function whistlesForMail(
  db: Database,
  mailIds: readonly string[],
  clock: LocalClock,
): Promise<Map<string, WhistleForMail>> {
  if (mailIds.length === 0) return new Map();
  const lines = await db
    .selectFrom('mail_item')
    .select(['mail_id', 'entity_id', 'data'])
    .where('mail_id', 'in', mailIds)
    .where('entity_kind', '=', 'whistle')
    .execute();
  const codes = [...new Set(lines.map(({ entity_id }) => entity_id))];
  const [whistles, departments] = await Promise.all([whistlesByCode(db, codes, clock), departmentsOf(db, codes)]);
  const found = new Map<string, WhistleForMail>();
  for (const { mail_id, entity_id, data } of lines) {
    const { unit, mail } = data as { unit: string | null; mail: WhistleMail };
    const whistle = whistles.get(entity_id);
    const called = departments.get(entity_id) ?? [];
    const department = called.find(each => each.unit === unit) ?? null;
    if (whistle) found.set(mail_id, { ...whistle, mail, department, departments: called });
  }
  return found;
}

async function whistlesByCode(db: Database, codes: readonly string[], clock: LocalClock) {
  if (codes.length === 0) return new Map<string, Pick<WhistleForMail, 'whistle' | 'startMs'>>();
  const rows = await db
    .selectFrom('whistle')
    .leftJoin('project', 'project.code', 'whistle.project_code')
    .leftJoin('problem', 'problem.code', 'whistle.problem_code')
    .selectAll('whistle')
    .select(['project.name as projectName', 'problem.title as problemTitle'])
    .where('whistle.code', 'in', codes)
    .execute();
  return new Map(
    rows.map(row => {
      const { code, county, topic, venue } = row;
      const startMs = row.start_at.getTime();
      const whistle = {
        ...{ code, county, topic, venue },
        problem: codedOrNull(row.problem_code, row.problemTitle),
        project: codedOrNull(row.project_code, row.projectName),
        start: clock.toLocal(startMs),
        answerDue: clock.toLocal(row.answer_due_at.getTime()),
        callOffReason: row.call_off_reason,
        result: row.result as WhistleResult | null,
        outcome: row.outcome,
      };
      return [code, { whistle, startMs }];
    }),
  );
}

async function departmentsOf(db: Database, codes: readonly string[]): Promise<Map<string, WhistleDepartment[]>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('whistle_department')
    .selectAll()
    .where('whistle_code', 'in', codes)
    .orderBy('position')
    .execute();
  const names = await namesOf(db, {
    people: rows.map(({ person_id }) => person_id),
    units: rows.map(({ unit_id }) => unit_id),
  });
  const found = new Map<string, WhistleDepartment[]>();
  for (const { whistle_code, unit_id: unit, answer, person_id, reason, late, silent, unreached, present } of rows) {
    const department: WhistleDepartment = {
      ...{ unit, late, silent, unreached, present },
      name: names.unit(unit) ?? unit,
      answer: answer as WhistleAnswer | null,
      remark: names.person(person_id) ?? reason,
    };
    found.set(whistle_code, [...(found.get(whistle_code) ?? []), department]);
  }
  return found;
}
