import { randomUUID } from 'node:crypto';
import { officeInstantOnOrAfter, type WorkCalendar } from '../domain/calendar/office-hours.ts';
import type { Notice } from '../domain/entity.ts';
import type { Database } from './database.ts';
import { addressKey, DEAD_REPLY, deadAddresses } from './dead-addresses.ts';
import { MUTABLE_MAIL_KINDS, type MailKind } from '../domain/mail-kinds.ts';
import { deputiesAt, mutedFor } from './mail-preferences.ts';
import { writeRows } from './rows.ts';

/** A notice with the entity it is about. */
export interface EntityNotice {
  notice: Notice;
  entityKind: string;
  entityId: string;
  /** A deputy's copy: whom the mail is written for. */
  copyOf?: string;
}

interface Recipient {
  id: string;
  name: string;
  unit_id: string;
  /** Null when nobody can write there: no address, or the person has left. */
  address: string | null;
  /** Of the addresses asked about, those to which nothing is sent any more. */
  dead: ReadonlySet<string>;
  /** Kinds he does not want. */
  muted: ReadonlySet<string>;
}

const NO_ADDRESS = '没有邮箱地址 / no mail address';

const dedupeKey = ({ notice, copyOf }: EntityNotice, part: number): string => {
  const { kind, slot, personId } = notice;
  return `${kind}:${slot}:${personId}${copyOf === undefined ? '' : `:for:${copyOf}`}${part === 1 ? '' : `:${part}`}`;
};

/**
 * Writes the mail intents of a transaction: one mail per kind, slot and person, with one item per notice. A line that comes when its
 * mail is being rendered or has gone out goes into a further part, so that it is late but never lost.
 */
export async function writeNotices(
  db: Database,
  notices: readonly EntityNotice[],
  nowMs: number,
  calendar: WorkCalendar | null = null,
): Promise<void> {
  const all = [...notices, ...(await copiesFor(db, notices, nowMs))];
  const recipients = await recipientsOf(db, all);
  let left: readonly EntityNotice[] = all.filter(({ notice }) => recipients.has(notice.personId));
  for (let part = 1; left.length > 0; part += 1) {
    await insertIntents(db, left, { recipients, part, nowMs, calendar });
    left = await insertItems(db, left, { recipients, part });
  }
}

/** About one's own account, and about whom one stands in for: nobody else's to read. */
const OWN_AFFAIRS: ReadonlySet<MailKind> = new Set(['account', 'deputy']);

/** Whoever is away when a mail leaves has a deputy who reads it too. */
export async function copiesFor(
  db: Database,
  notices: readonly EntityNotice[],
  nowMs: number,
): Promise<EntityNotice[]> {
  const mine = notices.filter(({ notice }) => !OWN_AFFAIRS.has(notice.kind));
  const away = await deputiesAt(db, [...new Set(mine.map(({ notice }) => notice.personId))], nowMs);
  if (away.length === 0) return [];
  return mine.flatMap(each => {
    const { personId, notBeforeMs } = each.notice;
    const atMs = Math.max(nowMs, notBeforeMs);
    const absence = away.find(one => one.personId === personId && one.beginsMs <= atMs && atMs < one.endsMs);
    return absence ? [{ ...each, notice: { ...each.notice, personId: absence.deputyId }, copyOf: personId }] : [];
  });
}

async function recipientsOf(db: Database, notices: readonly EntityNotice[]): Promise<Map<string, Recipient>> {
  const ids = [...new Set(notices.map(({ notice }) => notice.personId))];
  if (ids.length === 0) return new Map();
  const people = await db
    .selectFrom('person')
    .select(['id', 'name', 'unit_id', 'address', 'active'])
    .where('id', 'in', ids)
    .execute();
  const elsewhere = notices.flatMap(({ notice }) => notice.to ?? []);
  const dead = await deadAddresses(db, [...elsewhere, ...people.flatMap(({ address }) => address ?? [])]);
  const mutes = await mutedFor(db, ids);
  return new Map(
    people.map(({ active, address, ...person }) => {
      const reached = active ? address : null;
      const muted = new Set(MUTABLE_MAIL_KINDS.filter(kind => mutes.has(`${person.id} ${kind}`)));
      return [person.id, { ...person, address: reached, dead, muted }];
    }),
  );
}

interface Written {
  recipients: Map<string, Recipient>;
  nowMs: number;
  calendar: WorkCalendar | null;
}

/** About an account somebody waits before a page, and of a meeting that is moved or cancelled everybody must hear: these leave at any hour. */
const AT_ANY_HOUR: ReadonlySet<MailKind> = new Set(['account', 'meeting-change']);

/** What was to leave while the office works does not leave after it, however long servers were away. */
function isForOfficeHours({ kind, notBeforeMs }: Notice, { nowMs, calendar }: Omit<Written, 'recipients'>): boolean {
  if (calendar === null || AT_ANY_HOUR.has(kind)) return false;
  const leavesMs = Math.max(notBeforeMs, nowMs);
  return officeInstantOnOrAfter(calendar, leavesMs) === leavesMs;
}

async function insertIntents(
  db: Database,
  notices: readonly EntityNotice[],
  { recipients, part, nowMs, calendar }: Written & { part: number },
): Promise<void> {
  const now = new Date(nowMs).toISOString();
  const rows = new Map(
    notices.map(each => {
      const { notice, copyOf = null } = each;
      const key = dedupeKey(each, part);
      const { address: present = null, dead, muted } = recipients.get(notice.personId) ?? {};
      const address = notice.to ?? present;
      const isDead = address !== null && dead?.has(addressKey(address)) === true;
      const why = address === null ? NO_ADDRESS : isDead ? DEAD_REPLY : null;
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
        // What its reader has muted is kept as such: nothing that was to be told vanishes.
        state: why !== null ? 'failed' : muted?.has(notice.kind) && copyOf === null ? 'muted' : 'pending',
        last_reply: why,
        copy_of: copyOf,
        attempts: 0,
        doubts: 0,
        not_before: new Date(notice.notBeforeMs).toISOString(),
        in_office_hours: isForOfficeHours(notice, { nowMs, calendar }),
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
async function insertItems(
  db: Database,
  notices: readonly EntityNotice[],
  { recipients, part }: { recipients: Map<string, Recipient>; part: number },
): Promise<EntityNotice[]> {
  const keys = [...new Set(notices.map(each => dedupeKey(each, part)))];
  const mails = await db
    .selectFrom('mail')
    .select(['id', 'dedupe_key', 'state', 'subject'])
    .where('dedupe_key', 'in', keys)
    .orderBy('dedupe_key')
    .forShare()
    .execute();
  const open = mails.filter(({ state, subject }) => subject === null && ['pending', 'failed', 'muted'].includes(state));
  const idOf = new Map(open.map(mail => [mail.dedupe_key, mail.id]));
  const tooLate: EntityNotice[] = [];
  const rows = notices.flatMap(item => {
    const mailId = idOf.get(dedupeKey(item, part));
    if (mailId === undefined) {
      tooLate.push(item);
      return [];
    }
    const { entityKind: entity_kind, entityId: entity_id, notice, copyOf } = item;
    // A deputy reads what is written for the one he stands in for, who has the same line in a mail of his own.
    const reader_unit_id = recipients.get(copyOf ?? notice.personId)?.unit_id ?? null;
    return [{ mail_id: mailId, entity_kind, entity_id, data: notice.data, reader_unit_id }];
  });
  await writeRows(db, 'mail_item', rows);
  return tooLate;
}
