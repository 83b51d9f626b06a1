import type { Stage } from './stages.ts';

export const EVIDENCE_FIELDS = ['number', 'issuer', 'on', 'link', 'note', 'file'] as const;
export type EvidenceField = (typeof EVIDENCE_FIELDS)[number];

/** One paper a stage asks for. The kind is the office's own word (施工许可证) and what an evidence of this kind is matched by. */
export interface EvidenceAsked {
  kind: string;
  /** What an evidence of this kind must carry to count; one without is refused, whenever it comes. */
  needs: readonly EvidenceField[];
  /** `required`: nobody gets past without it, unless a leader waives it. `asked`: what is missing is listed until it comes. */
  level: 'asked' | 'required';
  /** `review`: not a paper, but a pre-review (项目预审) of the project that was passed, with conditions or without. */
  by?: 'review' | undefined;
}

/**
 * A kind of path: the stages a project walks through, in order, which of them are dated milestones, and what each gate asks. A project
 * carries the template it was started with: another version of it in the settings changes nothing until the project is moved.
 */
export interface PathTemplate {
  id: string;
  name: string;
  stages: readonly Stage[];
  /** Stages that count: passing one needs its actual date. Lead and negotiation only prepare the signing. */
  milestones: readonly Stage[];
  gates: Readonly<Partial<Record<Stage, readonly EvidenceAsked[]>>>;
}

const asked = (kind: string, ...needs: EvidenceField[]): EvidenceAsked => ({ kind, needs, level: 'asked' });
const required = (kind: string, ...needs: EvidenceField[]): EvidenceAsked => ({ kind, needs, level: 'required' });

const SIGNING = [asked('合同文本', 'on')];
const LANDING = [asked('企业注册', 'number')];
// First permanent works; survey, levelling, demolition and temporary roads are no groundbreaking (domain §2).
const GROUNDBREAKING = [asked('施工许可证', 'number'), asked('首次永久性工程', 'on')];
const COMPLETION = [asked('竣工验收', 'number')];
const PRODUCTION = [asked('投产证明', 'on')];
const FULL_CAPACITY = [asked('达产证明', 'note')];

/** Domain §2: what the standard path asks. Asked, not required: an office that wants a locked gate says so in its settings. */
export const STANDARD_PATH: PathTemplate = {
  id: 'standard',
  name: '标准',
  stages: ['lead', 'negotiation', 'signing', 'landing', 'groundbreaking', 'completion', 'production', 'fullCapacity'],
  milestones: ['signing', 'landing', 'groundbreaking', 'completion', 'production', 'fullCapacity'],
  gates: {
    signing: SIGNING,
    landing: LANDING,
    groundbreaking: GROUNDBREAKING,
    completion: COMPLETION,
    production: PRODUCTION,
    fullCapacity: FULL_CAPACITY,
  },
};

/** Where nothing is built: opening the business is its production. */
const SERVICE_PATH: PathTemplate = {
  id: 'service',
  name: '服务业',
  stages: ['lead', 'negotiation', 'signing', 'landing', 'production', 'fullCapacity'],
  milestones: ['signing', 'landing', 'production', 'fullCapacity'],
  gates: { signing: SIGNING, landing: LANDING, production: [asked('开业证明', 'on')], fullCapacity: FULL_CAPACITY },
};

/** A park is built for others to produce in: it is in use when it is complete and taken over. */
const PARK_PATH: PathTemplate = {
  id: 'park',
  name: '园区',
  stages: ['lead', 'negotiation', 'signing', 'landing', 'groundbreaking', 'completion'],
  milestones: ['signing', 'landing', 'groundbreaking', 'completion'],
  gates: {
    signing: SIGNING,
    landing: [asked('用地批复', 'number')],
    groundbreaking: GROUNDBREAKING,
    completion: [...COMPLETION, asked('移交记录', 'on')],
  },
};

/** Foreign capital is not landed before it is registered as such and reported (外商投资信息报告). */
const FOREIGN_PATH: PathTemplate = {
  ...STANDARD_PATH,
  id: 'foreign',
  name: '外资',
  gates: { ...STANDARD_PATH.gates, landing: [...LANDING, required('外商投资信息报告', 'number')] },
};

export const DEFAULT_PATHS: readonly PathTemplate[] = [STANDARD_PATH, SERVICE_PATH, PARK_PATH, FOREIGN_PATH];

/** Stages after `stage`, in order. */
export const stagesAfter = (path: PathTemplate, stage: Stage): readonly Stage[] =>
  path.stages.slice(path.stages.indexOf(stage) + 1);

/** Stages up to and including `stage`, in order. */
export const stagesUpTo = (path: PathTemplate, stage: Stage): readonly Stage[] =>
  path.stages.slice(0, path.stages.indexOf(stage) + 1);

export const isMilestone = (path: PathTemplate, stage: Stage): boolean => path.milestones.includes(stage);

export const isLast = (path: PathTemplate, stage: Stage): boolean => path.stages.at(-1) === stage;
