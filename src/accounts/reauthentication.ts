import { refuse, type Refusal } from '../domain/refusal.ts';
import type { Accounts, Caller } from './context.ts';
import { isPresent } from './passwords.ts';
import type { Account } from './people.ts';
import type { SessionRow } from './sessions.ts';

/** Whoever signs in by the provider or by a passkey alone has no password to be asked for; he shows himself by signing in again. */
const FRESH_MINUTES = 10;

/** Whether it is still him who sits there: an open session alone does not say so. By the password, or where there is none by a fresh sign-in. */
export async function reauthenticate(
  accounts: Accounts,
  caller: Caller,
  { account, session, current }: { account: Account; session: Pick<SessionRow, 'createdAt'>; current: string },
): Promise<Refusal | null> {
  if (account.password !== null) return isPresent(accounts, caller, { account, current });
  const isFresh = accounts.now() - session.createdAt.getTime() < FRESH_MINUTES * 60_000;
  return isFresh ? null : refuse('signInAgain', 'current', null, { minutes: FRESH_MINUTES });
}
