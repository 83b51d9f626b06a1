import { FIGURE_GROUP_WORDS, PROMISE_KIND_WORDS } from '../contract/catalogue/problem-figures.ts';
import type { Vocabulary } from './words.ts';

export const FIGURE_GROUP: Vocabulary<keyof typeof FIGURE_GROUP_WORDS> = {
  words: FIGURE_GROUP_WORDS,
  also: { 单位: 'department', 部门: 'department', 县: 'county', 县区: 'county', 月: 'month', unit: 'department' },
};
export const PROMISE_KIND: Vocabulary<keyof typeof PROMISE_KIND_WORDS> = { words: PROMISE_KIND_WORDS, also: {} };
