import type { CALENDAR_KINDS, DAY_KINDS } from '../schemas/office-calendar.ts';
import { MEETING_STATUS_WORDS, VISIT_STATUS_WORDS, type Words } from './words.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const CALENDAR_KIND_WORDS: Record<(typeof CALENDAR_KINDS)[number], Words> = {
  meeting: w('会议', 'meeting'),
  visit: w('走访', 'visit'),
  decision: w('决定到期', 'decision due'),
};

export const DAY_KIND_WORDS: Record<(typeof DAY_KINDS)[number], Words> = {
  workday: w('工作日', 'working day'),
  weekend: w('周末', 'weekend'),
  holiday: w('放假', 'day off'),
  makeUp: w('补班', 'worked weekend'),
};

/** A meeting and a visit that are `held` are not the same word in Chinese. */
export const CALENDAR_STATUS_WORDS: Record<(typeof CALENDAR_KINDS)[number], Readonly<Record<string, Words>>> = {
  meeting: { ...MEETING_STATUS_WORDS, ahead: w('待召集', 'to be opened') },
  visit: VISIT_STATUS_WORDS,
  decision: { open: w('办理中', 'open'), done: w('已完成', 'done'), missed: w('已逾期', 'missed') },
};
