import { randomUUID } from 'node:crypto';
import type { Notice } from '../domain/entity.ts';
import type { Database } from './database.ts';
import { writeRows } from './rows.ts';

/** A notice with the entity it is about. */
export interface EntityNotice {
  notice: Notice;
  entityKind: string;
  entityId: string;
}

interface Recipient {
  id: string;
  name: string;
  address: string | null;
}

const dedupeKey = ({ kind, slot, personId }: Notice, part: number): string =>
  `${kind}:${slot}:${personId}${part === 1 ? '' : `:${part}`}`;

/**
 * Writes the mail intents of a transaction: one mail per kind, slot and person, with one item per entity. A line that comes when its
 * mail has been rendered already goes into a further part, so that it is late but never lost.
 */
export async function writeNotices(db: Database, notices: readonly EntityNotice[], nowMs: number): Promise<void> {
  const recipients = await recipientsOf(db, notices);
  let left: readonly EntityNotice[] = notices.filter(({ notice }) => recipients.has(notice.personId));
  for (let part = 1; left.length > 0; part += 1) {
    await insertIntents(db, left, { recipients, part, nowMs });
    left = await insertItems(db, left, part);
  }
}

async function recipientsOf(db: Database, notices: readonly EntityNotice[]): Promise<Map<string, Recipient>> {
  const ids = [...new Set(notices.map(({ notice }) => notice.personId))];
  if (ids.length === 0) return new Map();
  const people = await db.selectFrom('person').select(['id', 'name', 'address']).where('id', 'in', ids).execute();
  return new Map(people.map(person => [person.id, person]));
}

async function insertIntents(
  db: Database,
  notices: readonly EntityNotice[],
  { recipients, part, nowMs }: { recipients: Map<string, Recipient>; part: number; nowMs: number },
): Promise<void> {
  const now = new Date(nowMs).toISOString();
  const rows = new Map(
    notices.map(({ notice }) => {
      const key = dedupeKey(notice, part);
      const address = recipients.get(notice.personId)?.address ?? null;
      const row = {
        id: randomUUID(),
        dedupe_key: key,
        kind: notice.kind,
        slot: notice.slot,
        person_id: notice.personId,
        to_name: recipients.get(notice.personId)?.name ?? '',
        to_address: address ?? '',
        policy: 'resend',
        // Somebody nobody can write to is shown as a failed mail, not forgotten.
        state: address === null ? 'failed' : 'pending',
        last_reply: address === null ? 'no mail address' : null,
        attempts: 0,
        doubts: 0,
        not_before: new Date(notice.notBeforeMs).toISOString(),
        expires_at: new Date(notice.expiresMs).toISOString(),
        created_at: now,
        changed_at: now,
      };
      return [key, row];
    }),
  );
  await writeRows(db, 'mail', [...rows.values()], { skipExisting: 'dedupe_key' });
}

/** Puts the lines into mails that are not rendered yet and returns those whose mail is. */
async function insertItems(db: Database, notices: readonly EntityNotice[], part: number): Promise<EntityNotice[]> {
  const keys = [...new Set(notices.map(({ notice }) => dedupeKey(notice, part)))];
  const mails = await db
    .selectFrom('mail')
    .leftJoin('mail_item', 'mail_item.mail_id', 'mail.id')
    .select(['mail.id', 'mail.dedupe_key', 'mail.subject', 'mail_item.entity_kind', 'mail_item.entity_id'])
    .where('mail.dedupe_key', 'in', keys)
    .execute();
  const mailOf = new Map(mails.map(mail => [mail.dedupe_key, mail]));
  const told = new Set(mails.map(mail => `${mail.dedupe_key} ${mail.entity_kind} ${mail.entity_id}`));
  const rows = [];
  const tooLate: EntityNotice[] = [];
  for (const item of notices) {
    const key = dedupeKey(item.notice, part);
    const mail = mailOf.get(key);
    if (!mail || told.has(`${key} ${item.entityKind} ${item.entityId}`)) continue;
    if (mail.subject === null) {
      rows.push({ mail_id: mail.id, entity_kind: item.entityKind, entity_id: item.entityId, data: item.notice.data });
    } else {
      tooLate.push(item);
    }
  }
  await writeRows(db, 'mail_item', rows);
  return tooLate;
}
