import { sql, type Kysely, type Migration } from 'kysely';

/**
 * The page of mails read and sorted all mails there ever were, the one of moved limits all events. In the order of their lists; and of events
 * only those that the list holds, so that no other is written twice.
 */
const STATEMENTS = [
  `create index mail_created on mail (created_at, id)`,
  `create index event_limits_moved on event (position) where entity_kind = 'problem' and type = 'limitsMoved'`,
];

export const listsByTime: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
