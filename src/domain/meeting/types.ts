import type { IsoDate } from '../calendar/dates.ts';
import type { Agenda, AgendaCommand, AgendaEvent, AgendaSources } from './agenda/types.ts';
import type { AnswerCollection, Collection, CollectionEvent, CollectionUnit } from './collection/types.ts';
import type { Answering, AnswerWords, Responded } from './responses.ts';
import type { Minutes, MinutesCommand, MinutesEvent } from './minutes/types.ts';
import type { HolidayRule, Occurrence, SeriesRhythm } from './occurrence.ts';
import type { Rhythm } from './rhythm.ts';
import type { MeetingStep } from './timetable.ts';

/** Meetings as the office set them up (domain §4). Its Temporal Schedule is derived from it, never the other way round. */
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
  /** Every week when missing. */
  rhythm?: Rhythm | undefined;
  /** Of a special meeting: problems that stand on its agenda, and the whistle that called it. */
  about?: MeetingSubject | undefined;
}

export interface MeetingSubject {
  problems: readonly string[];
  whistle: string | null;
}

export interface SeriesState extends SeriesFacts {
  id: string;
  status: 'running' | 'paused';
}

export type SeriesCommand =
  | { type: 'define'; facts: SeriesFacts }
  /** A special meeting: a series that meets once. */
  | { type: 'call'; facts: SeriesFacts }
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
  /** Problems that a special meeting is to be about and nobody knows. */
  unknownProblems?: readonly string[];
}

export const MEETING_STATUSES = ['planned', 'skipped', 'merged', 'held', 'cancelled'] as const;
export type MeetingStatus = (typeof MEETING_STATUSES)[number];

/** Why it is not held on its planned date: by the rule of its series, or because somebody moved it. */
export type MeetingMove = Occurrence['moved'] | 'byHand';

export interface MeetingState {
  /** `<series>/<planned date>`: names the occurrence for ever, wherever it moves. */
  id: string;
  seriesId: string;
  plannedDate: IsoDate;
  status: MeetingStatus;
  moved: MeetingMove;
  provisional: boolean;
  /** Of its series when it was opened, for the day its year's holidays are published; missing in older ones, which stay where they are. */
  rhythm?: SeriesRhythm;
  /** Null when the occurrence never had a meeting of its own. */
  startMs: number | null;
  durationMinutes: number;
  theme: string | null;
  venue: string;
  chairId: string;
  /** Of the calendar invitation: 0 at first, one more with every change attendees must see (RFC 5545). */
  sequence: number;
  /** Whom an invitation went to. */
  invited: readonly string[];
  /** Why it was moved or cancelled by hand. */
  reason: string | null;
  done: readonly MeetingStep[];
  /** What attendees have said for the time it now has; missing in meetings older than answers. */
  responses?: readonly Responded[];
  /** Steps that somebody has taken out. Missing in older states, as is the agenda. */
  skipped?: readonly SkippedStep[];
  agenda?: Agenda;
  minutes?: Minutes;
  /** Missing in meetings opened before units were asked: they go on without. */
  collection?: Collection;
  /** When it was caught up, days after its own: the office was away then. */
  ranLateMs?: number;
}

export interface SkippedStep {
  step: MeetingStep;
  reason: string;
  by: string;
}

export type MeetingCommand =
  /** From the series' Schedule or from somebody who calls the meeting early; whoever comes first opens it. */
  | { type: 'open' }
  /** From the clock: the step of the timetable named by `slot` is due. */
  | { type: 'step'; slot: string }
  /** From a person: send the reminder now instead of at its planned instant. */
  | { type: 'remindNow' }
  | { type: 'move'; date: IsoDate; time: string; venue?: string | undefined; reason: string }
  | { type: 'cancel'; reason: string }
  | ({ type: 'answerInvitation' } & Answering)
  | { type: 'skipStep'; step: MeetingStep; reason: string }
  | AnswerCollection
  | AgendaCommand
  | MinutesCommand;

/** When and where it was to be. */
export interface Place {
  startMs: number | null;
  venue: string;
}

interface Changed {
  reason: string;
  /** Of the calendar entry from now on. */
  sequence: number;
  /** Who had been invited and is told. */
  told: readonly string[];
}

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
      rhythm?: SeriesRhythm;
      /** Units are asked before it; missing in what was opened before there was a collection. */
      collects?: true;
    }
  | {
      type: 'stepDone';
      step: MeetingStep;
      told: readonly string[];
      unreachable: readonly string[];
      /** When it was held: by when its minutes are due; missing where none are asked. */
      minutesDueMs?: number;
      /** When it was held, after its own day had passed; missing when in time. */
      ranLateMs?: number;
    }
  | ({
      type: 'rescheduled';
      startMs: number;
      venue: string;
      before: Place;
      again?: readonly MeetingStep[];
    } & Changed)
  | ({ type: 'cancelled' } & Changed)
  | ({ type: 'invitationAnswered' } & Responded)
  | ({ type: 'stepSkipped' } & SkippedStep)
  | CollectionEvent
  | AgendaEvent
  | MinutesEvent
  /** The holidays of its year were published: its day is sure now, or another. */
  | ({
      type: 'recomputed';
      occurrence: Occurrence;
      startMs: number | null;
      before: Place;
      again?: readonly MeetingStep[];
    } & Omit<Changed, 'reason'>);

export interface MeetingRuleFacts {
  /** Other meetings of the series in the week a move goes to, and the day each is held on. */
  busy: readonly { id: string; heldOn: IsoDate }[];
  id: string;
  plannedDate: IsoDate;
  /** The series as it is now; `undefined` when there is none. */
  series: SeriesState | undefined;
  withoutAddress: readonly string[];
  /** Told of what is asked of the office; empty for commands that ask nothing. */
  coordinators: readonly string[];
  /** Whether the unit that a command names is one. */
  unitKnown: boolean;
  /** What an agenda is composed from; null when the command composes none. */
  agenda: AgendaSources | null;
  /** Whether the person that a command names is one. */
  personKnown: boolean;
  /** The people of the units that decisions were given to, for commands that tell them. */
  owners: ReadonlyMap<string, readonly string[]>;
  /** Whom the settings name for the bulletin; missing for other commands. */
  bulletinTo?: readonly string[];
  /** What stands beside the answer of whom the command answers for; null when nothing does. */
  words?: AnswerWords | null;
  /** SHA-256 of what would be published; null for other commands. */
  minutesHash: string | null;
  /** Units that have something to report, and who reports for them; missing for commands that ask nobody. */
  collectionUnits?: readonly CollectionUnit[];
}
