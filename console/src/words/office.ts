import { calendar } from './areas/calendar.ts';
import { holidays } from './areas/holidays.ts';
import { readings } from './areas/readings.ts';
import { rows } from './areas/rows.ts';
import { texts } from './areas/texts.ts';

/**
 * What only who sets up the office meets: words of a namespace of their own (`useTranslation('office')`), as the types of one catalogue of
 * a thousand keys are more than the compiler works out.
 */
export const office = {
  zh: { texts: texts.zh, holidays: holidays.zh, readings: readings.zh, calendar: calendar.zh, rows: rows.zh },
  en: { texts: texts.en, holidays: holidays.en, readings: readings.en, calendar: calendar.en, rows: rows.en },
};
