import { sql, type Kysely, type Migration } from 'kysely';

/** Whom a meeting has invited and what each has answered, beside its row: lists and calendar feeds ask for them. */
const STATEMENTS = [
  `alter table meeting add column invited text[] not null default '{}', add column responses jsonb not null default '[]'`,
  `update meeting set invited = array(select jsonb_array_elements_text(coalesce(state -> 'invited', '[]')))
    from entity where entity.kind = 'meeting' and entity.id = meeting.id`,
  `create index meeting_invited on meeting using gin (invited)`,
];

export const meetingResponses: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
