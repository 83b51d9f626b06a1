import { describe, expect, test } from '@jest/globals';
import { createRequire } from 'node:module';
import { HOLIDAYS, HOLIDAYS_COVERAGE_END } from '../../src/calendar/holidays.ts';
import { addDays, weekdayOf } from '../../src/domain/calendar/dates.ts';
import { isWorkday } from '../../src/domain/calendar/working-calendar.ts';

interface PackageData {
  holidays: Record<string, string>;
  workdays: Record<string, string>;
}
const theirs = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as PackageData;

const years = Object.entries(HOLIDAYS.years);
const daysOf = (year: string): string[] => {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(year); day = addDays(day, 1)) days.push(day);
  return days;
};

describe('the holiday table', () => {
  test('covers 2024 to 2026 and says so', () => {
    expect(years.map(([year]) => year)).toEqual(['2024', '2025', '2026']);
    expect(HOLIDAYS_COVERAGE_END).toBe('2026-12-31');
  });

  test.each(years)('agrees with an independent package on every day of %s', (year, notice) => {
    const inYear = (days: Record<string, string>): string[] => Object.keys(days).filter(day => day.startsWith(year));
    expect(notice.holidays).toEqual(inYear(theirs.holidays));
    expect(notice.makeUpDays).toEqual(inYear(theirs.workdays));
    // Not by the package's own isWorkday: west of Greenwich it takes the weekday of the day before.
    const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());
    const worked = daysOf(year).filter(day => day in theirs.workdays || !(isWeekend(day) || day in theirs.holidays));
    expect(daysOf(year).filter(day => isWorkday(HOLIDAYS, day))).toEqual(worked);
  });

  test.each(years)(
    'of %s names its notice, and every day is of that year, once, on the right side of the weekend',
    (year, notice) => {
      const all = [...notice.holidays, ...notice.makeUpDays];
      expect(notice.source).toContain(`〔${Number(year) - 1}〕`);
      expect(new Set(all).size).toBe(all.length);
      expect(all.every(day => day.startsWith(year))).toBe(true);
      expect(notice.makeUpDays.every(day => weekdayOf(day) >= 6)).toBe(true);
      expect([...notice.holidays].sort()).toEqual(notice.holidays);
    },
  );

  test('has the five lost Mondays and six make-up days of 2026', () => {
    const lost = HOLIDAYS.years['2026']?.holidays.filter(day => weekdayOf(day) === 1);
    expect(lost).toEqual(['2026-02-16', '2026-02-23', '2026-04-06', '2026-05-04', '2026-10-05']);
    const makeUp = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];
    expect(HOLIDAYS.years['2026']?.makeUpDays).toEqual(makeUp);
  });
});
