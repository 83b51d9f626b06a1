import { sql, type Kysely, type Migration } from 'kysely';

/**
 * What was put away of the audit: a stretch of the chain that stands in a file, with the hashes before and after it and how many entries were
 * taken out of `audit`. Commands and their events are the ledger and stay; so do the seals of all.
 */
const STATEMENTS = [
  `create table audit_archive (
    last_seq bigint primary key references audit_seal (seq),
    first_seq bigint not null unique check (first_seq <= last_seq),
    /* The hash before the first, and that of the last. */
    previous text not null check (previous ~ '^[0-9a-f]{64}$'),
    hash text not null check (hash ~ '^[0-9a-f]{64}$'),
    taken integer not null check (taken >= 0),
    /* Of the file, byte by byte. */
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    archived_at timestamptz not null,
    archived_by text not null
  )`,
  `create trigger audit_archive_append_only before update or delete or truncate on audit_archive
    for each statement execute function refuse_change()`,
];

export const auditArchive: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
