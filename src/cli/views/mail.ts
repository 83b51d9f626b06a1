import type { List, MailAnswer, MailDetailAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { MAIL_KIND, MAIL_STATE } from '../words.ts';
import { tellTotal } from './common.ts';

/** The server's words matter when a mail did not go; for one that went they are noise. */
export async function showMails(session: Session, found: List<MailAnswer>): Promise<void> {
  const { heads } = session.texts;
  await session.out.table<MailAnswer>(
    [
      { head: heads.id, cell: row => row.id, whole: true },
      // Who has no address is named all the same: it is him the mail did not reach.
      { head: heads.to, cell: row => (row.to === '' ? row.toName : row.to) },
      { head: heads.kind, cell: row => session.label(MAIL_KIND, row.kind), whole: true },
      { head: heads.state, cell: row => session.label(MAIL_STATE, row.state), whole: true },
      { head: heads.subject, cell: row => row.subject },
      { head: heads.sent, cell: row => clockTime(row.sentAt), whole: true },
      { head: heads.reply, cell: row => (row.state === 'sent' ? '' : row.lastReply) },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** Facts of the delivery first, then the text as the recipient reads it; HTML and invitation are asked for by name. */
export function showMail(session: Session, mail: MailDetailAnswer): void {
  const { heads, parts } = session.texts;
  session.out.details([
    [heads.id, mail.id],
    [heads.to, mail.to === '' ? mail.toName : `${mail.toName} <${mail.to}>`],
    [heads.kind, session.label(MAIL_KIND, mail.kind)],
    [heads.slot, mail.slot],
    [heads.state, session.label(MAIL_STATE, mail.state)],
    [heads.subject, mail.subject],
    [heads.messageId, mail.messageId],
    [heads.attempts, mail.attempts],
    [heads.reply, mail.lastReply],
    [heads.notBefore, clockTime(mail.notBefore)],
    [heads.expires, clockTime(mail.expiresAt)],
    [heads.sent, clockTime(mail.sentAt)],
    [heads.resent, byWhom(mail.resentAt, mail.resentBy)],
    [heads.released, byWhom(mail.releasedAt, mail.releasedBy)],
    [
      heads.parts,
      [mail.text && 'text', mail.html && 'html', mail.ics && 'ics'].filter(Boolean).join(', ') || parts.none,
    ],
  ]);
  if (mail.text === null) return;
  session.out.line();
  session.out.line(mail.text.trimEnd());
}

const byWhom = (at: string | null, who: string | null): string | null =>
  at === null ? null : `${clockTime(at)} (${who ?? ''})`;
