import type { FigureGroup } from '../../domain/problem-figures/figures.ts';
import type { PromiseKind } from '../../domain/problem/types.ts';
import type { Words } from './words.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const FIGURE_GROUP_WORDS: Record<FigureGroup, Words> = {
  total: w('合计', 'total'),
  department: w('主办单位', 'department'),
  county: w('县（市、区）', 'county'),
  category: w('类别', 'category'),
  source: w('来源', 'source'),
  level: w('层级', 'level'),
  month: w('月份', 'month'),
};

export const LEVEL_WORDS: Record<'0' | '1' | '2' | '3' | '4', Words> = {
  0: w('未提醒', 'not reminded'),
  1: w('一级（提醒承办）', 'L1 (handler reminded)'),
  2: w('二级（超期，部门负责人）', 'L2 (limit passed, head of department)'),
  3: w('三级（列入周调度）', 'L3 (agenda of the dispatch)'),
  4: w('四级（领导小组）', 'L4 (leading group)'),
};

export const PROMISE_KIND_WORDS: Record<PromiseKind | 'decision', Words> = {
  decision: w('议定事项', 'decision'),
  answer: w('下次答复', 'next answer'),
  solution: w('承诺解决', 'solution'),
};

/** What every number of the tables means; printed below each of them. */
export const PROBLEM_FIGURES_DEFINITION: Words[] = [
  w(
    '口径：{from} 至 {to} 提出的问题，按 {asOf} 终了时的台账（今天则到此刻）。撤回、并入的另列，不计入其他各栏；提出 = 销号 + 未销号。',
    'The problems raised from {from} to {to}, as the ledger stood at the end of {asOf} (today: now). Withdrawn and merged ones are counted apart and nowhere else; raised = closed + open.',
  ),
  w(
    '办结：已提交结果（含待核验）；销号：督查组已核验；超期：未销号且当前时限已过；化解率 = 办结 ÷ 提出，销号率 = 销号 ÷ 提出。',
    'Solved: a result is handed in, verified or not; closed: a supervision team has verified it; overdue: open, and the present limit has passed; solve rate = solved ÷ raised, close rate = closed ÷ raised.',
  ),
  w(
    '办结用时：从提出（或复发）到提交结果；在办时长：从提出（或复发）到 {asOf}。先列工作日（含补班），括号内为自然日；中位数取正中（偶数个取中间两个的平均），九成位为不少于 90% 的问题不超过的天数。只知年月的不计用时。',
    'Days to solve: from raising (or relapse) to the result; days waiting: from raising (or relapse) to {asOf}. Working days (make-up days included), calendar days in brackets; median: the middle one, or the mean of the two middle ones; 90 %: the days that at least 90 % do not pass. What is known by month or year only has no age.',
  ),
  w(
    '退回、复发按次数计；现场化解、导入为提出中的个数。主办单位按 {asOf} 的主办，层级为本轮所达最高层级。',
    'Sent back and reopened count times; on the spot and imported count problems raised. The department is the lead of {asOf}, the level the highest reached in this episode.',
  ),
];

export const PROMISES_DEFINITION: Words[] = [
  w(
    '口径：{week}（{from} 至 {to}）到期的承诺（阶段性答复的下次日期、提交调度时承诺的解决日期），按 {asOf} 终了时的台账。',
    'Promises whose day lies in {week} ({from} to {to}): next dates of interim answers, promised dates of tabled problems; as the ledger stood at the end of {asOf}.',
  ),
  w(
    'PPC = 兑现 ÷（兑现 + 未兑现）。当日下班前（非工作日则顺延至下一工作日）做到为兑现；到期日前已再次答复并另定日期的（重定）、尚未到期的、随问题撤回或并入的，均另列。单位为作出承诺时的主办单位。',
    'PPC = kept ÷ (kept + missed). Kept: done before office hours end on the day (of the next working day, when it is none); what an answer before the day has set anew (replaced), is still open, or lapsed with a problem withdrawn or merged, stands apart. The unit is the lead at the time of the promise.',
  ),
];
