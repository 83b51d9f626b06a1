import type { IsoDate } from '../calendar/dates.ts';
import type { Month } from '../project/types.ts';

/**
 * One month's reporting of money (投资月报): opened on a day of the month, every county asked once, the silent ones reminded, closed on a
 * day of the month after. The figures themselves are the projects'; a round only knows who has spoken.
 */
export const ROUND_STATUSES = ['open', 'closed'] as const;
export type RoundStatus = (typeof ROUND_STATUSES)[number];

/** The slot of the last step; the others are `remind:<working days before the closing day>`. */
export const CLOSE = 'close';

/** How far a county is: of its projects that must report, those that did so in time. Null: projects of no county. */
export interface CountyCount {
  county: string | null;
  projects: number;
  reported: number;
}

export interface RoundState {
  month: Month;
  status: RoundStatus;
  /** Counties nobody could be asked in, as they have no reporter. */
  unasked: readonly string[];
  /** The steps given or skipped so far. */
  done: readonly string[];
  /** The last instant something was due; what lay before it is not given late, so that nobody is reminded twice of one outage. */
  passedMs: number;
  /** As it stood at the close: what comes later is late and never changes it. */
  closing: { on: IsoDate; counties: readonly CountyCount[] } | null;
}

export type RoundCommand =
  | { type: 'open' }
  /** From the workflow: a reminder or the close is due. */
  | { type: 'step'; slot: string }
  | { type: 'skipStep'; slot: string; reason: string };

export type RoundEvent =
  | { type: 'roundOpened'; month: Month; askMs: number; counties: readonly CountyCount[]; unasked: readonly string[] }
  | { type: 'silentReminded'; slot: string; dueMs: number; counties: readonly string[] }
  | { type: 'reminderSkipped'; slot: string; dueMs: number; reason: string }
  | { type: 'roundClosed'; on: IsoDate; counties: readonly CountyCount[] };

/** What lies outside the round. */
export interface RoundRuleFacts {
  month: string;
  counties: readonly (CountyCount & { reporters: readonly string[] })[];
}

/** None of its projects, or only some, reported by the close (静默). */
export const isSilent = ({ projects, reported }: CountyCount): boolean => reported < projects;
