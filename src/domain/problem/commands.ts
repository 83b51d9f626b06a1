import type { IsoDate } from '../calendar/dates.ts';
import type { Evidence } from '../project/types.ts';
import type {
  ImportCommand,
  ImportedFacts,
  ImportedStatus,
  LimitBasis,
  Paper,
  PartRole,
  ProblemFacts,
  ProblemStatus,
  PromiseMade,
  Satisfaction,
  Solution,
  Warning,
} from './types.ts';

/** Who has the problem on his table: the lead, and any number of split and co-departments. */
export interface Assignment {
  leadUnit: string;
  splitUnits?: readonly string[] | undefined;
  coUnits?: readonly string[] | undefined;
  handler?: string | undefined;
}

type AssignmentCommand =
  /** Given to another lead than it has, it needs a reason. */
  | ({ type: 'assign'; reason?: string | undefined } & Assignment)
  | { type: 'acknowledge' }
  /** By the lead unit, against having it; `unit` is whom it thinks it belongs to. */
  | { type: 'object'; reason: string; unit?: string | undefined }
  /** By a leader; upheld, it names the new lead. */
  | {
      type: 'ruleObjection';
      upheld: boolean;
      reason: string;
      leadUnit?: string | undefined;
      handler?: string | undefined;
    };

type AnswerCommand =
  | { type: 'answer'; text: string; nextOn: IsoDate }
  /** By a split or co-department; `unit` is for a coordinator who enters what one reported. */
  | { type: 'coAnswer'; text: string; unit?: string | undefined }
  | { type: 'table'; proposal: string; promisedOn: IsoDate }
  | { type: 'explainMiss'; promise: number; reason: string };

type ExtensionCommand =
  | { type: 'askExtension'; until: IsoDate; reason: string }
  | { type: 'ruleExtension'; granted: boolean; reason?: string | undefined };

type ClosingCommand =
  | { type: 'resolve'; result: string; evidence: readonly Evidence[] }
  /** By a supervision team that found it and solved it there and then (现场化解). */
  /** `enteredBy`: who wrote it down for the team, of a visit that a coordinator records. */
  | { type: 'solveOnTheSpot'; result: string; evidence: readonly Evidence[]; enteredBy?: string }
  /** With what the verifier saw there: photos, a record. */
  | { type: 'verify'; accepted: boolean; reason?: string | undefined; evidence?: readonly Evidence[] | undefined }
  | { type: 'lookBack'; satisfaction: Satisfaction; relapsed: boolean; note?: string | undefined };

type LeavingCommand = { type: 'withdraw'; reason: string } | { type: 'mergeInto'; into: string; reason: string };

type LadderCommand =
  /** A talk with who answers for it (约谈), after a red paper. */
  | { type: 'interview'; on: IsoDate; person: string; record: string }
  /**
   * From a meeting. A weekly dispatch has passed with the problem on its agenda, which was composed at `composedMs`; or, `toNext`, any meeting
   * has carried over what stands on no agenda yet.
   */
  | { type: 'carryOver'; meeting: string; startMs: number; composedMs?: number; toNext?: true }
  /** From the clock: the limit named by `slot` has passed. */
  | { type: 'overdue'; slot: string }
  /** From the clock: anything else that `slot` names. */
  | { type: 'remind'; slot: string };

export type ProblemCommand =
  | { type: 'raise'; facts: ProblemFacts }
  | ImportCommand
  | AssignmentCommand
  | AnswerCommand
  | ExtensionCommand
  | ClosingCommand
  | LeavingCommand
  | LadderCommand;

/** One limit that a new rule or calendar has moved. */
export interface LimitMove {
  what: 'limit' | 'part' | 'promise' | 'ruling' | 'verification';
  unitId: string | null;
  promise?: number;
  oldMs: number;
  newMs: number;
}

export interface AssignedPart {
  unitId: string;
  role: PartRole;
  limit: LimitBasis;
  dueMs: number;
  /** It had a part before: its clock runs on, and it is not told again what it was told. */
  again?: boolean;
}

