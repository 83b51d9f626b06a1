import { z } from 'zod';
import { instant } from './common.ts';
import { month } from './fields.ts';

export const DAY_KINDS = ['workday', 'weekend', 'holiday', 'makeUp'] as const;
export const CALENDAR_KINDS = ['meeting', 'visit', 'decision'] as const;

export const officeCalendarQuery = z.strictObject({
  month: month().optional().describe('`2026-12`; the present one when left out'),
});

const day = z.object({
  date: z.string(),
  kind: z.enum(DAY_KINDS).describe('`makeUp`: a weekend day that is worked (补班)'),
  provisional: z.boolean().describe('The holidays of its year are not published yet'),
});

const entry = z.object({
  kind: z.enum(CALENDAR_KINDS),
  id: z
    .string()
    .describe('Of a meeting `series/date`, of a visit its code, of a decision `series/date/number` in the minutes'),
  on: z.string(),
  startAt: instant().nullable().describe('Null: the whole day'),
  title: z.string(),
  place: z.string().nullable().describe('The venue, the county, or the unit that carries a decision out'),
  status: z
    .string()
    .describe('A state of a meeting or a visit; `ahead`: not opened yet; of a decision `open`, `done`, `missed`'),
  provisional: z.boolean().describe('The day may still move when its holidays are published'),
});

export const officeCalendarAnswer = z
  .object({ month: z.string(), today: z.string(), days: z.array(day), entries: z.array(entry) })
  .meta({ id: 'OfficeCalendar' });
export type OfficeCalendarAnswer = z.output<typeof officeCalendarAnswer>;
