import ical, { ICalCalendarMethod, ICalEventStatus, type ICalEventData } from 'ical-generator';
import { DateTime } from 'luxon';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import {
  cleanLine,
  cleanName,
  cleanText,
  cleanUid,
  cleanUrl,
  escapeText,
  foldLine,
  mailtoAddress,
} from './ics-text.ts';

export interface Party {
  name: string;
  /** One bare mail address, already validated; anything else throws. */
  address: string;
}

/** The meeting as all its attendees are told of it. */
export interface Occasion {
  /** The same for the life of a meeting; kept byte for byte when it consists of URL characters, else percent-encoded. */
  uid: string;
  /** Goes up with every change that is sent out, the cancellation included. */
  sequence: number;
  /** Must be repeated in the MIME part: `text/calendar; method=REQUEST`. */
  method: 'REQUEST' | 'CANCEL';
  startMs: number;
  endMs: number;
  /** IANA name, e.g. `Asia/Shanghai`. */
  zone: string;
  summary: string;
  location: string;
  /** Must be the sender of the mail, or clients ignore the update. */
  organizer: Party;
  /** http or https. */
  url?: string;
  /** When this version was made. Given, not read from a clock, so that the same intent has the same bytes. */
  stampMs: number;
}

/** What differs from message to message, of which each attendee gets his own. */
export interface Invited {
  attendee: Party;
  /** May have several lines. */
  description: string;
}

export type InvitationFields = Occasion & Invited;

export const PRODUCT = '//weekly-dispatch//weekly-dispatch//ZH';

const zoneBlocks = new Map<string, string>();

export const zoneBlock = (zone: string): string => {
  const block = zoneBlocks.get(zone) ?? tzlib_get_ical_block(zone)[0];
  if (!block?.startsWith('BEGIN:VTIMEZONE')) throw new RangeError(`no such time zone: ${zone}`);
  zoneBlocks.set(zone, block);
  return block;
};

// The library writes a native Date in the machine's own zone under the event's TZID; only luxon values are converted.
export const inZone = (ms: number, zone: string): DateTime => {
  const local = DateTime.fromMillis(ms, { zone });
  if (!local.isValid) throw new RangeError(`no such instant or time zone: ${ms} ${zone}`);
  return local;
};

const checkTimes = ({ startMs, endMs, sequence }: Occasion): void => {
  if (!(endMs > startMs)) throw new RangeError(`a meeting ends after its start: ${startMs} … ${endMs}`);
  if (!Number.isSafeInteger(sequence) || sequence < 0) throw new RangeError(`not a sequence number: ${sequence}`);
};

const isCancelled = ({ method }: Occasion): boolean => method === 'CANCEL';

const eventOf = (fields: Occasion): ICalEventData => {
  const { zone, organizer } = fields;
  const organizerAddress = mailtoAddress(organizer.address);
  return {
    id: cleanUid(fields.uid),
    sequence: fields.sequence,
    stamp: inZone(fields.stampMs, 'utc'),
    start: inZone(fields.startMs, zone),
    end: inZone(fields.endMs, zone),
    timezone: zone,
    status: isCancelled(fields) ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: cleanLine(fields.summary),
    location: cleanLine(fields.location) || null,
    url: fields.url === undefined ? null : cleanUrl(fields.url),
    organizer: { name: cleanName(organizer.name) || organizerAddress, email: organizerAddress },
  };
};

/** RFC 5545 §3.8.4.1; the name is quoted, and `cleanName` leaves nothing in it that would end the quotation. */
function attendeeLine({ name, address }: Party, rsvp: boolean): string {
  const email = mailtoAddress(address);
  const asked = `ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=${rsvp ? 'TRUE' : 'FALSE'}`;
  return `ATTENDEE;${asked};CN="${cleanName(name) || email}":MAILTO:${email}`;
}

const END_OF_EVENT = '\r\nEND:VEVENT';

/**
 * Invites any number of attendees to one meeting, changes it or cancels it (iTIP, RFC 5546). What they share is written once by the library;
 * what is each one's own is set into it, for the library takes longer over a whole mail's text than the rest of the mail together.
 * Throws `RangeError` on what only a program can have got wrong: zone, times, sequence, a bad address or URL.
 */
export function invitationsTo(occasion: Occasion): (invited: Invited) => string {
  checkTimes(occasion);
  const calendar = ical({
    prodId: PRODUCT,
    method: isCancelled(occasion) ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    // No zone on the calendar itself: with one the library writes DTSTAMP without its Z.
    timezone: { name: null, generator: zoneBlock },
  });
  calendar.createEvent(eventOf(occasion));
  const file = calendar.toString().trimEnd();
  const at = file.lastIndexOf(END_OF_EVENT);
  const [head, tail] = [file.slice(0, at), file.slice(at)];
  return ({ attendee, description }) => {
    const text = cleanText(description);
    const own = [attendeeLine(attendee, !isCancelled(occasion)), ...(text ? [`DESCRIPTION:${escapeText(text)}`] : [])];
    return `${head}\r\n${own.map(foldLine).join('\r\n')}${tail}\r\n`;
  };
}

/**
 * The text of an `.ics` file for one attendee: UTF-8, CRLF, lines of at most 75 octets folded between characters. No field can add a line, a
 * property or a parameter. Throws as `invitationsTo`.
 */
export const invitation = (fields: InvitationFields): string => invitationsTo(fields)(fields);