/** What is optional here was not written by earlier releases. */
export type ProblemEvent =
  | { type: 'raised'; code: string; facts: ProblemFacts; by: string; dueMs: number; limit?: LimitBasis }
  /** From an older ledger; a limit that is null runs no clock, one that had `passed` was told there. */
  | {
      type: 'imported';
      code: string;
      facts: ProblemFacts;
      status: ImportedStatus;
      by: string;
      leadUnitId: string | null;
      splitUnitIds: readonly string[];
      coUnitIds: readonly string[];
      imported: ImportedFacts;
      dueMs: number | null;
      limit: LimitBasis | null;
      passed: boolean;
      /** The departments of an open problem, each with a limit of the day of the import. */
      parts?: readonly AssignedPart[];
    }
  | {
      type: 'assigned';
      leadUnitId: string;
      coUnitIds: readonly string[];
      handlerId: string | null;
      dueMs: number;
      limit?: LimitBasis;
      parts?: readonly AssignedPart[];
      /** The lead it is taken from, and why. */
      before?: string;
      reason?: string | null;
      /** The lead had it before and gets it back at this instant: its clock runs on. */
      againMs?: number;
    }
  /** Under the same lead, whose clock runs on: the departments beside it, or the handler. `kept` stay as they were, `parts` are new, or back, or of another role. */
  | {
      type: 'assignmentChanged';
      handlerId: string | null;
      kept: readonly string[];
      dropped: readonly string[];
      parts: readonly AssignedPart[];
    }
  | { type: 'acknowledged'; unitId: string; by: string }
  | { type: 'objected'; reason: string; by: string; proposedUnitId: string | null; dueMs: number; limit: LimitBasis }
  | { type: 'objectionRuled'; upheld: boolean; reason: string; by: string }
  | { type: 'answered'; text: string; nextOn: IsoDate; by: string; promise?: PromiseMade }
  | { type: 'partAnswered'; unitId: string; text: string; by: string }
  | { type: 'tabled'; proposal: string; promisedOn: IsoDate; by: string; promise: PromiseMade; atMs: number }
  | { type: 'promiseKept'; promise: PromiseMade }
  /** An answer before its day has set another: it was not due, and is neither kept nor broken. */
  | { type: 'promiseReplaced'; promise: PromiseMade }
  | { type: 'promiseMissed'; promise: PromiseMade }
  /** The problem has left, and nobody waits for what was promised. */
  | { type: 'promiseLapsed'; promise: PromiseMade }
  | { type: 'missExplained'; promise: PromiseMade; reason: string; by: string }
  | { type: 'extensionAsked'; until: IsoDate; reason: string; by: string }
  | {
      type: 'extensionRuled';
      granted: boolean;
      until: IsoDate;
      reason: string | null;
      by: string;
      /** The limit from now on; null when it was refused. */
      dueMs: number | null;
      limit: LimitBasis | null;
      /** `mail` to the firm's contact, or the handler is to tell it. */
      firmTold: 'mail' | 'handler';
    }
  /** What it was asked for is gone: another lead, a result, or the problem has left. */
  | { type: 'extensionLapsed'; until: IsoDate; reason: string; by: string }
  /** The limit is that of the verification. */
  | { type: 'resolved'; solution: Solution; dueMs?: number; limit?: LimitBasis }
  | {
      type: 'closed';
      by: string;
      note: string | null;
      closedMs?: number;
      lookBackMs?: number;
      evidence?: readonly Evidence[];
    }
  /** With a new clock for each department that still owes its part. */
  | {
      type: 'rejected';
      by: string;
      reason: string;
      dueMs: number;
      limit?: LimitBasis;
      parts?: readonly AssignedPart[];
      evidence?: readonly Evidence[];
    }
  | { type: 'lookBackAsked'; lapsesMs: number }
  | { type: 'lookBackLapsed' }
  | { type: 'lookedBack'; satisfaction: Satisfaction; relapsed: boolean; by: string; note: string | null }
  /** With a clock for each department that still owes its part. */
  | { type: 'reopened'; episode: number; dueMs: number; limit: LimitBasis; parts?: readonly AssignedPart[] }
  | { type: 'withdrawn'; reason: string }
  | { type: 'mergedInto'; into: string; reason: string }
  /** `unitId`: of that department's own limit; missing: of the lead's. */
  | { type: 'warned'; warning: Warning; unitId?: string }
  | { type: 'overdueTold'; slot: string; dueMs: number }
  /** Nobody has assigned it, though the day of its intake has passed: said again. */
  | { type: 'unassignedTold'; atMs: number }
  /** Whoever rules on the extension is reminded, before the limit passes. */
  | { type: 'rulingOfExtensionAsked'; dueMs: number }
  | { type: 'partOverdueTold'; unitId: string; dueMs: number }
  | { type: 'rulingOverdueTold'; dueMs: number }
  | { type: 'verificationOverdueTold'; dueMs: number }
  | { type: 'escalated'; level: 2 | 3 | 4; atMs: number }
  | { type: 'paperGiven'; paper: Paper }
  /** By the ladder; or by `meeting`, which has carried it over. */
  | { type: 'putOnAgenda'; atMs: number; meeting?: string }
  | { type: 'carriedOver'; meeting: string; overdue: boolean }
  | { type: 'interviewed'; on: IsoDate; personId: string; record: string; by: string }
  | { type: 'limitsMoved'; moves: readonly LimitMove[] };

