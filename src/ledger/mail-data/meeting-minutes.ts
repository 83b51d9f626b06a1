import type { AgendaItem } from '../../domain/meeting/agenda/types.ts';
import type { ItemOutcome, MeetingDecision, Outcome } from '../../domain/meeting/minutes/types.ts';
import type { Database } from '../database.ts';
import { namesOf } from '../reads/names.ts';

export interface MinutesForMail {
  dueMs: number | null;
  decisions: readonly (MeetingDecision & { unit: string })[];
  /** Of the agenda, in their order. */
  items: readonly { title: string; code: string | null; outcome: Outcome | null }[];
}

/** The minutes of meetings, by meeting, as they stand. */
export async function minutesForMail(
  db: Database,
  meetingIds: readonly string[],
): Promise<Map<string, MinutesForMail>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('meeting_minutes as m')
    .leftJoin('meeting_agenda as a', 'a.meeting_id', 'm.meeting_id')
    .select(['m.meeting_id', 'm.due_at', 'm.decisions', 'm.outcomes', 'a.items'])
    .where('m.meeting_id', 'in', meetingIds)
    .execute();
  const decisionsOf = (row: (typeof rows)[number]) => row.decisions as unknown as MeetingDecision[];
  const names = await namesOf(db, { people: [], units: rows.flatMap(decisionsOf).map(({ unitId }) => unitId) });
  return new Map(
    rows.map(row => {
      const decisions = decisionsOf(row)
        .filter(({ droppedOn }) => droppedOn === null)
        .map(decision => ({ ...decision, unit: names.unit(decision.unitId) ?? decision.unitId }));
      return [row.meeting_id, { dueMs: row.due_at?.getTime() ?? null, decisions, items: itemsOf(row) }];
    }),
  );
}

function itemsOf({ items, outcomes }: { items: unknown; outcomes: unknown }): MinutesForMail['items'] {
  const concluded = new Map((outcomes as ItemOutcome[]).map(({ no, outcome }) => [no, outcome]));
  return ((items ?? []) as AgendaItem[]).map(({ no, title, code }) => ({
    ...{ title, code },
    outcome: concluded.get(no) ?? null,
  }));
}
