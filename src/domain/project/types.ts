import type { IsoDate, PartialDate } from '../calendar/dates.ts';
import type { Wan } from '../money/money.ts';
import type { PathTemplate } from './path.ts';
import type { Stage } from './stages.ts';

export const AGREEMENTS = ['intent', 'framework', 'contract'] as const;
/** 意向 · 协议 · 正式合同. Rising on this ladder is an upgrade of one signing, never a second one. */
export type Agreement = (typeof AGREEMENTS)[number];

export const PROJECT_STATUSES = ['active', 'paused', 'withdrawn', 'achieved', 'merged', 'removed'] as const;
/**
 * `achieved`: the last stage of its path is reached. `withdrawn` (退出) and `merged` (counted under another code) are final; `removed`
 * (移出, silent for too long) can be brought back.
 */
export type ProjectStatus = (typeof PROJECT_STATUSES)[number];

/** What a stage was proved with. Kind and number are the office's own words, e.g. 施工许可证 350502202211010101. */
export interface Evidence {
  kind: string;
  number?: string | undefined;
  issuer?: string | undefined;
  on?: PartialDate | undefined;
  link?: string | undefined;
  note?: string | undefined;
  /** SHA-256 of a stored file. */
  file?: string | undefined;
}

export const LAND_KINDS = ['existing', 'new', 'readyFactory', 'existingFirm'] as const;
/** 存量用地 · 新增用地 · 现成厂房 · 依托现有企业: what the plan dates after signing are suggested by (安庆 2015). */
export type LandKind = (typeof LAND_KINDS)[number];

export const RELATIONS = ['enlargement', 'phase'] as const;
/** 增资扩产 of an old firm's project, or a phase (一期 · 二期) of one project; both count their own money only. */
export interface Parent {
  code: string;
  relation: (typeof RELATIONS)[number];
  /** The phase's number under its parent; null for an enlargement. */
  phase: number | null;
}

/** A leader let a project pass without a paper; shown wherever the gate is. */
export interface Waiver {
  kind: string;
  reason: string;
  by: string;
  on: IsoDate;
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
  waivers: readonly Waiver[];
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
  landKind: LandKind | null;
  parent: Parent | null;
}

/** `YYYY-MM` */
export type Month = string;

export interface MonthFigures {
  doneWan: Wan;
  /** This year to the end of the month. */
  toDateWan: Wan;
  reportedOn: IsoDate;
  /** Came after the month was closed: counts, and never rewrites what was published (瓯海 2020). */
  late: boolean;
  corrections: number;
}

/** Foreign capital arrived (到资), in its own currency. */
export interface Arrival {
  on: IsoDate;
  /** ISO 4217. */
  currency: string;
  /** Exact decimal text with at most two decimals, e.g. `1250000.50`. */
  amount: string;
  note: string | null;
}

/** Foreign capital that a contract or a plan says is to come, in its own currency: one instalment. */
export interface CapitalDue {
  on: IsoDate;
  /** ISO 4217. */
  currency: string;
  /** Exact decimal text with at most two decimals; `0` when it fell away. */
  amount: string;
  note: string | null;
}

/** Kept in JSON, so everything is keyed by text. */
export interface ProjectMoney {
  /** Year → what is planned to be invested in it. */
  yearPlans: Readonly<Record<string, Wan>>;
  months: Readonly<Record<Month, MonthFigures>>;
  arrivals: readonly Arrival[];
  dues: readonly CapitalDue[];
  /** Since when the project stands in the investment statistics (入库). */
  statisticsOn: IsoDate | null;
}

export const OPINIONS = ['recommend', 'conditional', 'against'] as const;
export type OpinionVerdict = (typeof OPINIONS)[number];

export interface Opinion {
  verdict: OpinionVerdict;
  reason: string;
  /** Who recorded it: the reviewer himself, or a coordinator in whose hands it was put. */
  by: string;
  on: IsoDate;
}

export interface Reviewer {
  /** An expert of the pool. */
  id: string;
  opinion: Opinion | null;
  /** Why he stepped back (回避); he stays on the list, and nobody waits for him. */
  recused: string | null;
}

export const REVIEW_OUTCOMES = ['passed', 'conditional', 'refused', 'cancelled'] as const;
/** `cancelled`: asked by mistake, or overtaken; it counts as never asked. */
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** One pre-review (项目预审) by experts. */
export interface Review {
  askedOn: IsoDate;
  /** The last day for opinions; what comes later is taken as well. */
  dueOn: IsoDate;
  reviewers: readonly Reviewer[];
  result: { outcome: ReviewOutcome; reason: string; by: string; on: IsoDate } | null;
}

/** One part of what was promised being kept, e.g. an instalment paid. */
export interface Keeping {
  on: IsoDate;
  amountWan: Wan | null;
  evidence: readonly Evidence[];
}

export const PROMISE_ENDS = ['broken', 'withdrawn'] as const;
/** What an entry of the policy handbook promised one project, and what of it was kept. */
export interface PolicyPromise {
  /** Id of the entry. */
  policy: string;
  text: string;
  /** Null: what was promised is no money. */
  amountWan: Wan | null;
  /** The day it was promised, and the last day on which it is kept in time. */
  on: IsoDate;
  dueOn: IsoDate;
  kept: readonly Keeping[];
  /** `broken`: it will not be kept. `withdrawn`: it was recorded by mistake. */
  end: { outcome: (typeof PROMISE_ENDS)[number]; reason: string; on: IsoDate } | null;
}

export interface ProjectState extends ProjectFacts {
  code: string;
  /** Where the lead came from: the id of one of the sources in the settings (招商大使, 招商中心, 县区 …). */
  leadSource: string | null;
  /** The template it walks, as it was when the project was started or moved to it. */
  path: PathTemplate;
  stage: Stage;
  /** The ledger named no stage; the lowest was taken and the gap is listed. */
  stageAssumed: boolean;
  status: ProjectStatus;
  pause: { reason: string; reviewOn: IsoDate; reviewed: boolean } | null;
  /** Every pause and the present one, in order; `to` is the day it was resumed. Those from before their days were kept are missing. */
  pauses: readonly { from: IsoDate; to: IsoDate | null }[];
  milestones: Partial<Record<Stage, Milestone>>;
  money: ProjectMoney;
  /** Pre-reviews (项目预审), in the order they were asked; at most the last one is open. */
  reviews: readonly Review[];
  /** What the policy handbook (惠企政策汇编) promised it; a promise is called by its place in the list, from 1. */
  promises: readonly PolicyPromise[];
  /** The project it is counted under (merged). */
  mergedInto: string | null;
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
  | TextField
  | 'investmentWan'
  | 'agreement'
  | 'landKind'
  | 'leadSource'
  | 'leaderId'
  | 'teamUnitId'
  | 'stage'
  | `actual.${Stage}`;
