import type { DecidedOn } from '../../domain/problem/from-decision.ts';
import type { Category } from '../../domain/problem/types.ts';
import type { Database } from '../database.ts';

/** A published decision (议定事项), with what its problem takes over from it. */
export interface DecisionToRaise extends DecidedOn {
  unitId: string;
  /** Whom it was given to, as long as he is of that unit. */
  personId: string | null;
}

/** Null when there is no such decision, it is not published, or it was taken back. */
export async function decisionToRaise(db: Database, meeting: string, no: number): Promise<DecisionToRaise | null> {
  const row = await db
    .selectFrom('meeting_decision as d')
    .leftJoin('project', 'project.code', 'd.code')
    .leftJoin('problem', 'problem.code', 'd.code')
    .leftJoin('unit', 'unit.id', 'd.unit_id')
    .leftJoin('person', join =>
      join
        .onRef('person.id', '=', 'd.person_id')
        .onRef('person.unit_id', '=', 'd.unit_id')
        .on('person.active', '=', true),
    )
    .select(['d.text', 'd.unit_id', 'person.id as person', 'project.code as project', 'problem.project_code'])
    .select(['problem.county', 'problem.category', 'unit.county as unit_county'])
    .where('d.meeting_id', '=', meeting)
    .where('d.no', '=', no)
    .where('d.dropped_on', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...{ text: row.text, unitId: row.unit_id, personId: row.person, unitCounty: row.unit_county },
    project: row.project ?? row.project_code,
    county: row.county,
    category: row.category as Category | null,
  };
}

/** What decisions of a meeting have become, by their number. */
export async function problemsOfDecisions(db: Database, meeting: string): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('problem')
    .select(['code', 'decision_no'])
    .where('meeting_id', '=', meeting)
    .where('state', '!=', 'withdrawn')
    .execute();
  return new Map(rows.flatMap(({ code, decision_no: no }) => (no === null ? [] : [[no, code] as const])));
}
