import { AGREEMENT_WORDS, STAGE_WORDS, wordFor, type Locale } from '../contract/catalogue/index.ts';
import type { RowVerdict, PassedOverReason } from '../domain/ledger-import/types.ts';

export type ReportVerdict = RowVerdict | 'refused';

interface ReportWords {
  sheets: { result: string; summary: string; notRead: string };
  headers: {
    row: string;
    sheet: string;
    name: string;
    verdict: string;
    code: string;
    reasons: string;
    changes: string;
  };
  gaps: string;
  file: string;
  total: string;
  count: string;
  item: string;
  text: string;
  verdicts: Record<ReportVerdict, string>;
  passedOver: Record<PassedOverReason | 'ignoredColumn', string>;
  fields: Record<string, string>;
  /** `actual.signing` and its kin, by the stage's word. */
  dates: { actual: (stage: string) => string; plan: (stage: string) => string; precision: (stage: string) => string };
  blank: string;
  yi: string;
}

const ZH: ReportWords = {
  sheets: { result: '逐行结果', summary: '汇总', notRead: '未读取' },
  headers: {
    row: '行号',
    sheet: '工作表',
    name: '项目名称',
    verdict: '结果',
    code: '项目编号',
    reasons: '原因',
    changes: '变更内容',
  },
  gaps: '待补信息',
  file: '文件',
  total: '合计',
  count: '行数',
  item: '事项',
  text: '内容',
  verdicts: { create: '新建', change: '变更', same: '无变化', behind: '落后于台账，不改', refused: '不予导入' },
  passedOver: {
    title: '标题行',
    unit: '单位行',
    total: '合计行',
    note: '注释行',
    section: '分组行',
    columnNumbers: '栏次行',
    repeatedHeader: '重复表头',
    sheetWithoutHeader: '未找到表头的工作表',
    hiddenSheet: '隐藏的工作表',
    ignoredColumn: '未识别的列',
  },
  fields: {
    name: '项目名称',
    county: '所属县(市、区)',
    investor: '投资方',
    industry: '产业类别',
    kind: '项目类型',
    agreement: '协议性质',
    investmentWan: '总投资',
    stage: '当前阶段',
    knownIssue: '存在问题',
    note: '备注',
    source: '资料来源',
    leaderName: '挂钩领导',
  },
  dates: {
    actual: stage => `${stage}时间`,
    plan: stage => `计划${stage}时间`,
    precision: stage => `${stage}时间的具体日期`,
  },
  blank: '空',
  yi: '亿元',
};

const EN: ReportWords = {
  sheets: { result: 'Rows', summary: 'Summary', notRead: 'Not read' },
  headers: {
    row: 'Row',
    sheet: 'Sheet',
    name: 'Project',
    verdict: 'Result',
    code: 'Code',
    reasons: 'Reasons',
    changes: 'Changes',
  },
  gaps: 'Still to fill in',
  file: 'File',
  total: 'Total',
  count: 'Rows',
  item: 'Item',
  text: 'Content',
  verdicts: {
    create: 'new',
    change: 'changed',
    same: 'unchanged',
    behind: 'behind the ledger, left alone',
    refused: 'refused',
  },
  passedOver: {
    title: 'title line',
    unit: 'unit line',
    total: 'total line',
    note: 'note',
    section: 'group heading',
    columnNumbers: 'column numbers',
    repeatedHeader: 'repeated header',
    sheetWithoutHeader: 'sheet without a header',
    hiddenSheet: 'hidden sheet',
    ignoredColumn: 'unknown column',
  },
  fields: {
    name: 'name',
    county: 'county',
    investor: 'investor',
    industry: 'industry',
    kind: 'kind of project',
    agreement: 'agreement',
    investmentWan: 'total investment',
    stage: 'stage',
    knownIssue: 'known issue',
    note: 'note',
    source: 'source',
    leaderName: 'paired leader',
  },
  dates: {
    actual: stage => `date of ${stage}`,
    plan: stage => `planned date of ${stage}`,
    precision: stage => `exact day of ${stage}`,
  },
  blank: 'blank',
  yi: '100 million yuan',
};

export const REPORT_WORDS: Readonly<Record<Locale, ReportWords>> = { zh: ZH, en: EN };

/** `actual.landing` → 落地时间, `precision.landing` → its day, `county` → 所属县(市、区). */
export function fieldWord(field: string, locale: Locale): string {
  const words = REPORT_WORDS[locale];
  const parts = field.split('.');
  const stage = wordFor(STAGE_WORDS, parts.at(-1) ?? '', locale);
  if (parts[0] === 'actual') return words.dates.actual(stage);
  if (parts[0] === 'plan') return words.dates.plan(stage);
  if (parts[0] === 'precision') return parts[1] === 'plan' ? words.dates.plan(stage) : words.dates.precision(stage);
  return words.fields[field] ?? field;
}

/** The words for the values of a field that has a fixed list of them. */
export function valueWord(field: string, value: string, locale: Locale): string {
  if (field === 'stage') return wordFor(STAGE_WORDS, value, locale);
  return field === 'agreement' ? wordFor(AGREEMENT_WORDS, value, locale) : value;
}
