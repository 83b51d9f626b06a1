import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Hard bounces of different mails after which nothing more is sent to an address. */
export const HARD_BOUNCES = 3;
/** As servers compare them, and as the tables of bounces hold them. */
export const addressKey = (address: string): string => address.toLowerCase();

/** What stands at a mail that was not sent because of its address. */
export const DEAD_REPLY = `该地址已退信 ${HARD_BOUNCES} 次 / the address has bounced ${HARD_BOUNCES} times`;

/** Those of `addresses` that take nothing any more, in small letters. */
export async function deadAddresses(db: Database, addresses: readonly string[]): Promise<Set<string>> {
  const asked = [...new Set(addresses.map(addressKey))];
  if (asked.length === 0) return new Set();
  const rows = await db
    .selectFrom('dead_address')
    .select('address')
    .where('address', 'in', asked)
    .where('dead_at', 'is not', null)
    .execute();
  return new Set(rows.map(({ address }) => address));
}

/** Somebody has put it right, or wants it tried again: what bounced until now counts no more. False when nothing stood against it. */
export async function clearAddress(tx: Database, address: string, atMs: number): Promise<boolean> {
  const cleared = await sql`update dead_address set dead_at = null, cleared_at = ${new Date(atMs)}
    where address = ${addressKey(address)} and dead_at is not null`.execute(tx);
  return Number(cleared.numAffectedRows) > 0;
}
