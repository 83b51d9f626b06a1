import type { IsoDate } from '../calendar/dates.ts';
import type { HolidayRule, Occurrence } from './occurrence.ts';
import type { MeetingStep } from './timetable.ts';

/** A weekly meeting as the office set it up (domain §4). Its Temporal Schedule is derived from it, never the other way round. */
export interface SeriesFacts {
  name: string;
  /** 1 = Monday … 7 = Sunday. */
  weekday: number;
  /** Local start, `HH:mm`. */
  time: string;
  durationMinutes: number;
  venue: string;
  chairId: string;
  attendeeIds: readonly string[];
  /** Taken in turn, one a meeting. */
  themes: readonly string[];
  holidayRule: HolidayRule;
}

export interface SeriesState extends SeriesFacts {
  id: string;
  status: 'running' | 'paused';
}

export type SeriesCommand =
  | { type: 'define'; facts: SeriesFacts }
  | { type: 'pause'; reason: string }
  | { type: 'resume'; reason?: string | undefined };

export type SeriesEvent =
  | { type: 'defined'; id: string; facts: SeriesFacts }
  | { type: 'paused'; reason: string }
  | { type: 'resumed'; reason: string | null };

export interface SeriesRuleFacts {
  id: string;
  unknownPersonIds: readonly string[];
  /** Attendees no mail can reach. */
  withoutAddress: readonly string[];
}

export type MeetingStatus = 'planned' | 'skipped' | 'merged' | 'held';

export interface MeetingState {
  /** `<series>/<planned date>`: names the occurrence for ever, wherever it moves. */
  id: string;
  seriesId: string;
  plannedDate: IsoDate;
  status: MeetingStatus;
  moved: Occurrence['moved'];
  provisional: boolean;
  /** Null when the occurrence has no meeting of its own. */
  startMs: number | null;
  durationMinutes: number;
  theme: string | null;
  venue: string;
  chairId: string;
  /** Of the calendar invitation: 0 at first, one more with every change attendees must see (RFC 5545). */
  sequence: number;
  done: readonly MeetingStep[];
}

export type MeetingCommand =
  /** From the series' Schedule or from somebody who calls the meeting early; whoever comes first opens it. */
  | { type: 'open' }
  /** From the clock: the step of the timetable named by `slot` is due. */
  | { type: 'step'; slot: string }
  /** From a person: send the reminder now instead of at its planned instant. */
  | { type: 'remindNow' };

export type MeetingEvent =
  | {
      type: 'opened';
      id: string;
      seriesId: string;
      occurrence: Occurrence;
      startMs: number | null;
      durationMinutes: number;
      theme: string | null;
      venue: string;
      chairId: string;
    }
  | { type: 'stepDone'; step: MeetingStep; told: readonly string[]; unreachable: readonly string[] };

export interface MeetingRuleFacts {
  id: string;
  plannedDate: IsoDate;
  /** The series as it is now; `undefined` when there is none. */
  series: SeriesState | undefined;
  withoutAddress: readonly string[];
}
