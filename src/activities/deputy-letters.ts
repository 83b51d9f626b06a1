import type { IsoDate } from '../domain/calendar/dates.ts';
import type { Database } from '../ledger/database.ts';
import { deputyMails, type DeputyItem } from '../ledger/mail-data/deputies.ts';
import type { Reader } from '../ledger/mail-data/people.ts';
import { deputyAddress, newSecret } from '../links/secret.ts';
import type { RenderedMail, RenderFailure } from '../mail/deliver.ts';
import type { Messages } from '../mail/messages/index.ts';

interface Dependencies {
  db: Database;
  publicUrl: string;
  today: IsoDate;
  messages: Messages;
}

/** The mails about standing in. What declines is drawn here, and is written down with the body or not at all. */
export async function deputyLetters(ids: readonly string[], dependencies: Dependencies) {
  const data = await deputyMails(dependencies.db, ids);
  return ({ id }: { id: string }, person: Reader): Promise<RenderedMail | RenderFailure> => {
    const item = data.get(id);
    if (!item) return Promise.resolve({ error: 'the mail speaks of no absence' });
    if (item.over) return Promise.resolve({ error: 'he stands in no more', pointless: true });
    return letter(item, person, dependencies);
  };
}

async function letter(
  { what, absence, away, deputy, from, to }: DeputyItem,
  person: Reader,
  { today, publicUrl, messages }: Dependencies,
): Promise<RenderedMail> {
  const link = what === 'named' ? { secret: newSecret(), absence } : null;
  const href = link && deputyAddress(publicUrl, link.secret);
  const mail = await messages.render('deputy', { person, today, what, away, deputy, from, to, href });
  return { ...mail, deputyLinks: link ? [link] : [] };
}
