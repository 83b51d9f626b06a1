import { sql, type Kysely, type Migration } from 'kysely';

/**
 * One-click links. What opens one is not here, only its hash. Nor is whether it was used: it was when its command stands in the command
 * log, so that there is no moment between the two.
 */
const STATEMENTS = [
  `create table link (
    id text primary key,
    position bigint generated always as identity,
    hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
    purpose text not null,
    entity_kind text not null,
    entity_id text not null,
    person_id text references person (id),
    firm text,
    command_id text not null unique,
    mail_id text references mail (id),
    made_by text not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_by text,
    revoked_at timestamptz,
    check ((person_id is null) <> (firm is null))
  )`,
  `create index link_entity on link (entity_kind, entity_id, position)`,
];

export const links: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
