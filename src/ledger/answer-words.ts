import type { AnswerWords } from '../domain/meeting/responses.ts';
import type { Database } from './database.ts';

/** By person: what stands beside the answers to one meeting. */
export async function answerWords(db: Database, meetingId: string): Promise<Map<string, AnswerWords>> {
  const rows = await db
    .selectFrom('meeting_answer')
    .select(['person_id', 'deputy', 'note'])
    .where('meeting_id', '=', meetingId)
    .execute();
  return new Map(rows.map(({ person_id: person, ...words }) => [person, words]));
}
