import { firstOf, type SecondFactor } from '../domain/accounts/session.ts';
import type { Refusal } from '../domain/refusal.ts';
import { accountSettings, telling, type Accounts, type Caller } from './context.ts';
import { writeAccountMail } from './mails.ts';
import { newPassword, NEWS_MS, storePassword } from './passwords.ts';
import type { Account } from './people.ts';
import { checkCode } from './second-factor.ts';
import { endSessions, type SessionRow } from './sessions.ts';
import { openStage, type SignIn } from './stages.ts';

/** What is done on the way of a sign-in. Each step ends the session it came in and opens the next, with a secret of its own. */
interface Step {
  account: Account;
  /** The unfinished session, and what it began with. */
  session: Pick<SessionRow, 'id' | 'method'>;
  typed: string;
}

/** The code of the second factor. */
export async function finishWithCode(
  accounts: Accounts,
  caller: Caller,
  { account, session, typed }: Step,
): Promise<SignIn | Refusal> {
  const wrong = await checkCode(accounts, caller, { account, typed });
  if (wrong) return wrong;
  const settings = await accountSettings(accounts);
  return accounts.db.transaction().execute(async tx => {
    await endSessions(tx, rotated(accounts, account, session.id));
    return openStage(tx, accounts, { caller, account, settings, second: 'code', by: firstOf(session.method) });
  });
}

/** A new password, where the rules want one first. All sessions end with the old one. */
export async function finishWithPassword(
  accounts: Accounts,
  caller: Caller,
  { account, typed, second }: Omit<Step, 'session'> & { second: SecondFactor },
): Promise<SignIn | Refusal> {
  const password = await newPassword(accounts, account, typed);
  if ('code' in password) return password;
  const settings = await accountSettings(accounts);
  const atMs = accounts.now();
  return accounts.db.transaction().execute(async tx => {
    await storePassword(tx, account, { password, atMs });
    const about = { actorId: account.id, personId: account.id };
    await telling(accounts, caller)(tx, { type: 'passwordChanged', ...about });
    const slot = `changed/${caller.requestId}`;
    await writeAccountMail(tx, { what: 'passwordChanged', personId: account.id, slot, forMs: NEWS_MS, atMs });
    const renewed = { ...account, password: { hash: password.hash, changedMs: atMs } };
    return openStage(tx, accounts, { caller, account: renewed, settings, second });
  });
}

/** A device or a passkey has just been proven in this session; what was unfinished for want of it goes on. */
export async function finishWithFactor(
  accounts: Accounts,
  caller: Caller,
  { account, session, second }: Omit<Step, 'typed'> & { second: Exclude<SecondFactor, null> },
): Promise<SignIn> {
  const settings = await accountSettings(accounts);
  return accounts.db.transaction().execute(async tx => {
    await endSessions(tx, rotated(accounts, account, session.id));
    const proven = { ...account, hasFactor: true };
    return openStage(tx, accounts, { caller, account: proven, settings, second, by: firstOf(session.method) });
  });
}

const rotated = ({ now }: Accounts, { id: personId }: Account, id: string) =>
  ({ id, personId, by: personId, why: 'rotated', atMs: now() }) as const;
