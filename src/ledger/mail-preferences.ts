import { mayStandInFor } from '../access/deputies.ts';
import type { Role } from '../domain/people/types.ts';
import type { NewMuteLink } from '../contract/mute-links.ts';
import type { IsoDate } from '../domain/calendar/dates.ts';
import type { MutableMailKind } from '../domain/mail-kinds.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import type { Database } from './database.ts';
import { writeRows } from './rows.ts';
import { hashOf } from './secret-hash.ts';

interface Hand {
  by: string;
  atMs: number;
}

/** Muting again keeps the first instant; letting through what was never muted changes nothing. Answers whether something changed. */
export async function setMuted(
  tx: Database,
  { personId, kind, muted }: { personId: string; kind: MutableMailKind; muted: boolean },
  { by, atMs }: Hand,
): Promise<boolean> {
  if (!muted) {
    const query = tx.deleteFrom('mail_mute').where('person_id', '=', personId).where('kind', '=', kind);
    return Number((await query.executeTakeFirst()).numDeletedRows) > 0;
  }
  const { numInsertedOrUpdatedRows: written } = await tx
    .insertInto('mail_mute')
    .values({ person_id: personId, kind, muted_at: new Date(atMs), muted_by: by })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return Number(written) > 0;
}

/** `<person> <kind>` of all that is muted for these people. */
export async function mutedFor(db: Database, people: readonly string[]): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const rows = await db
    .selectFrom('mail_mute')
    .select(['person_id', 'kind'])
    .where('person_id', 'in', people)
    .execute();
  return new Set(rows.map(({ person_id, kind }) => `${person_id} ${kind}`));
}

/** Written with the mail that carries them, or not at all. */
export async function insertMuteLinks(
  db: Database,
  links: readonly (NewMuteLink & { mailId: string })[],
): Promise<void> {
  const rows = links.map(({ secret, personId, kind, mailId }) => ({
    ...{ hash: hashOf(secret), person_id: personId, kind, mail_id: mailId },
  }));
  await writeRows(db, 'mute_link', rows);
}

/** Whom and what such an address is for; null when there is none, or its person has left. */
export async function muteLinkBySecret(
  db: Database,
  secret: string,
): Promise<{ personId: string; name: string; kind: MutableMailKind; muted: boolean } | null> {
  const row = await db
    .selectFrom('mute_link')
    .innerJoin('person', 'person.id', 'mute_link.person_id')
    .leftJoin('mail_mute', join =>
      join.onRef('mail_mute.person_id', '=', 'mute_link.person_id').onRef('mail_mute.kind', '=', 'mute_link.kind'),
    )
    .select(['mute_link.person_id', 'mute_link.kind', 'person.name', 'mail_mute.muted_at'])
    .where('mute_link.hash', '=', hashOf(secret))
    .where('person.active', '=', true)
    .executeTakeFirst();
  // The cast: links are drawn for mutable kinds only.
  return row
    ? { personId: row.person_id, name: row.name, kind: row.kind as MutableMailKind, muted: row.muted_at !== null }
    : null;
}

export interface Absence {
  id: string;
  personId: string;
  deputyId: string;
  from: IsoDate;
  to: IsoDate;
  reason: string | null;
  madeBy: string;
}

