import type { IsoDate } from '../domain/calendar/dates.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { tableWith } from '../domain/calendar/published-years.ts';
import { DEFAULT_SETTINGS, type Settings } from '../domain/settings.ts';
import { isSection, type SettingSection, type SettingValue } from '../domain/settings/types.ts';
import { completed } from '../domain/settings/versions.ts';
import type { Database } from './database.ts';

/** Which version of a section is the rule. */
export interface StandingVersion {
  section: SettingSection;
  version: number;
  validFrom: IsoDate;
  value: SettingValue;
}

/** Of each section the newest version that is valid by `day` (`versionOn`, in SQL); a section that was never set is not among them. */
export async function versionsAt(db: Database, day: IsoDate): Promise<StandingVersion[]> {
  const rows = await db
    .selectFrom('setting')
    .distinctOn('key')
    .select(['key', 'version', 'valid_from', 'value'])
    .where('valid_from', '<=', day)
    .orderBy('key')
    .orderBy('valid_from', 'desc')
    .orderBy('version', 'desc')
    .execute();
  return rows.flatMap(({ key: section, version, valid_from: validFrom, value }) =>
    isSection(section)
      ? [{ section, version, validFrom, value: completed(section, value as unknown as SettingValue) }]
      : [],
  );
}

/** The settings in force on `day`: what was set, else the default. */
export async function settingsAt(db: Database, day: IsoDate): Promise<Settings> {
  const standing = await versionsAt(db, day);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(standing.map(({ section, value }) => [section, value])) };
}

/**
 * Sections of which a version has begun after the day `from`, up to `day`; and those that were set since for a day that has come. The latter
 * have told the timers when they were set, unless whoever set them died between the commit and that.
 */
export async function sectionsBegunSince(
  db: Database,
  { from, fromMs, day }: { from: IsoDate; fromMs: number; day: IsoDate },
): Promise<string[]> {
  const rows = await db
    .selectFrom('setting')
    .select('key')
    .distinct()
    .where('valid_from', '<=', day)
    .where(({ or, eb }) => or([eb('valid_from', '>', from), eb('set_at', '>=', new Date(fromMs))]))
    .orderBy('key')
    .execute();
  return rows.map(({ key }) => key);
}

/** The calendar with the office hours and the published years of those settings: rules must not see those of another day. */
export const officeCalendar = (calendar: WorkCalendar, { officeHours, holidays }: Settings): WorkCalendar => ({
  ...calendar,
  hours: officeHours,
  table: tableWith(calendar.table, holidays),
});

/** The calendar as the office has it on `day`. */
export const calendarOn = async (db: Database, calendar: WorkCalendar, day: IsoDate): Promise<WorkCalendar> =>
  officeCalendar(calendar, await settingsAt(db, day));
