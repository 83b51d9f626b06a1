import type { Locale } from '../contract/catalogue/index.ts';
import type { PurposeWords } from './catalogue.ts';

/** What the page says by which a unit reports before a meeting; part of the catalogue of links. */
export const collectionZh: PurposeWords = {
  title: '会前填报',
  lead: '请告知贵单位有无变化。',
  submit: '提交',
  fields: {
    answer: { label: '有无变化', options: { noChange: '无变化', report: '有变化，已在说明中写明' } },
    note: { label: '说明', hint: '有变化时必填，最多 200 字' },
  },
  done: '已收到贵单位的答复',
};

export const collectionEn: PurposeWords = {
  title: 'Report before the meeting',
  lead: 'Please say whether anything has changed with your unit.',
  submit: 'Send',
  fields: {
    answer: { label: 'Any change?', options: { noChange: 'No change', report: 'Something has changed: see the note' } },
    note: { label: 'Note', hint: 'Needed when something has changed; at most 200 characters' },
  },
  done: 'Your unit’s answer has arrived',
};

/** What the page says beside the words that every link has. */
const zh = {
  frozen: '收集已于此时截止',
  yourReport: '贵单位已答复',
  report: '答复',
  given: '已填报 {n} 项',
  late: '逾期',
  collectionNotOpen: '本次会议尚未开始会前收集。',
  unitNotAsked: '您所在的单位不在本次会前收集的范围内。',
};

const en: typeof zh = {
  frozen: 'The collection has frozen',
  yourReport: 'Your unit has answered',
  report: 'Answer',
  given: '{n} reported',
  late: 'late',
  collectionNotOpen: 'The collection before this meeting has not opened.',
  unitNotAsked: 'Your unit is not asked before this meeting.',
};

export const collectionWords = (locale: Locale): typeof zh => (locale === 'zh' ? zh : en);
