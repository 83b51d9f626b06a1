import type { EntityKind } from '../entity.ts';
import { isSection, type SettingSection } from './types.ts';

export const WITH_TIMERS: readonly EntityKind[] = [
  'project',
  'problem',
  'meeting',
  'batch',
  'round',
  'visit',
  'whistle',
];

/**
 * The kinds of entity whose next reminder hangs on a section; a section that is not named here may move them all. What a
 * month or a colour is measured by wakes nobody.
 */
const MOVED: Readonly<Partial<Record<SettingSection, readonly EntityKind[]>>> = {
  officeHours: ['project', 'problem', 'batch', 'round', 'visit', 'whistle'],
  project: ['project'],
  money: ['round'],
  problem: ['problem'],
  meeting: ['meeting'],
  brief: [],
  colours: [],
  review: [],
  batch: ['batch'],
  links: [],
  texts: [],
  accounts: [],
  supervision: ['visit'],
  whistle: ['whistle'],
  imports: [],
  access: [],
};

export const kindsMovedBy = (section: string): readonly EntityKind[] =>
  isSection(section) ? (MOVED[section] ?? WITH_TIMERS) : [];

/** The day of the month on which a reporting round opens, and the hour at which a brief is compiled, stand in Schedules. */
export const movesSchedules = (section: string): boolean => section === 'money' || section === 'brief';
