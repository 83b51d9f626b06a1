import type { IsoDate } from '../calendar/dates.ts';
import type { UnitKind } from '../people/types.ts';
import type { ProblemStatus } from '../problem/types.ts';
import type { ProjectState } from '../project/types.ts';

export const WHISTLE_STATUSES = ['asking', 'gathered', 'convened', 'held', 'calledOff'] as const;
/**
 * `asking`: departments may still answer in time. `gathered`: all have answered, or the limit has passed. `convened`: the meeting has
 * begun, its result is awaited.
 */
export type WhistleStatus = (typeof WHISTLE_STATUSES)[number];

export const WHISTLE_ANSWERS = ['comes', 'sends', 'objects'] as const;
export type WhistleAnswer = (typeof WHISTLE_ANSWERS)[number];

export const WHISTLE_RESULTS = ['resolved', 'tabled', 'unresolved'] as const;
/** `tabled`: it goes on the table of the weekly dispatch (提交周调度). */
export type WhistleResult = (typeof WHISTLE_RESULTS)[number];

/** One department that was called. */
export interface CalledDepartment {
  unit: string;
  answer: WhistleAnswer | null;
  /** Whom it sends; ids only, as names are no part of events. */
  person: string | null;
  reason: string | null;
  answeredBy: string | null;
  answeredMs: number | null;
  /** The answer, or its last change, came after the limit. */
  late: boolean;
  /** Had not answered when the limit passed; stays so whatever comes later. */
  silent: boolean;
  /** Nobody there could be written to. */
  unreached: boolean;
  /** Of a meeting that took place. */
  present: boolean | null;
}

export interface WhistleFacts {
  county: string;
  /** At least one of the two. */
  project: string | null;
  problem: string | null;
  topic: string;
  venue: string;
}

export interface WhistleState extends WhistleFacts {
  code: string;
  status: WhistleStatus;
  departments: readonly CalledDepartment[];
  startMs: number;
  answerDueMs: number;
  blownBy: string;
  blownMs: number;
  /** The month it counts for, `YYYY-MM`. */
  month: string;
  /** Steps of the clock that were given. */
  told: readonly string[];
  outcome: { result: WhistleResult; text: string; problem: string | null } | null;
  callOffReason: string | null;
}

export interface BlowCommand {
  type: 'blow';
  county: string;
  project?: string | undefined;
  problem?: string | undefined;
  topic: string;
  departments: readonly string[];
  on: IsoDate;
  /** Local start, `HH:mm`. */
  time: string;
  venue: string;
}

export type WhistleCommand =
  | BlowCommand
  | {
      type: 'answer';
      department: string;
      answer: WhistleAnswer;
      person?: string | undefined;
      reason?: string | undefined;
    }
  | {
      type: 'hold';
      result: WhistleResult;
      text: string;
      present: readonly string[];
      problem?: string | undefined;
    }
  | { type: 'callOff'; reason: string }
  /** From the workflow: a reminder, the limit, the start or the missing result is due. */
  | { type: 'step'; slot: string };

export type WhistleEvent =
  | ({
      type: 'whistleBlown';
      code: string;
      departments: readonly string[];
      unreached: readonly string[];
      startMs: number;
      answerDueMs: number;
      by: string;
      atMs: number;
      month: string;
    } & WhistleFacts)
  | {
      type: 'departmentAnswered';
      unit: string;
      answer: WhistleAnswer;
      person: string | null;
      reason: string | null;
      by: string;
      atMs: number;
      late: boolean;
    }
  | { type: 'departmentsReminded'; slot: string; units: readonly string[] }
  /** All have answered, or the limit has passed: `silent` are those that had not. */
  | { type: 'answersGathered'; silent: readonly string[] }
  | { type: 'meetingBegun' }
  | { type: 'resultAsked'; slot: string }
  | { type: 'whistleHeld'; result: WhistleResult; text: string; problem: string | null; present: readonly string[] }
  | { type: 'whistleCalledOff'; reason: string };

/** What the rules need that lies outside the whistle. */
export interface WhistleRuleFacts {
  code: string;
  /** The county the unit of who gives the command speaks for. */
  actorCounty: string | null;
  countyKnown: boolean;
  project?: ProjectState | undefined;
  /** The problem a command names; undefined when there is none. */
  problem?: { county: string | null; state: ProblemStatus; open: boolean } | undefined;
  /** Kind of each unit named; one that is not in the ledger is missing. */
  unitKinds: ReadonlyMap<string, UnitKind>;
  /** Whom an answer sends; undefined when there is nobody of that id. */
  person?: { unit: string; active: boolean } | undefined;
  /** Codes of the whistles the county has blown in the month of the command. */
  blown: readonly string[];
  /** By department: who is written to. */
  handlers: ReadonlyMap<string, readonly string[]>;
  coordinators: readonly string[];
  /** The supervision offices, told which departments stayed silent. */
  supervisors: readonly string[];
}
