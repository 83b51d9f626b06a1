import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import type { Database } from '../ledger/database.ts';
import { accountSettings, telling, type Accounts, type Caller } from './context.ts';
import { accountByAddress, accountById, type Account } from './people.ts';
import type { Identity } from './provider.ts';
import { sweepSessions } from './sessions.ts';
import { openStage, type SignIn } from './stages.ts';

/**
 * Signs in whom the provider knows and we know too. Nobody is made by it and nobody's roles are changed: who may do what is ours to say. What
 * the roles are asked for besides (a second factor of ours) is asked as after a password.
 */
export async function signInByProvider(
  accounts: Accounts,
  caller: Caller,
  { identity, claim }: { identity: Identity; claim: string },
): Promise<SignIn | Refusal> {
  const settings = await accountSettings(accounts);
  const tell = telling(accounts, caller);
  return accounts.db.transaction().execute(async tx => {
    const account = await accountOf(tx, identity, { claim, atMs: accounts.now() });
    if (isRefusal(account)) {
      await tell(tx, { type: 'signInRefused', actorId: null, personId: null, detail: { why: account.code } });
      return account;
    }
    await sweepSessions(tx, accounts.now());
    return openStage(tx, accounts, { caller, account, settings, second: null, by: 'provider' });
  });
}

/** By what was bound before; else by the claim, and then it is bound. */
async function accountOf(
  tx: Database,
  { issuer, subject, value }: Identity,
  { claim, atMs }: { claim: string; atMs: number },
): Promise<Account | Refusal> {
  const bound = await tx
    .selectFrom('identity')
    .select('person_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  const account = bound ? await accountById(tx, bound.person_id) : await byClaim(tx, claim, value);
  if (!account?.active) return refuse('providerUnknown', claim, value);
  if (bound) return account;
  const { numInsertedOrUpdatedRows: written } = await tx
    .insertInto('identity')
    .values({ issuer, subject, person_id: account.id, bound_at: new Date(atMs) })
    .onConflict(oc => oc.doNothing())
    .executeTakeFirst();
  // Somebody else at the provider was this person before: an address that was given away, or two who share one.
  return Number(written) === 1 ? account : refuse('providerOther', claim, value);
}

async function byClaim(tx: Database, claim: string, value: string | null): Promise<Account | null> {
  if (value === null) return null;
  return claim === 'email' ? accountByAddress(tx, value) : accountById(tx, value);
}

/** Undoes what the first sign-in bound: the next who comes by his claim is bound anew. Whether there was anything; in the caller's transaction. */
export async function unbind(
  tx: Database,
  accounts: Accounts,
  { caller, id, by }: { caller: Caller; id: string; by: string },
): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('identity').where('person_id', '=', id).executeTakeFirst();
  if (Number(numDeletedRows) === 0) return false;
  await telling(accounts, caller)(tx, { type: 'identityUnbound', actorId: by, personId: id });
  return true;
}
