import type { IsoDate } from '../domain/calendar/dates.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { DEFAULT_SETTINGS, type Settings } from '../domain/settings.ts';
import type { Database } from './database.ts';

/** The settings in force on `day`: of each section the newest version that is valid by then, else the default. */
export async function settingsAt(db: Database, day: IsoDate): Promise<Settings> {
  const rows = await db
    .selectFrom('setting')
    .distinctOn('key')
    .select(['key', 'value'])
    .where('valid_from', '<=', day)
    .orderBy('key')
    .orderBy('valid_from', 'desc')
    .orderBy('version', 'desc')
    .execute();
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(rows.map(row => [row.key, row.value])) };
}

/** The calendar with the office hours of those settings: rules must not see those of another day. */
export const officeCalendar = (calendar: WorkCalendar, { officeHours }: Settings): WorkCalendar => ({
  ...calendar,
  hours: officeHours,
});
