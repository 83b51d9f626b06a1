import type { IsoDate } from '../domain/calendar/dates.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { Database } from '../ledger/database.ts';
import { accountMails, type AccountMailItem } from '../ledger/mail-data/account.ts';
import type { Reader } from '../ledger/mail-data/people.ts';
import { accountLinkAddress, newSecret } from '../links/secret.ts';
import type { RenderedMail, RenderFailure } from '../mail/deliver.ts';
import type { Messages } from '../mail/messages/index.ts';

interface Dependencies {
  db: Database;
  clock: LocalClock;
  now: () => number;
  publicUrl: string;
  today: IsoDate;
  messages: Messages;
}

const MINUTE_MS = 60_000;

/** The mails about their readers' own accounts. What opens one is drawn here, and is written down with the body or not at all. */
export async function accountLetters(ids: readonly string[], dependencies: Dependencies) {
  const data = await accountMails(dependencies.db, ids);
  return ({ id }: { id: string }, person: Reader): Promise<RenderedMail | RenderFailure> => {
    const item = data.get(id);
    return item
      ? letter(item, person, dependencies)
      : Promise.resolve({ error: 'the mail says nothing of an account' });
  };
}

/** A link's time runs from when its mail is written: one that waited in the queue is not half over when it comes. */
async function letter(
  { what, forMinutes }: AccountMailItem,
  person: Reader,
  { today, clock, now, publicUrl, messages }: Dependencies,
): Promise<RenderedMail> {
  const expiresMs = now() + forMinutes * MINUTE_MS;
  const { date, time } = clock.toLocal(expiresMs);
  const link =
    what === 'passwordChanged' || what === 'addressChanged'
      ? null
      : { secret: newSecret(), purpose: what, personId: person.id, expiresMs };
  const href = link && accountLinkAddress(publicUrl, link.secret);
  const data = { person, today, what, href, until: `${date} ${time}` };
  return { ...(await messages.render('account', data)), accountLinks: link ? [link] : [] };
}
