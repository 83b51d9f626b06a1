import { sql, type Kysely, type Migration } from 'kysely';

/** How somebody likes to look at a list: his own, no fact of the office, and gone with him. */
export const keptViews: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table kept_view (
      id text primary key,
      person_id text not null references person (id),
      list text not null,
      name text not null,
      query text not null,
      kept_at timestamptz not null,
      unique (person_id, list, name)
    )`.execute(db);
  },
};
