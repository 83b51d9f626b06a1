import { policyOf, type AccountSettings } from '../domain/accounts/settings.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { accountSettings, telling, type Accounts, type Caller } from './context.ts';
import { hashPassword, isOutdated, isPassword } from './hashing.ts';
import { checked, tooManyTries } from './passwords.ts';
import { accountByName, nameTyped, type Account } from './people.ts';
import { sweepSessions } from './sessions.ts';
import { openStage, type SignIn } from './stages.ts';
import { accountKey, addressKey, countFailure, forgetTries, giveBackTry, lockedUntil, takeTry } from './tries.ts';

export interface Credentials {
  /** An id or a mail address. */
  user: string;
  password: string;
}

/**
 * Signs somebody in by name and password. Whoever is nobody, has no password, has left, or typed another one gets the same answer after the
 * same work: an account is looked up, and one password is verified, always.
 */
export async function signIn(
  accounts: Accounts,
  caller: Caller,
  { user, password }: Credentials,
): Promise<SignIn | Refusal> {
  const settings = await accountSettings(accounts);
  const account = await accountByName(accounts.db, user);
  // By what was typed: a bucket of the account would tell who knows an id and guesses an address that the two are one person's. The two make twice
  // as many tries, and no more, as an account has no third name.
  const gate = { settings, account, key: accountKey(nameTyped(user)) };
  const slowed = await slow(accounts, caller, gate);
  if (slowed) return slowed;
  const right = await isPassword(account?.password?.hash ?? null, checked(password));
  if (!right || account === null) return failed(accounts, caller, { ...gate, user });
  await succeeded(accounts, caller, gate);
  await renewHash(accounts, account, password);
  return accounts.db.transaction().execute(async tx => {
    await sweepSessions(tx, accounts.now());
    return openStage(tx, accounts, { caller, account, settings, second: null });
  });
}

interface Gate {
  settings: AccountSettings;
  account: Account | null;
  key: string;
}

/** Takes the try of the address and of the account before anything is verified; a lock counts no further tries. */
async function slow(accounts: Accounts, caller: Caller, { settings, account, key }: Gate): Promise<Refusal | null> {
  const { db, now } = accounts;
  const nowMs = now();
  const { slowing } = settings;
  const tell = (why: string): Promise<void> =>
    telling(accounts, caller)(db, {
      type: 'signInSlowed',
      actorId: null,
      personId: account?.id ?? null,
      detail: { why },
    });
  const byAddress = await takeTry(db, { key: addressKey(caller.address), pace: slowing.address, nowMs });
  if (byAddress !== null) {
    await tell('address');
    return tooManyTries('user', byAddress);
  }
  const locked = policyOf(settings).lockAfter === null ? null : await lockedUntil(db, key, nowMs);
  if (locked !== null) {
    await tell('locked');
    const seconds = Math.ceil((locked - nowMs) / 1_000);
    return refuse('accountLocked', 'user', null, { seconds, minutes: Math.ceil(seconds / 60) });
  }
  const byAccount = await takeTry(db, { key, pace: slowing.account, nowMs });
  if (byAccount === null) return null;
  await tell('account');
  return tooManyTries('user', byAccount);
}

async function failed(
  accounts: Accounts,
  caller: Caller,
  { settings, account, key, user }: Gate & { user: string },
): Promise<Refusal> {
  const { db, now } = accounts;
  const { lockAfter, lockMinutes } = policyOf(settings);
  if (lockAfter !== null) await countFailure(db, { key, lockAfter, lockMinutes, nowMs: now() });
  await telling(accounts, caller)(db, { type: 'signInRefused', actorId: null, personId: account?.id ?? null });
  return refuse('badSignIn', 'user', user);
}

/** Good tries weigh nothing: an office of two hundred that signs in at nine is not slowed. */
async function succeeded({ db, now }: Accounts, caller: Caller, { settings, key }: Gate): Promise<void> {
  await forgetTries(db, key, now());
  await giveBackTry(db, addressKey(caller.address), settings.slowing.address);
}

/** The only moment at which the password is known: a hash of former parameters is replaced. */
async function renewHash({ db }: Accounts, { id, password: stored }: Account, typed: string): Promise<void> {
  if (!stored || !isOutdated(stored.hash)) return;
  const hash = await hashPassword(checked(typed));
  await db
    .updateTable('credential')
    .set({ hash })
    .where('person_id', '=', id)
    .where('hash', '=', stored.hash)
    .execute();
}
