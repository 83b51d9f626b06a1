import { shownTo, type Viewer } from '../../access/fields.ts';
import type { InvitationAnswer, MeetingAnswer, SeriesAnswer } from '../../contract/schemas/index.ts';
import { wordsOf, type AnswerWords, type Responded } from '../../domain/meeting/responses.ts';
import type { MeetingRow, SeriesRow } from '../../ledger/reads/meetings.ts';
import type { Names } from '../../ledger/reads/names.ts';
import { instantOf, maybeInstant } from './instants.ts';

/** The wire says `chair` and `attendees` for ids of people, as the bodies and refusals do. */
export const seriesWire = (row: SeriesRow): SeriesAnswer => ({
  id: row.id,
  name: row.name,
  weekday: row.weekday,
  rhythm: row.rhythm as unknown as SeriesAnswer['rhythm'],
  about: row.about as unknown as SeriesAnswer['about'],
  time: row.time,
  durationMinutes: row.duration_minutes,
  venue: row.venue,
  chair: row.chair_id,
  attendees: row.attendee_ids,
  themes: row.themes,
  holidayRule: row.holiday_rule,
  status: row.status as SeriesAnswer['status'],
  seq: row.seq,
});

export const meetingWire = (row: MeetingRow): MeetingAnswer => ({
  id: row.id,
  series: row.series_id,
  plannedDate: row.planned_date,
  status: row.status as MeetingAnswer['status'],
  moved: row.moved,
  reason: row.reason,
  provisional: row.provisional,
  startAt: maybeInstant(row.start_at),
  durationMinutes: row.duration_minutes,
  theme: row.theme,
  venue: row.venue,
  chair: row.chair_id,
  sequence: row.sequence,
  ranLateAt: maybeInstant(row.ran_late_at),
  done: row.done,
  skipped: row.skipped as unknown as MeetingAnswer['skipped'],
  seq: row.seq,
});

interface Asked {
  attendees: readonly string[];
  words: ReadonlyMap<string, AnswerWords>;
  names: Names;
  viewer: Viewer;
}

const NO_WORDS: AnswerWords = { deputy: null, note: null };

/** Everybody who is asked: who was invited, and who attends the series and will be; each with the answer that stands. */
export function invitationsWire(
  { invited, responses }: Pick<MeetingRow, 'invited' | 'responses'>,
  { attendees, words, names, viewer }: Asked,
): InvitationAnswer[] {
  // The cast: the column is written from these very values.
  const answered = new Map((responses as unknown as Responded[]).map(each => [each.personId, each]));
  return [...new Set([...invited, ...attendees])].map(person => {
    const answer = answered.get(person) ?? null;
    const { response = null, enteredBy = null, atMs } = answer ?? {};
    const { deputy, note } = answer ? wordsOf(answer, words.get(person) ?? null) : NO_WORDS;
    return {
      ...{ person, personName: names.person(person), invited: invited.includes(person) },
      ...{ response, deputy, enteredBy },
      // Why somebody cannot come is for him and for who runs the meeting.
      note: shownTo(viewer, 'responseNote', { value: note, ownerId: person }),
      at: atMs === undefined ? null : instantOf(new Date(atMs)),
    };
  });
}
