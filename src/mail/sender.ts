import type { NamedAddress } from './address.ts';
import { composeMessage, type OutgoingMail } from './compose.ts';
import type { Outcome } from './outcome.ts';

/** What the sender asks back while it sends one mail. */
export interface Turn {
  /** Asked when the mail's turn has come; false leaves it untouched. */
  begin(): boolean;
  /**
   * Awaited after the server has said 354 and before the first byte of the message; when it answers false or throws, no byte
   * leaves.
   */
  mark(): Promise<boolean>;
}

/** Where rendered mails go. One implementation speaks SMTP, the other keeps everything in the house. */
export interface Sender {
  /** The From of every message; its domain is the domain of the Message-IDs. */
  readonly from: NamedAddress;
  /** True of one from which nothing leaves. A mail that was released from being held must not look sent because of it. */
  readonly keepsAll?: true;
  /** The longest a single `send` can take once it has its turn: leases and Temporal's startToClose must exceed it. */
  readonly maxSendMs: number;
  /** Sends one mail, waiting for its turn. Never rejects. */
  send(mail: OutgoingMail, turn: Turn): Promise<Outcome>;
  /** Says QUIT on idle connections and takes no more mails. */
  close(): Promise<void>;
}

/** `MAIL_MODE=sink`: everything happens as in earnest, rendering, marks, states and figures, but nothing leaves the process. */
export function createSink(from: NamedAddress): Sender {
  return {
    from,
    keepsAll: true,
    maxSendMs: 1_000,
    async send(mail, turn) {
      if (!turn.begin()) return { kind: 'notBegun' };
      try {
        const body = composeMessage(mail, from);
        return (await turn.mark())
          ? { kind: 'sent', reply: `sink: ${body.length} bytes kept back` }
          : { kind: 'notOurs' };
      } catch (error) {
        return { kind: 'retry', reply: String(error), cause: 'network' };
      }
    },
    close: () => Promise.resolve(),
  };
}
