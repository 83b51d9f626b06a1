import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../domain/entity.ts';
import type { Role } from '../domain/people/types.ts';
import type { Database } from './database.ts';

/**
 * Bearer tokens. Only the SHA-256 of a token is kept: 256 random bits need no slow hash, and a copy of the database opens nothing.
 */
const PREFIX = 'dispatch_';

/** Names a token to people without opening anything: the first 16 digits of its hash. */
const ID_LENGTH = 16;

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');
export const tokenIdOf = (hash: string): string => hash.slice(0, ID_LENGTH);

export interface TokenRow {
  id: string;
  personId: string;
  label: string;
  createdAt: Date;
  revokedAt: Date | null;
  /** Null: all that its person may. */
  scopes: readonly string[] | null;
  expiresAt: Date | null;
  /** To the hour. */
  lastUsedAt: Date | null;
}

/** What a token is for, and how long. */
export interface TokenLimits {
  scopes?: readonly string[] | null;
  expiresMs?: number | null;
}

/** The plain token; it cannot be shown again. The person must exist. */
export async function issueToken(
  db: Database,
  personId: string,
  { label, atMs, scopes = null, expiresMs = null }: { label: string; atMs: number } & TokenLimits,
): Promise<string> {
  const token = PREFIX + randomBytes(32).toString('base64url');
  const created = new Date(atMs);
  await db
    .insertInto('token')
    .values({
      ...{ hash: hashOfToken(token), person_id: personId, label, created_at: created, revoked_at: null },
      scopes: scopes === null ? null : [...scopes],
      expires_at: expiresMs === null ? null : new Date(expiresMs),
      last_used_at: null,
    })
    .execute();
  return token;
}

export interface SignedIn extends Actor {
  name: string;
  unitId: string;
}

/** A token that opens, whom it speaks for and what it is for. */
export interface OpenToken {
  id: string;
  person: SignedIn;
  scopes: readonly string[] | null;
  expiresAt: Date | null;
}

/** Not written oftener: a script of a thousand requests is one write. */
const USED_MS = 3_600_000;

/** Who a token speaks for; null when it is unknown, revoked or over, or the person is no longer active. */
export async function personOfToken(db: Database, token: string, nowMs: number): Promise<OpenToken | null> {
  const hash = hashOfToken(token);
  const row = await db
    .selectFrom('token')
    .innerJoin('person', 'person.id', 'token.person_id')
    .select(['person.id', 'person.name', 'person.unit_id', 'person.roles'])
    .select(['token.scopes', 'token.expires_at', 'token.last_used_at'])
    .where('token.hash', '=', hash)
    .where('token.revoked_at', 'is', null)
    .where('person.active', '=', true)
    .executeTakeFirst();
  if (!row || (row.expires_at && row.expires_at.getTime() <= nowMs)) return null;
  if (nowMs - (row.last_used_at?.getTime() ?? 0) >= USED_MS) await markUsed(db, hash, nowMs);
  const person = { id: row.id, name: row.name, unitId: row.unit_id, roles: row.roles as Role[] };
  return { id: tokenIdOf(hash), person, scopes: row.scopes, expiresAt: row.expires_at };
}

async function markUsed(db: Database, hash: string, nowMs: number): Promise<void> {
  await db
    .updateTable('token')
    .set({ last_used_at: new Date(nowMs) })
    .where('hash', '=', hash)
    .execute();
}

/** Whether there was such a token; revoking twice keeps the first instant. */
export async function revokeToken(
  db: Database,
  personId: string,
  given: { id: string; atMs: number },
): Promise<boolean> {
  const found = (await tokensOf(db, personId)).find(({ id }) => id === given.id);
  if (!found) return false;
  await db
    .updateTable('token')
    .set({ revoked_at: new Date(given.atMs) })
    .where('person_id', '=', personId)
    .where('hash', 'like', `${found.id}%`)
    .where('revoked_at', 'is', null)
    .execute();
  return true;
}

/** All of somebody's that still open anything; how many those were. In the caller's transaction. */
export async function revokeTokensOf(tx: Database, personId: string, atMs: number): Promise<number> {
  const now = new Date(atMs);
  const { numUpdatedRows } = await tx
    .updateTable('token')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function tokensOf(db: Database, personId: string): Promise<TokenRow[]> {
  const rows = await db
    .selectFrom('token')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .orderBy('hash')
    .execute();
  return rows.map(row => ({
    id: tokenIdOf(row.hash),
    personId: row.person_id,
    label: row.label,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
    scopes: row.scopes,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }));
}
