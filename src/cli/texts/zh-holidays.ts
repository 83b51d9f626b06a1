import { fill } from './fill.ts';

/** What the commands on holidays say and how their help reads, in Chinese. */
export const holidaysZh = {
  help: {
    group: '节假日：已公布的年份，录入新一年的放假安排',
    show: '列出已公布的年份，或一年的放假和补班日期',
    publish: '从国务院办公厅通知的原文录入一年的放假安排；期限、场次和提醒随即重新推算（仅管理员）',
    on: '某一天所知的（默认今天）',
    file: '通知原文（文本文件），每句如“10月1日至7日放假调休，共7天。10月10日上班。”',
    source: '通知文号（默认取自原文）',
  },
  heads: {
    year: '年份',
    off: '放假',
    worked: '补班',
    source: '通知',
    by: '来源',
    day: '日期',
    weekday: '星期',
    what: '安排',
  },
  by: '本单位录入',
  program: '程序自带',
  until: fill('已公布至 {date}，此后的日期按周末推算，公布后会变。'),
  unpublished: fill('{year} 年的放假安排尚未公布或录入，目前按周末推算。'),
};
