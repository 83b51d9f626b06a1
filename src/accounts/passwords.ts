import { isTooLong, normalised, passwordRefusal } from '../domain/accounts/password.ts';
import { policyOf, type PasswordPolicy } from '../domain/accounts/settings.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import type { Database } from '../ledger/database.ts';
import { revokeTokensOf } from '../ledger/tokens.ts';
import { commonPasswords } from './common.ts';
import { accountSettings, telling, type Accounts, type Caller } from './context.ts';
import { hashPassword, isPassword } from './hashing.ts';
import { writeAccountMail } from './mails.ts';
import { nameTyped, type Account } from './people.ts';
import { endSessions } from './sessions.ts';
import { accountKey, forgetTries, giveBackTry, takeTry } from './tries.ts';

/** A new password that has passed every rule, as it is stored. */
export interface NewPassword {
  hash: string;
  history: number;
}

/** The hash of a password that may be the account's next one; or why it may not. */
export async function newPassword(accounts: Accounts, account: Account, typed: string): Promise<NewPassword | Refusal> {
  const policy = policyOf(await accountSettings(accounts));
  const password = normalised(typed);
  const isCommon = await commonPasswords();
  const refusal =
    passwordRefusal(password, { policy, known: knownOf(account), isCommon }) ??
    (await usedBefore(accounts.db, account, { password, policy }));
  return refusal ?? { hash: await hashPassword(password), history: policy.history };
}

const knownOf = ({ id, name, address }: Account): string[] => [id, name, ...(address?.split('@', 1) ?? [])];

/** The one in use counts as the first of the history; without a history even it may be typed again. */
async function usedBefore(
  db: Database,
  { id, password: now }: Account,
  { password, policy: { history } }: { password: string; policy: PasswordPolicy },
): Promise<Refusal | null> {
  if (history === 0) return null;
  const former = await db
    .selectFrom('former_password')
    .select('hash')
    .where('person_id', '=', id)
    .orderBy('replaced_at', 'desc')
    .limit(history - 1)
    .execute();
  for (const hash of [...(now ? [now.hash] : []), ...former.map(row => row.hash)]) {
    if (await isPassword(hash, password)) return refuse('passwordUsedBefore', 'password', null, { history });
  }
  return null;
}

interface Storing {
  password: NewPassword;
  atMs: number;
  except?: string;
  /** Somebody who fears for his password may fear for his tokens too: whoever had the one can have drawn the others. */
  endTokens?: boolean;
}

/** What ended with the old one, for the audit; nothing where the tokens were to stay. */
export type TokensEnded = { tokensEnded?: number };

/** In the caller's transaction. All sessions end but `except`: whoever has the old password has nothing any more. */
export async function storePassword(
  tx: Database,
  account: Account,
  { password, atMs, except, endTokens = false }: Storing,
): Promise<TokensEnded> {
  const now = new Date(atMs);
  if (account.password && password.history > 0) {
    const row = { person_id: account.id, hash: account.password.hash, replaced_at: now };
    await tx
      .insertInto('former_password')
      .values(row)
      .onConflict(oc => oc.doNothing())
      .execute();
  }
  await tx
    .insertInto('credential')
    .values({ person_id: account.id, hash: password.hash, changed_at: now })
    .onConflict(oc => oc.column('person_id').doUpdateSet({ hash: password.hash, changed_at: now }))
    .execute();
  const ending = { personId: account.id, by: account.id, why: 'password', atMs } as const;
  await endSessions(tx, except === undefined ? ending : { ...ending, except });
  for (const name of [account.id, account.address]) {
    if (name !== null) await forgetTries(tx, accountKey(nameTyped(name)), atMs);
  }
  return endTokens ? { tokensEnded: await revokeTokensOf(tx, account.id, atMs) } : {};
}

interface Changing {
  account: Account;
  sessionId: string;
  current: string;
  next: string;
  endTokens: boolean;
}

/** One's own password, by whoever knows the old one: an open session alone does not say that it is him who sits there. */
export async function changePassword(
  accounts: Accounts,
  caller: Caller,
  { account, sessionId, current, next, endTokens }: Changing,
): Promise<TokensEnded | Refusal> {
  const { db, now } = accounts;
  const wrong = await isPresent(accounts, caller, { account, current });
  if (wrong) return wrong;
  const password = await newPassword(accounts, account, next);
  if ('code' in password) return password;
  return db.transaction().execute(async tx => {
    const detail = await storePassword(tx, account, { password, atMs: now(), except: sessionId, endTokens });
    await telling(accounts, caller)(tx, { type: 'passwordChanged', actorId: account.id, personId: account.id, detail });
    const slot = `changed/${caller.requestId}`;
    await writeAccountMail(tx, { what: 'passwordChanged', personId: account.id, slot, forMs: NEWS_MS, atMs: now() });
    return detail;
  });
}

/** News of yesterday's change helps nobody any more. */
export const NEWS_MS = 86_400_000;

/** Whether it is the password of now, under the same slowing as a sign-in. */
export async function isPresent(
  accounts: Accounts,
  caller: Caller,
  { account, current }: { account: Account; current: string },
): Promise<Refusal | null> {
  const { db, now } = accounts;
  const { slowing } = await accountSettings(accounts);
  const key = accountKey(account.id);
  const waitMs = await takeTry(db, { key, pace: slowing.account, nowMs: now() });
  if (waitMs !== null) return tooManyTries('current', waitMs);
  if (await isPassword(account.password?.hash ?? null, checked(current))) {
    await giveBackTry(db, key, slowing.account);
    return null;
  }
  const about = { actorId: account.id, personId: account.id };
  await telling(accounts, caller)(db, { type: 'signInRefused', ...about, detail: { why: 'current' } });
  return refuse('currentPasswordWrong', 'current', null);
}

/** What is longer than any password there can be is no password, but takes as long to be told so. */
export const checked = (typed: string): string => {
  const password = normalised(typed);
  return isTooLong(password) ? '' : password;
};

export const tooManyTries = (field: string, waitMs: number): Refusal =>
  refuse('tooManyTries', field, null, { seconds: Math.ceil(waitMs / 1_000) });