/** One at a time: two deputies of one day would each think that the other reads. */
export async function addAbsence(
  tx: Database,
  absence: Omit<Absence, 'madeBy'> & { beginsMs: number; endsMs: number },
  { by, atMs }: Hand,
): Promise<Refusal | null> {
  const { id, personId, deputyId, from, to, reason, beginsMs, endsMs } = absence;
  // His row is held, so that two absences at once see each other.
  await tx.selectFrom('person').select('id').where('id', '=', personId).forUpdate().execute();
  const people = await tx
    .selectFrom('person')
    .select(['id', 'unit_id', 'roles', 'active'])
    .where('id', 'in', [personId, deputyId])
    .execute();
  const [away, deputy] = [personId, deputyId].map(wanted => people.find(each => each.id === wanted));
  if (!away || deputy?.active !== true) return refuse('personNotFound', 'deputy', deputyId);
  if (!mayStandInFor(asking(deputy), asking(away))) {
    return refuse('deputyReadsLess', 'deputy', deputyId, { person: personId });
  }
  const [begins_at, ends_at] = [new Date(beginsMs), new Date(endsMs)];
  const other = await absences(tx)
    .where('person_id', '=', personId)
    .where('begins_at', '<', ends_at)
    .where('ends_at', '>', begins_at)
    .executeTakeFirst();
  if (other) return refuse('absentAlready', 'from', from, { from: other.from_day, to: other.to_day });
  await tx
    .insertInto('absence')
    .values({
      ...{ id, person_id: personId, deputy_id: deputyId, from_day: from, to_day: to, begins_at, ends_at, reason },
      ...{ made_by: by, made_at: new Date(atMs), ended_at: null, ended_by: null, declined_at: null },
    })
    .execute();
  return null;
}

const asking = ({ id, unit_id: unitId, roles }: { id: string; unit_id: string; roles: string[] }) => ({
  ...{ id, unitId, roles: roles as Role[] },
});

/** Back sooner than he said, or never gone. False when there is no such absence in force. */
export async function endAbsence(tx: Database, { id, personId }: { id: string; personId: string }, { by, atMs }: Hand) {
  const { numUpdatedRows } = await tx
    .updateTable('absence')
    .set({ ended_at: new Date(atMs), ended_by: by })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

/** What is muted for somebody, his absences that are not over, and those whose deputy has declined. */
export async function preferencesOf(db: Database, personId: string, nowMs: number) {
  const muted = await db
    .selectFrom('mail_mute')
    .select(['kind', 'muted_at', 'muted_by'])
    .where('person_id', '=', personId)
    .orderBy('kind')
    .execute();
  const rows = await absences(db)
    .where('person_id', '=', personId)
    .where('ends_at', '>', new Date(nowMs))
    .orderBy('begins_at')
    .execute();
  const declined = await db
    .selectFrom('absence')
    .select(ABSENCE)
    .where('declined_at', 'is not', null)
    .where('person_id', '=', personId)
    .where('ends_at', '>', new Date(nowMs))
    .orderBy('begins_at')
    .execute();
  return { muted, absences: rows.map(absenceOf), declined: declined.map(absenceOf) };
}

/** For whom somebody stands in, now or later. */
export async function standsInFor(db: Database, deputyId: string, nowMs: number): Promise<Absence[]> {
  const rows = await absences(db)
    .where('deputy_id', '=', deputyId)
    .where('ends_at', '>', new Date(nowMs))
    .orderBy('begins_at')
    .execute();
  return rows.map(absenceOf);
}

/** Who reads for those of `people` who are away, now or later. */
export async function deputiesAt(
  db: Database,
  people: readonly string[],
  nowMs: number,
): Promise<{ personId: string; deputyId: string; beginsMs: number; endsMs: number }[]> {
  if (people.length === 0) return [];
  const rows = await absences(db).where('person_id', 'in', people).where('ends_at', '>', new Date(nowMs)).execute();
  return rows.map(({ person_id: personId, deputy_id: deputyId, begins_at, ends_at }) => ({
    ...{ personId, deputyId, beginsMs: begins_at.getTime(), endsMs: ends_at.getTime() },
  }));
}

const absences = (db: Database) => db.selectFrom('absence').select(ABSENCE).where('ended_at', 'is', null);

const ABSENCE = [
  ...(['id', 'person_id', 'deputy_id', 'from_day', 'to_day'] as const),
  ...(['begins_at', 'ends_at', 'reason', 'made_by'] as const),
] as const;

const absenceOf = (row: {
  id: string;
  person_id: string;
  deputy_id: string;
  from_day: string;
  to_day: string;
  reason: string | null;
  made_by: string;
}): Absence => ({
  ...{ id: row.id, personId: row.person_id, deputyId: row.deputy_id, from: row.from_day, to: row.to_day },
  ...{ reason: row.reason, madeBy: row.made_by },
});
