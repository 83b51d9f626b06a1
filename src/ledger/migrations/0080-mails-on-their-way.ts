import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Whether a mail is on its way stands in a column of its own. The state itself was part of an index, so that each of the four changes of it
 * was written into every index of the table; now the first three stay in the row's page, where room is left for them. And a statement that
 * names a few mails was answered by reading all that wait.
 * It is a text, because of one that is true or false the planner takes half of all rows for granted until it knows better.
 *
 * A mail is found by its Message-ID through its id, which stands in there.
 */
const STATEMENTS = [
  `drop index mail_due`,
  `drop index mail_message_id`,
  `alter table mail set (fillfactor = 50)`,
  `alter table mail add column on_its_way text not null
    generated always as (case when state in ('pending', 'retry', 'sending', 'committing') then 'yes' else 'no' end) stored`,
  `create index mail_due on mail (not_before nulls first, created_at, id) where on_its_way = 'yes'`,
];

export const mailsOnTheirWay: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
