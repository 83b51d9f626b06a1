import type { NewDeputyLink } from '../contract/deputy-links.ts';
import type { DeputyMail } from '../domain/deputy-mails.ts';
import type { Notice } from '../domain/entity.ts';
import type { Database } from './database.ts';
import { writeNotices } from './notices.ts';
import { writeRows } from './rows.ts';
import { hashOf } from './secret-hash.ts';

interface Standing {
  id: string;
  personId: string;
  deputyId: string;
  endsMs: number;
}

/** Of use until the absence is over. */
const noticeOf = (what: DeputyMail, { id, endsMs }: Standing, { to, atMs }: { to: string; atMs: number }): Notice => ({
  ...{ kind: 'deputy', slot: `${id}/${what}`, personId: to, notBeforeMs: atMs, expiresMs: endsMs },
  data: { what, absence: id },
});

/** Whoever is named hears of it at once, and how he says no. */
export const tellDeputy = (tx: Database, absence: Standing, atMs: number): Promise<void> =>
  write(tx, absence, { people: [absence.deputyId], what: 'named', atMs });

interface Telling {
  people: readonly string[];
  what: DeputyMail;
  atMs: number;
}

const write = (tx: Database, absence: Standing, { people, what, atMs }: Telling): Promise<void> =>
  writeNotices(
    tx,
    people.map(to => ({
      ...{ notice: noticeOf(what, absence, { to, atMs }), entityKind: 'person', entityId: absence.personId },
    })),
    atMs,
  );

/**
 * The deputy will not, and gets no more copies; who is away, and who named the deputy for him, are told. False when he does not stand in (any more).
 * In the caller's transaction.
 */
export async function declineAbsence(
  tx: Database,
  { id, deputyId }: { id: string; deputyId: string },
  { by, atMs }: { by: string; atMs: number },
): Promise<boolean> {
  const at = new Date(atMs);
  const ended = await tx
    .updateTable('absence')
    .set({ ended_at: at, ended_by: by, declined_at: at })
    .where('id', '=', id)
    .where('deputy_id', '=', deputyId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', at)
    .returning(['person_id', 'made_by', 'ends_at'])
    .executeTakeFirst();
  if (!ended) return false;
  const absence = { id, personId: ended.person_id, deputyId, endsMs: ended.ends_at.getTime() };
  const people = [...new Set([ended.person_id, ended.made_by])].filter(person => person !== by);
  await write(tx, absence, { people, what: 'declined', atMs });
  return true;
}

/** Written with the mail that carries them, or not at all. */
export const insertDeputyLinks = (
  db: Database,
  links: readonly (NewDeputyLink & { mailId: string })[],
): Promise<void> =>
  writeRows(
    db,
    'deputy_link',
    links.map(({ secret, absence, mailId }) => ({ hash: hashOf(secret), absence_id: absence, mail_id: mailId })),
  );

export interface DeputyLink {
  absence: string;
  deputyId: string;
  deputy: string;
  away: string;
  from: string;
  to: string;
  /** `open` may be declined; `over`: back sooner, or the days have passed. */
  state: 'open' | 'declined' | 'over';
}

/** What such an address is for; null when there is none, or its person has left. */
export async function deputyLinkBySecret(db: Database, secret: string, nowMs: number): Promise<DeputyLink | null> {
  const row = await db
    .selectFrom('deputy_link')
    .innerJoin('absence', 'absence.id', 'deputy_link.absence_id')
    .innerJoin('person as deputy', 'deputy.id', 'absence.deputy_id')
    .innerJoin('person as away', 'away.id', 'absence.person_id')
    .select(['absence.id', 'absence.deputy_id', 'deputy.name as deputy', 'away.name as away', 'from_day', 'to_day'])
    .select(['absence.ends_at', 'absence.ended_at', 'absence.declined_at'])
    .where('deputy_link.hash', '=', hashOf(secret))
    .where('deputy.active', '=', true)
    .executeTakeFirst();
  if (!row) return null;
  const over = row.ended_at !== null || row.ends_at.getTime() <= nowMs;
  return {
    ...{ absence: row.id, deputyId: row.deputy_id, deputy: row.deputy, away: row.away },
    ...{ from: row.from_day, to: row.to_day },
    state: row.declined_at !== null ? 'declined' : over ? 'over' : 'open',
  };
}
