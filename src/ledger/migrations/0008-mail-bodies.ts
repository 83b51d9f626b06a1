import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Bodies are stored as they are. Compressing thirty kilobytes costs the embedded database three milliseconds, more than everything else that
 * is done for a mail, and a mail is written once and seldom read.
 */
export const mailBodies: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table mail
      alter column html set storage external,
      alter column body_text set storage external,
      alter column ics set storage external`.execute(db);
  },
};
