import type { Claim, ClaimedMail, Outbox, Settled } from './outbox-port.ts';
import type { Handover, SentJournal } from './sent-journal.ts';

/**
 * An outbox that asks the journal before a mail leaves, and tells it when one has left. What the ledger has forgotten does not leave a second
 * time: a message that was stored before is the one that left, so it is `sent`; where only the occasion is the same, what left may have said
 * less, and a person decides (`unknown`).
 */
export function withJournal(outbox: Outbox, journal: SentJournal, now: () => number): Outbox {
  /** Nothing claimed means that nothing is due: where all that was claimed had left before, more is. */
  async function claim(limit: number, leaseMs: number): Promise<Claim> {
    const before = { expired: 0, unknown: 0 };
    for (;;) {
      const { found, mails, expired, unknown } = await claimOnce(limit, leaseMs);
      before.expired += expired;
      before.unknown += unknown;
      if (mails.length > 0 || found === 0) return { mails, ...before };
    }
  }

  async function claimOnce(limit: number, leaseMs: number): Promise<Claim & { found: number }> {
    const claimed = await outbox.claim(limit, leaseMs);
    const found = claimed.mails.length;
    const forgotten = claimed.mails.flatMap(mail => {
      const handover = journal.find(mail.key);
      return handover ? [{ mail, outcome: outcomeOf(mail, handover) }] : [];
    });
    if (forgotten.length === 0) return { ...claimed, found };
    await outbox.settle(forgotten.map(({ outcome }) => outcome));
    const left = new Set(forgotten.map(({ mail }) => mail.id));
    const doubtful = forgotten.filter(({ outcome }) => outcome.state === 'unknown').length;
    return {
      ...{ ...claimed, found },
      mails: claimed.mails.filter(({ id }) => !left.has(id)),
      unknown: claimed.unknown + doubtful,
    };
  }

  async function settle(outcomes: readonly Settled[]): Promise<void> {
    const sent = outcomes.filter(({ state }) => state === 'sent');
    await journal.add(sent.map(({ id, key }) => ({ key, mailId: id, atMs: now() })));
    await outbox.settle(outcomes);
  }

  return {
    claim,
    settle,
    storeRendered: rendered => outbox.storeRendered(rendered),
    markCommitting: marks => outbox.markCommitting(marks),
    nextDueMs: () => outbox.nextDueMs(),
  };
}

function outcomeOf(mail: ClaimedMail, { mailId, atMs }: Handover): Settled {
  const { id, leaseUntil, key, attempts, doubts, stored } = mail;
  const isSame = mailId === id && stored !== null;
  const at = new Date(atMs).toISOString();
  return {
    ...{ id, leaseUntil, key, attempts, doubts, notBefore: null },
    state: isSame ? 'sent' : 'unknown',
    reply: `按发送日志已于 ${at} 交付邮件服务器 / handed over at ${at} by the journal of sent mails`,
  };
}
