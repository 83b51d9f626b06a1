import type { IsoDate } from '../../calendar/dates.ts';

export const PRESENCES = ['present', 'absent', 'represented'] as const;
/** 出席, 缺席, 委派代表. */
export type Presence = (typeof PRESENCES)[number];

export interface Attendance {
  personId: string;
  presence: Presence;
  /** Who stood in for him, by name. */
  by: string | null;
}

export const OUTCOMES = ['decided', 'carried', 'closed', 'noted'] as const;
/** 议定, 结转下次, 议结, 知悉. */
export type Outcome = (typeof OUTCOMES)[number];

export interface ItemOutcome {
  /** Number of the item on the agenda. */
  no: number;
  outcome: Outcome;
  note: string | null;
}

/** 议定事项: a promise with an owner and a day (PPC). */
export interface MeetingDecision {
  /** Counts up within the meeting. */
  no: number;
  /** Of the item it was decided on; null: of none. */
  item: number | null;
  text: string;
  unitId: string;
  personId: string | null;
  dueOn: IsoDate;
  /** Its day ends with the office's. */
  dueMs: number;
  madeOn: IsoDate;
  doneOn: IsoDate | null;
  result: string | null;
  /** Why its day passed without it. */
  missReason: string | null;
  explainedOn: IsoDate | null;
  /** Taken back after the minutes were published; before, it is gone. */
  droppedOn: IsoDate | null;
  /** The day its owner has named instead; the promise stays one of `dueOn`. Missing where none was named. */
  postponed?: Postponed;
  /** That its day had passed. */
  told: boolean;
}

export interface Postponed {
  until: IsoDate;
  untilMs: number;
  on: IsoDate;
}

/** What was changed after the minutes were published. */
export interface Correction {
  reason: string;
  by: string;
  atMs: number;
}

export interface Minutes {
  attendance: readonly Attendance[];
  outcomes: readonly ItemOutcome[];
  decisions: readonly MeetingDecision[];
  lastDecision: number;
  /** Null: no minutes are asked of this meeting, as of those held before there were any. */
  dueMs: number | null;
  /** SHA-256 of what was published, as canonical JSON. */
  published: { by: string; atMs: number; on: IsoDate; hash: string } | null;
  corrections: readonly Correction[];
  /** What stood on the agenda and was not decided has been told that it is carried over. */
  followedUp: boolean;
}

export const NO_MINUTES: Minutes = {
  ...{ attendance: [], outcomes: [], decisions: [], lastDecision: 0 },
  ...{ dueMs: null, published: null, corrections: [], followedUp: false },
};

/** Of a change after the minutes were published. */
interface Corrected {
  correction?: string | undefined;
}

export type MinutesCommand =
  | ({ type: 'attend'; person: string; presence: Presence; by?: string | undefined } & Corrected)
  | ({ type: 'concludeItem'; no: number; outcome: Exclude<Outcome, 'decided'>; note?: string | undefined } & Corrected)
  | ({
      type: 'decideItem';
      item?: number | undefined;
      text: string;
      unit: string;
      person?: string | undefined;
      due: IsoDate;
    } & Corrected)
  | ({ type: 'dropDecision'; decision: number } & Corrected)
  | { type: 'publishMinutes' }
  | { type: 'reportDecision'; decision: number; result: string }
  | { type: 'explainDecision'; decision: number; reason: string }
  | { type: 'postponeDecision'; decision: number; reason: string; until: IsoDate };

/** `correction` and `by`: after the minutes were published. */
interface Made {
  correction: string | null;
  actor: string;
  atMs: number;
}

export type MinutesEvent =
  | ({ type: 'attendanceRecorded' } & Attendance & Made)
  | ({ type: 'itemConcluded' } & ItemOutcome & Made)
  | ({
      type: 'decisionMade';
      decision: Omit<
        MeetingDecision,
        'doneOn' | 'result' | 'missReason' | 'explainedOn' | 'droppedOn' | 'postponed' | 'told'
      >;
    } & Made)
  | ({ type: 'decisionDropped'; no: number; on: IsoDate } & Made)
  | {
      type: 'minutesPublished';
      /** Items that nobody had concluded, and what became of them by that. */
      outcomes: readonly ItemOutcome[];
      hash: string;
      by: string;
      atMs: number;
      on: IsoDate;
    }
  | { type: 'decisionReported'; no: number; result: string; on: IsoDate; kept: boolean; by: string }
  | { type: 'decisionExplained'; no: number; reason: string; on: IsoDate; by: string }
  | ({ type: 'decisionPostponed'; no: number; reason: string; by: string } & Postponed)
  | { type: 'decisionMissed'; no: number }
  | { type: 'meetingFollowedUp' };
