import { sql, type Selectable } from 'kysely';
import type { Reach } from '../../access/reach.ts';
import type { Json } from '../../contract/json.ts';
import type { Database } from '../database.ts';
import { unpackBody, type MailBody } from '../mail-bodies.ts';
import { mailWithin } from '../reach/index.ts';
import type { Tables } from '../tables.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

/** A mail without its bodies. */
export type MailRow = Omit<Selectable<Tables['mail']>, 'body' | 'in_office_hours'>;
export interface MailDetailRow extends MailRow, Pick<MailBody, 'ics'> {
  html: string | null;
  text: string | null;
  items: { kind: string; id: string; data: Json }[];
}

export interface MailFilter {
  state?: string | undefined;
  kind?: string | undefined;
  person?: string | undefined;
  slot?: string | undefined;
  /** Only slots that begin like this: the mails of one meeting. */
  slotPrefix?: string | undefined;
  reach?: Reach | undefined;
}

const COLUMNS = [
  ...([
    'id',
    'dedupe_key',
    'kind',
    'slot',
    'person_id',
    'to_name',
    'to_address',
    'policy',
    'state',
    'subject',
  ] as const),
  ...([
    'message_id',
    'date_ms',
    'attempts',
    'doubts',
    'not_before',
    'expires_at',
    'lease_until',
    'last_reply',
  ] as const),
  ...(['created_at', 'changed_at', 'sent_at'] as const),
  ...(['resent_at', 'resent_by', 'released_at', 'released_by', 'copy_of'] as const),
] as const;

/** The newest first. */
export async function listMails(db: Database, filter: MailFilter, page: PageQuery): Promise<Page<MailRow>> {
  const found = filtered(db, filter);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  // As text the instant keeps its microseconds; a Date would lose them and the page would repeat rows.
  let query = found
    .select(COLUMNS)
    .select(sql<string>`to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('key'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  const [at, id] = page.after ?? [];
  if (at !== undefined && id !== undefined && isKey(at)) {
    query = query.where(sql<boolean>`(created_at, id) < (${at}::timestamptz, ${id})`);
  }
  return pageFrom(await query.execute(), { limit: page.limit, total: Number(total), keys: row => [row.key, row.id] });
}

/** A forged cursor may hold anything; what is no instant of ours must not reach the database as one. */
function isKey(at: string): boolean {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(at) ? Date.parse(at) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(at.slice(0, 19));
}

function filtered(db: Database, { state, kind, person, slot, slotPrefix, reach }: MailFilter) {
  let query = db.selectFrom('mail');
  if (reach) query = query.where(mailWithin(reach));
  if (state !== undefined) query = query.where('state', '=', state);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (person !== undefined) query = query.where('person_id', '=', person);
  if (slot !== undefined) query = query.where('slot', '=', slot);
  if (slotPrefix !== undefined) query = query.where(sql<boolean>`starts_with(slot, ${slotPrefix})`);
  return query;
}

/** Which problems some mails tell of, by the ids of these. */
export async function problemsInMails(
  db: Database,
  ids: readonly string[],
): Promise<readonly { mail: string; problem: string }[]> {
  if (ids.length === 0) return [];
  const lines = db
    .selectFrom('mail_item')
    .where('mail_id', 'in', ids)
    .where(sql<boolean>`data ? 'problem'`);
  return lines.select(['mail_id as mail', sql<string>`data ->> 'problem'`.as('problem')]).execute();
}

export async function mailById(db: Database, id: string): Promise<MailDetailRow | null> {
  const row = await db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const { body, ...mail } = row;
  const items = await db
    .selectFrom('mail_item')
    .select(['entity_kind as kind', 'entity_id as id', 'data'])
    .where('mail_id', '=', id)
    .orderBy('entity_kind')
    .orderBy('entity_id')
    .execute();
  return { ...mail, ...(body ? unpackBody(body) : { html: null, text: null, ics: null }), items };
}
