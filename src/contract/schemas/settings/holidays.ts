import { z } from 'zod';
import { FIRST_YEAR, LAST_YEAR } from '../../../domain/calendar/dates.ts';
import { checkedYear, type HolidaySettings } from '../../../domain/calendar/published-years.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import { isoDate, line, ruled, whole } from '../fields.ts';
import { firstDouble } from './rules.ts';

/** More than any year has had. */
const MOST_DAYS = 60;

const publishedYear = ruled(
  z.strictObject({
    year: whole(FIRST_YEAR, LAST_YEAR),
    holidays: z.array(isoDate()).max(MOST_DAYS).describe('Every day off, weekend days inside a break too'),
    makeUpDays: z.array(isoDate()).max(MOST_DAYS).describe('Saturdays and Sundays that are worked (补班)'),
    source: line(100).describe('The notice the days come from'),
  }),
  // The rule keeps what it is given and puts it in order.
  year => checkedYear(year) as typeof year | Refusal,
).meta({ id: 'PublishedYear' });

export const holidaysSettings: z.ZodType<HolidaySettings> = z
  .strictObject({
    years: ruled(
      z.array(publishedYear).max(50),
      years => firstDouble(years, ({ year }) => year, 'year') ?? [...years].sort((a, b) => a.year - b.year),
    ).describe('Years as the office entered them; they go before those of the program'),
  })
  .meta({
    id: 'HolidaysSettings',
    examples: [
      {
        years: [
          {
            ...{ year: 2027, source: '国办发明电〔2026〕1号' },
            ...{ holidays: ['2027-01-01', '2027-01-02', '2027-01-03'], makeUpDays: [] },
          },
        ],
      },
    ],
  });
