import { createHash } from 'node:crypto';
import type { HolidayTable } from '../domain/calendar/working-calendar.ts';
import type { Database } from './database.ts';
import { writeRows } from './rows.ts';

const fingerprintOf = ({ years }: HolidayTable): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(years).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex');

/** Whether this program knows other holidays than the one before it did. A ledger that no program has looked at yet counts as changed. */
export async function isCalendarNew(db: Database, table: HolidayTable): Promise<boolean> {
  const seen = await db.selectFrom('calendar_seen').select('fingerprint').executeTakeFirst();
  return seen?.fingerprint !== fingerprintOf(table);
}

/** To be called when everybody has been told: whoever dies before is told again. */
export async function rememberCalendar(db: Database, table: HolidayTable, nowMs: number): Promise<void> {
  const row = { id: 1, fingerprint: fingerprintOf(table), seen_at: new Date(nowMs).toISOString() };
  await writeRows(db, 'calendar_seen', [row], { replace: ['id'] });
}
