import { addDays, type IsoDate } from '../calendar/dates.ts';
import { startOfOfficeDay } from '../calendar/office-hours.ts';
import { addWorkingDays } from '../calendar/working-calendar.ts';
import type { Reminder, RuleContext } from '../entity.ts';
import { closingDate } from '../project/investment.ts';
import type { Month } from '../project/types.ts';
import { CLOSE, type RoundState } from './types.ts';

/** The last day on which the month's figures are in time, and the midnight that ends it. */
export function closeOf(
  month: Month,
  { settings, calendar }: Pick<RuleContext, 'settings' | 'calendar'>,
): { on: IsoDate; atMs: number } {
  const on = closingDate(month, settings.money.closingDay);
  return { on, atMs: calendar.clock.toInstant(addDays(on, 1), '00:00') };
}

/**
 * The reminders of silent counties, some working days before the closing day (settings), then the close. Reminders that an outage has left
 * behind are given as one: the latest.
 */
export function nextRoundReminder(state: RoundState, context: RuleContext): Reminder | null {
  if (state.status === 'closed') return null;
  const { calendar, nowMs, settings } = context;
  const close = closeOf(state.month, context);
  const last = { slot: CLOSE, atMs: close.atMs };
  if (close.atMs <= nowMs) return last;
  const ahead = settings.money.remindWorkingDaysBefore
    .map(days => ({
      slot: `remind:${days}`,
      atMs: startOfOfficeDay(calendar, addWorkingDays(calendar.table, close.on, -days)),
    }))
    .filter(({ atMs }) => atMs > state.passedMs && atMs < close.atMs)
    .sort((a, b) => a.atMs - b.atMs);
  return ahead.filter(({ atMs }) => atMs <= nowMs).at(-1) ?? ahead[0] ?? last;
}
