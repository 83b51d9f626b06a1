import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { cleanLine } from './address.ts';

/** What a mail server told of one mail of ours (RFC 3464). */
export interface BounceReport {
  /** Of the mail it speaks of, with angle brackets. */
  messageId: string;
  /** `failed`: it gave up. `delayed`: it goes on trying. The others say that it arrived, or left its reach. */
  action: BounceAction;
  /** RFC 3463: `5.1.1`. */
  status: string;
  /** Whom it could not reach, as it says; null when it does not. */
  recipient: string | null;
  /** The words of the server that refused, cleaned and cut; null when there are none. */
  diagnostic: string | null;
}

export const BOUNCE_ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
export type BounceAction = (typeof BOUNCE_ACTIONS)[number];

/** Why a message is no report of ours to read. */
export type NoReport = 'unreadable' | 'autoReply' | 'noReport' | 'noRecipient' | 'noMessage';

/** A report carries headers, or the mail itself; ours are under 110 KB. */
export const BOUNCE_BYTES = 1024 * 1024;
/** A report has three parts; what is nested deeper is made to hurt. */
const DEPTH = 10;
const WORDS = 500;

/**
 * Reads a delivery report. Whoever can write to the mailbox can write what looks like one, so nothing of it is believed beyond what the caller
 * finds by its Message-ID; texts come out as one clean line.
 */
export async function readBounce(raw: Uint8Array): Promise<BounceReport | NoReport> {
  const mail = await parsed(raw);
  if (!mail) return 'unreadable';
  const report = partOf(mail, 'message/delivery-status') ?? partOf(mail, 'message/global-delivery-status');
  if (!report) return isAutoReply(mail) ? 'autoReply' : 'noReport';
  // RFC 3464 §2.1: fields of the message, then of each recipient, with an empty line between.
  const groups = textOf(report)
    .split(/\n[ \t]*\n/)
    .map(fieldsOf);
  const recipient = worst(groups.filter(fields => fields.has('action') && fields.has('status')));
  if (!recipient) return 'noRecipient';
  const messageId = messageIdIn(mail);
  if (messageId === null) return 'noMessage';
  const [action = '', status = ''] = ['action', 'status'].map(name => recipient.get(name)?.split(/[\s(;]/)[0] ?? '');
  return {
    messageId,
    action: actionOf(action),
    status: /^[245]\.\d{1,3}\.\d{1,3}$/.test(status) ? status : '5.0.0',
    recipient: mailboxIn(recipient.get('original-recipient') ?? recipient.get('final-recipient')),
    diagnostic: worded(recipient.get('diagnostic-code')),
  };
}

/** Ours go to one recipient each; of a list of several the one that failed is what matters. */
function worst(groups: readonly Map<string, string>[]): Map<string, string> | undefined {
  return groups.find(fields => /^failed/i.test(fields.get('action') ?? '')) ?? groups[0];
}

const actionOf = (word: string): BounceAction =>
  BOUNCE_ACTIONS.find(action => action === word.toLowerCase()) ?? 'failed';

async function parsed(raw: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: DEPTH });
  } catch {
    return null;
  }
}

const partOf = ({ attachments }: Email, ...types: readonly string[]): Attachment | undefined =>
  attachments.find(({ mimeType }) => types.includes(mimeType.toLowerCase()));

const textOf = ({ content }: Attachment): string =>
  (typeof content === 'string' ? content : new TextDecoder().decode(content)).replaceAll('\r\n', '\n');

/** The first of each; names in small letters, values unfolded. */
function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([!-9;-~]{1,80}):[ \t]*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !fields.has(name.toLowerCase())) {
      fields.set(name.toLowerCase(), value.trim());
    }
  }
  return fields;
}

const MESSAGE_ID = /^<[^<>\s]{1,250}>$/;

/** Of the mail it brings back, whole or as its headers; some servers bring none and answer as a reply does. */
function messageIdIn(mail: Email): string | null {
  const original = partOf(mail, 'message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers', 'message/global');
  const head = original ? (textOf(original).split(/\n[ \t]*\n/)[0] ?? '') : '';
  const found = [fieldsOf(head).get('message-id'), mail.inReplyTo, mail.references?.split(/\s+/).at(-1)];
  return found.find(id => id !== undefined && MESSAGE_ID.test(id)) ?? null;
}

/** `rfc822; wang@county.example` → the address alone. */
function mailboxIn(field: string | undefined): string | null {
  const address = cleanLine(field?.replace(/^[^;]*;/, '') ?? '', 254).replace(/^<|>$/g, '');
  return address.includes('@') ? address : null;
}

function worded(field: string | undefined): string | null {
  const words = cleanLine(field?.replace(/^\s*smtp\s*;/i, '') ?? '', WORDS);
  return words === '' ? null : words;
}

/** An absence notice, or what a person wrote back (RFC 3834). */
function isAutoReply({ headers }: Email): boolean {
  const value = (name: string): string => headers.find(({ key }) => key === name)?.value.toLowerCase() ?? '';
  const auto = value('auto-submitted');
  return (auto !== '' && auto !== 'no') || value('x-autoreply') !== '' || value('precedence') === 'auto_reply';
}
