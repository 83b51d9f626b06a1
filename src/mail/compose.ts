import MimeNode from 'nodemailer/lib/mime-node';
import { cleanLine, cleanName, type NamedAddress } from './address.ts';
import type { MailFile, StoredMessage } from './outbox-port.ts';

export interface OutgoingMail {
  id: string;
  to: NamedAddress;
  message: StoredMessage;
}

/** Characters in a line of base64 at most (RFC 2045 §6.8). */
const LINE = 76;

/** `<id@domain>`; characters a msg-id may not hold are replaced, ids of ours have none. */
export function messageIdFor(mailId: string, domain: string): string {
  return `<${mailId.replaceAll(/[^\w.-]/g, '_')}@${domain}>`;
}

/**
 * The whole message as it goes over the wire, before dot-stuffing: text, HTML and calendar as alternatives, and the calendar once
 * more as a file for programs that look for one. The same row always gives the same bytes: boundaries come from the id, the date
 * from the row. The headers, where a stranger's words stand, are nodemailer's; the parts are base64 and joined here, because its
 * streams for them cost more than the rest of the sending. Nothing is ever read from a file or a URL.
 */
export function composeMessage(mail: OutgoingMail, from: NamedAddress): Buffer {
  const { text, html, ics, files = [] } = mail.message;
  const id = mail.id.replaceAll(/[^\w.-]/g, '_').slice(0, 40);
  const parts = [part('text/plain; charset=utf-8', base64(text)), part('text/html; charset=utf-8', base64(html))];
  const attached = files.map(filePart);
  if (ics !== null) {
    const calendar = base64(ics);
    parts.push(part(`text/calendar; charset=utf-8; method=${methodOf(ics)}`, calendar));
    attached.unshift(
      part('application/ics; name=invite.ics', calendar, 'Content-Disposition: attachment; filename=invite.ics'),
    );
  }
  const said = multipart('alternative', `_alt_${id}`, parts);
  if (attached.length === 0) return finished(mail, from, said);
  const mixed = [`Content-Type: ${said.type}\r\n\r\n${said.body}`, ...attached];
  return finished(mail, from, multipart('mixed', `_mix_${id}`, mixed));
}

const LONGEST_NAME = 100;

/** Its name may hold any character: nodemailer writes it in the ways that old and new programs read (RFC 2047, RFC 2231). */
function filePart({ name, type, content }: MailFile): string {
  const filename = cleanLine(name, LONGEST_NAME).replaceAll(/[/\\:*?"<>|]/g, '_');
  // A part inside a message: as one of its own it would get a Message-ID, and other bytes each time.
  const whole = new MimeNode('multipart/mixed', { disableFileAccess: true, disableUrlAccess: true });
  const node = whole.createChild(type, { filename });
  node.setHeader([
    { key: 'Content-Disposition', value: 'attachment' },
    { key: 'Content-Transfer-Encoding', value: 'base64' },
  ]);
  return `${node.buildHeaders()}\r\n\r\n${inLines(Buffer.from(content).toString('base64'))}`;
}

interface Multipart {
  type: string;
  body: string;
}

function finished({ to, message }: OutgoingMail, from: NamedAddress, { type, body }: Multipart): Buffer {
  const root = new MimeNode(type, {
    ...{ textEncoding: 'B', disableFileAccess: true, disableUrlAccess: true },
    // Boundaries are ours: without it each message would ask the system for random bytes.
    baseBoundary: '_',
  });
  root.setHeader([
    { key: 'From', value: { name: cleanName(from.name), address: from.address } },
    { key: 'To', value: { name: cleanName(to.name), address: to.address } },
    { key: 'Subject', value: cleanLine(message.subject, 200) },
    { key: 'Message-ID', value: message.messageId },
    { key: 'Date', value: new Date(message.dateMs).toUTCString().replace('GMT', '+0000') },
    // RFC 3834 for every mail system, the second line for Exchange: nobody's absence notice answers a reminder
    { key: 'Auto-Submitted', value: 'auto-generated' },
    { key: 'X-Auto-Response-Suppress', value: 'All' },
    ...unsubscribeHeaders(message.unsubscribe),
  ]);
  // The body is ASCII: written as such it takes a third of the time.
  return Buffer.concat([Buffer.from(`${root.buildHeaders()}\r\n\r\n`), Buffer.from(body, 'latin1')]);
}

/** RFC 2369 and RFC 8058: a program shows a button, and its press is one POST without a page. */
function unsubscribeHeaders(address: string | null | undefined) {
  if (address == null || !/^https?:\/\/[!-;=?-~]{1,400}$/.test(address)) return [];
  return [
    { key: 'List-Unsubscribe', value: `<${address}>` },
    { key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
  ];
}

/** Boundaries hold an underscore, which base64 never does: no part can contain one. */
const multipart = (kind: 'mixed' | 'alternative', boundary: string, parts: readonly string[]): Multipart => ({
  type: `multipart/${kind}; boundary="${boundary}"`,
  body: `${parts.map(each => `--${boundary}\r\n${each}\r\n`).join('')}--${boundary}--\r\n`,
});

const part = (type: string, content: string, ...headers: readonly string[]): string =>
  [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', ...headers, '', content].join('\r\n');

const base64 = (text: string): string => inLines(Buffer.from(text).toString('base64'));

/** nodemailer's own, by an expression, takes five times as long: a fifth of what composing costs. */
function inLines(encoded: string): string {
  const lines: string[] = [];
  for (let from = 0; from < encoded.length; from += LINE) lines.push(encoded.slice(from, from + LINE));
  return lines.join('\r\n');
}

/** Outlook shows its buttons only when the METHOD of the MIME part is the METHOD of the calendar inside, so it is read from there. */
const methodOf = (ics: string): string => /^METHOD:([A-Z]{1,20})\r?$/m.exec(ics)?.[1] ?? 'PUBLISH';
