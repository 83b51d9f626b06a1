import ical, { ICalCalendarMethod, ICalEventStatus, type ICalEventData } from 'ical-generator';
import { DateTime } from 'luxon';
import type { IsoDate } from '../domain/calendar/dates.ts';
import { cleanLine, cleanUid } from './ics-text.ts';
import { inZone, PRODUCT, zoneBlock } from './invitation.ts';

export type FeedEntry = {
  /** That of its invitation, so that a program which has both shows one. */
  uid: string;
  sequence: number;
  status: 'confirmed' | 'tentative' | 'cancelled';
  summary: string;
  location: string | null;
  /** When it last changed: DTSTAMP and LAST-MODIFIED, so that nothing new is the same text. */
  stampMs: number;
} & ({ startMs: number; endMs: number } | { on: IsoDate });

const STATUS: Readonly<Record<FeedEntry['status'], ICalEventStatus>> = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};
/** What programs are told to wait between two looks; most ask when they like. The library would write it behind the zone, where none may stand. */
const REFRESH = 'REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n';

/** A calendar to subscribe to (RFC 5545, RFC 7986 for its name): nobody is asked, so no METHOD of iTIP but PUBLISH and no attendee. */
export function calendarFeed(name: string, entries: readonly FeedEntry[], zone: string): string {
  const calendar = ical({
    prodId: PRODUCT,
    // The library escapes what it writes into entries, and not this.
    name: cleanLine(name).replace(/[\\;,]/g, '\\$&'),
    method: ICalCalendarMethod.PUBLISH,
    // As with invitations: a zone on the calendar itself takes the Z off DTSTAMP.
    timezone: { name: null, generator: zoneBlock },
  });
  for (const entry of entries) calendar.createEvent(eventOf(entry, zone));
  const [head = '', ...rest] = calendar
    .toString()
    .trimEnd()
    .split(/^(?=BEGIN:VTIMEZONE|BEGIN:VEVENT|END:VCALENDAR)/m);
  return `${head}${REFRESH}${rest.join('')}\r\n`;
}

function eventOf(entry: FeedEntry, zone: string): ICalEventData {
  const stamp = inZone(entry.stampMs, 'utc');
  return {
    id: cleanUid(entry.uid),
    sequence: entry.sequence,
    status: STATUS[entry.status],
    summary: cleanLine(entry.summary),
    location: cleanLine(entry.location ?? '') || null,
    ...{ stamp, lastModified: stamp },
    ...whenOf(entry, zone),
  };
}

/** A whole day has no zone and ends with the day after, which is not part of it (§3.6.1). */
function whenOf(entry: FeedEntry, zone: string) {
  if (!('on' in entry)) return { start: inZone(entry.startMs, zone), end: inZone(entry.endMs, zone), timezone: zone };
  const start = DateTime.fromISO(entry.on, { zone: 'utc' });
  return { start, end: start.plus({ days: 1 }), allDay: true };
}
