import { addDays, type IsoDate } from '../domain/calendar/dates.ts';
import type { HolidayTable, HolidayYear } from '../domain/calendar/working-calendar.ts';

/** First and last day of one holiday, `MM-DD` within its year, both off. */
type Break = readonly [first: string, last: string];

const noticeOf = (year: number, source: string, breaks: readonly Break[], makeUp: readonly string[]): HolidayYear => {
  const holidays: IsoDate[] = [];
  for (const [first, last] of breaks) {
    for (let day = `${year}-${first}`; day <= `${year}-${last}`; day = addDays(day, 1)) holidays.push(day);
  }
  return { holidays, makeUpDays: makeUp.map(day => `${year}-${day}`), source };
};

/**
 * The State Council's notices on holidays (国务院办公厅关于部分节假日安排的通知), typed in from their text and compared day by day
 * with an independent package in the tests. To add a year: one entry, in the order of the notice, and its document number.
 */
export const HOLIDAYS: HolidayTable = {
  years: {
    '2024': noticeOf(
      2024,
      '国办发明电〔2023〕7号',
      [
        ['01-01', '01-01'],
        ['02-10', '02-17'],
        ['04-04', '04-06'],
        ['05-01', '05-05'],
        ['06-10', '06-10'],
        ['09-15', '09-17'],
        ['10-01', '10-07'],
      ],
      ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
    ),
    '2025': noticeOf(
      2025,
      '国办发明电〔2024〕12号',
      [
        ['01-01', '01-01'],
        ['01-28', '02-04'],
        ['04-04', '04-06'],
        ['05-01', '05-05'],
        ['05-31', '06-02'],
        ['10-01', '10-08'],
      ],
      ['01-26', '02-08', '04-27', '09-28', '10-11'],
    ),
    '2026': noticeOf(
      2026,
      '国办发明电〔2025〕7号',
      [
        ['01-01', '01-03'],
        ['02-15', '02-23'],
        ['04-04', '04-06'],
        ['05-01', '05-05'],
        ['06-19', '06-21'],
        ['09-25', '09-27'],
        ['10-01', '10-07'],
      ],
      ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
    ),
  },
};

const lastYear = Object.keys(HOLIDAYS.years).sort().at(-1) ?? '';

/** The last day the table rules; whoever plans past it is warned. */
export const HOLIDAYS_COVERAGE_END: IsoDate = `${lastYear}-12-31`;
