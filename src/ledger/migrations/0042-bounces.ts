import { sql, type Kysely, type Migration } from 'kysely';

/**
 * What mail servers reported of mails after they had taken them, each report once by the hash of its bytes; and addresses to which nothing is
 * sent any more. An address stands there in small letters, as servers compare them.
 */
const STATEMENTS = [
  `create table bounce (
    hash text primary key,
    mail_id text not null references mail (id),
    address text not null,
    action text not null,
    status text not null,
    hard boolean not null,
    diagnostic text,
    reported_at timestamptz not null,
    reported_by text not null
  )`,
  `create index bounce_address on bounce (address) where hard`,
  `create index bounce_mail on bounce (mail_id)`,
  `create table dead_address (
    address text primary key,
    dead_at timestamptz,
    cleared_at timestamptz,
    reply text
  )`,
  `create index mail_message_id on mail (message_id)`,
];

export const bounces: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
