import { sql, type Selectable } from 'kysely';
import type { Claim, ClaimedMail, Fence, MailPolicy, Outbox, Rendering, Settled } from '../mail/outbox-port.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import { insertAccountLinks } from './account-links.ts';
import { isAnyOf, type Database } from './database.ts';
import { insertDeputyLinks } from './deputies.ts';
import { insertLinks } from './links.ts';
import { insertMuteLinks } from './mail-preferences.ts';
import { packBody, unpackBody, type MailBody } from './mail-bodies.ts';
import { filesOf, storeFiles, withFiles, type KeptFiles } from './mail-files.ts';
import { rowsParameter } from './rows.ts';
import type { Tables } from './tables.ts';

interface OutboxDependencies {
  db: Database;
  now: () => number;
  /** The same instant while the office is open, else when it opens next. */
  opens?: (instantMs: number) => Promise<number>;
}

const NEVER_CLOSED = (instantMs: number): Promise<number> => Promise.resolve(instantMs);

/** The outbox of `mail/outbox-port.ts` over the `mail` table. */
export function createOutbox({ db, now, opens = NEVER_CLOSED }: OutboxDependencies): Outbox {
  return {
    claim: async (limit, leaseMs) => {
      const nowMs = now();
      const opensMs = await opens(nowMs);
      return claim(db, { limit, leaseMs, nowMs, opensMs });
    },
    storeRendered: rendered => storeRendered(db, rendered, now()),
    markCommitting: async marks => {
      const marked = await update(db, marks, {
        columns: sql`id text, "leaseUntil" bigint`,
        set: sql`state = 'committing', changed_at = ${new Date(now())}`,
        where: sql`m.state = 'sending'`,
      });
      return new Set(marked);
    },
    settle: outcomes => settle(db, outcomes, now()),
    nextDueMs: async () => nextDueMs(db, await opens(now())),
  };
}

/** A mail with links and its links are one transaction; without any it is one statement, as most mails are. */
async function storeRendered(db: Database, rendered: readonly Rendering[], atMs: number): Promise<void> {
  if (rendered.every(standsAlone)) return void (await storeBodies(db, rendered));
  await db.transaction().execute(async tx => {
    await storeFiles(
      tx,
      rendered.flatMap(({ message }) => message.files ?? []),
      atMs,
    );
    const stored = new Set(await storeBodies(tx, rendered));
    const mails = rendered.filter(({ id }) => stored.has(id));
    const making = { madeBy: SYSTEM_ACTOR.id, atMs };
    const links = mails.flatMap(mail => mail.links.map(link => ({ ...link, mailId: mail.id })));
    const accountLinks = mails.flatMap(mail => (mail.accountLinks ?? []).map(link => ({ ...link, mailId: mail.id })));
    await insertLinks(tx, links, making);
    await insertAccountLinks(tx, accountLinks, making);
    await insertDeputyLinks(
      tx,
      mails.flatMap(mail => (mail.deputyLinks ?? []).map(link => ({ ...link, mailId: mail.id }))),
    );
    await insertMuteLinks(
      tx,
      mails.flatMap(({ id, muteLink }) => (muteLink ? [{ ...muteLink, mailId: id }] : [])),
    );
  });
}

const standsAlone = ({
  links,
  accountLinks = [],
  deputyLinks = [],
  muteLink,
  message: { files = [] },
}: Rendering): boolean => links.length + accountLinks.length + deputyLinks.length + files.length === 0 && !muteLink;

interface ClaimOptions {
  limit: number;
  leaseMs: number;
  nowMs: number;
  opensMs: number;
}

/** Of a closed office; what would be over when it opens does not wait for that. */
const waitsFor = (opensMs: number) =>
  sql<boolean>`(in_office_hours and coalesce(expires_at > ${new Date(opensMs)}, true))`;

/** Each statement stands alone: in a transaction the marks of the mails that are leaving would wait for all of them. */
async function claim(db: Database, { limit, leaseMs, nowMs, opensMs }: ClaimOptions): Promise<Claim> {
  const now = new Date(nowMs);
  const leaseUntil = nowMs + leaseMs;
  const expired = await expire(db, now);
  const unknown = await giveUpDoubtful(db, now);
  const rows = await sql<Selectable<Tables['mail']>>`
    with due as (
      select id, state as was from mail
      where ${ON_ITS_WAY} and coalesce(expires_at > ${now}, true)
        and ((state in ('pending', 'retry') and coalesce(not_before, ${now}) <= ${now})
         or (state = 'sending' and lease_until <= ${now})
         or (state = 'committing' and lease_until <= ${now} and policy = 'resend' and doubts = 0))
        and not ${opensMs > nowMs ? waitsFor(opensMs) : sql`false`}
      order by not_before nulls first, created_at, id
      limit ${limit}
      for update skip locked
    )
    update mail m set
      state = 'sending',
      lease_until = ${new Date(leaseUntil)},
      doubts = m.doubts + case when due.was = 'committing' then 1 else 0 end,
      changed_at = ${now}
    from due where m.id = due.id
    returning m.*`.execute(db);
  const bodies = rows.rows.map(({ body }) => body && unpackBody(body));
  const files = await filesOf(db, bodies);
  const mails = rows.rows.map((row, index) => claimed(row, { leaseUntil, body: bodies[index] ?? null, files }));
  return { mails, expired, unknown };
}

/** As the index has it. */
const ON_ITS_WAY = sql<boolean>`on_its_way = 'yes'`;

