import { isIP } from 'node:net';
import { refuse, type Refusal } from '../domain/refusal.ts';
import type { Database } from '../ledger/database.ts';
import { telling, type Accounts, type Caller, type RelyingParty } from './context.ts';
import { dropIdleCodes } from './second-factor.ts';

/** Somebody's passkeys: what is kept of them, and what becomes of them. Their ceremonies are in `passkey-ceremonies.ts`. */

/** Nobody has as many devices. */
export const MOST_PASSKEYS = 20;

/** Browsers give passkeys to names reached by TLS, and to one's own machine by its name; never to an address of digits. */
export function partyOf(publicUrl: string): RelyingParty | null {
  const { protocol, hostname, origin } = new URL(publicUrl);
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  const isSafe = protocol === 'https:' || hostname === 'localhost';
  return isSafe && !isAddress ? { id: hostname, origin } : null;
}

export interface Passkey {
  id: string;
  personId: string;
  name: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: string[];
  createdAt: Date;
  usedAt: Date | null;
}

const passkeyQuery = (db: Database) =>
  db
    .selectFrom('passkey')
    .select(['id', 'name', 'counter', 'transports'])
    .select(['person_id as personId', 'public_key', 'created_at as createdAt', 'used_at as usedAt']);

type Row = Awaited<ReturnType<ReturnType<typeof passkeyQuery>['execute']>>[number];

const passkeyFrom = ({ public_key: key, ...row }: Row): Passkey => ({ ...row, publicKey: new Uint8Array(key) });

/** The oldest first. */
export async function passkeysOf(db: Database, personId: string): Promise<Passkey[]> {
  const rows = await passkeyQuery(db).where('person_id', '=', personId).orderBy('created_at').orderBy('id').execute();
  return rows.map(passkeyFrom);
}

export async function passkeyById(db: Database, id: string): Promise<Passkey | null> {
  const row = await passkeyQuery(db).where('id', '=', id).executeTakeFirst();
  return row ? passkeyFrom(row) : null;
}

/** Whether anybody signs in so at all. */
export async function hasAnyPasskey(db: Database): Promise<boolean> {
  return (await db.selectFrom('passkey').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** False when it is registered already, to whomever. */
export async function insertPasskey(
  tx: Database,
  { publicKey, personId, createdAt, usedAt, ...row }: Passkey,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows: written } = await tx
    .insertInto('passkey')
    .values({
      ...{ ...row, person_id: personId, public_key: Buffer.from(publicKey) },
      ...{ created_at: createdAt, used_at: usedAt },
    })
    .onConflict(oc => oc.doNothing())
    .executeTakeFirst();
  return Number(written) === 1;
}

/**
 * Moves the count of uses on, in the statement that asks whether it may be moved. False when it did not rise: then somebody else has used the
 * same key, which is a copy. Where both are 0 the authenticator does not count.
 */
export async function countUse(
  db: Database,
  { id, counter, atMs }: { id: string; counter: number; atMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('passkey')
    .set({ counter, used_at: new Date(atMs) })
    .where('id', '=', id)
    .where(({ eb, or, and }) =>
      or([eb('counter', '<', counter), and([eb('counter', '=', 0), eb(eb.val(counter), '=', 0)])]),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** One's own, and nobody else's. In the caller's transaction. */
export async function removePasskey(
  tx: Database,
  accounts: Accounts,
  { caller, id, personId }: { caller: Caller; id: string; personId: string },
): Promise<Refusal | null> {
  const { numDeletedRows } = await tx
    .deleteFrom('passkey')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (Number(numDeletedRows) === 0) return refuse('notFound', 'passkey', id);
  await dropIdleCodes(tx, personId);
  const detail = { passkey: id.slice(0, SHORT) };
  await telling(accounts, caller)(tx, { type: 'passkeyRemoved', actorId: personId, personId, detail });
  return null;
}

/** As much of its id as tells one from another in the audit. */
export const SHORT = 16;
