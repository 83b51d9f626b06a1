import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { Pace } from '../domain/accounts/settings.ts';
import type { Database } from '../ledger/database.ts';

/**
 * How tries are slowed: a bucket for each account and for each address, kept in the database so that all processes fill the same ones. It
 * holds `atOnce` tries and loses one every `thenEverySeconds`; a try that finds it full is not made, and does not count.
 */

/** Names that are no accounts have their buckets too, so that no difference tells. Hashed: what people type there is sometimes a password. */
export const accountKey = (name: string): string =>
  `account:${createHash('sha256').update(name.toLowerCase()).digest('hex')}`;

/** A whole IPv6 network of one subscriber is one address. */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return `address:${mapped}`;
  return `address:${isIPv6(address) ? `${networkOf(address)}::/64` : address}`;
}

function networkOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const parts = [...before, ...zeros, ...after].slice(0, 4);
  return parts.map(part => Number.parseInt(part, 16).toString(16)).join(':');
}

interface Taking {
  key: string;
  pace: Pace;
  nowMs: number;
}

/**
 * Takes a try before it is made, so that a hundred at once cannot all be let through. Null when it may be made; else the milliseconds until
 * one may. One statement: two processes never take the same place.
 */
export async function takeTry(db: Database, { key, pace, nowMs }: Taking): Promise<number | null> {
  const oneMs = pace.thenEverySeconds * 1_000;
  const room = pace.atOnce * oneMs;
  const now = new Date(nowMs);
  const next = sql<Date>`greatest(sign_in_try.full_at, ${now}::timestamptz) + ${oneMs} * interval '1 millisecond'`;
  const { rows } = await sql<{ full_at: Date }>`
    insert into sign_in_try (key, full_at) values (${key}, ${new Date(nowMs + oneMs)})
    on conflict (key) do update set full_at = ${next} where ${next} <= ${new Date(nowMs + room)}
    returning full_at`.execute(db);
  if (rows.length > 0) return null;
  const known = await db.selectFrom('sign_in_try').select('full_at').where('key', '=', key).executeTakeFirst();
  return known ? Math.max(1, known.full_at.getTime() + oneMs - nowMs - room) : 1;
}

/** A try that was good weighs nothing. */
export async function giveBackTry(db: Database, key: string, { thenEverySeconds }: Pace): Promise<void> {
  await sql`update sign_in_try set full_at = full_at - ${thenEverySeconds} * interval '1 second'
    where key = ${key}`.execute(db);
}

/** Whoever has signed in, or has a new password, begins anew; what has long been empty is swept out with it. */
export async function forgetTries(db: Database, key: string, nowMs: number): Promise<void> {
  const longAgo = new Date(nowMs - KEPT_MS);
  await sql`delete from sign_in_try where key = ${key}
    or (full_at < ${longAgo} and (locked_until is null or locked_until < ${longAgo}))`.execute(db);
}

const KEPT_MS = 86_400_000;

/** Until when the account is locked; null when it is not. */
export async function lockedUntil(db: Database, key: string, nowMs: number): Promise<number | null> {
  const row = await db.selectFrom('sign_in_try').select('locked_until').where('key', '=', key).executeTakeFirst();
  const until = row?.locked_until?.getTime() ?? 0;
  return until > nowMs ? until : null;
}

interface Failing {
  key: string;
  lockAfter: number;
  lockMinutes: number;
  nowMs: number;
}

/** Counts a failure, and locks with the last of them; the count begins anew with the lock. A name that is no account locks like any other. */
export async function countFailure(db: Database, { key, lockAfter, lockMinutes, nowMs }: Failing): Promise<void> {
  const until = new Date(nowMs + lockMinutes * 60_000);
  await sql`update sign_in_try set
      failures = case when failures + 1 >= ${lockAfter} then 0 else failures + 1 end,
      locked_until = case when failures + 1 >= ${lockAfter} then ${until} else locked_until end
    where key = ${key}`.execute(db);
}
