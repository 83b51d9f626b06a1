import type { IsoDate, PartialDate } from '../calendar/dates.ts';
import type { Week } from '../calendar/weeks.ts';
import type { Colour, Subject } from '../colour/types.ts';
import type { DecimalText } from '../money/exact.ts';
import type { Wan } from '../money/money.ts';

/** What a project reaches that a brief tells. */
export const BRIEF_STAGES = ['signing', 'groundbreaking', 'production'] as const;
export type BriefStage = (typeof BRIEF_STAGES)[number];

export const BRIEF_STANDINGS = ['raised', 'solved', 'closed', 'overdue'] as const;
export type BriefStanding = (typeof BRIEF_STANDINGS)[number];

/** The first of them, and how many there are. */
export interface Some<T> {
  items: readonly T[];
  total: number;
}

export interface BriefProject {
  code: string;
  name: string;
  county: string | null;
  investor: string | null;
  investmentWan: Wan | null;
  /** The paired leader (挂钩领导). */
  leaderId: string | null;
  /** When it reached the stage; null: nobody knows. */
  on: PartialDate | null;
}

export interface BriefProblem {
  code: string;
  title: string;
  county: string | null;
  /** The lead's name, as it was called then. */
  unit: string | null;
  /** The limit in force; null when no clock runs. */
  dueOn: IsoDate | null;
}

export interface BriefPromises {
  due: number;
  kept: number;
  missed: number;
  /** Their day is not over. */
  open: number;
  /** PPC; null where nothing was due. */
  percent: DecimalText | null;
  misses: Some<{ title: string; unit: string | null; on: IsoDate; reason: string | null }>;
}

/** A meeting that lies ahead, with its agenda: the one composed, or what would stand on it if it were composed at that moment. */
export interface BriefMeeting {
  id: string;
  name: string;
  startMs: number;
  venue: string;
  theme: string | null;
  composed: boolean;
  agenda: Some<{ code: string | null; title: string; unit: string | null; carried: number }>;
}

export interface BriefColour {
  subject: Subject;
  id: string;
  name: string;
  /** Null: was, or is, in no table. */
  from: Colour | null;
  to: Colour | null;
  /** The published month it is of. */
  month: string;
}

export interface BriefContent {
  projects: Readonly<Record<BriefStage, Some<BriefProject>>>;
  problems: Readonly<Record<BriefStanding, Some<BriefProblem>>>;
  promises: BriefPromises;
  meetings: readonly BriefMeeting[];
  colours: Some<BriefColour>;
}

/** From where the brief before ended to where this one does: what is told on a Saturday is in the next one. */
export interface BriefSpan {
  sinceMs: number;
  untilMs: number;
}

export interface BriefState {
  week: Week;
  deliverMs: number;
}

export interface BriefCommand {
  type: 'compile';
}

/** The whole brief is in the event: what was compiled is a fact, and is never worked out again. */
export interface BriefCompiled extends BriefSpan {
  type: 'compiled';
  week: Week;
  /** When it leaves. */
  deliverMs: number;
  /** Compiled after its own instant: an office that was away. */
  late: boolean;
  content: BriefContent;
  /** SHA-256 of the content as canonical JSON. */
  hash: string;
  recipients: readonly string[];
  /** Of these, whom nobody can write to. */
  unreachable: readonly string[];
}

export interface BriefRuleFacts {
  week: Week;
  /** Null when nothing was worked out, because the brief may not be compiled. */
  found: (BriefSpan & Pick<BriefCompiled, 'content' | 'hash' | 'recipients' | 'unreachable'>) | null;
}
