import type { LinkAnswer, List, MadeLinkAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { LINK_PURPOSE, LINK_STATE } from '../words.ts';
import { namedText, tellTotal } from './common.ts';

const holderOf = ({ texts }: Session, { person, personName, firm }: LinkAnswer): string =>
  firm === null ? namedText(person, personName) : texts.link.firm({ name: firm });

export async function showLinks(session: Session, found: List<LinkAnswer>): Promise<void> {
  const { heads, link } = session.texts;
  await session.out.table<LinkAnswer>(
    [
      { head: heads.id, cell: row => row.id, whole: true },
      { head: link.heads.purpose, cell: row => session.label(LINK_PURPOSE, row.purpose), whole: true },
      { head: link.heads.holder, cell: row => holderOf(session, row) },
      { head: heads.state, cell: row => session.label(LINK_STATE, row.state), whole: true },
      { head: link.heads.until, cell: row => clockTime(row.expiresAt), whole: true },
      { head: link.heads.used, cell: row => clockTime(row.usedAt), whole: true },
      { head: link.heads.made, cell: row => clockTime(row.madeAt), whole: true },
      { head: link.heads.mail, cell: row => row.mail ?? link.byHand },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** The link alone on stdout, to be copied or piped; what to know about it goes to stderr. */
export async function tellLink(session: Session, made: MadeLinkAnswer): Promise<void> {
  await session.out.show(made, () => {
    if (made.url === null) return session.out.note(session.texts.link.shownBefore);
    session.out.line(made.url);
    session.out.note(session.texts.link.once({ ...told(session, made), until: clockTime(made.expiresAt) }));
  });
}

export async function tellRevoked(session: Session, link: LinkAnswer): Promise<void> {
  await session.out.show(link, () => session.out.line(session.texts.link.revoked(told(session, link))));
}

const told = (session: Session, link: LinkAnswer) => ({
  id: link.id,
  holder: holderOf(session, link),
  purpose: session.label(LINK_PURPOSE, link.purpose),
});
