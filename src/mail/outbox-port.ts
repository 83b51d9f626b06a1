/**
 * What the sender needs from the ledger's `mail` table, and the promises each side keeps. The sender never sees SQL; the
 * ledger never sees SMTP. All instants are epoch ms. Every call takes a batch, so that 1,000 mails cost some dozens of
 * statements.
 *
 *   pending ─claim→ sending ─markCommitting→ committing ─settle→ sent | retry | failed | unknown
 *      ↑               │ lease passed: claimed again       │ lease passed: a doubt, see `claim`
 *      └──── retry ────┘                                   └→ claimed again (resend) or unknown (hold)
 */

import type { NewAccountLink } from '../contract/account-links.ts';
import type { NewMuteLink } from '../contract/mute-links.ts';
import type { NewDeputyLink } from '../contract/deputy-links.ts';
import type { NewLink } from '../contract/links.ts';

/** What becomes of a mail whose body may have arrived without our seeing the reply: sent once more, or left to a person. */
export type MailPolicy = 'resend' | 'hold';

/** A file that goes with a mail; its bytes are kept once, however many mails carry them. */
export interface MailFile {
  /** As its reader's machine will name it. */
  name: string;
  /** Media type. */
  type: string;
  sha256: string;
  content: Uint8Array;
}

/** The bytes of a message are a function of this and of the row's id and address: rendered once, stored, sent as stored. */
export interface StoredMessage {
  subject: string;
  html: string;
  text: string;
  /** A whole VCALENDAR with its METHOD, or null. */
  ics: string | null;
  /** With angle brackets, `<mail id@domain of the sender>`. */
  messageId: string;
  /** The Date header; set when the message is rendered and never again. */
  dateMs: number;
  /** Where its reader's program may say that he wants no more of its kind; absent where that cannot be said. */
  unsubscribe?: string | null;
  files?: readonly MailFile[] | undefined;
}

/**
 * A row this sender holds until `leaseUntil`. The pair (id, leaseUntil) is the fence: a call carrying a pair that the row
 * no longer has changes nothing, because somebody else holds the row now.
 */
export interface ClaimedMail {
  id: string;
  leaseUntil: number;
  /** What the mail is, whichever row stands for it: kind, slot, person, and the instant it was sent again by hand. */
  key: string;
  kind: string;
  slot: string;
  personId: string | null;
  /** A deputy's copy: whom it is written for. */
  copyOf?: string | null;
  toName: string;
  toAddress: string;
  policy: MailPolicy;
  /** Answered tries so far, for the length of the next wait. */
  attempts: number;
  /** Times a body left without a reply being seen. At most one is answered by sending again, so at most 2 copies exist. */
  doubts: number;
  expiresAt: number | null;
  /** Somebody has let it go: it leaves even while others are kept back. */
  released: boolean;
  /** Null until the first claim has rendered it. */
  stored: StoredMessage | null;
}

export interface Fence {
  id: string;
  leaseUntil: number;
}

/** A message as it is stored for the first time. */
export interface Rendering extends Fence {
  message: StoredMessage;
  /** One-click links whose addresses stand in the message. */
  links: readonly NewLink[];
  /** Links to accounts, likewise; in no other mails. */
  accountLinks?: readonly NewAccountLink[];
  /** By which a deputy declines; in no other mails. */
  deputyLinks?: readonly NewDeputyLink[];
  /** What `unsubscribe` opens. */
  muteLink?: NewMuteLink | undefined;
}

export interface Claim {
  mails: ClaimedMail[];
  /** Rows this call moved to a final state on the way, for the round's report. */
  expired: number;
  unknown: number;
}

/** States a claimed mail can be settled into. `pending` gives an untried row back at once (shutdown, sender stopped). */
export const SETTLED_STATES = ['sent', 'retry', 'failed', 'unknown', 'expired', 'held', 'pending'] as const;
export type SettledState = (typeof SETTLED_STATES)[number];

export interface Settled extends Fence {
  key: string;
  state: SettledState;
  /** The server's last words or our own, at most 500 characters; null leaves the column as it is. */
  reply: string | null;
  /** For `retry`: not claimed before this instant. Null otherwise. */
  notBefore: number | null;
  /** Values to store as they are. */
  attempts: number;
  doubts: number;
}

export interface Outbox {
  /**
   * Takes up to `limit` due rows, oldest first, `FOR UPDATE SKIP LOCKED`, into `sending` with `lease_until = now + leaseMs`:
   *  - `pending` and `retry` whose `not_before` has come (null = at once);
   *  - `sending` whose lease has passed: the holder died before its mark, nothing had left;
   *  - `committing` whose lease has passed, counted as one more doubt: taken again when policy is `resend`, doubts were 0
   *    and the slot has not passed, else moved to `unknown`.
   * While the office is closed, rows that are for its hours are left, unless they would be over when it opens.
   * `pending`, `retry` and lapsed `sending` rows whose `expires_at` has passed become `expired` instead. `held` rows are
   * never taken. The clock is the one given to the implementation, so that tests can move it.
   */
  claim(limit: number, leaseMs: number): Promise<Claim>;
  /**
   * Writes the rendered message and keeps the state. Rows that already have one keep theirs: the first rendering wins. The links that a
   * message carries are written with it or not at all, so that no stored mail has a dead one.
   */
  storeRendered(rendered: readonly Rendering[]): Promise<void>;
  /**
   * `sending` → `committing`, durably committed before it resolves. Answers the ids it really marked; a mail whose id is
   * missing is not ours any more and its body must not leave. The lease is not moved.
   */
  markCommitting(marks: readonly Fence[]): Promise<ReadonlySet<string>>;
  /** Writes outcomes over `sending` and `committing` rows and clears their lease. Repeating a call does nothing. */
  settle(outcomes: readonly Settled[]): Promise<void>;
  /**
   * The earliest instant at which `claim` could find something: `not_before` of pending and retry rows, `lease_until` of
   * sending and committing rows; the opening of the office, where they wait for it. Null when no row is on its way. May lie in the past: then now.
   */
  nextDueMs(): Promise<number | null>;
}
