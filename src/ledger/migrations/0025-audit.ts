import { sql, type Kysely, type Migration } from 'kysely';

/**
 * The audit. Accepted commands are in `command` and `event` already, for ever; `audit` has what is no command: refusals, sign-ins, what was
 * taken out. One sequence numbers both. `audit_seal` chains them, after they were written and by somebody else, so that no command waits
 * for the one before it.
 */
const STATEMENTS = [
  `create sequence audit_position`,
  `alter table command add column position bigint not null default nextval('audit_position'),
    add column address text, add column means text`,
  `create unique index command_position on command (position)`,
  `create table audit (
    position bigint primary key default nextval('audit_position'),
    at timestamptz not null,
    action text not null,
    outcome text not null check (outcome in ('done', 'refused')),
    actor_id text,
    address text,
    means text,
    request_id text,
    subject_kind text,
    subject_id text,
    detail jsonb not null
  )`,
  `create table audit_seal (
    seq bigint primary key,
    position bigint not null unique,
    sealed_at timestamptz not null,
    hash text not null check (hash ~ '^[0-9a-f]{64}$')
  )`,
  `create index audit_seal_at on audit_seal (sealed_at)`,
  `create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change()`,
  `create trigger audit_seal_append_only before update or delete or truncate on audit_seal
    for each statement execute function refuse_change()`,
];

export const audit: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
