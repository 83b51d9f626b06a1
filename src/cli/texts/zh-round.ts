import { fill } from './fill.ts';

/** What the commands on rounds of reporting say and how their help reads, in Chinese. */
export const roundZh = {
  help: {
    group: '投资月报：开报、填报、催报、截止',
    list: '列出各月的填报',
    show: '显示一个月的填报：各县应报、已报、迟报、未报',
    history: '一个月填报的全部事件：何时请谁填报、催了谁、跳过了什么、为什么',
    open: '立即开报一个月（平时由日程自动开报；限调度专员）',
    skip: '跳过接下来的一次催报（要有原因；限调度专员）',
    form: '取一个县（或全部）的填报表，已知的数已填好；默认输出 CSV',
    report: '用文件上报一个月的投资，每行一个项目；逐行回应，同一文件报两次不产生变化',
    options: {
      county: '县（市、区）',
      countyOnly: '只收此县（市、区）的项目',
      formFile: '存为文件（默认输出到 stdout）',
      reportFile: '.csv 或 .xlsx 文件（默认从标准输入读 CSV）；列：项目编号、本月完成（万元）、本年累计（万元）、备注',
      step: '接下来的催报，如 remind:3',
    },
  },
  events: {
    roundOpened: '开报，已请各县填报',
    silentReminded: '催报',
    reminderSkipped: '跳过催报',
    roundClosed: '截止',
  },
  heads: {
    month: '月份',
    opened: '开报于',
    closes: '截止日',
    closedOn: '截止于',
    done: '已完成',
    unasked: '无人可催',
    projects: '应报',
    reported: '按期已报',
    late: '迟报',
    silent: '未按期报',
    monthDone: '本月完成',
    toDate: '本年累计',
  },
  noCounty: '未填县（市、区）',
  total: '合计',
  noInput: '用 --file 给出文件，或把 CSV 送到标准输入',
  saved: fill('填报表已存为 {path}（{rows} 行）'),
  again: fill('{count} 行还没有回应：请把同一个文件再报一次，已收的不会重复。'),
  lateTaken: fill('其中 {count} 个项目在截止之后上报，按迟报计。'),
};
