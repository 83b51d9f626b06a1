import { STANDARD_PATH } from '../project/path.ts';
import { STAGES, type Stage } from '../project/stages.ts';
import type { KnownFacts } from './compare.ts';
import type { ColumnField } from './headers.ts';
import { agreementWord, landWord, relationWord, stageWord } from './words.ts';

/** A column of a ledger that goes out, under a header that comes in again as the same field. */
export interface LedgerColumn {
  field: ColumnField;
  header: string;
  /** In characters of half width. */
  width: number;
}

/** A lead and a negotiation happen; only milestones are planned. */
const dates = (stage: Stage): LedgerColumn[] => [
  ...(isPlanned(stage) ? [{ field: `plan.${stage}`, header: `计划${stageWord(stage)}时间`, width: 15 } as const] : []),
  { field: `actual.${stage}`, header: `${stageWord(stage)}时间`, width: 13 },
];
const isPlanned = (stage: Stage): boolean => STANDARD_PATH.milestones.includes(stage);

/** Everything an import can read, in the order offices keep it. */
export const LEDGER_COLUMNS: readonly LedgerColumn[] = [
  { field: 'serial', header: '序号', width: 7 },
  { field: 'code', header: '项目编号', width: 15 },
  { field: 'name', header: '项目名称', width: 40 },
  { field: 'county', header: '所属县（市、区）', width: 18 },
  { field: 'investor', header: '投资方', width: 24 },
  { field: 'industry', header: '产业类别', width: 20 },
  { field: 'kind', header: '项目类型', width: 12 },
  { field: 'path', header: '项目路径', width: 11 },
  { field: 'money', header: '总投资（万元）', width: 15 },
  { field: 'agreement', header: '协议性质', width: 11 },
  { field: 'landKind', header: '用地方式', width: 13 },
  { field: 'stage', header: '当前阶段', width: 11 },
  ...STAGES.flatMap(dates),
  { field: 'parent', header: '主项目编号', width: 15 },
  { field: 'relation', header: '与主项目关系', width: 13 },
  { field: 'phase', header: '期数', width: 7 },
  { field: 'leaderName', header: '挂钩领导', width: 14 },
  { field: 'knownIssue', header: '存在问题', width: 36 },
  { field: 'note', header: '备注', width: 36 },
  { field: 'source', header: '资料来源', width: 16 },
  { field: 'leadSource', header: '线索来源', width: 13 },
];

/** A project as its row goes out. */
export interface OutgoingFacts extends KnownFacts {
  code: string;
  /** Nobody said the stage: its cell goes out as blank as it came in, so that nothing assumed becomes a fact. */
  stageAssumed: boolean;
}

/** By field; what is missing is a blank. Dates are as precise as they are known, money is 万元. */
export type LedgerLine = ReadonlyMap<ColumnField, string | number>;

export function ledgerLine(facts: OutgoingFacts, serial: number): LedgerLine {
  const line = new Map<ColumnField, string | number>();
  const put = (field: ColumnField, value: string | number | null | undefined): void => {
    if (value != null) line.set(field, value);
  };
  put('serial', serial);
  for (const field of TEXTS) put(field, facts[field]);
  put('money', facts.investmentWan);
  put('agreement', facts.agreement && agreementWord(facts.agreement));
  put('landKind', facts.landKind && landWord(facts.landKind));
  put('parent', facts.parent?.code);
  put('relation', facts.parent && relationWord(facts.parent.relation));
  put('phase', facts.parent?.phase);
  if (!facts.stageAssumed || facts.stage !== 'lead') put('stage', stageWord(facts.stage));
  for (const stage of STAGES) {
    if (isPlanned(stage)) put(`plan.${stage}`, facts.milestones[stage]?.plan);
    put(`actual.${stage}`, facts.milestones[stage]?.actual);
  }
  return line;
}

const TEXTS = [
  ...(['code', 'name', 'county', 'investor', 'industry', 'kind', 'path', 'leadSource'] as const),
  ...(['leaderName', 'knownIssue', 'note', 'source'] as const),
] as const;
