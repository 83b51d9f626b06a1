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
  /** Null when nobody can write there: no address, or the person has left. */
  address: string | null;
}

const dedupeKey = ({ kind, slot, personId }: Notice, part: number): string =>
  `${kind}:${slot}:${personId}${part === 1 ? '' : `:${part}`}`;

/**
 * Writes the mail intents of a transaction: one mail per kind, slot and person, with one item per notice. A line that comes when its
 * mail is being rendered or has gone out goes into a further part, so that it is late but never lost.
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
  const people = await db
    .selectFrom('person')
    .select(['id', 'name', 'address', 'active'])
    .where('id', 'in', ids)
    .execute();
  return new Map(
    people.map(({ active, address, ...person }) => [person.id, { ...person, address: active ? address : null }]),
  );
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
  // In the order of their keys, so that two transactions with the same recipients do not wait for each other in a circle.
  const ordered = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await writeRows(db, 'mail', ordered, { skipExisting: 'dedupe_key' });
}

/**
 * Puts the lines into mails that nobody has begun to render and returns the others. The share lock keeps the sender from claiming a mail
 * between our look and our commit; what it has claimed before is not `pending` any more.
 */
async function insertItems(db: Database, notices: readonly EntityNotice[], part: number): Promise<EntityNotice[]> {
  const keys = [...new Set(notices.map(({ notice }) => dedupeKey(notice, part)))];
  const mails = await db
    .selectFrom('mail')
    .select(['id', 'dedupe_key', 'state', 'subject'])
    .where('dedupe_key', 'in', keys)
    .orderBy('dedupe_key')
    .forShare()
    .execute();
  const open = mails.filter(({ state, subject }) => subject === null && (state === 'pending' || state === 'failed'));
  const idOf = new Map(open.map(mail => [mail.dedupe_key, mail.id]));
  const tooLate: EntityNotice[] = [];
  const rows = notices.flatMap(item => {
    const mailId = idOf.get(dedupeKey(item.notice, part));
    if (mailId === undefined) {
      tooLate.push(item);
      return [];
    }
    return [{ mail_id: mailId, entity_kind: item.entityKind, entity_id: item.entityId, data: item.notice.data }];
  });
  await writeRows(db, 'mail_item', rows);
  return tooLate;
}
