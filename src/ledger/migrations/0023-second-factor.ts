import { sql, type Kysely, type Migration } from 'kysely';

/**
 * A second factor: the secret that somebody's device and we share, sealed, as it must be read again; and codes for when the device is lost, by
 * their hashes.
 */
const STATEMENTS = [
  `create table totp (
    person_id text primary key references person (id),
    sealed bytea not null,
    created_at timestamptz not null,
    /* Null: shown and not proven yet, of no effect. */
    confirmed_at timestamptz,
    /* The thirty seconds of the last code that was taken: none of them, and none before, is taken again. */
    last_step bigint not null default 0
  )`,
  `create table recovery_code (
    person_id text not null references person (id),
    hash text not null check (hash ~ '^[0-9a-f]{64}$'),
    used_at timestamptz,
    primary key (person_id, hash)
  )`,
];

export const secondFactor: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
