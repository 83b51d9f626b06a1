import { sql, type Kysely, type Migration } from 'kysely';
import { projectInitials } from '../projections/projects.ts';

interface Named {
  code: string;
  name: string;
  investor: string | null;
}

const AT_ONCE = 1_000;

/** Projects are found by the pinyin initials of their name and their investor too. */
export const initials: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table project add column initials text not null default ''`.execute(db);
    for (let after = ''; ;) {
      const { rows } = await sql<Named>`select code, name, investor from project
        where code > ${after} order by code limit ${AT_ONCE}`.execute(db);
      const last = rows.at(-1);
      if (!last) break;
      const written = rows.map(row => ({ code: row.code, initials: projectInitials(row) }));
      await sql`update project set initials = given.initials
        from json_to_recordset(${JSON.stringify(written)}::json) as given(code text, initials text)
        where project.code = given.code`.execute(db);
      after = last.code;
    }
  },
};
