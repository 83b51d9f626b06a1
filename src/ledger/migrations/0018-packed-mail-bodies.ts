import { sql, type Kysely, type Migration } from 'kysely';
import { packBody } from '../mail-bodies.ts';

interface Unpacked {
  id: string;
  html: string;
  body_text: string;
  ics: string | null;
}

const AT_ONCE = 200;

/** Bodies are stored deflated, in one column: what a mail costs the database is mostly the length of its body. */
export const packedMailBodies: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table mail add column body bytea, alter column body set storage external`.execute(db);
    for (let after = ''; ;) {
      const { rows } = await sql<Unpacked>`select id, html, body_text, ics from mail
        where id > ${after} and html is not null and body_text is not null order by id limit ${AT_ONCE}`.execute(db);
      for (const { id, html, body_text: text, ics } of rows) {
        await sql`update mail set body = ${packBody({ html, text, ics })} where id = ${id}`.execute(db);
      }
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
    }
    await sql`alter table mail drop column html, drop column body_text, drop column ics`.execute(db);
  },
};
