import { sql, type Kysely, type Migration } from 'kysely';

/** Weekly briefs as they were compiled, for ever. */
export const briefs: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table brief (
      week text primary key,
      since_at timestamptz not null,
      until_at timestamptz not null,
      deliver_at timestamptz not null,
      late boolean not null,
      recipients text[] not null,
      unreachable text[] not null,
      content jsonb not null,
      hash text not null,
      actor_id text not null,
      compiled_at timestamptz not null
    )`.execute(db);
    await sql`create trigger brief_append_only before update or delete or truncate on brief
      for each statement execute function refuse_change()`.execute(db);
  },
};
