import { sql } from 'kysely';
import type { Database } from './database.ts';
import { packBody, unpackBody } from './mail-bodies.ts';

/** Stands where a name stood. */
export const ERASED_NAME = '（已删除）';
const CHUNK = 200;

interface Erased {
  id: string;
  /** As he was called until now, and reached. */
  name: string;
  address: string | null;
}

/**
 * Takes what is known of somebody out of everything besides his own row: what let him in, mails to him with what they say, and his name and
 * address in mails to others. Ids stay, in events and in the audit. In the caller's transaction; doing it twice is doing it once.
 */
export async function eraseTraces(
  tx: Database,
  { id, name, address }: Erased,
  { by, atMs }: { by: string; atMs: number },
): Promise<void> {
  const at = new Date(atMs);
  await tx
    .updateTable('token')
    .set({ revoked_at: at })
    .where('person_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
  // A label says in a person's own words where a token is used.
  await tx.updateTable('token').set({ label: '' }).where('person_id', '=', id).execute();
  for (const table of ['credential', 'former_password', 'totp', 'recovery_code', 'identity', 'passkey'] as const) {
    await tx.deleteFrom(table).where('person_id', '=', id).execute();
  }
  await tx.updateTable('session').set({ address: '', agent: '' }).where('person_id', '=', id).execute();
  await sql`update session set ended_at = ${at}, ended_by = ${by}, ended_why = 'standing'
    where person_id = ${id} and ended_at is null`.execute(tx);
  await sql`update link set revoked_at = ${at}, revoked_by = ${by} where person_id = ${id} and revoked_at is null`.execute(
    tx,
  );
  await sql`update account_link set revoked_at = ${at} where person_id = ${id} and revoked_at is null`.execute(tx);
  for (const table of ['mail_mute', 'mute_link', 'kept_view'] as const) {
    await tx.deleteFrom(table).where('person_id', '=', id).execute();
  }
  await sql`update absence set reason = null, ended_at = coalesce(ended_at, ${at}), ended_by = coalesce(ended_by, ${by})
    where person_id = ${id} or deputy_id = ${id}`.execute(tx);
  await sql`update calendar_feed set revoked_at = ${at}, revoked_by = ${by}
    where person_id = ${id} and revoked_at is null`.execute(tx);
  await eraseHisAnswers(tx, id);
  await eraseHisMails(tx, id, at);
  if (name === ERASED_NAME) return;
  const without = await withoutHim(tx, { id, name, address });
  await eraseInMails(tx, { name, address, without });
  await eraseInAnswers(tx, { name, without });
}

/** That he came, sent somebody or could not stays; who came instead and why does not. */
async function eraseHisAnswers(tx: Database, id: string): Promise<void> {
  await sql`update meeting_answer set deputy = case when deputy is null then null else ${ERASED_NAME} end,
      note = case when note is null then null else ${ERASED_NAME} end
    where person_id = ${id}`.execute(tx);
}

/** Where others named him as who comes instead of them, or wrote of him. */
async function eraseInAnswers(tx: Database, { name, without }: { name: string; without: Erasing }): Promise<void> {
  const { rows } = await sql<Named>`select meeting_id, person_id, deputy, note from meeting_answer
    where strpos(coalesce(deputy, ''), ${name}) > 0 or strpos(coalesce(note, ''), ${name}) > 0`.execute(tx);
  for (const { meeting_id: meeting, person_id: person, deputy, note } of rows) {
    const words = { deputy: deputy && without(deputy), note: note && without(note) };
    await tx
      .updateTable('meeting_answer')
      .set(words)
      .where('meeting_id', '=', meeting)
      .where('person_id', '=', person)
      .execute();
  }
}

interface Named {
  meeting_id: string;
  person_id: string;
  deputy: string | null;
  note: string | null;
}

/** That there was a mail, when and about what kind of thing, stays. */
async function eraseHisMails(tx: Database, id: string, at: Date): Promise<void> {
  await sql`delete from dead_address where address in
    (select address from bounce where mail_id in (select id from mail where person_id = ${id}))`.execute(tx);
  await sql`update bounce set address = '', diagnostic = null
    where mail_id in (select id from mail where person_id = ${id})`.execute(tx);
  await sql`update mail_item set data = '{}' where mail_id in (select id from mail where person_id = ${id})`.execute(
    tx,
  );
  await sql`update mail set to_name = ${ERASED_NAME}, to_address = '', subject = null, body = null, last_reply = null,
      changed_at = ${at}, lease_until = null,
      state = case when state in ('sent', 'failed', 'expired', 'unknown') then state else 'expired' end
    where person_id = ${id}`.execute(tx);
}

/** His name where others were written of him. A longer name that holds his is another person's, and stays. */
async function withoutHim(tx: Database, { id, name, address }: Erased): Promise<Erasing> {
  const { rows: longer } = await sql<{ name: string }>`select distinct name from person
    where id <> ${id} and name <> ${name} and strpos(name, ${name}) > 0`.execute(tx);
  return erasing({ name, address, longer: longer.map(row => row.name) });
}

type Erasing = (text: string) => string;

async function eraseInMails(
  tx: Database,
  { name, address, without }: Omit<Erased, 'id'> & { without: Erasing },
): Promise<void> {
  await eraseInBodies(tx, without);
  const { rows: items } = await sql<{
    position: number;
    data: string;
  }>`select position, data::text as data from mail_item
    where strpos(data::text, ${name}) > 0 or strpos(data::text, ${address ?? name}) > 0`.execute(tx);
  for (const { position, data } of items) {
    await sql`update mail_item set data = ${without(data)}::jsonb where position = ${position}`.execute(tx);
  }
}

async function eraseInBodies(tx: Database, without: (text: string) => string): Promise<void> {
  for (let after = ''; ;) {
    const rows = await tx
      .selectFrom('mail')
      .select(['id', 'subject', 'body'])
      .where('id', '>', after)
      .where('body', 'is not', null)
      .orderBy('id')
      .limit(CHUNK)
      .execute();
    for (const { id, subject, body } of rows) {
      if (body === null) continue;
      const before = unpackBody(body);
      const { html, text, ics } = before;
      const clean = { html: without(html), text: without(text), ics: ics && without(ics) };
      const topic = subject && without(subject);
      if (clean.html === html && clean.text === text && clean.ics === ics && topic === subject) continue;
      await tx
        .updateTable('mail')
        .set({ subject: topic, body: packBody({ ...before, ...clean }) })
        .where('id', '=', id)
        .execute();
    }
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return;
    after = last.id;
  }
}

/** Longer names first: whoever is called more than he is left alone. */
export function erasing(given: { name: string; address: string | null; longer: readonly string[] }) {
  const { name, address, longer } = given;
  const kept = [...longer].sort((a, b) => b.length - a.length);
  const wanted = [...kept, name, ...(address === null ? [] : [address])].map(escaped).join('|');
  const pattern = new RegExp(wanted, 'gu');
  return (text: string): string => text.replaceAll(pattern, found => (kept.includes(found) ? found : ERASED_NAME));
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
