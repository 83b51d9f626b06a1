import { z } from 'zod';
import { UNIT_KINDS, ROLES } from '../domain/people/types.ts';
import { HOLIDAY_RULES } from '../domain/meeting/occurrence.ts';
import type { Rhythm } from '../domain/meeting/rhythm.ts';
import { SETTING_SECTIONS, type SettingSection, type SettingValue } from '../domain/settings/types.ts';
import { isoDate, localTime } from './schemas/fields.ts';

/**
 * What `dispatch rehearse` hands to the process that rehearses, on its stdin, and what comes back, a line of JSON each. Without names and
 * addresses: a rehearsal needs to know only whether somebody can be reached.
 */
export const rehearsalRequest = z.strictObject({
  from: isoDate(),
  to: isoDate(),
  units: z.array(
    z.strictObject({ id: z.string(), name: z.string(), kind: z.enum(UNIT_KINDS), county: z.string().nullable() }),
  ),
  people: z.array(
    z.strictObject({
      id: z.string(),
      unit: z.string(),
      roles: z.array(z.enum(ROLES)),
      active: z.boolean(),
      reachable: z.boolean(),
    }),
  ),
  series: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      weekday: z.int(),
      /** Null: every week. Special meetings are not rehearsed. */
      rhythm: z.custom<Rhythm>(value => typeof value === 'object').nullable(),
      time: localTime(),
      durationMinutes: z.int(),
      venue: z.string(),
      chair: z.string(),
      attendees: z.array(z.string()),
      themes: z.array(z.string()),
      holidayRule: z.enum(HOLIDAY_RULES),
    }),
  ),
  /** Sections that were set: as they stand today from the first day on, later versions from theirs. The values were checked when they were set. */
  settings: z.array(
    z.strictObject({
      section: z.enum(SETTING_SECTIONS as [SettingSection]),
      validFrom: isoDate(),
      value: z.custom<SettingValue>(value => typeof value === 'object' && value !== null),
    }),
  ),
});
export type RehearsalRequest = z.output<typeof rehearsalRequest>;

export interface RehearsedMeeting {
  id: string;
  plannedDate: string;
  /** Local, `YYYY-MM-DD HH:mm`; null without a meeting of its own. */
  heldAt: string | null;
  /** How the holidays moved it: `previousWorkday`, `nextWorkday`, `merged`, `skipped`; null when they did not. */
  moved: string | null;
  provisional: boolean;
  theme: string | null;
}

export interface RehearsedMail {
  /** Local, `YYYY-MM-DD HH:mm`: when it would leave. */
  at: string;
  kind: string;
  /** What it is for: a meeting and its step, a month, a day. */
  slot: string;
  person: string;
  state: string;
  subject: string | null;
}

export interface Rehearsal {
  from: string;
  to: string;
  meetings: readonly RehearsedMeeting[];
  mails: readonly RehearsedMail[];
}

export type RehearsalLine =
  /** The day it has come to. */
  | { type: 'day'; day: string }
  | { type: 'done'; rehearsal: Rehearsal }
  /** `noTimeServer`: set-up has not looked for the time-skipping server yet, or found none. `serverSilent`: it did not start. */
  | { type: 'failed'; code: 'noTimeServer' | 'serverSilent' | 'refused' | 'unforeseen'; detail: string };
