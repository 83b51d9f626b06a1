import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { LetterEnvelope, StoredLetter } from './store.ts';

/** A letter in a list. */
export interface LetterSummary {
  id: string;
  receivedMs: number;
  envelope: LetterEnvelope;
  subject: string;
  messageId: string | null;
  bytes: number;
}

export interface LetterAttachment {
  fileName: string | null;
  contentType: string;
  /** Of a calendar part. */
  method: string | null;
  content: Buffer;
}

export interface ParsedLetter {
  subject: string;
  from: string;
  to: string[];
  /** ISO instant, or what the header says. */
  date: string | null;
  messageId: string | null;
  headers: { name: string; value: string }[];
  html: string | null;
  text: string | null;
  attachments: LetterAttachment[];
}

export interface Letter {
  id: string;
  receivedMs: number;
  envelope: LetterEnvelope;
  parsed: ParsedLetter;
  raw: Buffer;
}

/** Bytes of a letter read for its line in a list; headers of ours take under 1 KB. */
export const HEAD_BYTES = 8_192;

export async function summaryOf(head: StoredLetter & { totalBytes: number }): Promise<LetterSummary> {
  const { id, receivedMs, envelope } = head;
  const end = head.raw.indexOf('\r\n\r\n');
  const { subject, messageId } = await parse(end < 0 ? head.raw : head.raw.subarray(0, end + 4));
  return { id, receivedMs, envelope, subject: subject ?? '', messageId: messageId ?? null, bytes: head.totalBytes };
}

export async function letterOf({ id, receivedMs, envelope, raw }: StoredLetter): Promise<Letter> {
  const email = await parse(raw);
  const parsed: ParsedLetter = {
    subject: email.subject ?? '',
    from: email.from ? shown(email.from) : '',
    to: (email.to ?? []).map(shown),
    date: email.date ?? null,
    messageId: email.messageId ?? null,
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    html: email.html ?? null,
    text: email.text ?? null,
    attachments: email.attachments.map(attachmentOf),
  };
  return { id, receivedMs, envelope, parsed, raw };
}

/** Anybody on the machine may send anything: what is no message is shown as plain text instead of failing the list. */
async function parse(raw: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(raw);
  } catch {
    return { headers: [], headerLines: [], text: raw.toString('utf8'), attachments: [] };
  }
}

const shown = (address: Address): string => {
  if (address.group) return `${address.name}: ${address.group.map(shown).join(', ')};`;
  return address.name === '' ? address.address : `${address.name} <${address.address}>`;
};

const attachmentOf = ({ filename, mimeType, method, content }: Attachment): LetterAttachment => ({
  fileName: filename,
  contentType: mimeType,
  method: method ?? null,
  content: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer),
});
