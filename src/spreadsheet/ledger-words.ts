/** What stands in a ledger that goes out, beside its columns. Chinese only: it is read again by the headers of `domain/ledger-import`. */
export const LEDGER_WORDS = {
  sheet: '项目台账',
  title: (day: string): string => `项目台账（截至${day}）`,
  moneySheet: '年度与月度投资',
  moneyTitle: (day: string): string => `年度计划与月度投资（截至${day}）`,
  unit: '单位：万元',
  status: '状态',
  notes: '说明',
  noteLines: [
    ['如何再导入', '本表可以原样再导入：未改动时不产生任何变化。项目按编号识别，编号请勿改动。'],
    ['空格', '空白表示“未说明”，导入时不会擦去台账里已有的内容。'],
    ['日期', '只知到月或年的日期写作 2022-12、2022，不补日。'],
    ['阶段', '空白的阶段是推定的，尚无人确认。'],
    ['年度与月度投资', '每个项目每年一行；改动已报的月份按更正处理，空白的月份是没有报过。'],
    ['状态', '只供阅读，导入时不读：暂缓、退出、移出等请用相应的命令。'],
  ],
} as const;

export const PROBLEM_LEDGER_WORDS = {
  sheet: '问题台账',
  title: (day: string): string => `问题台账（销号台账，截至${day}）`,
  subtitle: '主办、分办、协办为单位名称；多个单位以顿号分隔',
  noteLines: [
    ['如何再导入', '本表可以原样再导入：未改动时不产生任何变化。问题按编号识别，编号请勿改动。'],
    ['导入只增不改', '导入只登记台账里没有的问题；已有的问题请用相应的命令答复、办结、核验销号。'],
    ['老问题', '已销号的老问题作为事实登记，注明由旧台账导入，不计时限、不发邮件。'],
    ['日期', '只知到月或年的日期写作 2022-12、2022，不补日。'],
    ['只供阅读', '超期、退回次数、第几轮、督办层级、由旧台账导入各列导入时不读。'],
  ],
} as const;
