import type { PartialDate } from '../calendar/dates.ts';
import type { Category, ProblemStatus, Source } from '../problem/types.ts';
import type { ProblemField } from './headers.ts';
import { categoryWord, sourceWord, stateWord } from './words.ts';

/** Columns that go out and are only read by people. */
export type ShownField = 'overdue' | 'rejections' | 'episode' | 'level' | 'imported';

/** A column of a problem ledger that goes out; an import reads it again as the same field, or passes over it. */
export interface ProblemColumn {
  field: ProblemField | ShownField;
  header: string;
  /** In characters of half width. */
  width: number;
}

/** Narrow enough together for one page of A3 that can be read. */
export const PROBLEM_COLUMNS: readonly ProblemColumn[] = [
  { field: 'serial', header: '序号', width: 5 },
  { field: 'code', header: '编号', width: 12 },
  { field: 'name', header: '问题', width: 22 },
  { field: 'detail', header: '详情', width: 26 },
  { field: 'projectCode', header: '项目编号', width: 12 },
  { field: 'project', header: '项目', width: 15 },
  { field: 'county', header: '县（市、区）', width: 8 },
  { field: 'category', header: '类别', width: 7 },
  { field: 'source', header: '来源', width: 7 },
  { field: 'raisedOn', header: '提出日期', width: 11 },
  { field: 'leadUnit', header: '主办', width: 11 },
  { field: 'splitUnits', header: '分办', width: 10 },
  { field: 'coUnits', header: '协办', width: 10 },
  { field: 'dueOn', header: '时限', width: 11 },
  { field: 'state', header: '状态', width: 7 },
  { field: 'result', header: '办理结果', width: 26 },
  { field: 'solvedOn', header: '办结日期', width: 11 },
  { field: 'closedOn', header: '销号日期', width: 11 },
  { field: 'verifier', header: '督查组', width: 11 },
  { field: 'onTheSpot', header: '现场化解', width: 5 },
  { field: 'reason', header: '备注', width: 14 },
  { field: 'overdue', header: '超期', width: 5 },
  { field: 'rejections', header: '退回次数', width: 5 },
  { field: 'episode', header: '第几轮', width: 5 },
  { field: 'level', header: '督办层级', width: 5 },
  { field: 'imported', header: '由旧台账导入', width: 7 },
];

/** A problem as its row goes out, its units and project by name. */
export interface OutgoingProblem {
  code: string;
  title: string;
  detail: string | null;
  projectCode: string | null;
  project: string | null;
  county: string | null;
  category: Category;
  source: Source;
  raisedOn: PartialDate;
  leadUnit: string | null;
  splitUnits: readonly string[];
  coUnits: readonly string[];
  dueOn: PartialDate | null;
  status: ProblemStatus;
  result: string | null;
  solvedOn: PartialDate | null;
  closedOn: PartialDate | null;
  verifier: string | null;
  onTheSpot: boolean;
  reason: string | null;
  overdue: boolean;
  rejections: number;
  episode: number;
  level: number;
  imported: boolean;
}

/** By field; what is missing is a blank. Dates are as precise as they are known. */
export type ProblemLine = ReadonlyMap<ProblemColumn['field'], string | number>;

export function problemLine(problem: OutgoingProblem, serial: number): ProblemLine {
  const line = new Map<ProblemColumn['field'], string | number>([['serial', serial]]);
  const put = (field: ProblemColumn['field'], value: string | number | null): void => {
    if (value !== null && value !== '') line.set(field, value);
  };
  put('name', problem.title);
  for (const field of TEXTS) put(field, problem[field]);
  put('category', categoryWord(problem.category));
  put('source', sourceWord(problem.source));
  put('state', stateWord(problem.status));
  put('splitUnits', problem.splitUnits.join('、'));
  put('coUnits', problem.coUnits.join('、'));
  for (const field of ['onTheSpot', 'overdue', 'imported'] as const) put(field, problem[field] ? '是' : null);
  put('rejections', problem.rejections || null);
  put('episode', problem.episode > 1 ? problem.episode : null);
  put('level', problem.level || null);
  return line;
}

const TEXTS = [
  ...(['code', 'detail', 'projectCode', 'project', 'county', 'raisedOn', 'leadUnit', 'dueOn', 'result'] as const),
  ...(['solvedOn', 'closedOn', 'verifier', 'reason'] as const),
] as const;
