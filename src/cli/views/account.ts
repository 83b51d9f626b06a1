import type { AccountLinkAnswer, SessionAnswer, SessionsAnswer, SignedInAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { tellTotal } from './common.ts';

export async function tellSignedIn(session: Session, answer: SignedInAnswer, file: string): Promise<void> {
  const { out, texts } = session;
  const { name, person, expiresAt } = answer;
  await out.show(answer, () =>
    out.line(texts.account.signedIn({ name, person, until: clockTime(expiresAt) ?? '', file })),
  );
}

export async function showSessions(session: Session, found: SessionsAnswer): Promise<void> {
  const { heads, thisOne } = session.texts.account;
  await session.out.table<SessionAnswer>(
    [
      { head: heads.id, cell: row => row.id, whole: true },
      { head: heads.since, cell: row => clockTime(row.createdAt), whole: true },
      { head: heads.seen, cell: row => clockTime(row.seenAt), whole: true },
      { head: heads.until, cell: row => clockTime(row.expiresAt), whole: true },
      { head: heads.from, cell: row => row.address },
      { head: heads.agent, cell: row => row.agent },
      { head: heads.current, cell: row => (row.current ? thisOne : ''), whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** The link alone on stdout, to be copied or piped; what to know about it goes to stderr. */
export async function tellAccountLink(session: Session, made: AccountLinkAnswer): Promise<void> {
  const { out, texts } = session;
  const { person, by, url } = made;
  await out.show(made, () => {
    if (by === 'mail') return out.line(texts.account.invitedByMail({ person }));
    if (url === null) return out.note(texts.account.shownBefore);
    out.line(url);
    out.note(texts.account.handOver({ person }));
  });
}
