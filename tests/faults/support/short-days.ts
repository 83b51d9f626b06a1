import { localClock } from '../../../src/calendar/zone.ts';
import { createActivities, type Core } from '../../../src/dependencies.ts';
import { addDays, weekdayOf } from '../../../src/domain/calendar/dates.ts';
import type { LocalClock, WorkCalendar } from '../../../src/domain/calendar/office-hours.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import type { Sender } from '../../../src/mail/sender.ts';

/** An office whose day takes `dayMs` of ours, so that a test on a server whose clock cannot be skipped sees weeks of it. */
export interface ShortDays {
  /** When its first morning begins, 08:30. */
  originMs: number;
  dayMs: number;
}

const DAY_MS = 86_400_000;
const FIRST_DAY = '2026-03-02';
const DAYS = 120;
/** What gathers for two minutes in the product gathers for eight seconds here. */
const AHEAD_MS = 112_000;

export function shortDays({ originMs, dayMs }: ShortDays): WorkCalendar {
  const real = localClock();
  const beginMs = real.toInstant(FIRST_DAY, '08:30');
  const speed = DAY_MS / dayMs;
  const clock: LocalClock = {
    // Upwards: a rounded 17:30 must not read 17:29.
    toInstant: (date, time) => Math.ceil(originMs + (real.toInstant(date, time) - beginMs) / speed),
    toLocal: instantMs => real.toLocal(beginMs + (instantMs - originMs) * speed),
  };
  const days = Array.from({ length: DAYS }, (_, index) => addDays(FIRST_DAY, index));
  // No weekends: nobody wants to wait for one to end.
  const makeUpDays = days.filter(day => weekdayOf(day) > 5);
  const table = { years: { '2026': { holidays: [], makeUpDays, source: 'made up' } } };
  return { table, hours: DEFAULT_SETTINGS.officeHours, clock };
}

/** The mailroom's clock goes before the office's, and its own waits after it. */
export function withEarlyMailroom(core: Core, sender: Sender): ReturnType<typeof createActivities> {
  const { deliverMail } = createActivities({ ...core, now: () => core.now() + AHEAD_MS }, sender);
  return {
    ...createActivities(core, sender),
    deliverMail: async () => {
      const report = await deliverMail();
      return { ...report, nextDueMs: report.nextDueMs === null ? null : report.nextDueMs - AHEAD_MS };
    },
  };
}
