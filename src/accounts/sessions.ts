import { createHash, randomBytes } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import {
  isOver,
  standingOf,
  UNFINISHED_MINUTES,
  type SessionStage,
  type SignInMethod,
} from '../domain/accounts/session.ts';
import type { AccountSettings } from '../domain/accounts/settings.ts';
import type { Role } from '../domain/people/types.ts';
import type { AccountTables } from '../ledger/tables-accounts.ts';
import type { Database } from '../ledger/database.ts';

/** Sessions live in the database, by the hash of what the browser or the command holds: 256 random bits need no slow one. */

/** Tells a session from a token where both may stand. */
export const SESSION_PREFIX = 'dispatch-session_';
const SHAPE = /^dispatch-session_[A-Za-z0-9_-]{43}$/;
export const isSessionSecret = (text: string): boolean => SHAPE.test(text);

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const ID_LENGTH = 16;

/** `seen_at` is not written oftener: a page of ten requests is one write. */
const TOUCH_MS = 60_000;
/** What browsers say of themselves, as far as it helps to know one's own sessions apart. */
const MOST_AGENT = 200;

export interface SessionPerson {
  id: string;
  name: string;
  unitId: string;
  roles: readonly Role[];
}

export interface SessionRow {
  id: string;
  personId: string;
  stage: SessionStage;
  method: SignInMethod;
  address: string;
  agent: string;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
}

export interface OpenSession extends SessionRow {
  person: SessionPerson;
}

export interface Opening {
  person: SessionPerson;
  stage: SessionStage;
  method: SignInMethod;
  address: string;
  agent: string;
  atMs: number;
  settings: Pick<AccountSettings, 'idleMinutes' | 'sessionHours'>;
}

export interface OpenedSession {
  secret: string;
  id: string;
  expiresMs: number;
}

/** A new session with a new secret: every sign-in, and every step that gives more, has one of its own. */
export async function openSession(db: Database, opening: Opening): Promise<OpenedSession> {
  const { person, stage, method, address, agent, atMs, settings } = opening;
  const secret = SESSION_PREFIX + randomBytes(32).toString('base64url');
  const hash = hashOf(secret);
  const id = hash.slice(0, ID_LENGTH);
  const finished = stage === 'full';
  const expiresMs = atMs + (finished ? settings.sessionHours * 60 : UNFINISHED_MINUTES) * 60_000;
  await db
    .insertInto('session')
    .values({
      ...{ id, hash, person_id: person.id, stage, method, standing: standingOf(person), address },
      agent: agent.slice(0, MOST_AGENT),
      created_at: new Date(atMs),
      seen_at: new Date(atMs),
      idle_minutes: finished ? settings.idleMinutes : UNFINISHED_MINUTES,
      expires_at: new Date(expiresMs),
      ended_at: null,
      ended_by: null,
      ended_why: null,
    })
    .execute();
  return { secret, id, expiresMs };
}

/**
 * The session a secret opens, and whose; null when it is over, or its person has left or has another standing by now. It lasts longer by being
 * `seen`.
 */
export async function sessionOf(
  db: Database,
  secret: string,
  { nowMs, seen }: { nowMs: number; seen: boolean },
): Promise<OpenSession | null> {
  if (!isSessionSecret(secret)) return null;
  const row = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .selectAll('session')
    .select(['person.name', 'person.unit_id', 'person.roles', 'person.active'])
    .where('session.hash', '=', hashOf(secret))
    .where('session.ended_at', 'is', null)
    .executeTakeFirst();
  if (!row || isOver(timesOf(row), nowMs)) return null;
  const person = { id: row.person_id, name: row.name, unitId: row.unit_id, roles: row.roles as Role[] };
  if (!row.active || row.standing !== standingOf(person)) {
    await endSessions(db, { id: row.id, personId: person.id, by: null, why: 'standing', atMs: nowMs });
    return null;
  }
  if (seen && nowMs - row.seen_at.getTime() >= TOUCH_MS) await touch(db, row.id, nowMs);
  return { ...sessionRow(row), person };
}

async function touch(db: Database, id: string, nowMs: number): Promise<void> {
  await db
    .updateTable('session')
    .set({ seen_at: new Date(nowMs) })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Somebody's open sessions, the newest first. */
export async function sessionsOf(db: Database, personId: string, nowMs: number): Promise<SessionRow[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('person_id', '=', personId)
    .where('stage', '=', 'full')
    .where('ended_at', 'is', null)
    .where('expires_at', '>', new Date(nowMs))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.filter(row => !isOver(timesOf(row), nowMs)).map(sessionRow);
}

/** A session by the id people see, whether it is open or not. */
export async function sessionById(db: Database, id: string): Promise<(SessionRow & { endedAt: Date | null }) | null> {
  const row = await db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? { ...sessionRow(row), endedAt: row.ended_at } : null;
}

export type EndedWhy = 'signedOut' | 'ended' | 'rotated' | 'password' | 'secondFactor' | 'standing';

interface Ending {
  /** One of them; all of the person when it is left out. */
  id?: string;
  personId: string;
  /** Not this one. */
  except?: string;
  by: string | null;
  why: EndedWhy;
  atMs: number;
}

/** How many were ended; one that is over keeps its first end. */
export async function endSessions(db: Database, { id, personId, except, by, why, atMs }: Ending): Promise<number> {
  let query = db
    .updateTable('session')
    .set({ ended_at: new Date(atMs), ended_by: by, ended_why: why })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null);
  if (id !== undefined) query = query.where('id', '=', id);
  if (except !== undefined) query = query.where('id', '<>', except);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Sessions that ended long ago are of no use to anybody and say when somebody was where: gone with the next sign-in. */
export async function sweepSessions(db: Database, nowMs: number): Promise<void> {
  await sql`delete from session where expires_at < ${new Date(nowMs - KEPT_MS)}`.execute(db);
}

const KEPT_MS = 30 * 86_400_000;

const timesOf = (row: Selectable<AccountTables['session']>) => ({
  seenMs: row.seen_at.getTime(),
  idleMinutes: row.idle_minutes,
  expiresMs: row.expires_at.getTime(),
});

/** The casts: what the columns hold was written from these very types. */
const sessionRow = (row: Selectable<AccountTables['session']>): SessionRow => ({
  id: row.id,
  personId: row.person_id,
  stage: row.stage as SessionStage,
  method: row.method as SignInMethod,
  address: row.address,
  agent: row.agent,
  createdAt: row.created_at,
  seenAt: row.seen_at,
  expiresAt: row.expires_at,
});
