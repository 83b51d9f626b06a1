import { sql, type Selectable } from 'kysely';
import type { Actor } from '../domain/entity.ts';
import { ADDRESS_CHANGED } from '../domain/people/areas.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { deadAddresses } from './dead-addresses.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/**
 * What people do to mails of the outbox. They go back to the mailroom, which sends them by the same rules as every other, but at any hour: somebody
 * wants them now.
 */

interface Hand {
  actor: Actor;
  atMs: number;
}

type Mail = Selectable<Tables['mail']>;

/**
 * Sends a mail again of which nobody took a copy (`failed`) or of which it is not known (`unknown`). What may have arrived is sent as it
 * was stored, with the same Message-ID, Date and bytes, so that a second copy is known as one. What was taken by nobody goes to where its
 * person is reached today, and is written anew when that is another address.
 */
export async function resendMail(tx: Database, id: string, { actor, atMs }: Hand): Promise<Refusal | null> {
  const mail = await held(tx, id);
  if (!mail) return refuse('notFound', 'id', id);
  const no = notNow(mail, ['failed', 'bounced', 'unknown'], atMs);
  if (no) return no;
  const moved = mail.state === 'unknown' ? null : await presentPlace(tx, mail);
  if (moved !== null && 'code' in moved) return moved;
  const now = new Date(atMs);
  await tx
    .updateTable('mail')
    .set({ state: 'pending', not_before: now, lease_until: null, changed_at: now })
    .set({ resent_at: now, resent_by: actor.id, in_office_hours: false, ...moved })
    .where('id', '=', id)
    .execute();
  return null;
}

/** Lets a mail go that MAIL_MODE=hold keeps back, though others stay. */
export async function releaseMail(tx: Database, id: string, { actor, atMs }: Hand): Promise<Refusal | null> {
  const mail = await held(tx, id);
  if (!mail) return refuse('notFound', 'id', id);
  const no = notNow(mail, ['held'], atMs);
  if (no) return no;
  const now = new Date(atMs);
  await tx
    .updateTable('mail')
    .set({ state: 'pending', changed_at: now, released_at: now, released_by: actor.id, in_office_hours: false })
    .where('id', '=', id)
    .execute();
  return null;
}

/** Lets all go that are kept back. Those whose occasion has passed expire instead, and are counted. */
export async function releaseAllMails(
  tx: Database,
  { actor, atMs }: Hand,
): Promise<{ released: number; expired: number }> {
  const now = new Date(atMs);
  const { rows } = await sql<{ state: string }>`
    update mail set changed_at = ${now}, released_at = ${now}, released_by = ${actor.id}, in_office_hours = false,
      state = case when expires_at <= ${now} then 'expired' else 'pending' end
    where state = 'held' returning state`.execute(tx);
  const released = rows.filter(({ state }) => state === 'pending').length;
  return { released, expired: rows.length - released };
}

const held = (tx: Database, id: string): Promise<Mail | undefined> =>
  tx.selectFrom('mail').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** A mail of an occasion that has passed is noise, whoever wants it sent. */
function notNow({ state, expires_at: expires }: Mail, states: readonly string[], atMs: number): Refusal | null {
  if (!states.includes(state)) return refuse('mailNotIn', 'state', state, { states });
  if (expires === null || expires.getTime() > atMs) return null;
  return refuse('mailOver', 'expiresAt', expires.toISOString());
}

const UNWRITTEN = { subject: null, body: null, message_id: null, date_ms: null };

/** Nothing where the mail lies right; a refusal where its person cannot be reached. */
async function presentPlace(tx: Database, mail: Mail): Promise<Partial<Mail> | Refusal> {
  // It is for whoever reads the old address, and for nobody at the new one.
  if (mail.kind === 'account' && mail.slot.startsWith(ADDRESS_CHANGED)) return {};
  const person = await tx
    .selectFrom('person')
    .select(['name', 'address'])
    .where('id', '=', mail.person_id)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!person?.address) return refuse('attendeeWithoutAddress', 'to', mail.person_id);
  if ((await deadAddresses(tx, [person.address])).size > 0) return refuse('addressDead', 'to', mail.person_id);
  if (person.address === mail.to_address) return {};
  return { to_address: person.address, to_name: person.name, ...UNWRITTEN };
}
