import type { Tidings } from '../../domain/problem/notices.ts';
import type { Paper } from '../../domain/problem/types.ts';

/** The words of the mails about problems, beside those of passed limits; part of the catalogue of mails. */
export const problemZh = {
  subject: '【周调度】问题事项：{n} 项与您有关',
  title: '问题事项',
  intro: '以下问题事项与您有关，请按时办理。',
  on: '日期 {date}',
  granted: '同意延期至 {date}',
  refused: '未同意延期至 {date}',
  asked: '申请延期至 {date}',
  what: {
    warned: '时限已用过半',
    objected: '异议待裁定',
    objectionRuled: '异议已裁定',
    extensionAsked: '延期待批复',
    extensionRuled: '延期已批复',
    promiseMissed: '承诺已失约',
    onAgenda: '已列入下次周调度',
    escalated: '已提请领导小组',
    lookBack: '销号后回访',
    reopened: '问题复发，重新办理',
    limitMoved: '时限已调整',
  } satisfies Record<Tidings, string>,
  paper: {
    subject: '【周调度】{paper}：{n} 个问题',
    list: '督办问题',
    name: { blue: '蓝色督办单', yellow: '黄色督办单', red: '红色督办单' } satisfies Record<Paper, string>,
    intro: {
      blue: '以下问题已临近办理时限，请抓紧办理并按时反馈。',
      yellow: '以下问题已超过办理时限，请部门负责人督促尽快办结。',
      red: '以下问题已连续多次周调度仍未办结，如再无进展将予约谈。',
    } satisfies Record<Paper, string>,
  },
};

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

export const problemEn: Shape<typeof problemZh> = {
  subject: '[Weekly dispatch] Problems: {n} items for you',
  title: 'Problems',
  intro: 'The items below concern you. Please see to them in time.',
  on: 'day {date}',
  granted: 'extension granted to {date}',
  refused: 'extension refused to {date}',
  asked: 'extension asked to {date}',
  what: {
    warned: 'Half of the limit is used',
    objected: 'Objections to be ruled on',
    objectionRuled: 'Objections that were ruled on',
    extensionAsked: 'Extensions to be ruled on',
    extensionRuled: 'Extensions that were ruled on',
    promiseMissed: 'Promises that were broken',
    onAgenda: 'On the agenda of the next weekly dispatch',
    escalated: 'Laid before the leading group',
    lookBack: 'Look-back after the closing',
    reopened: 'Come back: opened again',
    limitMoved: 'Limits that have moved',
  },
  paper: {
    subject: '[Weekly dispatch] {paper}: {n} problems',
    list: 'Problems',
    name: { blue: 'Blue paper', yellow: 'Yellow paper', red: 'Red paper' },
    intro: {
      blue: 'The problems below are near their limit. Please see to them and report in time.',
      yellow: 'The problems below have passed their limit. The head of the department is asked to have them resolved.',
      red: 'The problems below have been overdue at several weekly dispatches. Without progress an interview follows.',
    },
  },
};
