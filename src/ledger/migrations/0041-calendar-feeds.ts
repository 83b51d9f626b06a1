import { sql, type Kysely, type Migration } from 'kysely';

/** A calendar that somebody's own program asks for: what opens it is kept as a hash. One at a time works for a person. */
const STATEMENTS = [
  `create table calendar_feed (
    id text primary key,
    hash text not null unique,
    person_id text not null references person (id),
    made_by text not null,
    made_at timestamptz not null,
    revoked_at timestamptz,
    revoked_by text,
    read_at timestamptz
  )`,
  `create unique index calendar_feed_live on calendar_feed (person_id) where revoked_at is null`,
  `create index mail_item_entity on mail_item (entity_kind, entity_id) where entity_kind = 'whistle'`,
];

export const calendarFeeds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
