import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** Refusals of a problem ledger that comes in. */
export const PROBLEM_LEDGER_REFUSALS = {
  problemKnownOtherwise: t(
    '{field}：{value} 与台账不符：{problem} 为“{known}”。导入只登记新问题，已有的问题请用相应命令更改。',
    '{field}: {value} is not what the ledger says of {problem}: {known}. An import only begins problems; a known one is changed by its own commands.',
  ),
  problemThere: t(
    '{field}：{value} 已在台账中（{problem}，同一项目或县区、同名、同日提出），编号不同，请核实。',
    '{field}: {value} stands in the ledger as {problem} (same place, title and day) under another code; please check.',
  ),
  problemAmbiguous: t(
    '{field}：{value} 可能是 {problems}，请填写编号。',
    '{field}: {value} may be any of {problems}; give its code.',
  ),
  dateOfOpenProblem: t(
    '{field}：{value} 填有日期，但状态不是已销号。',
    '{field}: {value} is a date of something solved, but the state says that it is open.',
  ),
  verifierIsLead: t(
    '{field}：{value} 即主办单位，办结单位不能核验自己办结的问题。请填写实际核验的督查组；没有另行核验的，此格留空。',
    '{field}: {value} is the lead itself, and nobody verifies what their own unit solved. Give the team that verified it, or leave the cell blank if nobody else did.',
  ),
  nameNotKnown: t(
    '{field}：台账里没有叫 {value} 的，请先登记或改正名称。',
    '{field}: the ledger knows nothing called {value}; enter it first, or set the name right.',
  ),
  nameAmbiguous: t(
    '{field}：{value} 有多个同名（{codes}），请改填编号。',
    '{field}: several are called {value} ({codes}); give the code instead.',
  ),
} satisfies Partial<Record<RefusalCode, Words>>;
