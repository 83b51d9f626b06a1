const zh = {
  year: '{{year}} 年放假安排',
  published: '已公布',
  provisional: '尚未公布',
  provisionalHint: '目前只按周末推算，公布后期限、场次会随之调整。',
  entered: '本单位录入',
  program: '程序自带',
  off: '休',
  worked: '班',
  enter: '录入 {{year}} 年',
  enterHint: '把国务院办公厅通知的原文贴进来，读出的日子先列在下面核对；通知里的星期和天数对不上会指出来。',
  notice: '通知原文',
  number: '文号',
  read: '读出放假 {{off}} 天，补班 {{worked}} 天。',
  publish: '从某天起按此执行',
  publishHint: '期限、场次和提醒随即重新推算；已通知的人收到变更。',
};

const en: typeof zh = {
  year: 'Holidays of {{year}}',
  published: 'published',
  provisional: 'not published yet',
  provisionalHint: 'Counted by weekends alone; limits and meetings follow when it is published.',
  entered: 'entered here',
  program: 'from the program',
  off: 'off',
  worked: 'on',
  enter: 'Enter {{year}}',
  enterHint:
    'Paste the State Council’s notice as it was published (in Chinese). What is read from it is listed first; weekdays and counts that do not fit are pointed out.',
  notice: 'Text of the notice',
  number: 'Its number',
  read: '{{off}} days off and {{worked}} worked weekends were read.',
  publish: 'In force from a day on',
  publishHint: 'Limits, meetings and reminders are worked out again at once; who was invited is told.',
};

export const holidays = { zh, en };
