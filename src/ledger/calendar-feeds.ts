import type { Database } from './database.ts';
import { hashOf } from './secret-hash.ts';

/** The first digits of the hash: names a feed and opens nothing, as with tokens and links. */
const ID_LENGTH = 16;

export const feedIdOf = (secret: string): string => hashOf(secret).slice(0, ID_LENGTH);

export interface Feed {
  id: string;
  personId: string;
  madeBy: string;
  madeAt: Date;
  /** When a program last took it, to the day. */
  readAt: Date | null;
}

interface Hand {
  by: string;
  atMs: number;
}

/** A new address ends the one before: whoever was given that reads no further. In the caller's transaction. */
export async function makeFeed(
  tx: Database,
  { personId, secret }: { personId: string; secret: string },
  hand: Hand,
): Promise<void> {
  await revokeFeed(tx, personId, hand);
  const row = { id: feedIdOf(secret), hash: hashOf(secret), person_id: personId };
  await tx
    .insertInto('calendar_feed')
    .values({
      ...row,
      made_by: hand.by,
      made_at: new Date(hand.atMs),
      revoked_at: null,
      revoked_by: null,
      read_at: null,
    })
    .execute();
}

/** How many were in use: one or none. */
export async function revokeFeed(tx: Database, personId: string, { by, atMs }: Hand): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('calendar_feed')
    .set({ revoked_at: new Date(atMs), revoked_by: by })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** The feed of somebody that works; null when there is none. */
export async function feedOfPerson(db: Database, personId: string): Promise<Feed | null> {
  const row = await feeds(db).where('person_id', '=', personId).executeTakeFirst();
  return row ? feedOf(row) : null;
}

/** The feed a secret opens. One that was revoked, one of somebody who has left and one that never was are the same nothing. */
export async function feedBySecret(db: Database, secret: string): Promise<Feed | null> {
  const row = await feeds(db)
    .innerJoin('person', 'person.id', 'calendar_feed.person_id')
    .where('person.active', '=', true)
    .where('hash', '=', hashOf(secret))
    .executeTakeFirst();
  return row ? feedOf(row) : null;
}

export async function feedWasRead(db: Database, id: string, atMs: number): Promise<void> {
  await db
    .updateTable('calendar_feed')
    .set({ read_at: new Date(atMs) })
    .where('id', '=', id)
    .execute();
}

const feeds = (db: Database) =>
  db
    .selectFrom('calendar_feed')
    .select(['calendar_feed.id', 'person_id', 'made_by', 'made_at', 'read_at'])
    .where('revoked_at', 'is', null);

const feedOf = (row: {
  id: string;
  person_id: string;
  made_by: string;
  made_at: Date;
  read_at: Date | null;
}): Feed => ({
  id: row.id,
  personId: row.person_id,
  madeBy: row.made_by,
  madeAt: row.made_at,
  readAt: row.read_at,
});
