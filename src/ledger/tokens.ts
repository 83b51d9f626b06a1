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
}

/** The plain token; it cannot be shown again. The person must exist. */
export async function issueToken(
  db: Database,
  personId: string,
  { label, atMs }: { label: string; atMs: number },
): Promise<string> {
  const token = PREFIX + randomBytes(32).toString('base64url');
  const created = new Date(atMs);
  await db
    .insertInto('token')
    .values({ hash: hashOfToken(token), person_id: personId, label, created_at: created, revoked_at: null })
    .execute();
  return token;
}

export interface SignedIn extends Actor {
  name: string;
  unitId: string;
}

/** Who a token speaks for; null when it is unknown or revoked, or the person is no longer active. */
export async function personOfToken(db: Database, token: string): Promise<SignedIn | null> {
  const row = await db
    .selectFrom('token')
    .innerJoin('person', 'person.id', 'token.person_id')
    .select(['person.id', 'person.name', 'person.unit_id', 'person.roles'])
    .where('token.hash', '=', hashOfToken(token))
    .where('token.revoked_at', 'is', null)
    .where('person.active', '=', true)
    .executeTakeFirst();
  return row ? { id: row.id, name: row.name, unitId: row.unit_id, roles: row.roles as Role[] } : null;
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
  }));
}
