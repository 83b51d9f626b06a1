import { DateTime, IANAZone } from 'luxon';
import type { LocalClock } from '../domain/calendar/office-hours.ts';

export const DEFAULT_ZONE = 'Asia/Shanghai';

/**
 * The wall clock of a zone. Throws `RangeError` on a zone, day or time that does not exist. Rules ask for the same few days and minutes with
 * every command, and the zone data are slow to ask, so answers are kept.
 */
export function localClock(zone: string = DEFAULT_ZONE): LocalClock {
  if (!IANAZone.isValidZone(zone)) throw new RangeError(`no such time zone: ${zone}`);
  const instantOf = remembering((text: string) => {
    const local = DateTime.fromISO(text, { zone });
    if (!local.isValid) throw new RangeError(`no such local time: ${text.replace('T', ' ')}`);
    return local.toMillis();
  });
  const localOf = remembering((minute: number) => {
    const local = DateTime.fromMillis(minute * MINUTE_MS, { zone });
    if (!local.isValid) throw new RangeError(`no such instant: ${minute * MINUTE_MS}`);
    return Object.freeze({ date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') });
  });
  return {
    toInstant: (date, time) => instantOf(`${date}T${time}`),
    // A minute here is a minute there: no zone has been off by seconds since 1972.
    toLocal: instantMs => localOf(Math.floor(instantMs / MINUTE_MS)),
  };
}

const MINUTE_MS = 60_000;
const REMEMBERED_MAX = 10_000;

function remembering<Key, Value>(answer: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return key => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED_MAX) known.clear();
    const value = answer(key);
    known.set(key, value);
    return value;
  };
}

/** `2026-11-23T16:00:00.000+08:00`: how an instant is written at the borders. */
export function toIsoInstant(instantMs: number, zone: string = DEFAULT_ZONE): string {
  const text = DateTime.fromMillis(instantMs, { zone }).toISO();
  if (text === null) throw new RangeError(`no such instant: ${instantMs}`);
  return text;
}
