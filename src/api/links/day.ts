import type { Day } from '../../domain/link/problem-links.ts';
import { officeCalendar, settingsAt } from '../../ledger/settings.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** Today, with the settings and the calendar as the office has them. */
export async function dayOf({ db, calendar, now }: Pick<ApiDependencies, 'db' | 'calendar' | 'now'>): Promise<Day> {
  const nowMs = now();
  const { date: today } = calendar.clock.toLocal(nowMs);
  const settings = await settingsAt(db, today);
  return { nowMs, today, settings, calendar: officeCalendar(calendar, settings) };
}
