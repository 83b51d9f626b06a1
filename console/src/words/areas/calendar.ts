const zh = {
  title: '月历',
  hint: '各系列的会议（含尚待召集的）、走访、决定的到期日，以及放假和补班。点开即到其页面。',
  months: '换月份',
  present: '本月',
  none: '这个月没有会议、走访和到期的决定。',
  provisional: '放假安排未公布，日期可能变',
};

const en: typeof zh = {
  title: 'Calendar',
  hint: 'Meetings of every series (those still to be opened too), visits, days on which decisions are due, days off and worked weekends. Each leads to its page.',
  months: 'Other months',
  present: 'This month',
  none: 'No meetings, visits or decisions due in this month.',
  provisional: 'holidays not published yet, may move',
};

export const calendar = { zh, en };
