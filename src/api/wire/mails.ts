import { shownTo, type Viewer } from '../../access/fields.ts';
import type { MailAnswer } from '../../contract/schemas/index.ts';
import type { MailRow } from '../../ledger/reads/mails.ts';
import { instantOf, maybeInstant } from './instants.ts';

/**
 * A mail without its bodies. `doubts` counts the times a body left without the server's reply being seen (at most two copies exist then);
 * `lastReply` is the mail server's own sentence, or the reason why none was reached.
 */
export const mailWire = (row: MailRow, viewer: Viewer): MailAnswer => ({
  id: row.id,
  to: recipientFor(row, viewer),
  toName: row.to_name,
  person: row.person_id,
  kind: row.kind,
  slot: row.slot,
  state: row.state as MailAnswer['state'],
  subject: row.subject,
  messageId: row.message_id,
  attempts: row.attempts,
  doubts: row.doubts,
  lastReply: repliedFor(row, viewer),
  notBefore: maybeInstant(row.not_before),
  expiresAt: maybeInstant(row.expires_at),
  createdAt: instantOf(row.created_at),
  changedAt: instantOf(row.changed_at),
  sentAt: maybeInstant(row.sent_at),
  resentAt: maybeInstant(row.resent_at),
  resentBy: row.resent_by,
  releasedAt: maybeInstant(row.released_at),
  releasedBy: row.released_by,
  copyOf: row.copy_of,
});

type Addressed = Pick<MailRow, 'to_address' | 'person_id'>;

export const recipientFor = ({ to_address: value, person_id: ownerId }: Addressed, viewer: Viewer): string =>
  shownTo(viewer, 'mailAddress', { value, ownerId });

/** Servers quote the address they refuse. */
const repliedFor = ({ last_reply: reply, ...row }: Addressed & Pick<MailRow, 'last_reply'>, viewer: Viewer) =>
  reply && withoutAddress(reply, row, viewer);

/** A text that names the recipient, e.g. an invitation, as `viewer` sees him. */
export const withoutAddress = (text: string, row: Addressed, viewer: Viewer): string =>
  row.to_address === '' ? text : text.replaceAll(row.to_address, recipientFor(row, viewer));
