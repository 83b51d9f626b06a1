import type { CommandGateway, Ledger, ScheduleRegistry } from '../contract/ports.ts';
import { addDays } from '../domain/calendar/dates.ts';
import type { HolidayTable } from '../domain/calendar/working-calendar.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { EntityKind } from '../domain/entity.ts';
import { kindsMovedBy, movesSchedules, WITH_TIMERS } from '../domain/settings/moves.ts';
import { isCalendarNew, rememberCalendar } from '../ledger/calendar-seen.ts';
import type { Database } from '../ledger/database.ts';
import { sectionsBegunSince } from '../ledger/settings.ts';
import { toFailure } from './failures.ts';

export interface SettingActivities {
  /** Asks the next open entities of a kind to look again; `lastId` is null when there are no more. Asking twice is asking once. */
  askToLookAgain(input: { kind: EntityKind; afterId: string }): Promise<{ lastId: string | null }>;
  /**
   * Starts a round when a version of the settings has begun after the day `since` (null: yesterday). `day` is how far this run has looked:
   * the `since` of the next.
   */
  lookAgainWhereDue(input: { since: string | null; nowMs: number }): Promise<{ day: string }>;
}

interface Dependencies {
  db: Database;
  ledger: Pick<Ledger, 'openIds'>;
  gateway: Pick<CommandGateway, 'lookAgain' | 'lookAgainEverywhere'>;
  schedules: Pick<ScheduleRegistry, 'apply'>;
  clock: LocalClock;
  table: HolidayTable;
}

/**
 * A new release may bring the holidays of another year: what was worked out from weekends alone is worked out again. Looked at when a
 * worker starts and once a day.
 */
export async function lookAtCalendar(
  { db, gateway, table }: Pick<Dependencies, 'db' | 'table'> & { gateway: Pick<CommandGateway, 'lookAgainEverywhere'> },
  nowMs: number,
): Promise<void> {
  if (!(await isCalendarNew(db, table))) return;
  await gateway.lookAgainEverywhere(WITH_TIMERS);
  await rememberCalendar(db, table, nowMs);
}

const CHUNK = 200;

export function createSettingActivities({
  db,
  ledger,
  gateway,
  schedules,
  clock,
  table,
}: Dependencies): SettingActivities {
  const failing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toFailure(error, { giveUp: false });
    }
  };
  return {
    askToLookAgain: ({ kind, afterId }) =>
      failing(async () => {
        const ids = await ledger.openIds(kind, { afterId, limit: CHUNK });
        await gateway.lookAgain(kind, ids);
        return { lastId: ids.length < CHUNK ? null : (ids.at(-1) ?? null) };
      }),
    lookAgainWhereDue: ({ since, nowMs }) =>
      failing(async () => {
        const { date: day } = clock.toLocal(nowMs);
        const from = since ?? addDays(day, -1);
        await lookAtCalendar({ db, gateway, table }, nowMs);
        const sections = await sectionsBegunSince(db, { from, fromMs: clock.toInstant(from, '00:00'), day });
        await gateway.lookAgainEverywhere([...new Set(sections.flatMap(kindsMovedBy))]);
        if (sections.some(movesSchedules)) await schedules.apply();
        return { day };
      }),
  };
}
