import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Migrator, sql } from 'kysely';
import { openDatabase } from '../../src/ledger/database.ts';
import { MIGRATIONS } from '../../src/ledger/migrate.ts';
import { mailById } from '../../src/ledger/reads/mails.ts';
import { DATABASES, type TestDatabases } from './databases.ts';

describe.each(DATABASES)('the bodies of mails ($name)', ({ start }) => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases.stop());

  test('that were stored as text are packed by the migration, and say the same', async () => {
    const { pool, close } = await databases.pool();
    const db = openDatabase(pool);
    const provider = { getMigrations: () => Promise.resolve(MIGRATIONS) };
    const migrator = new Migrator({ db, provider });
    expect((await migrator.migrateTo('0008-mail-bodies')).error).toBeUndefined();
    const text = '【我的项目】腾云 "硬科技" \\ 项目\n'.repeat(500);
    for (const [id, body] of [
      ['rendered', text],
      ['waiting', null],
    ] as const) {
      await sql`insert into mail
        (id, dedupe_key, kind, slot, person_id, to_name, to_address, policy, state, html, body_text, ics, created_at, changed_at)
        values (${id}, ${id}, 'plan-warning', 's', 'p', '林晓', 'lin@nanan.example', 'resend', 'pending',
          ${body && `<p>${body}</p>`}, ${body}, ${body && 'BEGIN:VCALENDAR'}, now(), now())`.execute(db);
    }
    expect((await migrator.migrateToLatest()).error).toBeUndefined();
    expect(await mailById(db, 'rendered')).toMatchObject({ html: `<p>${text}</p>`, text, ics: 'BEGIN:VCALENDAR' });
    expect(await mailById(db, 'waiting')).toMatchObject({ html: null, text: null, ics: null });
    await close();
  });
});
