import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import { HOLIDAYS } from './holidays.ts';
import { localClock } from './zone.ts';

/** The calendar the office works by: the published holidays, its hours, its zone. */
export const workCalendar = (): WorkCalendar => ({
  table: HOLIDAYS,
  hours: DEFAULT_SETTINGS.officeHours,
  clock: localClock(),
});
