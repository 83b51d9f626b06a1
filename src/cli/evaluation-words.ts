import { BASIS_WORDS, COLOUR_WORDS, FOUR_BATCHES_WORDS, SUBJECT_WORDS } from '../contract/catalogue/colours.ts';
import type { Words } from '../contract/catalogue/words.ts';
import type { Vocabulary } from './words.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const COLOUR: Vocabulary<keyof typeof COLOUR_WORDS> = {
  words: COLOUR_WORDS,
  also: { 绿: 'green', 黄: 'yellow', 红: 'red', 不亮: 'none', 无: 'none' },
};
export const SUBJECT: Vocabulary<keyof typeof SUBJECT_WORDS> = {
  words: SUBJECT_WORDS,
  also: { 县: 'county', 县区: 'county' },
};
export const BASIS: Vocabulary<keyof typeof BASIS_WORDS | 'both'> = {
  words: { ...BASIS_WORDS, both: w('两种', 'both') },
  also: { 按日: 'days', 天: 'days', 月: 'months' },
};
export const PACE_BY: Vocabulary<'county' | 'project' | 'total'> = {
  words: { county: w('县', 'county'), project: w('项目', 'project'), total: w('合计', 'total') },
  also: {},
};
export const FOUR_BATCHES: Vocabulary<keyof typeof FOUR_BATCHES_WORDS> = { words: FOUR_BATCHES_WORDS, also: {} };
