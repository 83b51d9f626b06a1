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
};