/** Somebody who may turn the second key as far as his role goes; whether his hands are other ones is for the rules. */
export interface Candidate {
  id: string;
  unitId: string | null;
}

/** People the rules tell things to. Read for the commands that tell somebody, empty for the others. */
export interface ProblemPeople {
  /** Who answers for the problem now: the lead unit's people, or the coordinators while it is not assigned. */
  answerable: readonly string[];
  /** The people of each split and co-department, and of the units a command assigns it to. */
  members: Readonly<Record<string, readonly string[]>>;
  /** Heads of the lead unit; of the office while nobody has it, or its leaders. Whoever stands in where no head can be written to. */
  heads: readonly string[];
  /** The offices copied when a limit passes (市委督查室 · 市政府督查室 · 效能办). */
  supervisors: readonly string[];
  /** The supervision team that answers for its project or county; nobody when none does. */
  team: readonly Candidate[];
  /** Everybody of a supervision team. */
  supervisionTeams: readonly Candidate[];
  /** Who verifies what a team has solved itself. */
  officers: readonly Candidate[];
  /** The firm's contact, as long as he can be written to. */
  firm: readonly string[];
  coordinators: readonly string[];
  leaders: readonly string[];
  /** 领导小组 */
  leadingGroup: readonly string[];
}

/** What the rules need that lies outside the problem. */
export interface ProblemRuleFacts {
  code: string;
  /** County of the project named, `undefined` when there is no such project. */
  project?: { county: string | null; withdrawn: boolean } | undefined;
  /** The problem a command names beside its own; null when there is no such problem. */
  other?: { code: string; status: ProblemStatus; county?: string | null | undefined } | null | undefined;
  /** The published decision a new problem comes from; null when there is none, or it was taken back. */
  decision?: { doneOn: IsoDate | null; problem: string | null } | null | undefined;
  /** Whether the ledger knows the county a new problem names. */
  countyKnown?: boolean | undefined;
  unknownUnitIds: readonly string[];
  unknownPersonIds: readonly string[];
  /** Of these, who was there and has left. */
  leftPersonIds?: readonly string[] | undefined;
  /** The unit the handler belongs to, when one is named. */
  handlerUnitId?: string | undefined;
  /** Everybody of the unit whose result it is, on the day it is handed in. */
  colleagues?: readonly string[] | undefined;
  /** Files named in evidence that nobody stored. */
  unknownFiles?: readonly string[] | undefined;
  people: ProblemPeople;
}
