import type { IsoDate } from '../calendar/dates.ts';
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

export const PROBLEM_STATES = ['raised', 'assigned', 'handling', 'resolved', 'closed', 'withdrawn'] as const;
export type ProblemStatus = (typeof PROBLEM_STATES)[number];

export interface ProblemFacts {
  title: string;
  detail: string | null;
  /** The project it belongs to, or null for one of a whole county. */
  project: string | null;
  county: string | null;
  category: Category;
  source: Source;
}

export interface Solution {
  result: string;
  evidence: readonly Evidence[];
  solverId: string;
  solverUnitId: string | null;
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
}

export type ProblemCommand =
  | { type: 'raise'; facts: ProblemFacts }
  | { type: 'assign'; leadUnit: string; coUnits?: readonly string[] | undefined; handler?: string | undefined }
  | { type: 'answer'; text: string; nextOn: IsoDate }
  | { type: 'resolve'; result: string; evidence: readonly Evidence[] }
  | { type: 'verify'; accepted: boolean; reason?: string | undefined }
  | { type: 'withdraw'; reason: string }
  /** From the clock: the limit named by `slot` has passed. */
  | { type: 'overdue'; slot: string };

export type ProblemEvent =
  | { type: 'raised'; code: string; facts: ProblemFacts; by: string; dueMs: number }
  | { type: 'assigned'; leadUnitId: string; coUnitIds: readonly string[]; handlerId: string | null; dueMs: number }
  | { type: 'answered'; text: string; nextOn: IsoDate; by: string }
  | { type: 'resolved'; solution: Solution }
  | { type: 'closed'; by: string; note: string | null }
  | { type: 'rejected'; by: string; reason: string; dueMs: number }
  | { type: 'withdrawn'; reason: string }
  | { type: 'overdueTold'; slot: string; dueMs: number };

/** What the rules need that lies outside the problem. */
export interface ProblemRuleFacts {
  code: string;
  /** County of the project named, `undefined` when there is no such project. */
  project?: { county: string | null; withdrawn: boolean } | undefined;
  unknownUnitIds: readonly string[];
  unknownPersonIds: readonly string[];
  /** The unit the handler belongs to, when one is named. */
  handlerUnitId?: string | undefined;
  /** Who answers for the problem now: the lead unit's handlers, or the coordinators while it is not assigned. */
  answerable: readonly string[];
  /** Files named in evidence that nobody stored. */
  unknownFiles?: readonly string[] | undefined;
  /** The offices copied when a limit passes (市委督查室 · 市政府督查室 · 效能办). */
  supervisors: readonly string[];
}
