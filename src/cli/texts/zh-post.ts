import { fill } from './fill.ts';

/** What the commands on invitations, calendars and the post say and how their help reads, in Chinese. */
export const postZh = {
  help: {
    answer: '回复是否参会：本人，或由调度专员代为登记（--person）；会议开始前可改',
    options: {
      whose: '谁的回复（默认本人；他人的限调度专员）',
      deputy: '由谁参加：姓名（只用于“委派他人”）',
      note: '说明',
    },
  },
  heads: { response: '回复', deputy: '由谁参加', enteredBy: '登记人' },
  noResponse: '未回复',
  notYetInvited: '（尚未通知）',
  counts: fill('参加 {coming} · 不能参加 {declined} · 委派他人 {deputy} · 未回复 {none}'),
  preview: {
    help: {
      preview: '预览：一场会议的邮件将在何时发给谁（也可在几周之前看）；或一封待发邮件现在写出来的样子',
      person: '只看此人，连同邮件内容',
      html: '把 HTML 存到文件（会议须与 --person 同用）',
    },
    heads: { at: '发出', step: '步骤' },
    none: '没有待发的邮件：都已发出，或本次不召开。',
    unreachable: fill('没有邮箱地址、收不到的：{people}'),
    notOpened: '这一场次还没有打开；以上按系列现在的设定推算。',
    writtenAlready: '（已写成，将照此发出；按钮的地址从略）',
    asOfNow: '（尚未写成；以下为按现在的台账写出的样子，按钮的地址从略）',
    htmlNeedsPerson: '会议的预览存为文件时，用 --person 指定一个人',
    personOfMeeting: '--person 只用于会议的预览',
  },
  calendar: {
    help: {
      group: '日历订阅：一个只属于本人的地址，放进手机或 Outlook 的日历里',
      show: '有没有订阅地址、最近哪天被取过（不含地址本身）',
      link: '生成新的订阅地址，只显示这一次；原来的地址随即失效',
      revoke: '作废订阅地址',
    },
    none: fill('{person}：没有日历订阅地址'),
    stands: fill('{person}：有订阅地址，{at} 由 {by} 生成'),
    neverRead: '还没有日历程序取过',
    read: fill('最近一次被取：{day}'),
    made: fill('{person} 的日历订阅地址，只显示这一次；谁有这个地址谁就能看到他的会议，请只交给本人：'),
    shownBefore: '这个键已生成过地址，地址只显示一次；请换一个键重新生成。',
    revoked: fill('{person}：日历订阅地址已作废'),
  },
};
