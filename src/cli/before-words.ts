import {
  OPINION_WORDS,
  PROMISE_STANDING_WORDS,
  REVIEW_OUTCOME_WORDS,
  type Words,
} from '../contract/catalogue/words.ts';
import type { Vocabulary } from './words.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const OPINION: Vocabulary<keyof typeof OPINION_WORDS> = {
  words: OPINION_WORDS,
  also: { 附条件: 'conditional', 反对: 'against' },
};
export const REVIEW_OUTCOME: Vocabulary<keyof typeof REVIEW_OUTCOME_WORDS> = {
  words: REVIEW_OUTCOME_WORDS,
  also: { 附条件: 'conditional', 取消: 'cancelled' },
};
export const REVIEW_STANDING: Vocabulary<keyof typeof REVIEW_OUTCOME_WORDS | 'open' | 'late'> = {
  words: { open: w('进行中', 'open'), late: w('逾期', 'late'), ...REVIEW_OUTCOME_WORDS },
  also: REVIEW_OUTCOME.also,
};
export const PROMISE_STANDING: Vocabulary<keyof typeof PROMISE_STANDING_WORDS> = {
  words: PROMISE_STANDING_WORDS,
  also: { 逾期: 'late', 'kept-late': 'keptLate' },
};
/** The sources an office starts with; its own are typed by their ids. */
export const LEAD_SOURCE: Vocabulary = {
  words: {
    adviser: w('招商大使', 'adviser'),
    centre: w('招商中心', 'centre'),
    county: w('县（市、区）', 'county'),
    department: w('市直部门', 'department'),
    chamber: w('商会协会', 'chamber'),
    firm: w('企业引荐', 'firm'),
    fair: w('展会活动', 'fair'),
    other: w('其他', 'other'),
  },
  also: { 县区: 'county', 县: 'county', 部门: 'department', 商会: 'chamber', 企业: 'firm', 展会: 'fair' },
};
