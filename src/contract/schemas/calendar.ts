import { z } from 'zod';
import { instant } from './common.ts';

/** Nothing to say. */
export const nothingBody = z.strictObject({}).meta({ id: 'Nothing' });

// ---- answers ----

const calendarShape = {
  person: z.string(),
  madeAt: instant().nullable().describe('Null: there is none'),
  madeBy: z.string().nullable(),
  readAt: z.string().nullable().describe('The last day on which a program took it'),
};
export const calendarAnswer = z.object(calendarShape).meta({ id: 'Calendar' });
export type CalendarAnswer = z.output<typeof calendarAnswer>;
export const madeCalendarAnswer = z
  .object({
    ...calendarShape,
    url: z.string().nullable().describe('What opens it, shown this once; null when the key is used again'),
  })
  .meta({ id: 'MadeCalendar' });
export type MadeCalendarAnswer = z.output<typeof madeCalendarAnswer>;
export const calendarRevokedAnswer = z
  .object({ person: z.string(), revoked: z.int().describe('How many were in use') })
  .meta({ id: 'CalendarRevoked' });
export type CalendarRevokedAnswer = z.output<typeof calendarRevokedAnswer>;
