import MailComposer from 'nodemailer/lib/mail-composer';
import { cleanLine, cleanName, type NamedAddress } from './address.ts';
import type { StoredMessage } from './outbox-port.ts';

export interface OutgoingMail {
  id: string;
  to: NamedAddress;
  message: StoredMessage;
}

/** `<id@domain>`; characters a msg-id may not hold are replaced, ids of ours have none. */
export function messageIdFor(mailId: string, domain: string): string {
  return `<${mailId.replaceAll(/[^\w.-]/g, '_')}@${domain}>`;
}

/**
 * The whole message as it goes over the wire, before dot-stuffing. The same row always gives the same bytes: boundaries come from
 * the id, the date from the row. One recipient, no file or URL is ever read, text parts in base64 because quoted-printable
 * triples Chinese.
 */
export function composeMessage(mail: OutgoingMail, from: NamedAddress): Promise<Buffer> {
  const { message, to } = mail;
  const composer = new MailComposer({
    from: { name: cleanName(from.name), address: from.address },
    to: { name: cleanName(to.name), address: to.address },
    subject: cleanLine(message.subject, 200),
    messageId: message.messageId,
    date: new Date(message.dateMs),
    // RFC 3834 for every mail system, the second line for Exchange: nobody's absence notice answers a reminder
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    text: message.text,
    html: message.html,
    ...(message.ics === null ? {} : { icalEvent: calendarPart(message.ics) }),
    encoding: 'base64',
    textEncoding: 'B',
    baseBoundary: mail.id,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** Outlook shows its buttons only when the METHOD of the MIME part is the METHOD of the calendar inside, so it is read from there. */
function calendarPart(ics: string): { method: string; filename: string; content: string } {
  const method = /^METHOD:([A-Z]{1,20})\r?$/m.exec(ics)?.[1];
  return { method: method ?? 'PUBLISH', filename: 'invite.ics', content: ics };
}
