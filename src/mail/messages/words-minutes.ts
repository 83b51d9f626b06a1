/** What mails say of the minutes of a meeting; part of the catalogue of mails. */
export const minutesZh = {
  subject: {
    minutes: '【周调度】请整理纪要：{name} {date}（{weekday}）',
    minutesDue: '【周调度】纪要逾期：{name} {date}（{weekday}）',
    decisions: '【周调度】议定事项：{name} {date}（{weekday}），{n} 项由您落实',
    missed: '【周调度】议定事项逾期：{name} {date}（{weekday}）',
    bulletin: '【周调度】通报：{name} {date}（{weekday}），议定 {n} 项',
  },
  title: {
    minutes: '请整理纪要',
    minutesDue: '纪要逾期',
    decisions: '议定事项',
    missed: '议定事项逾期',
    bulletin: '会议通报',
  },
  intro: {
    minutes: '{name}已召开，请登记出席情况、各议题结果和议定事项，并于{due}前发布纪要。',
    minutesDue: '{name}的纪要应于{due}前发布，至今没有发布；未议定的问题已按结转处理。',
    decisions: '{name}的纪要已发布，以下议定事项由您落实，请按期办结并答复。',
    bulletin: '{name}的纪要已发布，全文见附件；议定事项如下，请各责任单位按期落实。',
    missed: '{name}的以下议定事项已到期而没有答复，请尽快办结并说明原因。',
  },
  and: '和',
  ledgers: { problems: '问题台账', projects: '项目台账' },
  introWithLedgers: '{name}的纪要已发布。纪要全文、您可以查看的{ledgers}见附件；议定事项如下，请各责任单位按期落实。',
  ranLate: '（补发）',
  outcomes: '议题结果',
  outcome: { decided: '议定', carried: '结转下次', closed: '议结', noted: '知悉' },
  noOutcomes: '没有议题。',
  label: '到期',
  list: '议定事项',
  none: '没有议定事项。',
  due: '{date} 到期',
  report: '办结后请把结果告知会议承办人员，由其登记。',
  publish: { lead: '请在纪要页面登记、发布。', button: '打开纪要' },
  badge: '逾期 {n} 天',
};

export const minutesEn: typeof minutesZh = {
  subject: {
    minutes: '[Weekly dispatch] Minutes to write: {name}, {weekday}, {date}',
    minutesDue: '[Weekly dispatch] Minutes are late: {name}, {weekday}, {date}',
    decisions: '[Weekly dispatch] Decisions of {name}, {weekday}, {date}: {n} for you',
    missed: '[Weekly dispatch] A decision is overdue: {name}, {weekday}, {date}',
    bulletin: '[Weekly dispatch] Bulletin of {name}, {weekday}, {date}: {n} decisions',
  },
  title: {
    minutes: 'Minutes to write',
    minutesDue: 'Minutes are late',
    decisions: 'Decisions',
    missed: 'A decision is overdue',
    bulletin: 'Bulletin',
  },
  intro: {
    minutes:
      '{name} was held. Please record who was there, what became of each item and what was decided, and publish the minutes by {due}.',
    minutesDue:
      'The minutes of {name} were due by {due} and are not published; problems that were not decided count as carried over.',
    decisions: 'The minutes of {name} are published. The decisions below are yours to carry out and to report.',
    bulletin:
      'The minutes of {name} are published and attached whole. What was decided, for the units named to carry out in time:',
    missed:
      'The day of the decision below, of {name}, has passed and nobody has reported it. Please have it done, and say why it is late.',
  },
  and: ' and ',
  ledgers: { problems: 'the problem ledger', projects: 'the project ledger' },
  introWithLedgers:
    'The minutes of {name} are published. They are attached whole, and {ledgers} as far as you may read it. What was decided, for the units named to carry out in time:',
  ranLate: ' (caught up late)',
  outcomes: 'What became of the items',
  outcome: { decided: 'decided', carried: 'carried over', closed: 'closed', noted: 'noted' },
  noOutcomes: 'There were no items.',
  label: 'Due',
  list: 'Decisions',
  none: 'There are no decisions.',
  due: 'due {date}',
  report: 'When it is done, please tell the office that holds the meeting, which records it.',
  publish: { lead: 'They are written and published on their page.', button: 'Open the minutes' },
  badge: '{n} d late',
};
