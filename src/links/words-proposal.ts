import type { PurposeWords } from './purpose-words.ts';

/** How a problem can be solved and by when, for the weekly dispatch. */
export const proposalZh: PurposeWords = {
  title: '提交方案和承诺日期',
  lead: '提请下次周调度研究：怎么解决、何时解决。承诺日期到期未办结的，记为失约。',
  submit: '提交方案',
  fields: {
    proposal: { label: '解决方案', hint: '怎么解决、需要会议定什么，最多 2000 字' },
    promisedOn: { label: '承诺办结日期', hint: '晚于今天' },
  },
  done: '方案已提交',
};

export const proposalEn: PurposeWords = {
  title: 'Bring a proposal and a promised date',
  lead: 'For the next weekly dispatch: how it can be solved, and by when. A day that passes unsolved is a broken promise.',
  submit: 'Send the proposal',
  fields: {
    proposal: {
      label: 'Proposal',
      hint: 'How it can be solved and what is to be decided, at most 2,000 characters',
    },
    promisedOn: { label: 'Promised for', hint: 'a day after today' },
  },
  done: 'Your proposal was sent',
};
