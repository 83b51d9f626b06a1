import { DateTime, IANAZone } from 'luxon';
import type { LocalClock } from '../domain/calendar/office-hours.ts';

export const DEFAULT_ZONE = 'Asia/Shanghai';

/** The wall clock of a zone. Throws `RangeError` on a zone, day or time that does not exist. */
export function localClock(zone: string = DEFAULT_ZONE): LocalClock {
  if (!IANAZone.isValidZone(zone)) throw new RangeError(`no such time zone: ${zone}`);
  return {
    toInstant(date, time) {
      const local = DateTime.fromISO(`${date}T${time}`, { zone });
      if (!local.isValid) throw new RangeError(`no such local time: ${date} ${time}`);
      return local.toMillis();
    },
    toLocal(instantMs) {
      const local = DateTime.fromMillis(instantMs, { zone });
      if (!local.isValid) throw new RangeError(`no such instant: ${instantMs}`);
      return { date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') };
    },
  };
}

/** `2026-11-23T16:00:00.000+08:00`: how an instant is written at the borders. */
export function toIsoInstant(instantMs: number, zone: string = DEFAULT_ZONE): string {
  const text = DateTime.fromMillis(instantMs, { zone }).toISO();
  if (text === null) throw new RangeError(`no such instant: ${instantMs}`);
  return text;
}
