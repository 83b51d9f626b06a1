import type { IsoDate } from '../calendar/dates.ts';
import type { UnitKind } from '../people/types.ts';
import type { Category } from '../problem/types.ts';
import type { ProjectState } from '../project/types.ts';
import type { Refusal } from '../refusal.ts';

export const VISIT_STATUSES = ['planned', 'raising', 'held', 'cancelled'] as const;
/** `raising`: it took place, and problems of its findings are still to be raised. */
export type VisitStatus = (typeof VISIT_STATUSES)[number];

export const FINDING_STANDINGS = ['waiting', 'raised', 'refused'] as const;
/** `refused`: by the problem's own rules, when it was raised (the project has left meanwhile); the refusal is kept. */
export type FindingStanding = (typeof FINDING_STANDINGS)[number];

/** As a team writes it down on site. */
export interface FindingFacts {
  title: string;
  detail?: string | undefined;
  category: Category;
  /** What was done about it on the spot (现场化解); without it the problem is raised and assigned like any other. */
  solved?: string | undefined;
  /** Photos and files, by the SHA-256 they are stored under. */
  files?: readonly string[] | undefined;
}

export interface Finding {
  /** 1, 2, 3 … in the order they were written down; names it for ever. */
  number: number;
  title: string;
  detail: string | null;
  category: Category;
  solved: string | null;
  files: readonly string[];
  /** The day it was written down, by whom. */
  on: IsoDate;
  by: string;
  /** Written down after the visit, and why. */
  late: boolean;
  reason: string | null;
  standing: FindingStanding;
  problem: string | null;
  refusal: Refusal | null;
}

export interface VisitMove {
  from: IsoDate;
  to: IsoDate;
  reason: string;
}

export interface VisitState {
  code: string;
  /** The planned day. */
  on: IsoDate;
  heldOn: IsoDate | null;
  /** The supervision team's unit. */
  team: string;
  /** A project, or null for a county as a whole. */
  project: string | null;
  county: string | null;
  people: readonly string[];
  purpose: string | null;
  status: VisitStatus;
  /** Nobody had planned it: written down afterwards. */
  unplanned: boolean;
  plannedBy: string;
  moves: readonly VisitMove[];
  note: string | null;
  findings: readonly Finding[];
  cancelReason: string | null;
  /** The last instant something was due or set: what lay before it is not reminded of late. */
  passedMs: number;
  /** Slots of the reminders that were given. */
  told: readonly string[];
}

/** Where a visit goes, and who. */
export interface VisitPlan {
  on: IsoDate;
  team: string;
  /** Either a project or a county. */
  project?: string | undefined;
  county?: string | undefined;
  people: readonly string[];
  purpose?: string | undefined;
}

/** What is said of a visit that took place. */
export interface VisitReport {
  note?: string | undefined;
  findings?: readonly FindingFacts[] | undefined;
}

/** How one finding fared. With a problem and a refusal: it was raised, and refused that the team had solved it on the spot. */
export interface RaisedFinding {
  number: number;
  problem: string | null;
  refusal: Refusal | null;
}

export type VisitCommand =
  | ({ type: 'plan'; distinct?: string | undefined } & VisitPlan)
  /** A visit nobody had planned, written down when it had taken place. */
  | ({
      type: 'recordVisit';
      /** Why it is another visit than the one of that team, day and place. */
      distinct?: string | undefined;
    } & VisitPlan &
      VisitReport)
  | { type: 'move'; to: IsoDate; reason: string; people?: readonly string[] | undefined }
  | { type: 'cancel'; reason: string }
  | ({
      type: 'hold';
      on?: IsoDate | undefined;
      people?: readonly string[] | undefined;
      /** Why its findings come only now. */
      reason?: string | undefined;
    } & VisitReport)
  | { type: 'find'; findings: readonly FindingFacts[]; reason?: string | undefined }
  /** From the workflow: problems of findings have been raised, a reminder is due. */
  | { type: 'record'; results: readonly RaisedFinding[] }
  | { type: 'remind'; slot: string };

type VisitFacts = Pick<
  VisitState,
  'code' | 'on' | 'team' | 'project' | 'county' | 'people' | 'purpose' | 'plannedBy' | 'passedMs'
>;

export type VisitEvent =
  | ({ type: 'visitPlanned'; distinct?: string } & VisitFacts)
  | ({ type: 'visitRecorded'; note: string | null; distinct?: string } & VisitFacts)
  | ({ type: 'visitMoved'; people: readonly string[]; atMs: number } & VisitMove)
  | { type: 'visitCancelled'; reason: string }
  | { type: 'visitHeld'; on: IsoDate; people: readonly string[]; note: string | null }
  | { type: 'found'; finding: Omit<Finding, 'standing' | 'problem' | 'refusal'> }
  | { type: 'findingsRaised'; results: readonly RaisedFinding[] }
  | { type: 'visitReminded'; slot: string; dueMs: number; told: readonly string[] };

/** What the rules need that lies outside the visit. */
export interface VisitRuleFacts {
  code: string;
  unitKind?: UnitKind | undefined;
  project?: ProjectState | undefined;
  countyKnown: boolean;
  unknownPersonIds: readonly string[];
  /** Of these, who was there and has left. */
  leftPersonIds?: readonly string[] | undefined;
  /** Of the people named, those who belong to the team. */
  teamPeople: readonly string[];
  unknownFiles: readonly string[];
  /** For a visit of which nobody said how it went. */
  coordinators: readonly string[];
  /** The visit of the same team, day and place, planned or held. */
  twin?: string | null | undefined;
}
