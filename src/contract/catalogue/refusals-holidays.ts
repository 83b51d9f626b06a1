import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** Refusals about the days off of a year and the notice they come from. */
export const HOLIDAY_REFUSALS = {
  makeUpOnWorkday: t(
    '{field}：{value} 本来就是工作日，补班只能是周六、周日。',
    '{field}: {value} is a working day anyhow; only Saturdays and Sundays are made up for.',
  ),
  dayOffAndWorked: t('{field}：{value} 既放假又补班。', '{field}: {value} is both off and worked.'),
  noticeUnread: t(
    '{field}：从 {value} 里读不出 {year} 年的放假日期；每句应如“10月1日至7日放假调休，共7天。10月10日上班。”。',
    '{field}: no days off of {year} could be read from {value}; a sentence is like “10月1日至7日放假调休，共7天”.',
  ),
  noticeCount: t(
    '{field}：{value} 写的是共 {said} 天，按日期是 {is} 天。',
    '{field}: {value} says {said} days, and its dates are {is}.',
  ),
  noticeWeekday: t(
    '{field}：{value} 是{is}，通知里写的是{said}；请核对年份和日期。',
    '{field}: {value} is a {is}, and the notice says {said}; check the year and the date.',
  ),
} satisfies Partial<Record<RefusalCode, Words>>;
