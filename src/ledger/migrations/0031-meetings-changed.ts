import { sql, type Kysely, type Migration } from 'kysely';

/** Meetings know whom they invited, so that a move or a cancellation reaches them, and why they were changed. */
export const meetingsChanged: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table meeting add column reason text`.execute(db);
    await sql`
      update entity set state = jsonb_build_object('reason', null, 'invited', coalesce((
        select data -> 'told' from event
        where entity_kind = 'meeting' and entity_id = entity.id and type = 'stepDone' and data ->> 'step' = 'reminder'
        order by seq limit 1
      ), '[]'::jsonb)) || state where kind = 'meeting'`.execute(db);
  },
};
