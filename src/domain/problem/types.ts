import type { IsoDate, PartialDate } from '../calendar/dates.ts';
import type { Evidence } from '../project/types.ts';

/** domain §3: 用地 · 用林用海 · 征迁 · 审批 · 资金 · 用工 · 要素 · 配套 · 环保 · 政策 · 其他 */
export const CATEGORIES = [
  'land',
  'forestSea',
  'relocation',
  'approvals',
  'finance',
  'labour',
  'utilities',
  'infrastructure',
  'environment',
  'policy',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** 周调度 · 督查 · 企业 · 月报 */
export const SOURCES = ['meeting', 'visit', 'firm', 'report'] as const;
export type Source = (typeof SOURCES)[number];

/** In characters; what is longer is its detail. */
export const LONGEST_TITLE = 200;

export const PROBLEM_STATES = ['raised', 'assigned', 'handling', 'resolved', 'closed', 'withdrawn', 'merged'] as const;
export type ProblemStatus = (typeof PROBLEM_STATES)[number];

export interface ProblemFacts {
  title: string;
  detail: string | null;
  /** The project it belongs to, or null for one of a whole county. */
  project: string | null;
  county: string | null;
  category: Category;
  source: Source;
  /** Whom the firm is told through: a person of the ledger, so that addresses stay where addresses are. */
  firmContact?: string | null;
  /** The problem it was a part of, when that one was really two. */
  splitFrom?: string | null;
  /** The decision of a meeting (议定事项) it came from. */
  decision?: DecisionRef | null;
}

export interface DecisionRef {
  meeting: string;
  no: number;
}

export interface Solution {
  result: string;
  evidence: readonly Evidence[];
  /** Null: the lead unit's, of which no handler was named when a coordinator entered it. */
  solverId: string | null;
  solverUnitId: string | null;
  /** A coordinator who entered it for the lead. */
  enteredBy?: string;
  /** Everybody of the solver's unit on the day it was handed in; wherever they are by now, they turn no second key. */
  colleagues?: readonly string[];
  /** Solved on the spot by a supervision team (现场化解): verified by a coordinator, counted apart. */
  onTheSpot?: boolean;
}

/** Which rule a limit follows; all but `day` are a number of working days of the settings. */
export type LimitRule = 'intake' | 'lead' | 'split' | 'co' | 'rework' | 'ruling' | 'verify' | 'day';

/** What a limit is worked out from, so that it can be worked out again when a rule or the calendar changes. */
export interface LimitBasis {
  rule: LimitRule;
  /** When the clock began to run; what has been used of the time is measured from here. */
  fromMs: number;
  /** The day of an extension or a promise. */
  on?: IsoDate;
}

export const PART_ROLES = ['split', 'co'] as const;
export type PartRole = (typeof PART_ROLES)[number];

/** A unit beside the lead: a split department (分办) answers for its own part, a co-department (协办) answers the lead. */
export interface Part {
  unitId: string;
  role: PartRole;
  limit: LimitBasis;
  /** Null once it has answered, or when nobody's clock runs any more. */
  dueMs: number | null;
  /** The limit whose passing has been told. */
  toldDueMs: number | null;
  answered: boolean;
  /** Of its own limit, while this part has been its; missing in parts older than these. */
  warned?: readonly Warning[];
}

/** The clock of a lead that it was taken from, with what its people had been told. */
export interface FormerLead {
  limit: LimitBasis | null;
  dueMs: number | null;
  toldDueMs: number | null;
  warned: readonly Warning[];
  papers: readonly Paper[];
  carriedOverdue: number;
}

/** What units had that have it no more: taken off and put back, nobody's time begins anew. */
export interface Former {
  leads: Readonly<Record<string, FormerLead>>;
  parts: readonly Part[];
}

/** `answer`: the next answer will come by then; `solution`: the problem will be solved by then. */
export const PROMISE_KINDS = ['answer', 'solution'] as const;
export type PromiseKind = (typeof PROMISE_KINDS)[number];

export interface PromiseMade {
  /** Counts up within the problem. */
  no: number;
  kind: PromiseKind;
  on: IsoDate;
  /** Broken when this has passed. */
  dueMs: number;
  unitId: string | null;
  madeOn: IsoDate;
}

/** A promise that is open, or was broken and has no reason yet. */
export interface OpenPromise extends PromiseMade {
  missed: boolean;
}

export interface Objection {
  reason: string;
  by: string;
  /** Whom the lead unit thinks it belongs to. */
  proposedUnitId: string | null;
  limit: LimitBasis;
  dueMs: number;
  told: boolean;
}

/** A result waits for the second key; what was handed in before this was kept has no limit. */
export interface Verification {
  limit: LimitBasis;
  dueMs: number;
  told: boolean;
  /** What the lead's own limit was worked out from when it handed in: a day that was granted holds when the result is sent back. */
  lead?: LimitBasis;
}

export interface AskedExtension {
  until: IsoDate;
  reason: string;
  by: string;
  /** Whoever rules has been reminded before the limit passes. */
  reminded?: boolean;
}

/** Blue near the limit, yellow when it has passed, red after more than two dispatches. */
export const PAPERS = ['blue', 'yellow', 'red'] as const;
export type Paper = (typeof PAPERS)[number];

/** How much of the limit is used when handler and co-departments are reminded. */
export const WARNINGS = ['first', 'second'] as const;
export type Warning = (typeof WARNINGS)[number];

/** What has been climbed in this episode; each step once. L1 is the warnings. */
export interface Ladder {
  warned: readonly Warning[];
  /** The highest level reached: 2 head of department, 3 agenda of the dispatch, 4 leading group. */
  level: 0 | 2 | 3 | 4;
  papers: readonly Paper[];
  /** Weekly dispatches that have passed with the problem on their agenda. */
  carried: number;
  /** Of these, while it was overdue. */
  carriedOverdue: number;
  lastMeeting?: string;
  /** It climbed while nobody had it, or another lead: the department that has it now is warned and its head told all the same. */
  unassigned?: boolean;
}

export const NO_LADDER: Ladder = { warned: [], level: 0, papers: [], carried: 0, carriedOverdue: 0 };

/** Why a problem stands on the agenda of the next weekly dispatch. */
export interface OnAgenda {
  reason: 'overdue' | 'tabled' | 'carried';
  /** The meeting that has carried it over to the next dispatch; missing where none did. */
  meeting?: string;
  sinceMs: number;
  proposal: string | null;
  promisedOn: IsoDate | null;
}

/** 满意 · 基本满意 · 不满意 */
export const SATISFACTIONS = ['satisfied', 'basically', 'not'] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

/** The look-back that is still to come after a closing. */
export interface AwaitedLookBack {
  closedMs: number;
  dueMs: number;
  /** Until when an answer is waited for, once it has been asked. */
  lapsesMs: number | null;
}

/** What a problem of an older ledger may begin as; what was solved there is closed, with no keys to turn here. */
export const IMPORTED_STATUSES = [
  'raised',
  'assigned',
  'handling',
  'closed',
  'withdrawn',
] as const satisfies ProblemStatus[];
export type ImportedStatus = (typeof IMPORTED_STATUSES)[number];

/** What an older ledger (问题台账) said of a problem. Dates are as precise as they came. */
export interface ImportedFacts {
  raisedOn: PartialDate;
  solvedOn: PartialDate | null;
  closedOn: PartialDate | null;
  dueOn: IsoDate | null;
  result: string | null;
  /** Who verified it, as written. */
  verifier: string | null;
  onTheSpot: boolean;
  reason: string | null;
  /** The office's own number of it, where that cannot be a code here. */
  reference: string | null;
}

/** By an import alone. */
export interface ImportCommand {
  type: 'import';
  facts: ProblemFacts;
  status: ImportedStatus;
  leadUnit: string | null;
  splitUnits: readonly string[];
  coUnits: readonly string[];
  /** The unit here that `imported.verifier` names; without one it names none. */
  verifierUnit?: string;
  imported: ImportedFacts;
}

export interface ProblemState extends ProblemFacts {
  code: string;
  status: ProblemStatus;
  raisedBy: string;
  /** 主办 */
  leadUnitId: string | null;
  /** 协办 */
  coUnitIds: readonly string[];
  handlerId: string | null;
  /** The instant the present limit passes; null when nobody's clock runs. */
  dueMs: number | null;
  /** The limit whose passing has been told, so that each is told once. */
  toldDueMs: number | null;
  solution: Solution | null;
  verifiedBy: string | null;
  rejections: number;
  // Optional: states written before they existed have none of them.
  limit?: LimitBasis | null;
  parts?: readonly Part[];
  assignedMs?: number | null;
  former?: Former;
  /** Units that have said that they know of it. */
  acknowledged?: readonly string[];
  objection?: Objection | null;
  /** How an objection was ruled; after that the assignment is final. */
  finalReason?: string | null;
  extension?: AskedExtension | null;
  /** How often it was given to another lead. */
  reassigned?: number;
  verification?: Verification | null;
  /** What the last verifier brought along. */
  inspection?: readonly Evidence[];
  /** Who sent the last result back, and why; until another is handed in. */
  rejected?: { by: string; reason: string } | null;
  promises?: readonly OpenPromise[];
  lastPromise?: number;
  agenda?: OnAgenda | null;
  ladder?: Ladder;
  /** When it was last said that nobody has it, though its intake has passed. */
  unassignedToldMs?: number | null;
  /** Counts up with each relapse; the first is 1. */
  episode?: number;
  lookBack?: AwaitedLookBack | null;
  satisfaction?: Satisfaction | null;
  mergedInto?: string | null;
  /** Why it was withdrawn, or merged. */
  leftReason?: string;
  /** Only of a problem that came in from an older ledger. */
  imported?: ImportedFacts | null;
}
