import { addDays, weekdayOf, type IsoDate } from '../domain/calendar/dates.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import { MAIL_SWEEP_SCHEDULE_ID } from '../contract/names.ts';
import type { WantedSchedule } from '../temporal/schedules.ts';

export interface Firing {
  atMs: number;
  schedule: WantedSchedule;
}

/**
 * When each Schedule would fire from the first to the last day, in order. The sweep of the outbox is left out: it is there for a process that
 * died between writing a mail and waking the mailroom.
 */
export function firingsOf(
  schedules: readonly WantedSchedule[],
  { from, to }: { from: IsoDate; to: IsoDate },
  clock: LocalClock,
): Firing[] {
  const played = schedules.filter(({ id, paused }) => id !== MAIL_SWEEP_SCHEDULE_ID && !paused);
  const firings: Firing[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const schedule of played.filter(each => isOn(each, day))) {
      for (const time of timesOf(schedule)) firings.push({ atMs: clock.toInstant(day, time), schedule });
    }
  }
  return firings.sort((a, b) => a.atMs - b.atMs);
}

const isOn = ({ weekday, dayOfMonth }: WantedSchedule, day: IsoDate): boolean =>
  (weekday === null || weekday === weekdayOf(day) % 7) && (dayOfMonth === null || dayOfMonth === Number(day.slice(8)));

const two = (value: number): string => String(value).padStart(2, '0');

const timesOf = ({ hours, minutes }: WantedSchedule): string[] =>
  hours.flatMap(hour => minutes.map(minute => `${two(hour)}:${two(minute)}`));
