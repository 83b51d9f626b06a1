import type { Role } from '../people/types.ts';

/** When the weekly brief is compiled and delivered, and to whom. */
export interface BriefSettings {
  /** Local time on the last working day of the week. */
  compileAt: string;
  /** Local time on the first working day after the week; outside office hours the brief waits until the office opens. */
  deliverAt: string;
  roles: readonly Role[];
  /** Ids of people who get it besides. */
  people: readonly string[];
}

export const DEFAULT_BRIEF: BriefSettings = {
  compileAt: '16:30',
  deliverAt: '09:00',
  roles: ['leader', 'coordinator'],
  people: [],
};
