import { addDays } from '../calendar/dates.ts';
import type { LocalClock } from '../calendar/office-hours.ts';
import type { LinkState, LinkTimes } from './types.ts';

/** What was done by a link stays shown, whatever became of the link afterwards: used comes before everything else. */
export function linkStateAt({ usedMs, revokedMs, expiresMs }: LinkTimes, nowMs: number): LinkState {
  if (usedMs !== null) return 'used';
  if (revokedMs !== null) return 'revoked';
  return nowMs >= expiresMs ? 'expired' : 'open';
}

/** Midnight after the `days`-th day from today: people are told a day, not an hour. */
export function linkExpiry(clock: LocalClock, nowMs: number, days: number): number {
  return clock.toInstant(addDays(clock.toLocal(nowMs).date, days + 1), '00:00');
}

/** What is asked for a day weeks ahead (a meeting, a decision, a look-back) may be answered as long as that day lasts, and not less long than usual. */
export const expiryWithDay = (clock: LocalClock, dayMs: number, usualMs: number): number =>
  Math.max(usualMs, clock.toInstant(addDays(clock.toLocal(dayMs).date, 1), '00:00'));

/** The last day on which a link works, for people. */
export const lastDayOf = (clock: LocalClock, expiresMs: number): string => clock.toLocal(expiresMs - 1).date;
