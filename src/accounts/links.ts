import type { AccountLinkPurpose } from '../contract/account-links.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import type { AccountSettings } from '../domain/accounts/settings.ts';
import {
  accountLinkBySecret,
  insertAccountLinks,
  takeAccountLink,
  type AccountLinkRow,
} from '../ledger/account-links.ts';
import type { Database } from '../ledger/database.ts';
import { isSecret, newSecret } from '../links/secret.ts';
import { accountSettings, telling, type Accounts, type Caller } from './context.ts';
import { writeAccountMail } from './mails.ts';
import { newPassword, NEWS_MS, storePassword, tooManyTries } from './passwords.ts';
import { accountById, accountByName, hasAnyPassword, nameTyped, type Account } from './people.ts';
import { accountKey, addressKey, takeTry } from './tries.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The first administrator sets himself up within a day of a start; every start before that makes a new link. */
const SET_UP_MS = 24 * HOUR_MS;

/** What opens the first account, once; null when somebody has a password already. A link made by an earlier start opens nothing any more. */
export async function setUpLink({ db, now }: Pick<Accounts, 'db' | 'now'>, personId: string): Promise<string | null> {
  if (await hasAnyPassword(db)) return null;
  const atMs = now();
  const secret = newSecret();
  const link = { secret, purpose: 'setUp', personId, expiresMs: atMs + SET_UP_MS, mailId: null } as const;
  await db.transaction().execute(tx => insertAccountLinks(tx, [link], { madeBy: SYSTEM_ACTOR.id, atMs }));
  return secret;
}

/** Somebody new is invited; somebody who has a password gets a link to another one. */
export const linkPurposeOf = ({ password }: Account): Exclude<AccountLinkPurpose, 'setUp'> =>
  password === null ? 'invitation' : 'reset';

export const validMs = (settings: AccountSettings, purpose: Exclude<AccountLinkPurpose, 'setUp'>): number =>
  purpose === 'invitation' ? settings.invitationHours * HOUR_MS : settings.resetMinutes * MINUTE_MS;

export interface Made {
  secret: string;
  purpose: AccountLinkPurpose;
  expiresMs: number;
}

/** A link to be handed over by an administrator, for who has no mail address. In the caller's transaction. */
export async function makeLink(
  tx: Database,
  accounts: Accounts,
  { account, by }: { account: Account; by: string },
): Promise<Made> {
  const purpose = linkPurposeOf(account);
  const atMs = accounts.now();
  const settings = await accountSettings({ ...accounts, db: tx });
  const made = { secret: newSecret(), purpose, expiresMs: atMs + validMs(settings, purpose) };
  await insertAccountLinks(tx, [{ ...made, personId: account.id, mailId: null }], { madeBy: by, atMs });
  return made;
}

/** The same by mail: its secret is drawn when the mail is written, and stands nowhere before. In the caller's transaction. */
export async function mailLink(
  tx: Database,
  accounts: Accounts,
  { account, slot }: { account: Account; slot: string },
): Promise<void> {
  const purpose = linkPurposeOf(account);
  const forMs = validMs(await accountSettings({ ...accounts, db: tx }), purpose);
  await writeAccountMail(tx, { what: purpose, personId: account.id, slot, forMs, atMs: accounts.now() });
}

/**
 * Somebody has forgotten his password, or says so. Nothing of the answer depends on whether there is such an account, and what is done for
 * one that is there is done after the answer (`work`), so that its time does not tell either.
 */
export async function askReset(
  accounts: Accounts,
  caller: Caller,
  user: string,
): Promise<Refusal | { work: () => Promise<boolean> }> {
  const { db, now } = accounts;
  const { slowing } = await accountSettings(accounts);
  const nowMs = now();
  for (const [key, pace] of [
    [addressKey(caller.address), slowing.address],
    [accountKey(`reset ${nameTyped(user)}`), slowing.account],
  ] as const) {
    const waitMs = await takeTry(db, { key, pace, nowMs });
    if (waitMs !== null) return tooManyTries('user', waitMs);
  }
  return { work: () => mailReset(accounts, caller, user) };
}

/** Whether a mail is on its way. */
async function mailReset(accounts: Accounts, caller: Caller, user: string): Promise<boolean> {
  const account = await accountByName(accounts.db, user);
  if (account?.address == null) return false;
  await accounts.db.transaction().execute(async tx => {
    await mailLink(tx, accounts, { account, slot: `reset/${caller.requestId}` });
    await telling(accounts, caller)(tx, { type: 'resetAsked', actorId: null, personId: account.id });
  });
  return true;
}

/** A link that opens, and whose account. */
export interface Followed {
  link: AccountLinkRow;
  account: Account;
}

export type LinkOver = 'unknown' | 'expired' | 'revoked' | 'used' | 'gone';

/** What a secret opens now; or why nothing. */
export async function followLink({ db, now }: Accounts, secret: string): Promise<Followed | LinkOver> {
  const link = isSecret(secret) ? await accountLinkBySecret(db, secret) : null;
  if (!link) return 'unknown';
  if (link.usedAt) return 'used';
  if (link.revokedAt) return 'revoked';
  if (link.expiresAt.getTime() <= now()) return 'expired';
  const account = await accountById(db, link.personId);
  return account?.active === true ? { link, account } : 'gone';
}

/** The one use of a link: a password. Of two presses at once one does it, and the other finds the link used. */
export async function useLink(
  accounts: Accounts,
  caller: Caller,
  { link, account, typed, endTokens }: Followed & { typed: string; endTokens: boolean },
): Promise<Refusal | LinkOver | null> {
  const { db, now } = accounts;
  const password = await newPassword(accounts, account, typed);
  if ('code' in password) return password;
  const atMs = now();
  return db.transaction().execute(async tx => {
    if (!(await takeAccountLink(tx, link.id, atMs))) return 'used';
    const ended = await storePassword(tx, account, { password, atMs, endTokens });
    const detail = { link: link.id, purpose: link.purpose, ...ended };
    await telling(accounts, caller)(tx, { type: 'passwordSet', actorId: account.id, personId: account.id, detail });
    await writeAccountMail(tx, { what: 'passwordChanged', personId: account.id, slot: link.id, forMs: NEWS_MS, atMs });
    return null;
  });
}

/** Typed twice, because nobody sees what he types. */
export const unequal = (password: string, again: string): Refusal | null =>
  password === again ? null : refuse('passwordsDiffer', 'again', null);
