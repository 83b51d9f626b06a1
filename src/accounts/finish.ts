import type { Refusal } from '../domain/refusal.ts';
import { accountSettings, telling, type Accounts, type Caller } from './context.ts';
import { writeAccountMail } from './mails.ts';
import { newPassword, NEWS_MS, storePassword } from './passwords.ts';
import type { Account } from './people.ts';
import { openSession, type OpenedSession } from './sessions.ts';

/** A sign-in that waits for a new password gets it, and a session of its own; the unfinished one ends with all others. */
export async function finishWithPassword(
  accounts: Accounts,
  caller: Caller,
  { account, typed }: { account: Account; typed: string },
): Promise<OpenedSession | Refusal> {
  const password = await newPassword(accounts, account, typed);
  if ('code' in password) return password;
  const settings = await accountSettings(accounts);
  const atMs = accounts.now();
  const tell = telling(accounts, caller);
  const about = { actorId: account.id, personId: account.id };
  return accounts.db.transaction().execute(async tx => {
    await storePassword(tx, account, { password, atMs });
    await tell(tx, { type: 'passwordChanged', ...about });
    const slot = `changed/${caller.requestId}`;
    await writeAccountMail(tx, { what: 'passwordChanged', personId: account.id, slot, forMs: NEWS_MS, atMs });
    const { address, agent } = caller;
    const opened = await openSession(tx, {
      ...{ person: account, stage: 'full', method: 'password', address, agent, atMs, settings },
    });
    await tell(tx, { type: 'signedIn', ...about, detail: { session: opened.id, method: 'password' } });
    return opened;
  });
}
