import { sql } from 'kysely';
import type { Responded } from '../domain/meeting/responses.ts';
import type { Database } from './database.ts';
import { keptViewsOf } from './kept-views.ts';
import { unpackBody } from './mail-bodies.ts';
import { personById } from './reads/people.ts';
import { tokensOf } from './tokens.ts';

/** The newest of each that an answer carries; an office writes somebody a few mails a week. */
const MOST = 5_000;

/** All that is held of one person, wherever it stands; null when there is no such person. Nothing that opens anything is in it. */
export async function dataOfPerson(db: Database, id: string) {
  const person = await personById(db, id);
  if (!person) return null;
  const expert = await db.selectFrom('expert').selectAll().where('id', '=', id).executeTakeFirst();
  return {
    person,
    expert: expert ?? null,
    roles: await rolesThrough(db, id),
    tokens: await tokensOf(db, id),
    sessions: await sessionsOf(db, id),
    passkeys: await passkeysOf(db, id),
    links: await linksOf(db, id),
    calendars: await calendarsOf(db, id),
    muted: await db.selectFrom('mail_mute').select(['kind', 'muted_at']).where('person_id', '=', id).execute(),
    views: await keptViewsOf(db, id),
    absences: await absencesOf(db, 'person_id', id),
    standsInFor: await absencesOf(db, 'deputy_id', id),
    invitations: await invitationsOf(db, id),
    ...(await signInOf(db, id)),
    mails: await mailsOf(db, id),
    bounces: await bouncesOf(db, id),
    actions: await actionsOf(db, id),
  };
}

/** Which unit and roles he had since when. */
function rolesThrough(db: Database, id: string) {
  return db
    .selectFrom('event')
    .select(['at', 'data'])
    .where('entity_kind', '=', 'person')
    .where('entity_id', '=', id)
    .orderBy('seq')
    .execute();
}

function sessionsOf(db: Database, id: string) {
  return db
    .selectFrom('session')
    .select(['id', 'method', 'address', 'agent', 'created_at', 'seen_at', 'ended_at'])
    .where('person_id', '=', id)
    .orderBy('created_at', 'desc')
    .limit(MOST)
    .execute();
}

function passkeysOf(db: Database, id: string) {
  return db
    .selectFrom('passkey')
    .select(['name', 'created_at', 'used_at'])
    .where('person_id', '=', id)
    .orderBy('created_at')
    .execute();
}

function linksOf(db: Database, id: string) {
  return db
    .selectFrom('link')
    .select(['id', 'purpose', 'entity_kind', 'entity_id', 'made_at', 'expires_at', 'revoked_at'])
    .where('person_id', '=', id)
    .orderBy('position', 'desc')
    .limit(MOST)
    .execute();
}

function calendarsOf(db: Database, id: string) {
  return db
    .selectFrom('calendar_feed')
    .select(['id', 'made_by', 'made_at', 'revoked_at', 'read_at'])
    .where('person_id', '=', id)
    .orderBy('made_at', 'desc')
    .limit(MOST)
    .execute();
}

/** Where he is away, or where he stands in for somebody; why the other is away is the other's. */
function absencesOf(db: Database, column: 'person_id' | 'deputy_id', id: string) {
  return db
    .selectFrom('absence')
    .select(['person_id', 'deputy_id', 'from_day', 'to_day', 'reason', 'ended_at'])
    .where(column, '=', id)
    .orderBy('begins_at', 'desc')
    .limit(MOST)
    .execute();
}

/** What he has answered to invitations, with what he wrote beside it. */
async function invitationsOf(db: Database, id: string) {
  const { rows } = await sql<{ meeting: string; answer: Responded; deputy: string | null; note: string | null }>`
    select meeting.id as meeting, answer, words.deputy, words.note
    from meeting cross join jsonb_array_elements(meeting.responses) answer
    left join meeting_answer words on words.meeting_id = meeting.id and words.person_id = ${id}
    where answer ->> 'personId' = ${id}
    order by meeting.start_at desc nulls last, meeting.id limit ${MOST}`.execute(db);
  return rows.map(({ meeting, answer: { response, enteredBy, atMs }, deputy, note }) => ({
    ...{ meeting, response, deputy, note, enteredBy, at: new Date(atMs) },
  }));
}

