import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalEventData,
} from 'ical-generator';
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

export interface InvitationFields {
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
  /** May have several lines. */
  description: string;
  location: string;
  /** Must be the sender of the mail, or clients ignore the update. */
  organizer: Party;
  /** One per message, as there is one message per recipient. */
  attendee: Party;
  /** http or https. */
  url?: string;
  /** When this version was made. Given, not read from a clock, so that the same intent has the same bytes. */
  stampMs: number;
}

const PRODUCT = '//weekly-dispatch//weekly-dispatch//ZH';

const zoneBlocks = new Map<string, string>();

const zoneBlock = (zone: string): string => {
  const block = zoneBlocks.get(zone) ?? tzlib_get_ical_block(zone)[0];
  if (!block?.startsWith('BEGIN:VTIMEZONE')) throw new RangeError(`no such time zone: ${zone}`);
  zoneBlocks.set(zone, block);
  return block;
};

// The library writes a native Date in the machine's own zone under the event's TZID; only luxon values are converted.
const inZone = (ms: number, zone: string): DateTime => {
  const local = DateTime.fromMillis(ms, { zone });
  if (!local.isValid) throw new RangeError(`no such instant or time zone: ${ms} ${zone}`);
  return local;
};

const checkTimes = ({ startMs, endMs, sequence }: InvitationFields): void => {
  if (!(endMs > startMs)) throw new RangeError(`a meeting ends after its start: ${startMs} … ${endMs}`);
  if (!Number.isSafeInteger(sequence) || sequence < 0) throw new RangeError(`not a sequence number: ${sequence}`);
};

const eventOf = (fields: InvitationFields): ICalEventData => {
  const { zone, organizer, attendee } = fields;
  const cancelled = fields.method === 'CANCEL';
  const [organizerAddress, attendeeAddress] = [mailtoAddress(organizer.address), mailtoAddress(attendee.address)];
  return {
    id: cleanUid(fields.uid),
    sequence: fields.sequence,
    stamp: inZone(fields.stampMs, 'utc'),
    start: inZone(fields.startMs, zone),
    end: inZone(fields.endMs, zone),
    timezone: zone,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: cleanLine(fields.summary),
    location: cleanLine(fields.location) || null,
    url: fields.url === undefined ? null : cleanUrl(fields.url),
    organizer: { name: cleanName(organizer.name) || organizerAddress, email: organizerAddress },
    attendees: [
      {
        name: cleanName(attendee.name) || attendeeAddress,
        email: attendeeAddress,
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.NEEDSACTION,
        rsvp: !cancelled,
      },
    ],
  };
};

/** The description is the text of a whole mail; the library folds it a character at a time, which costs more than the rest of the mail. */
const described = (file: string, description: string): string =>
  description === ''
    ? file
    : file.replace('\r\nEND:VEVENT', end => `\r\n${foldLine(`DESCRIPTION:${escapeText(description)}`)}${end}`);

/**
 * The text of an `.ics` file that invites one attendee to one meeting, changes it or cancels it (iTIP, RFC 5546): UTF-8,
 * CRLF, lines of at most 75 octets folded between characters. No field can add a line, a property or a parameter.
 * Throws `RangeError` on what only a program can have got wrong: zone, times, sequence, a bad address or URL.
 */
export function invitation(fields: InvitationFields): string {
  checkTimes(fields);
  const calendar = ical({
    prodId: PRODUCT,
    method: fields.method === 'CANCEL' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    // No zone on the calendar itself: with one the library writes DTSTAMP without its Z.
    timezone: { name: null, generator: zoneBlock },
  });
  calendar.createEvent(eventOf(fields));
  return `${described(calendar.toString().trimEnd(), cleanText(fields.description))}\r\n`;
}
