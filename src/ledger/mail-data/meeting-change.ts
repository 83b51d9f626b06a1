import { sql } from 'kysely';
import type { MeetingEvent } from '../../domain/meeting/types.ts';
import type { Database } from '../database.ts';

export type MeetingChange = Extract<MeetingEvent, { type: 'rescheduled' | 'cancelled' | 'recomputed' }>;

/** The changes named by mails, as `<meeting>/change/<sequence>`: each mail tells the one it was written for, whatever came after. */
export async function meetingChanges(db: Database, slots: readonly string[]): Promise<Map<string, MeetingChange>> {
  if (slots.length === 0) return new Map();
  const slot = sql<string>`entity_id || '/change/' || (data ->> 'sequence')`;
  const rows = await db
    .selectFrom('event')
    .select(['type', 'data', slot.as('slot')])
    .where('entity_kind', '=', 'meeting')
    .where('type', 'in', ['rescheduled', 'cancelled', 'recomputed'])
    .where('entity_id', 'in', [...new Set(slots.map(meetingOfSlot))])
    .where(slot, 'in', slots)
    .execute();
  return new Map(rows.map(({ type, data, slot: name }) => [name, { type, ...(data as object) } as MeetingChange]));
}

/** The slot of a mail about a meeting begins with the meeting's id, which is two segments long. */
export const meetingOfSlot = (slot: string): string => slot.split('/').slice(0, 2).join('/');
