import type { Locale } from '../contract/catalogue/index.ts';
import type { RowVerdict, PassedOverReason } from '../domain/ledger-import/types.ts';

export type ReportVerdict = RowVerdict | 'refused';

interface ReportWords {
  sheets: { result: string; summary: string; notRead: string; readAs: string };
  headers: {
    row: string;
    sheet: string;
    name: string;
    verdict: string;
    code: string;
    reasons: string;
    changes: string;
  };
  /** Of a problem ledger, in the place of the same of projects. */
  problem: { name: string; code: string };
  gaps: string;
  readings: { written: string; means: string; rows: string; since: string; remembered: string; given: string };
  file: string;
  total: string;
  count: string;
  item: string;
  text: string;
  passedOver: Record<PassedOverReason | 'ignoredColumn', string>;
}

const ZH: ReportWords = {
  sheets: { result: '逐行结果', summary: '汇总', notRead: '未读取', readAs: '读法' },
  headers: {
    row: '行号',
    sheet: '工作表',
    name: '项目名称',
    verdict: '结果',
    code: '项目编号',
    reasons: '原因',
    changes: '变更内容',
  },
  problem: { name: '问题', code: '问题编号' },
  gaps: '待补信息',
  readings: {
    ...{ written: '台账里写作', means: '读作', rows: '行数', since: '来自' },
    ...{ remembered: '以前记住的读法', given: '随本文件说明' },
  },
  file: '文件',
  total: '合计',
  count: '行数',
  item: '事项',
  text: '内容',
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
};

const EN: ReportWords = {
  sheets: { result: 'Rows', summary: 'Summary', notRead: 'Not read', readAs: 'Read as' },
  headers: {
    row: 'Row',
    sheet: 'Sheet',
    name: 'Project',
    verdict: 'Result',
    code: 'Code',
    reasons: 'Reasons',
    changes: 'Changes',
  },
  problem: { name: 'Problem', code: 'Code' },
  gaps: 'Still to fill in',
  readings: {
    ...{ written: 'As written', means: 'Read as', rows: 'Rows', since: 'From' },
    ...{ remembered: 'remembered from before', given: 'given with this file' },
  },
  file: 'File',
  total: 'Total',
  count: 'Rows',
  item: 'Item',
  text: 'Content',
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
};

export const REPORT_WORDS: Readonly<Record<Locale, ReportWords>> = { zh: ZH, en: EN };
