import type { IsoDate } from '../calendar/dates.ts';
import type { Wan } from '../money/money.ts';
import type { ProjectState } from '../project/types.ts';
import type { Refusal } from '../refusal.ts';

export const BATCH_STAGES = ['signing', 'groundbreaking', 'completion'] as const;
/** 集中签约 · 集中开工 · 集中竣工: the stages offices hold a common event for. */
export type BatchStage = (typeof BATCH_STAGES)[number];

/** The kind of evidence a project that was moved by an event carries; its number is the event's code. */
export const EVENT_EVIDENCE: Readonly<Record<BatchStage, string>> = {
  signing: '集中签约',
  groundbreaking: '集中开工',
  completion: '集中竣工',
};

export const BATCH_STATUSES = [
  'listing',
  'listClosed',
  'moving',
  'tracking',
  'over',
  'noneMoved',
  'cancelled',
] as const;
/**
 * `listing`: the list may be changed freely. `listClosed`: the cut-off has passed, what changes is late and needs its reason. `moving`:
 * confirmed, its projects are being moved. `tracking`: all have their result, follow-ups are to come. `noneMoved`: every project refused, so it has
 * moved nothing and nothing is followed up.
 */
export type BatchStatus = (typeof BATCH_STATUSES)[number];

export const STANDINGS = ['listed', 'dropped', 'moved', 'refused'] as const;
/** `refused`: by the project's own rules, when the event moved it; the others go on. */
export type Standing = (typeof STANDINGS)[number];

export interface BatchEntry {
  code: string;
  /** One of the event's venues. */
  venue: string;
  standing: Standing;
  /** The last change of its place on the list came after the cut-off. */
  late: boolean;
  reason: string | null;
  /** The project it stands in for, or that stands in for it. */
  replaces: string | null;
  replacedBy: string | null;
  refusal: Refusal | null;
  /** What it counted on the day it was moved: a later correction does not rewrite what was announced. Null: not known, or not moved. */
  investmentWan: Wan | null;
}

export interface FollowUp {
  months: number;
  on: IsoDate;
  told: boolean;
}

export interface BatchState {
  code: string;
  name: string;
  stage: BatchStage;
  /** The planned day of the event. */
  on: IsoDate;
  cutOff: IsoDate;
  mainVenue: string;
  branchVenues: readonly string[];
  status: BatchStatus;
  /** In the order they came on the list. */
  entries: readonly BatchEntry[];
  /** The day it took place, and who said so; the projects are moved in his name. */
  confirmed: { on: IsoDate; by: string } | null;
  followUps: readonly FollowUp[];
  cancelReason: string | null;
}

/** Without a venue a project is at the main one; a substitute stands where the one it replaces stood. */
export interface ListedProject {
  code: string;
  venue?: string | undefined;
}

export interface PlacedProject {
  code: string;
  venue: string;
}

export interface PlanBatchCommand {
  type: 'plan';
  name: string;
  stage: BatchStage;
  on: IsoDate;
  /** The last day on which the list may be changed freely. */
  cutOff: IsoDate;
  mainVenue: string;
  branchVenues: readonly string[];
  projects: readonly ListedProject[];
}

/** How one project fared when the event moved it; without a refusal it has the stage. */
export interface MoveResult {
  code: string;
  refusal: Refusal | null;
}

export type ListCommand =
  | ({ type: 'add'; reason?: string | undefined } & ListedProject)
  | { type: 'drop'; code: string; reason?: string | undefined }
  | { type: 'substitute'; out: string; in: string; venue?: string | undefined; reason?: string | undefined };

export type BatchCommand =
  | PlanBatchCommand
  | ListCommand
  | { type: 'confirm'; on: IsoDate }
  | { type: 'cancel'; reason: string }
  /** From the workflow: the cut-off has passed, some projects have been moved, a follow-up is due. */
  | { type: 'closeList'; slot: string }
  | { type: 'record'; results: readonly MoveResult[] }
  | { type: 'followUp'; slot: string };

export type BatchEvent =
  | ({ type: 'batchPlanned'; code: string; projects: readonly PlacedProject[] } & Omit<
      PlanBatchCommand,
      'type' | 'projects'
    >)
  | { type: 'projectAdded'; code: string; venue: string; late: boolean; reason: string | null }
  | { type: 'projectDropped'; code: string; late: boolean; reason: string | null }
  | { type: 'projectSubstituted'; out: string; in: string; venue: string; late: boolean; reason: string | null }
  | { type: 'listClosed'; cutOff: IsoDate }
  | { type: 'batchConfirmed'; on: IsoDate; by: string; followUps: readonly Omit<FollowUp, 'told'>[] }
  | { type: 'projectsMoved'; results: readonly (MoveResult & { investmentWan: Wan | null })[] }
  | { type: 'batchMoved'; moved: number; refused: number }
  | { type: 'batchCancelled'; reason: string }
  | { type: 'followedUp'; months: number; on: IsoDate };

/** What the rules need that lies outside the event. */
export interface BatchRuleFacts {
  code: string;
  /** The projects the command names, by code; one that is not in the ledger is missing. */
  projects: ReadonlyMap<string, ProjectState>;
  /** Project → another event for the same stage, not yet carried out, that has it on its list. */
  elsewhere: ReadonlyMap<string, string>;
  /** For a follow-up: the coordinators, and by project its team and its county's reporters. */
  coordinators: readonly string[];
  teams: ReadonlyMap<string, readonly string[]>;
}
