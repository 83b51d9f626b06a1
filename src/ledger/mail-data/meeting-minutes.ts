import type { MeetingDecision } from '../../domain/meeting/minutes/types.ts';
import type { Database } from '../database.ts';
import { namesOf } from '../reads/names.ts';

export interface MinutesForMail {
  dueMs: number | null;
  decisions: readonly (MeetingDecision & { unit: string })[];
}

/** The minutes of meetings, by meeting, as they stand. */
export async function minutesForMail(
  db: Database,
  meetingIds: readonly string[],
): Promise<Map<string, MinutesForMail>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await db.selectFrom('meeting_minutes').selectAll().where('meeting_id', 'in', meetingIds).execute();
  const decisionsOf = (row: (typeof rows)[number]) => row.decisions as unknown as MeetingDecision[];
  const names = await namesOf(db, { people: [], units: rows.flatMap(decisionsOf).map(({ unitId }) => unitId) });
  return new Map(
    rows.map(row => {
      const decisions = decisionsOf(row)
        .filter(({ droppedOn }) => droppedOn === null)
        .map(decision => ({ ...decision, unit: names.unit(decision.unitId) ?? decision.unitId }));
      return [row.meeting_id, { dueMs: row.due_at?.getTime() ?? null, decisions }];
    }),
  );
}
