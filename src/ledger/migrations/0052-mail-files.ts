import { sql, type Kysely, type Migration } from 'kysely';

/** Files that go with mails, by the SHA-256 of their bytes: each is kept once. */
export const mailFiles: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table mail_file (
      sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
      content bytea not null,
      stored_at timestamptz not null
    )`.execute(db);
  },
};
