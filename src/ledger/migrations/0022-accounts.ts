import { sql, type Kysely, type Migration } from 'kysely';

/**
 * How people sign in, apart from who they are: a password and a session are no facts of the ledger, and nothing here opens anything when it
 * is read. Of passwords there is an argon2id hash, of all that is drawn at random a SHA-256.
 */
const STATEMENTS = [
  `create table credential (
    person_id text primary key references person (id),
    hash text not null,
    changed_at timestamptz not null
  )`,
  // What the profile `djcp` compares a new password with.
  `create table former_password (
    person_id text not null references person (id),
    hash text not null,
    replaced_at timestamptz not null,
    primary key (person_id, hash)
  )`,
  `create table session (
    id text primary key,
    hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
    person_id text not null references person (id),
    stage text not null check (stage in ('full', 'code', 'enrol', 'password')),
    method text not null,
    /* Unit and roles at the sign-in: when they are others, the session is over. */
    standing text not null,
    address text not null,
    agent text not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    idle_minutes integer not null check (idle_minutes > 0),
    expires_at timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    ended_why text
  )`,
  `create index session_person on session (person_id, created_at)`,
  // Tries to sign in, by a hash of the account or the address: how many processes there are, they count together.
  `create table sign_in_try (
    key text primary key,
    full_at timestamptz not null,
    failures integer not null default 0,
    locked_until timestamptz
  )`,
  `create table account_link (
    id text primary key,
    hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
    purpose text not null check (purpose in ('setUp', 'invitation', 'reset')),
    person_id text not null references person (id),
    mail_id text references mail (id),
    made_by text not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz
  )`,
  `create index account_link_person on account_link (person_id)`,
  // Null: all that its person may, for ever; as every token was before.
  `alter table token
    add column scopes text[],
    add column expires_at timestamptz,
    add column last_used_at timestamptz`,
];

export const accounts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