/** Since when there is what he signs in with, and who he is to identity providers; nothing of it opens anything. */
async function signInOf(db: Database, id: string) {
  const [password, authenticator] = await Promise.all([
    db.selectFrom('credential').select('changed_at').where('person_id', '=', id).executeTakeFirst(),
    db.selectFrom('totp').select('confirmed_at').where('person_id', '=', id).executeTakeFirst(),
  ]);
  return {
    passwordSince: password?.changed_at ?? null,
    authenticatorSince: authenticator?.confirmed_at ?? null,
    identities: await db
      .selectFrom('identity')
      .select(['issuer', 'subject', 'bound_at'])
      .where('person_id', '=', id)
      .execute(),
    accountLinks: await db
      .selectFrom('account_link')
      .select(['purpose', 'made_by', 'made_at', 'expires_at', 'used_at', 'revoked_at'])
      .where('person_id', '=', id)
      .orderBy('made_at', 'desc')
      .limit(MOST)
      .execute(),
  };
}

/** What mail servers reported of mails to him. */
function bouncesOf(db: Database, id: string) {
  return db
    .selectFrom('bounce')
    .innerJoin('mail', 'mail.id', 'bounce.mail_id')
    .select(['mail.id', 'bounce.address', 'bounce.status', 'bounce.hard', 'bounce.diagnostic', 'bounce.reported_at'])
    .where('mail.person_id', '=', id)
    .orderBy('bounce.reported_at', 'desc')
    .limit(MOST)
    .execute();
}

async function mailsOf(db: Database, id: string) {
  const rows = await db
    .selectFrom('mail')
    .select(['id', 'kind', 'to_name', 'to_address', 'state', 'subject', 'body', 'created_at', 'sent_at'])
    .where('person_id', '=', id)
    .orderBy('created_at', 'desc')
    .limit(MOST)
    .execute();
  return rows.map(({ body, ...mail }) => ({ ...mail, text: body && unpackBody(body).text }));
}

/** What he did, by the audit: ids and names of commands, with when and from where. What he was refused tells of what is not for him. */
async function actionsOf(db: Database, id: string) {
  const { rows } = await sql<{
    at: Date;
    action: string;
    kind: string | null;
    id: string | null;
    address: string | null;
  }>`select at, type as action, entity_kind as kind, entity_id as id, address from command where actor_id = ${id}
    union all select at, action, subject_kind, subject_id, address from audit
      where actor_id = ${id} and outcome = 'done'
    order by at desc limit ${MOST}`.execute(db);
  return rows;
}

/** What would be left without anybody: he is not erased before somebody else has it. `problem D-1`, `series weekly`. */
export async function openTasksOf(db: Database, id: string): Promise<string[]> {
  const { rows } = await sql<{ task: string }>`
    select 'problem ' || code as task from problem where handler_id = ${id} and state not in ('closed', 'withdrawn')
    union all select 'series ' || id from series
      where status = 'running' and (chair_id = ${id} or ${id} = any(attendee_ids))
    union all select 'meeting ' || id from meeting where status = 'planned' and chair_id = ${id}
    union all select 'project ' || code from project where status = 'active' and leader_id = ${id}
    union all select 'expert ' || id from expert where id = ${id} and active
    union all select 'role administrator' where exists
        (select from person where id = ${id} and active and 'administrator' = any(roles))
      and not exists (select from person where id <> ${id} and active and 'administrator' = any(roles))
    order by task`.execute(db);
  return rows.map(({ task }) => task);
}
