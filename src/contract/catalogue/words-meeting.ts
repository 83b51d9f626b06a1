import type { AgendaKind } from '../../domain/meeting/agenda/types.ts';
import type { Outcome, Presence } from '../../domain/meeting/minutes/types.ts';
import type { Words } from './words.ts';

/** Words of agendas and minutes; those of meetings stand in `words.ts`. */
const w = (zh: string, en: string): Words => ({ zh, en });

export const PRESENCE_WORDS: Record<Presence, Words> = {
  present: w('出席', 'present'),
  absent: w('缺席', 'absent'),
  represented: w('委派代表', 'represented'),
};

export const OUTCOME_WORDS: Record<Outcome, Words> = {
  decided: w('议定', 'decided'),
  carried: w('结转', 'carried over'),
  closed: w('议结', 'closed'),
  noted: w('知悉', 'noted'),
};

export const AGENDA_KIND_WORDS: Record<AgendaKind, Words> = {
  carried: w('结转', 'carried over'),
  problem: w('问题', 'problem'),
  whistle: w('吹哨提交', 'from a whistle'),
  missed: w('承诺失约', 'broken promise'),
  red: w('红灯项目', 'red project'),
  theme: w('主题', 'theme'),
  free: w('其他', 'other'),
};
