import { invitation } from '../calendar/invitation.ts';
import { DEFAULT_ZONE } from '../calendar/zone.ts';
import type { IsoDate } from '../domain/calendar/dates.ts';
import type { Reader } from '../ledger/mail-data/people.ts';
import type { WhistleForMail } from '../ledger/mail-data/whistles.ts';
import type { NamedAddress } from '../mail/address.ts';
import type { RenderedMail, RenderFailure } from '../mail/deliver.ts';
import type { Messages } from '../mail/messages/index.ts';
import type { ClaimedMail } from '../mail/outbox-port.ts';

/** How long a special meeting takes nobody says beforehand; what stands in calendars is two hours. */
const MEETING_MS = 2 * 3_600_000;

interface Source {
  whistle: WhistleForMail | undefined;
  today: IsoDate;
  from: NamedAddress;
  now: () => number;
  messages: Messages;
}

/** A mail of a county whistle; the call carries an invitation for the calendar, and calling off takes it out again. */
export async function whistleMail(
  mail: ClaimedMail,
  reader: Reader,
  { whistle: found, today, from, now, messages }: Source,
): Promise<RenderedMail | RenderFailure> {
  if (!found) return { error: 'the mail speaks of no whistle' };
  const { startMs, ...data } = found;
  const message = await messages.render('county-whistle', { person: reader, today, ...data });
  const cancels = data.mail === 'calledOff';
  if (data.mail !== 'called' && !cancels) return message;
  const { code, county, topic, venue } = data.whistle;
  const ics = invitation({
    uid: `whistle/${code}@${from.domain}`,
    sequence: cancels ? 1 : 0,
    method: cancels ? 'CANCEL' : 'REQUEST',
    startMs,
    endMs: startMs + MEETING_MS,
    zone: DEFAULT_ZONE,
    summary: `${county} · ${topic}`,
    description: message.text,
    location: venue,
    organizer: { name: from.name, address: from.address },
    attendee: { name: reader.name, address: mail.toAddress },
    stampMs: now(),
  });
  return { ...message, ics };
}
