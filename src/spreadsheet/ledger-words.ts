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

export const BRIEF_WORDS = {
  title: (week: string, sheet: string): string => `一周简报 ${week} · ${sheet}`,
  subtitle: '金额单位：万元；编制以后不再变动',
  sheets: { projects: '项目进展', problems: '问题', promises: '失约事项', agenda: '会议议题', colours: '亮灯变化' },
  standings: { raised: '新提出', solved: '已办结', closed: '已销号', overdue: '超期' },
  none: '未列入',
  heads: {
    ...{
      what: '事项',
      code: '编号',
      project: '项目',
      county: '县（市、区）',
      investor: '投资方',
      investment: '总投资',
    },
    ...{ leader: '挂钩领导', on: '日期', problem: '问题', unit: '责任单位', due: '时限', promise: '承诺事项' },
    ...{ promised: '承诺日', reason: '未兑现原因', meeting: '会议', item: '议题', carried: '结转次数' },
    ...{ month: '月份', subject: '项目或县（市、区）', before: '原为', now: '现为' },
  },
  noteLines: [
    ['起止', '自上一期简报编制之时起，到本期编制之时止；补报的事项列入补报当期。'],
    ['超期', '编制之时仍未办结且已过时限的全部问题，不论何时超期。'],
    ['失约事项', '承诺日在本周而没有兑现的，含会议议定事项。'],
    ['会议议题', '已生成议程的照议程，未生成的是按编制之时台账会列入的。'],
    ['每张表', '最多列 200 行（议题 60 行），总数在邮件和 brief show 里。'],
  ],
} as const;
