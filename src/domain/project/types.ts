import type { IsoDate, PartialDate } from '../calendar/dates.ts';
import type { Wan } from '../money/money.ts';
import type { Stage } from './stages.ts';

export const AGREEMENTS = ['intent', 'framework', 'contract'] as const;
/** 意向 · 协议 · 正式合同. Rising on this ladder is an upgrade of one signing, never a second one. */
export type Agreement = (typeof AGREEMENTS)[number];

export const PROJECT_STATUSES = ['active', 'paused', 'withdrawn', 'achieved'] as const;
/** `achieved`: the last stage of its path is reached. Only `withdrawn` is final. */
export type ProjectStatus = (typeof PROJECT_STATUSES)[number];

/** What a stage was proved with. Kind and number are the office's own words, e.g. 施工许可证 350502202211010101. */
export interface Evidence {
  kind: string;
  number?: string | undefined;
  issuer?: string | undefined;
  on?: PartialDate | undefined;
  link?: string | undefined;
  note?: string | undefined;
}

export interface Milestone {
  /** The first plan date; kept for ever, slippage is measured from it. */
  baseline: IsoDate | null;
  /** The plan date in force. */
  plan: IsoDate | null;
  /** The day on which `plan` was set: warnings that lay before it are not sent late. */
  plannedOn: IsoDate | null;
  revisions: number;
  actual: PartialDate | null;
  /** Reached, but nobody knows when: a data gap (imports only). */
  dateUnknown: boolean;
  /** The last warning given for `plan`, as days from it (−30, −7, 1): by the day, so that other settings repeat none. */
  warned: number | null;
  evidence: readonly Evidence[];
}

/** What a ledger row says about a project besides its path. `null` = not known. */
export interface ProjectFacts {
  name: string;
  county: string | null;
  investor: string | null;
  industry: string | null;
  /** 项目类型 in the office's own words, e.g. 新引进, 增资扩产. */
  projectType: string | null;
  agreement: Agreement | null;
  investmentWan: Wan | null;
  /** The paired leader (挂钩领导) as an old ledger words it, and by id once the person is known; the team (专班). */
  leaderName: string | null;
  leaderId: string | null;
  teamUnitId: string | null;
  /** 存在问题 as the ledger words it; a tracked problem is an entity of its own. */
  knownIssue: string | null;
  note: string | null;
  source: string | null;
}

export interface ProjectState extends ProjectFacts {
  code: string;
  pathId: string;
  stage: Stage;
  /** The ledger named no stage; the lowest was taken and the gap is listed. */
  stageAssumed: boolean;
  status: ProjectStatus;
  pause: { reason: string; reviewOn: IsoDate; reviewed: boolean } | null;
  milestones: Partial<Record<Stage, Milestone>>;
}

export const TEXT_FIELDS = [
  'name',
  'county',
  'investor',
  'industry',
  'projectType',
  'leaderName',
  'knownIssue',
  'note',
  'source',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
/** What `correct` can set right: a text, the money, the agreement, who is paired, the stage, or `actual.<stage>`. */
export type CorrectableField =
  TextField | 'investmentWan' | 'agreement' | 'leaderId' | 'teamUnitId' | 'stage' | `actual.${Stage}`;

export interface StartCommand {
  type: 'start';
  facts: ProjectFacts;
  stage: Stage;
  stageAssumed?: boolean | undefined;
  plans?: Partial<Record<Stage, IsoDate>> | undefined;
  actuals?: Partial<Record<Stage, PartialDate>> | undefined;
  evidence?: readonly Evidence[] | undefined;
}
export interface AdvanceCommand {
  type: 'advance';
  to: Stage;
  /** Null only on import: reached, date not known. */
  on: PartialDate | null;
  /** Actual dates of the stages passed over on the way. */
  passed?: Partial<Record<Stage, PartialDate>> | undefined;
  evidence?: readonly Evidence[] | undefined;
}
export interface RevisePlanCommand {
  type: 'revisePlan';
  stage: Stage;
  date: IsoDate;
  reason: string;
  approvedBy?: string | undefined;
}
export interface CorrectCommand {
  type: 'correct';
  field: CorrectableField;
  value: string | number | null;
  reason: string;
}
export type ProjectCommand =
  | StartCommand
  | AdvanceCommand
  | RevisePlanCommand
  | CorrectCommand
  | { type: 'pause'; reason: string; reviewOn: IsoDate }
  | { type: 'resume'; reason?: string | undefined }
  | { type: 'withdraw'; reason: string }
  /** From the clock: the warning named by `slot` is due. */
  | { type: 'warn'; slot: string };

export type ProjectEvent =
  | {
      type: 'started';
      code: string;
      pathId: string;
      facts: ProjectFacts;
      stage: Stage;
      stageAssumed: boolean;
      plans: Partial<Record<Stage, IsoDate>>;
      on: IsoDate;
    }
  | { type: 'stageReached'; stage: Stage; on: PartialDate | null; passedOver: boolean; evidence: readonly Evidence[] }
  | {
      type: 'planRevised';
      stage: Stage;
      from: IsoDate | null;
      to: IsoDate;
      reason: string;
      approvedBy: string | null;
      on: IsoDate;
    }
  | { type: 'paused'; reason: string; reviewOn: IsoDate }
  | { type: 'resumed'; reason: string | null }
  | { type: 'withdrawn'; reason: string }
  | {
      type: 'corrected';
      field: CorrectableField;
      old: string | number | null;
      new: string | number | null;
      reason: string;
    }
  | { type: 'warned'; slot: string; stage: Stage | null; dayOffset: number };

/** What the rules need that lies outside the project. */
export interface ProjectRuleFacts {
  /** The code the command is addressed to. */
  code: string;
  /** People told when a plan date draws near: the county's reporters and the team; the coordinators when there are none. */
  team: readonly string[];
  /** Ids named in the command that are not in the ledger. */
  unknownPersonIds: readonly string[];
  unknownUnitIds: readonly string[];
}
