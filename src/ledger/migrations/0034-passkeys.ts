import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Passkeys (WebAuthn): of each a public key, which opens nothing. A challenge is good for one answer, for a few minutes, and, where there is a
 * session, in that session alone.
 */
const STATEMENTS = [
  `create table passkey (
    /* As the authenticator calls it, in base64url. */
    id text primary key,
    person_id text not null references person (id),
    name text not null,
    public_key bytea not null,
    /* How often it was used, as it says itself; 0 for ever where it does not count. */
    counter bigint not null,
    transports text[] not null,
    created_at timestamptz not null,
    used_at timestamptz
  )`,
  `create index passkey_person on passkey (person_id)`,
  `create table passkey_challenge (
    challenge text primary key,
    purpose text not null check (purpose in ('register', 'code', 'signIn')),
    session_id text references session (id) on delete cascade,
    /* What a new one is to be called. */
    name text,
    expires_at timestamptz not null
  )`,
  `create index passkey_challenge_expires on passkey_challenge (expires_at)`,
];

export const passkeys: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
