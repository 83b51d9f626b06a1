import type { MailAnswer } from '../../contract/schemas/index.ts';
import type { MailRow } from '../../ledger/reads/mails.ts';
import { instantOf, maybeInstant } from './instants.ts';

/**
 * A mail without its bodies. `doubts` counts the times a body left without the server's reply being seen (at most two copies exist then);
 * `lastReply` is the mail server's own sentence, or the reason why none was reached.
 */
export const mailWire = (row: MailRow): MailAnswer => ({
  id: row.id,
  to: row.to_address,
  toName: row.to_name,
  person: row.person_id,
  kind: row.kind,
  slot: row.slot,
  state: row.state as MailAnswer['state'],
  subject: row.subject,
  messageId: row.message_id,
  attempts: row.attempts,
  doubts: row.doubts,
  lastReply: row.last_reply,
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
