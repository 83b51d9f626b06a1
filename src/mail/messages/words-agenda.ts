import type { AgendaKind } from '../../domain/meeting/agenda/types.ts';

/** What mails say of the agenda of a meeting; part of the catalogue of mails. */
export const agendaZh = {
  subject: {
    agenda: '【周调度】请审定议程：{name} {date}（{weekday}）{time}，{n} 项',
    approval: '【周调度】议程尚未审定：{name} {date}（{weekday}）{time}，{n} 项',
  },
  title: { agenda: '会议议程（待审定）', approval: '会议议程尚未审定' },
  intro: {
    agenda: '{name}的议程已生成。请增减、排序、分配时间后审定；到发送时仍未审定的，按现稿发出并注明“未经审定”。',
    approval: '{name}的议程至今没有审定。到发送时仍未审定的，按现稿发出并注明“未经审定”。',
  },
  heading: '会议议程',
  none: '议程没有议题。',
  label: '议程',
  summary: '{n} 项，共 {minutes} 分钟',
  over: '超出会议时长 {minutes} 分钟',
  unapproved: '未经审定',
  approved: '已审定',
  left: '另有 {n} 项未列入',
  heldBack: '缺方案和承诺日期，暂不上会',
  noneHeldBack: '没有暂不上会的问题。',
  do: '审定：dispatch meeting agenda approve {id}',
  kind: {
    carried: '结转',
    problem: '问题',
    whistle: '吹哨提交',
    missed: '承诺失约',
    red: '红灯项目',
    theme: '本周主题',
    free: '其他',
  } satisfies Record<AgendaKind, string>,
  carried: '第 {n} 次结转',
  minutes: '{n} 分钟',
  noProposal: '未提方案',
  proposal: '方案：{text}',
  promised: '承诺 {date}',
  missed: '失约 {date}',
  reason: '原因：{text}',
  redIn: '{month}',
  whistle: '吹哨 {code}',
  projects: '{n} 个项目：{names}',
};

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

export const agendaEn: Shape<typeof agendaZh> = {
  subject: {
    agenda: '[Weekly dispatch] Agenda to approve: {name}, {weekday}, {date}, {time}, {n} items',
    approval: '[Weekly dispatch] Agenda not approved yet: {name}, {weekday}, {date}, {time}, {n} items',
  },
  title: { agenda: 'Agenda, to be approved', approval: 'Agenda not approved yet' },
  intro: {
    agenda:
      'The agenda of {name} has been composed. Please edit and approve it; without approval it is sent as it stands, marked “not approved”.',
    approval:
      'Nobody has approved the agenda of {name}. Without approval it is sent as it stands, marked “not approved”.',
  },
  heading: 'Agenda',
  none: 'The agenda has no item.',
  label: 'Agenda',
  summary: '{n} items, {minutes} minutes',
  over: '{minutes} minutes longer than the meeting',
  unapproved: 'not approved',
  approved: 'approved',
  left: '{n} more are not listed on it',
  heldBack: 'Held back: no proposal and promised date',
  noneHeldBack: 'No problem is held back.',
  do: 'Approve: dispatch meeting agenda approve {id}',
  kind: {
    carried: 'carried over',
    problem: 'problem',
    whistle: 'from a whistle',
    missed: 'broken promise',
    red: 'red project',
    theme: 'theme of the week',
    free: 'other',
  },
  carried: 'carried over {n} times',
  minutes: '{n} min',
  noProposal: 'no proposal',
  proposal: 'Proposal: {text}',
  promised: 'promised for {date}',
  missed: 'broken on {date}',
  reason: 'Reason: {text}',
  redIn: '{month}',
  whistle: 'whistle {code}',
  projects: '{n} projects: {names}',
};
