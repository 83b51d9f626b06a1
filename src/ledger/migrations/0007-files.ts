import { sql, type Kysely, type Migration } from 'kysely';

/** Files that evidence may name, and each sending of one: the same bytes are one file, whoever sends them. */
const STATEMENTS = [
  `create table stored_file (
    sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    name text not null,
    type text not null,
    bytes bigint not null check (bytes > 0),
    stored_by text not null,
    stored_at timestamptz not null
  )`,
  `create table file_upload (
    command_id text primary key,
    sha256 text not null references stored_file (sha256),
    name text not null,
    stored_by text not null,
    stored_at timestamptz not null
  )`,
];

export const files: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
