import { sql, type Kysely, type Migration } from 'kysely';

/** What somebody does not want to read, who reads for him while he is away, and the addresses by which a mail program mutes a kind for him. */
const STATEMENTS = [
  `create table mail_mute (
    person_id text not null references person (id),
    kind text not null,
    muted_at timestamptz not null,
    muted_by text not null,
    primary key (person_id, kind)
  )`,
  `create table mute_link (
    hash text primary key,
    person_id text not null references person (id),
    kind text not null,
    mail_id text not null references mail (id)
  )`,
  `create table absence (
    id text primary key,
    person_id text not null references person (id),
    deputy_id text not null references person (id),
    from_day date not null,
    to_day date not null,
    begins_at timestamptz not null,
    ends_at timestamptz not null,
    reason text,
    made_by text not null,
    made_at timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    check (to_day >= from_day)
  )`,
  `create index absence_person on absence (person_id, ends_at) where ended_at is null`,
  `alter table mail add column copy_of text`,
];

export const mailPreferences: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
