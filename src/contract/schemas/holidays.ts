import { z } from 'zod';
import { isoDate } from './fields.ts';

export const holidaysQuery = z.strictObject({
  on: isoDate().optional().describe('As the office knew them on that day; today when left out'),
});

export const holidaysAnswer = z
  .object({
    on: z.string(),
    until: z.string().describe('The last day that is published; later ones are counted by weekends and may change'),
    years: z.array(
      z.object({
        year: z.int(),
        holidays: z.array(z.string()).describe('Every day off, weekend days inside a break too'),
        makeUpDays: z.array(z.string()).describe('Saturdays and Sundays that are worked (补班)'),
        source: z.string(),
        entered: z.boolean().describe('By the office, in the settings; else the program brought it'),
      }),
    ),
  })
  .meta({ id: 'Holidays' });
export type HolidaysAnswer = z.output<typeof holidaysAnswer>;
