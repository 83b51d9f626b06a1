import type { MeetingAnswer, SeriesAnswer } from '../../contract/schemas/index.ts';
import type { MeetingRow, SeriesRow } from '../../ledger/reads/meetings.ts';
import { maybeInstant } from './instants.ts';

/** The wire says `chair` and `attendees` for ids of people, as the bodies and refusals do. */
export const seriesWire = (row: SeriesRow): SeriesAnswer => ({
  id: row.id,
  name: row.name,
  weekday: row.weekday,
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
  done: row.done,
  seq: row.seq,
});
