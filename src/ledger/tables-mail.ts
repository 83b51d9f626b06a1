import type { Generated } from 'kysely';
import type { Instant, JsonColumn, MaybeInstant } from './columns.ts';

/** Mails, what servers say of them later, and what people want of them; part of `Tables`. */
export interface MailTables {
  mail: {
    id: string;
    dedupe_key: string;
    kind: string;
    slot: string;
    person_id: string;
    to_name: string;
    to_address: string;
    policy: string;
    /** Beside it stands `on_its_way`, which the database derives from it for the index of the mailroom. */
    state: string;
    subject: string | null;
    /** Packed by `mail-bodies.ts`; null until it is rendered. */
    body: Buffer | null;
    message_id: string | null;
    date_ms: number | null;
    attempts: Generated<number>;
    doubts: Generated<number>;
    not_before: MaybeInstant;
    /** It was to leave while the office works, and leaves at no other hour. */
    in_office_hours: Generated<boolean>;
    expires_at: MaybeInstant;
    lease_until: MaybeInstant;
    last_reply: string | null;
    created_at: Instant;
    changed_at: Instant;
    sent_at: MaybeInstant;
    /** By hand, the last time. */
    resent_at: MaybeInstant;
    resent_by: string | null;
    /** Set: it leaves although MAIL_MODE=hold keeps others back. */
    released_at: MaybeInstant;
    released_by: string | null;
    /** A deputy's copy: whose mail it is. */
    copy_of: string | null;
  };
  mail_file: {
    sha256: string;
    content: Buffer;
    stored_at: Instant;
  };
  mail_item: {
    position: Generated<number>;
    mail_id: string;
    entity_kind: string;
    entity_id: string;
    data: JsonColumn;
    /** When the line was written. */
    reader_unit_id: string | null;
  };
  /** A calendar that somebody's own program asks for. */
  calendar_feed: {
    /** The first digits of the hash: a name that opens nothing. */
    id: string;
    hash: string;
    person_id: string;
    made_by: string;
    made_at: Instant;
    revoked_at: MaybeInstant;
    revoked_by: string | null;
    /** The first look of the last day it was taken. */
    read_at: MaybeInstant;
  };
  /** Kinds of mails somebody does not want. */
  mail_mute: { person_id: string; kind: string; muted_at: Instant; muted_by: string };
  /** By which a mail program mutes a kind for its reader (RFC 8058). */
  mute_link: { hash: string; person_id: string; kind: string; mail_id: string };
  /** While somebody is away his mails go to a deputy too. */
  absence: {
    id: string;
    person_id: string;
    deputy_id: string;
    from_day: string;
    to_day: string;
    begins_at: Instant;
    /** Midnight after the last day. */
    ends_at: Instant;
    reason: string | null;
    made_by: string;
    made_at: Instant;
    ended_at: MaybeInstant;
    ended_by: string | null;
    /** He was named and said no; it ended with that. */
    declined_at: MaybeInstant;
  };
  /** By which a deputy declines. */
  deputy_link: { hash: string; absence_id: string; mail_id: string };
  /** What a mail server reported of a mail it had taken; once by the hash of its bytes. */
  bounce: {
    hash: string;
    mail_id: string;
    /** In small letters. */
    address: string;
    action: string;
    status: string;
    hard: boolean;
    diagnostic: string | null;
    reported_at: Instant;
    reported_by: string;
  };
  /** Addresses to which nothing is sent any more, or was not until somebody cleared them. */
  dead_address: { address: string; dead_at: MaybeInstant; cleared_at: MaybeInstant; reply: string | null };
}
