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
