import { fill } from './fill.ts';

/** What the commands on the collection before a meeting say and how their help reads, in Chinese. */
export const collectionZh = {
  help: {
    show: '会前收集：哪些单位还没有答复、哪些已答复、哪些逾期',
    report: '答复会前收集：本单位无变化，或已另行填报（--note）；调度专员可代为登记（--unit）',
    options: {
      noChange: '无变化',
      note: '已报了什么、怎么报的（没有 --no-change 时必填）',
      unit: '哪个单位的答复（默认本单位；其他单位的限调度专员）',
    },
  },
  events: {
    collectionOpened: '会前收集已开始',
    collectionAnswered: '已答复会前收集',
    collectionFrozen: '会前收集已截止',
  },
  heads: {
    opens: '开始',
    closes: '截止',
    unit: '单位',
    state: '答复',
    people: '填报人',
    at: '时间',
    by: '答复人',
    what: '内容',
    requests: '本周要求',
    standing: '情况',
  },
  states: { silent: '未答复', answered: '已答复', late: '逾期答复' },
  counts: fill('未答复 {silent} · 已答复 {answered} · 逾期 {late}（共 {asked} 个单位）'),
  notOpened: '尚未开始',
  none: '本次会议没有要收集的单位。',
  noChange: '无变化',
  given: fill('填报 {count} 项'),
  entered: '（代登记）',
  nobody: '没有填报人',
};
