import { sql } from 'kysely';
import type { BounceAction } from '../mail/bounce.ts';
import type { Database } from './database.ts';
import { addressKey, DEAD_REPLY, deadAddresses, HARD_BOUNCES } from './dead-addresses.ts';
import { coordinators } from './facts/people.ts';
import { writeNotices } from './notices.ts';

/** Coordinators are told for as long as it is news. */
const NEWS_MS = 7 * 86_400_000;

export interface Bounced {
  messageId: string;
  action: BounceAction;
  status: string;
  diagnostic: string | null;
}

export interface BounceResult {
  mail: string;
  person: string;
  /** The report was there before, and nothing happened now. */
  known: boolean;
  hard: boolean;
  /** The address takes nothing more from now on. */
  dead: boolean;
}

/** A Message-ID of ours holds the id of its mail: `<id@domain>`. */
const mailIdIn = (messageId: string): string => messageId.slice(1, messageId.lastIndexOf('@'));

/**
 * Writes a report down, marks its mail, and after the third hard one its address. In the caller's transaction; null when no mail of ours has
 * that Message-ID. The same report twice is one.
 */
export async function noteBounce(
  tx: Database,
  { messageId, action, status, diagnostic }: Bounced,
  { hash, by, atMs }: { hash: string; by: string; atMs: number },
): Promise<BounceResult | null> {
  const mail = await tx
    .selectFrom('mail')
    .selectAll()
    .where('id', '=', mailIdIn(messageId))
    .where('message_id', '=', messageId)
    .forUpdate()
    .executeTakeFirst();
  if (!mail) return null;
  const hard = action === 'failed' && status.startsWith('5.');
  const address = addressKey(mail.to_address);
  const at = new Date(atMs);
  const row = { hash, mail_id: mail.id, address, action, status, hard, diagnostic, reported_at: at, reported_by: by };
  const { numInsertedOrUpdatedRows: written } = await tx
    .insertInto('bounce')
    .values(row)
    .onConflict(conflict => conflict.column('hash').doNothing())
    .executeTakeFirst();
  const same = { mail: mail.id, person: mail.person_id, hard };
  if (Number(written) === 0) return { ...same, known: true, dead: await isDead(tx, address) };
  if (action === 'failed') {
    const reply = [status, diagnostic].filter(Boolean).join(' ');
    await tx
      .updateTable('mail')
      .set({ state: 'bounced', last_reply: reply, lease_until: null, changed_at: at })
      .where('id', '=', mail.id)
      .where('state', 'in', ['sent', 'unknown', 'committing', 'retry'])
      .execute();
  }
  const dead = hard && (await buried(tx, { address, reply: diagnostic ?? status, at }));
  if (dead) await tellCoordinators(tx, { address, personId: mail.person_id, atMs });
  return { ...same, known: false, dead: dead || (await isDead(tx, address)) };
}

/** True for the report that makes it so, and no later one. What waits for it fails at once, and says why. */
async function buried(
  tx: Database,
  { address, reply, at }: { address: string; reply: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql<{ mails: number }>`select count(distinct mail_id)::int as mails from bounce
    where address = ${address} and hard
      and reported_at > coalesce((select cleared_at from dead_address where address = ${address}), '-infinity')`.execute(
    tx,
  );
  if ((rows[0]?.mails ?? 0) < HARD_BOUNCES) return false;
  const marked = await sql`insert into dead_address (address, dead_at, reply) values (${address}, ${at}, ${reply})
    on conflict (address) do update set dead_at = excluded.dead_at, reply = excluded.reply
      where dead_address.dead_at is null`.execute(tx);
  if (Number(marked.numAffectedRows) === 0) return false;
  await sql`update mail set state = 'failed', last_reply = ${DEAD_REPLY}, changed_at = ${at}, lease_until = null
    where lower(to_address) = ${address} and state in ('pending', 'retry', 'held')`.execute(tx);
  return true;
}

const isDead = async (db: Database, address: string): Promise<boolean> =>
  (await deadAddresses(db, [address])).has(address);

/** One mail a coordinator and address; a later time of the same address is another. */
async function tellCoordinators(
  tx: Database,
  { address, personId, atMs }: { address: string; personId: string; atMs: number },
): Promise<void> {
  const people = (await coordinators(tx)).filter(id => id !== personId);
  const notices = people.map(coordinator => ({
    notice: {
      ...{ kind: 'address-dead' as const, slot: `${address}/${atMs}`, personId: coordinator },
      ...{ notBeforeMs: atMs, expiresMs: atMs + NEWS_MS, data: { person: personId } },
    },
    ...{ entityKind: 'person', entityId: personId },
  }));
  await writeNotices(tx, notices, atMs);
}
