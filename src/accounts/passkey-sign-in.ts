import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import { accountSettings, type Accounts, type Caller } from './context.ts';
import { finishWithFactor } from './finish.ts';
import { finishAssertion } from './passkey-ceremonies.ts';
import { tooManyTries } from './passwords.ts';
import { accountById, type Account } from './people.ts';
import { forgive, takeCodeTry } from './second-factor.ts';
import { sweepSessions, type SessionRow } from './sessions.ts';
import { openStage, type SignIn } from './stages.ts';
import { addressKey, giveBackTry, takeTry } from './tries.ts';

/**
 * Signs in whoever's passkey answers, without a name or a password: the authenticator has made sure of him. An account that is locked because
 * somebody guesses its passwords is open to its owner so.
 */
export async function signInByPasskey(accounts: Accounts, caller: Caller, typed: string): Promise<SignIn | Refusal> {
  const { db, now } = accounts;
  const settings = await accountSettings(accounts);
  const pace = settings.slowing.address;
  const key = addressKey(caller.address);
  const waitMs = await takeTry(db, { key, pace, nowMs: now() });
  if (waitMs !== null) return tooManyTries('passkey', waitMs);
  const proven = await finishAssertion(accounts, caller, { asked: null, typed });
  if (isRefusal(proven)) return proven;
  await giveBackTry(db, key, pace);
  const account = await accountById(db, proven.personId);
  // Nobody who has left is told so, or told apart.
  if (!account?.active) return refuse('passkeyWrong', 'passkey', null);
  return db.transaction().execute(async tx => {
    await sweepSessions(tx, now());
    return openStage(tx, accounts, { caller, account, settings, second: 'passkey', by: 'passkey' });
  });
}

/** A passkey in place of the code. */
export async function finishWithPasskey(
  accounts: Accounts,
  caller: Caller,
  { account, session, typed }: { account: Account; session: Pick<SessionRow, 'id' | 'method'>; typed: string },
): Promise<SignIn | Refusal> {
  const slowed = await takeCodeTry(accounts, account);
  if (slowed) return slowed;
  const proven = await finishAssertion(accounts, caller, { asked: { account, sessionId: session.id }, typed });
  if (isRefusal(proven)) return proven;
  await forgive(accounts, account);
  return finishWithFactor(accounts, caller, { account, session, second: 'passkey' });
}
