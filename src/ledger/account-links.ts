import type { AccountLinkPurpose, NewAccountLink } from '../contract/account-links.ts';
import type { Database } from './database.ts';
import { writeRows } from './rows.ts';
import { hashOf } from './secret-hash.ts';

/** Names a link to people without opening anything, as with tokens. */
const ID_LENGTH = 16;

export interface AccountLinkRow {
  id: string;
  purpose: AccountLinkPurpose;
  personId: string;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
}

/** Written by their hashes, in the caller's transaction. A newer link of somebody ends the older ones: only the last mail opens anything. */
export async function insertAccountLinks(
  db: Database,
  links: readonly (NewAccountLink & { mailId: string | null })[],
  { madeBy, atMs }: { madeBy: string; atMs: number },
): Promise<void> {
  if (links.length === 0) return;
  await revokeAccountLinks(
    db,
    links.map(({ personId }) => personId),
    atMs,
  );
  const rows = links.map(({ secret, purpose, personId, expiresMs, mailId }) => ({
    id: hashOf(secret).slice(0, ID_LENGTH),
    hash: hashOf(secret),
    purpose,
    person_id: personId,
    mail_id: mailId,
    made_by: madeBy,
    made_at: new Date(atMs).toISOString(),
    expires_at: new Date(expiresMs).toISOString(),
  }));
  await writeRows(db, 'account_link', rows);
}

export async function revokeAccountLinks(db: Database, people: readonly string[], atMs: number): Promise<void> {
  await db
    .updateTable('account_link')
    .set({ revoked_at: new Date(atMs) })
    .where('person_id', 'in', [...people])
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

/** The link that a secret opens; whether it still does, its times say. */
export async function accountLinkBySecret(db: Database, secret: string): Promise<AccountLinkRow | null> {
  const row = await db.selectFrom('account_link').selectAll().where('hash', '=', hashOf(secret)).executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    purpose: row.purpose as AccountLinkPurpose,
    personId: row.person_id,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    revokedAt: row.revoked_at,
  };
}

/** True for one caller only, however many press at once: this is what makes a link single-use. */
export async function takeAccountLink(db: Database, id: string, atMs: number): Promise<boolean> {
  const now = new Date(atMs);
  const { numUpdatedRows } = await db
    .updateTable('account_link')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}
