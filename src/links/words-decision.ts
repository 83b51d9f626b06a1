import type { PurposeWords } from './purpose-words.ts';

/** What the page says on which somebody answers for a decision (议定事项). */
export const decisionZh: PurposeWords = {
  title: '答复议定事项',
  lead: '办结的，写明结果；到期不能办结的，说明原因并给出新的完成日期（原期限仍按失约计）。',
  submit: '提交答复',
  fields: {
    outcome: { label: '办理情况', options: { done: '已办结', notDone: '未办结' } },
    result: { label: '办理结果', hint: '已办结时必填' },
    reason: { label: '未办结的原因', hint: '未办结时必填' },
    until: { label: '新的完成日期', hint: '未办结时必填，晚于现在的期限，须为工作日' },
  },
  done: '答复已提交',
};

export const decisionEn: PurposeWords = {
  title: 'Answer for a decision',
  lead: 'If it is done, say with what result. If it is not done by its day, say why and name a new day; the first day stays missed.',
  submit: 'Send',
  fields: {
    outcome: { label: 'How it stands', options: { done: 'Done', notDone: 'Not done' } },
    result: { label: 'Result', hint: 'Needed when it is done' },
    reason: { label: 'Why it is not done', hint: 'Needed when it is not' },
    until: { label: 'New day', hint: 'Needed when it is not: a working day after the present one' },
  },
  done: 'Your answer is recorded',
};
