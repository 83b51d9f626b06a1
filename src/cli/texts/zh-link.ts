import { fill } from './fill.ts';

/** What the commands on one-click links say and how their help reads, in Chinese. */
export const linkZh = {
  help: {
    group: '一键链接：列出、撤销，或手工生成一个，用微信或电话转交',
    list: '列出一个问题的链接：给谁、做什么、可用到哪天、用了没有（不含链接本身）',
    make: '生成一个链接，无需登录，只能用一次；链接只显示这一次（限调度专员；核验、批复延期的链接只随邮件送达本人）',
    revoke: '撤销一个还没有用的链接（限调度专员）',
    options: {
      for: '代表谁（人员编号）；提交的内容记在他名下',
      firm: '或代表哪家企业（名称）',
      days: '有效天数，1 – 90（默认按参数 links）',
    },
  },
  heads: { purpose: '用途', holder: '持有人', until: '失效于', used: '用于', made: '生成于', mail: '邮件' },
  firm: fill('{name}（企业）'),
  byHand: '手工生成',
  once: fill('链接 {id}：{holder} · {purpose} · {until} 失效。只显示这一次，请只交给本人。'),
  shownBefore: '这个键已生成过链接，链接只显示一次；请换一个键重新生成，或先撤销原来的。',
  revoked: fill('链接 {id} 已撤销（{holder} · {purpose}）'),
  personOrFirm: '用 --for 给出人员，或用 --firm 给出企业（二者取一）',
};
