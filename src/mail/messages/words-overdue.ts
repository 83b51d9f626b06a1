import type { Standing } from './standings.ts';

/** The words of the mail of passed limits; part of the catalogue of mails. */
export const overdueZh = {
  subject: '【周调度】问题超期：{n} 个问题超过办理时限',
  title: '问题超期通报',
  subjectOf: {
    act: '【周调度】问题超期：{n} 个问题超过办理时限',
    intake: '【周调度】问题待交办：{n} 个问题超过交办时限',
    press: '【周调度】问题超期：{n} 个问题的分办、协办单位逾期未答复',
    relay: '【周调度】问题超期，请转告责任单位：{n} 个问题',
    copied: '【周调度】抄送：{n} 个问题超过时限',
  } satisfies Record<Standing, string>,
  titleIntake: '问题逾期未交办',
  intro: {
    act: '以下问题已超过办理时限仍未办结，请责任单位尽快办理并反馈结果。',
    intake: '以下问题已超过交办时限仍未交办，请尽快确定主办单位。',
    press: '以下问题的分办、协办单位已超过时限仍未答复，请主办单位催办。',
    relay: '以下问题已超过时限，责任单位目前没有可收邮件的人员。办理仍由责任单位负责，请您代为转告。',
    copied: '以下问题已超过时限，由责任单位办理。本邮件为抄送，供知悉，无需您办理。',
  } satisfies Record<Standing, string>,
  introMixed: '以下问题已超过时限，请按所列分工尽快办理并反馈结果；列为抄送的供知悉。',
  list: {
    act: '请您单位办理',
    intake: '请交办',
    press: '请催办分办、协办单位',
    relay: '请转告责任单位',
    copied: '抄送，供知悉',
  } satisfies Record<Standing, string>,
};

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

export const overdueEn: Shape<typeof overdueZh> = {
  subject: '[Weekly dispatch] {n} problems past their limit',
  title: 'Overdue problems',
  subjectOf: {
    act: '[Weekly dispatch] {n} problems past their limit',
    intake: '[Weekly dispatch] {n} problems not assigned in time',
    press: '[Weekly dispatch] {n} problems whose departments have not answered',
    relay: '[Weekly dispatch] {n} problems past their limit, please pass on',
    copied: '[Weekly dispatch] Copy: {n} problems past their limit',
  },
  titleIntake: 'Problems that nobody has',
  intro: {
    act: 'The problems below have passed their limit and are not resolved. Please act and report.',
    intake: 'The problems below should have been assigned by now. Please name the department that leads.',
    press: 'Departments owe you their part of the problems below, and their limit has passed. Please ask them.',
    relay:
      'The problems below have passed their limit, and their department has nobody who can be sent a mail. They stay the department’s to do: please pass this on.',
    copied:
      'The problems below have passed their limit, and are for their departments to resolve. This is a copy for you to know; nothing is yours to do.',
  },
  introMixed:
    'The problems below have passed their limits. Please do what is yours, as listed; copies are for you to know.',
  list: {
    act: 'Yours to do',
    intake: 'To be assigned',
    press: 'Departments to be asked',
    relay: 'To be passed on to the department',
    copied: 'Copies, for you to know',
  },
};
