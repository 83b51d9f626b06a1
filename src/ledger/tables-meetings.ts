import type { Day, JsonColumn, MaybeInstant } from './columns.ts';

/** What belongs to one meeting, apart from its own row in `tables.ts`. */
export interface MeetingTables {
  /** What attendees write beside their answers: personal data, here only. */
  meeting_answer: { meeting_id: string; person_id: string; deputy: string | null; note: string | null };
  meeting_agenda: {
    meeting_id: string;
    composed_at: MaybeInstant;
    approved_by: string | null;
    approved_at: MaybeInstant;
    /** `approved` or `unapproved`; null before the invitation. */
    sent_as: string | null;
    changed_since_sent: boolean;
    minutes: number;
    items: JsonColumn;
    held_back: JsonColumn;
    dropped: JsonColumn;
    left_off: JsonColumn;
    /** Ids of units. */
    silent: JsonColumn;
  };
  meeting_collection: {
    meeting_id: string;
    opened_at: MaybeInstant;
    frozen_at: MaybeInstant;
    asked: JsonColumn;
    answers: JsonColumn;
  };
  meeting_minutes: {
    meeting_id: string;
    due_at: MaybeInstant;
    published_at: MaybeInstant;
    published_by: string | null;
    hash: string | null;
    attendance: JsonColumn;
    outcomes: JsonColumn;
    decisions: JsonColumn;
    corrections: JsonColumn;
  };
  /** Of published minutes. */
  meeting_decision: {
    meeting_id: string;
    no: number;
    item: number | null;
    /** The problem or project it was decided on. */
    code: string | null;
    text: string;
    unit_id: string;
    person_id: string | null;
    made_on: string;
    due_on: string;
    published_on: string;
    done_on: Day;
    result: string | null;
    miss_reason: string | null;
    explained_on: Day;
    dropped_on: Day;
    /** What its owner has named instead of `due_on`. */
    postponed_to: Day;
  };
}
