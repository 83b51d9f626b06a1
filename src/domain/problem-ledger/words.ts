import { normalise } from '../ledger-import/text.ts';
import type { Category, ImportedStatus, ProblemStatus, Source } from '../problem/types.ts';

/** Words by which offices name a category, the usual one first. */
const CATEGORY_SPELT: Readonly<Record<Category, readonly string[]>> = {
  land: ['用地', '土地', '用地指标', '供地', '土地指标', '土地要素', '用地问题', '用地保障'],
  forestSea: ['用林用海', '用林', '用海', '林地', '海域', '用林用海用能'],
  relocation: ['征迁', '征地拆迁', '拆迁', '征拆', '征地'],
  approvals: ['审批', '行政审批', '手续办理', '报批', '前期手续', '审批手续', '证照办理'],
  finance: ['资金', '融资', '贷款', '资金要素', '金融'],
  labour: ['用工', '招工', '人才', '用工问题', '劳动力'],
  utilities: ['要素', '水电气', '供电', '供水', '供气', '用电', '用能', '要素保障', '用水用电'],
  infrastructure: ['配套', '配套设施', '基础设施', '基础配套', '道路', '公共配套'],
  environment: ['环保', '环评', '环境', '生态环保', '环境保护'],
  policy: ['政策', '政策兑现', '奖补', '政策扶持'],
  other: ['其他', '其它', '综合'],
};

const SOURCE_SPELT: Readonly<Record<Source, readonly string[]>> = {
  meeting: ['周调度', '会议', '调度会', '周调度会', '专题会', '例会', '协调会'],
  visit: ['督查', '走访', '督查走访', '实地走访', '现场督查', '督导'],
  firm: ['企业', '企业反映', '企业诉求', '企业上报', '12345'],
  report: ['月报', '报送', '填报', '县区上报', '县(市、区)上报', '县区吹哨', '县区'],
};

/**
 * What an older ledger calls the state of a problem. 已办结 and 已解决 there mean the end: nobody else is going to verify what was solved under
 * another protocol, so it comes in as a closed fact.
 */
const STATE_SPELT: Readonly<Record<ImportedStatus, readonly string[]>> = {
  raised: ['已提出', '待交办', '未交办', '待分办', '待受理', '待派单'],
  assigned: ['已交办', '已派单', '已分办', '待办', '待办理', '未启动'],
  handling: [
    ...['办理中', '正在办理', '推进中', '协调中', '解决中', '正在推进', '正在协调', '处理中', '跟踪中', '持续推进'],
    ...['未解决', '未办结', '未销号', '未完成', '否', '部分解决', '进行中', '在办'],
  ],
  closed: [
    ...['已销号', '销号', '已解决', '已办结', '办结', '已完成', '完成', '已化解', '解决', '已核销', '是', '已落实'],
    ...['已办结销号', '已解决销号', '化解'],
  ],
  withdrawn: ['已撤回', '撤回', '撤销', '已撤销', '不予受理', '无需解决', '企业撤回', '作废'],
};

const readerOf = <Value extends string>(spelt: Readonly<Record<Value, readonly string[]>>) => {
  const byWord = new Map<string, Value>(
    (Object.entries(spelt) as [Value, readonly string[]][]).flatMap(([value, words]) =>
      [value, ...words].map(word => [normalise(word), value] as const),
    ),
  );
  return (text: string): Value | null =>
    byWord.get(normalise(text)) ?? byWord.get(normalise(text).replace(/(?:类|问题|方面)$/, '')) ?? null;
};
const firstOf = (spelt: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.values(spelt).map(words => words[0] ?? '');

export const categoryOfWord = readerOf(CATEGORY_SPELT);
export const sourceOfWord = readerOf(SOURCE_SPELT);
export const stateOfWord = readerOf(STATE_SPELT);
export const categoryWord = (category: Category): string => CATEGORY_SPELT[category][0] ?? category;
export const sourceWord = (source: Source): string => SOURCE_SPELT[source][0] ?? source;
export const CATEGORY_CHOICES: readonly string[] = firstOf(CATEGORY_SPELT);
export const SOURCE_CHOICES: readonly string[] = firstOf(SOURCE_SPELT);
export const STATE_CHOICES: readonly string[] = firstOf(STATE_SPELT);

/** As it goes out; the two that no import begins (待核验, 已并入) have words of their own. */
const STATES_OUT: Readonly<Record<ProblemStatus, string>> = {
  raised: '已提出',
  assigned: '已交办',
  handling: '办理中',
  resolved: '已办结待核验',
  closed: '已销号',
  withdrawn: '已撤回',
  merged: '已并入',
};
export const stateWord = (status: ProblemStatus): string => STATES_OUT[status];

const STATE_BY_OUT = new Map(
  (Object.entries(STATES_OUT) as [ProblemStatus, string][]).map(([status, word]) => [normalise(word), status]),
);

/** What a file that went out from here says, as far as it is read again; null for any other word. */
export const stateOfOutWord = (text: string): ProblemStatus | null => STATE_BY_OUT.get(normalise(text)) ?? null;

/** 是, 现场 → yes; 否, blank → no; null for anything else. */
export function yesOrNo(text: string): boolean | null {
  const word = normalise(text);
  if (/^(?:是|√|✓|有|y|yes|现场化解|现场解决|现场)$/.test(word)) return true;
  return /^(?:否|无|n|no|×)$/.test(word) ? false : null;
}

/** Several units in one cell, as people part them; one that is named twice stands twice, and is refused later. */
export const unitsIn = (text: string): string[] =>
  text
    .split(/[、,，;；/\n]+/)
    .map(part => part.trim())
    .filter(part => part !== '');