/** Slots that have passed: a late reminder is noise. A body that may have left is not called back. */
async function expire(db: Database, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('mail')
    .set({ state: 'expired', lease_until: null, changed_at: now })
    .where(ON_ITS_WAY)
    .where('expires_at', '<=', now)
    .where(({ and, or, eb }) =>
      or([eb('state', 'in', ['pending', 'retry']), and([eb('state', '=', 'sending'), eb('lease_until', '<=', now)])]),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** The body left and nobody saw the reply: sent again once when the policy says so, otherwise a person decides. */
async function giveUpDoubtful(db: Database, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('mail')
    .set(({ eb }) => ({ state: 'unknown', lease_until: null, doubts: eb('doubts', '+', 1), changed_at: now }))
    .where(ON_ITS_WAY)
    .where('state', '=', 'committing')
    .where('lease_until', '<=', now)
    .where(({ or, eb }) => or([eb('policy', '=', 'hold'), eb('doubts', '>', 0), eb('expires_at', '<=', now)]))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function claimed(
  row: Selectable<Tables['mail']>,
  { leaseUntil, body, files }: { leaseUntil: number; body: MailBody | null; files: KeptFiles },
): ClaimedMail {
  const { subject, message_id: messageId, date_ms: dateMs } = row;
  const rendered = subject !== null && body !== null && messageId !== null && dateMs !== null;
  return {
    id: row.id,
    leaseUntil,
    key: row.resent_at === null ? row.dedupe_key : `${row.dedupe_key}@${row.resent_at.toISOString()}`,
    kind: row.kind,
    slot: row.slot,
    personId: row.person_id,
    copyOf: row.copy_of,
    toName: row.to_name,
    toAddress: row.to_address,
    policy: row.policy as MailPolicy,
    attempts: row.attempts,
    doubts: row.doubts,
    expiresAt: row.expires_at?.getTime() ?? null,
    released: row.released_at !== null,
    stored: rendered ? { subject, ...withFiles(body, files), messageId, dateMs } : null,
  };
}

interface FencedUpdate {
  columns: ReturnType<typeof sql>;
  set: ReturnType<typeof sql>;
  where: ReturnType<typeof sql>;
}

/**
 * Updates the rows whose lease is still the caller's, all in one statement; answers the ids that were. The ids are named twice, for of the
 * second list the database takes a hundred for granted, and would rather read the whole table.
 */
async function update(db: Database, rows: readonly Fence[], { columns, set, where }: FencedUpdate): Promise<string[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const result = await sql<{ id: string }>`
    update mail m set ${set}
    from jsonb_to_recordset(${rowsParameter(rows)}) as r(${columns})
    where ${isAnyOf('m.id', ids)} and m.id = r.id and m.lease_until = to_timestamp(r."leaseUntil" / 1000.0) and ${where}
    returning m.id`.execute(db);
  return result.rows.map(row => row.id);
}

/** The bodies go as one run of bytes, of which each row takes its own: as JSON or as an array they would be text twice over. */
async function storeBodies(db: Database, rendered: readonly Rendering[]): Promise<string[]> {
  const bodies = rendered.map(({ message }) => packBody(message));
  let next = 1;
  const rows = rendered.map(({ id, leaseUntil, message: { subject, messageId, dateMs } }, index) => {
    const length = bodies[index]?.length ?? 0;
    const from = next;
    next += length;
    return { id, leaseUntil, subject, messageId, dateMs, from, length };
  });
  return update(db, rows, {
    columns: sql`id text, "leaseUntil" bigint, subject text, "messageId" text, "dateMs" bigint, "from" int, length int`,
    set: sql`subject = r.subject, body = substr(${Buffer.concat(bodies)}::bytea, r."from", r.length),
      message_id = r."messageId", date_ms = r."dateMs"`,
    where: sql`m.subject is null and m.state = 'sending'`,
  });
}

async function settle(db: Database, outcomes: readonly Settled[], nowMs: number): Promise<void> {
  const now = new Date(nowMs);
  await update(db, outcomes, {
    columns: sql`id text, "leaseUntil" bigint, state text, reply text, "notBefore" bigint, attempts int, doubts int`,
    set: sql`state = r.state, last_reply = coalesce(r.reply, m.last_reply), attempts = r.attempts, doubts = r.doubts,
      not_before = case when r.state = 'retry' then to_timestamp(r."notBefore" / 1000.0) else m.not_before end,
      sent_at = case when r.state = 'sent' then ${now} else m.sent_at end,
      lease_until = null, changed_at = ${now}`,
    where: sql`m.state in ('sending', 'committing')`,
  });
}

async function nextDueMs(db: Database, opensMs: number): Promise<number | null> {
  const { rows } = await sql<{ due: Date | null }>`
    select min(case when ${waitsFor(opensMs)} then greatest(due, ${new Date(opensMs)}) else due end) as due
    from (
      select in_office_hours, expires_at,
        case when state in ('pending', 'retry') then coalesce(not_before, created_at) else lease_until end as due
      from mail where ${ON_ITS_WAY}
    ) on_its_way`.execute(db);
  return rows[0]?.due?.getTime() ?? null;
}

/** Mails kept back by MAIL_MODE=hold go on their way; those whose slot has passed will expire instead. */
export async function releaseHeld(db: Database, nowMs: number): Promise<void> {
  await db
    .updateTable('mail')
    .set({ state: 'pending', changed_at: new Date(nowMs) })
    .where('state', '=', 'held')
    .execute();
}

/**
 * Ends all leases at once. Only for who knows that no other sender lives: after `kill -9` the mails of the dead one would wait out
 * their leases otherwise.
 */
export async function endLeases(db: Database, nowMs: number): Promise<void> {
  await db
    .updateTable('mail')
    .set({ lease_until: new Date(nowMs) })
    .where(ON_ITS_WAY)
    .where('state', 'in', ['sending', 'committing'])
    .execute();
}
