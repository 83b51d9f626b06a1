import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openFilledOffice, type FilledOffice } from './filled-office.ts';
import type { ApiRig } from './rig.ts';

let office: FilledOffice;
beforeAll(async () => {
  office = await openFilledOffice();
});
afterAll(() => office?.rig.stop());

/**
 * When a token was last used; that somebody was refused or took a file, which the audit keeps, and that it was sealed before it was read.
 * Nothing else.
 */
const MAY_MOVE: ReadonlySet<string> = new Set(['token', 'audit', 'audit_number', 'audit_counter', 'audit_seal']);

/** What every table holds, as one number each: also a row that was only altered is seen. */
async function contents({ db }: ApiRig): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
  const held: Record<string, string> = {};
  for (const { name } of tables.filter(table => !MAY_MOVE.has(table.name))) {
    const { rows } = await sql<{ is: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\n' order by t::text)), '') as is
      from ${sql.table(name)} t`.execute(db);
    held[name] = rows[0]?.is ?? '';
  }
  return held;
}

describe('no GET changes anything', () => {
  test('of whatever route, by whomever, with whatever a browser or a mail scanner sends', async () => {
    const { rig, readable } = office;
    const patterns = rig.app.knownRoutes.filter(({ method }) => method === 'GET').map(({ url }) => url);
    expect(patterns.length).toBeGreaterThan(90);
    const before = await contents(rig);
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['event', 'command', 'mail', 'project', 'link']));
    const statuses = new Map<string, number>();
    for (const pattern of patterns) {
      const url = readable(pattern);
      for (const as of ['admin', 'coordinator', null] as const) {
        const { status } = await rig.call({ url, as, headers: { cookie: 'session=x', 'idempotency-key': 'a-key' } });
        statuses.set(pattern, Math.min(status, statuses.get(pattern) ?? status));
        // A letter of the mailbox and a file of the documentation may be missing here; nothing may fail.
        expect({ url, failed: status >= 500 }).toEqual({ url, failed: false });
      }
      await rig.app.inject({ method: 'HEAD', url, headers: { authorization: `Bearer ${rig.tokens.admin}` } });
      await rig.app.inject({ method: 'OPTIONS', url });
    }
    expect(await contents(rig)).toEqual(before);
    // It says something only where most of them found what they look for.
    const found = [...statuses.values()].filter(status => status < 400).length;
    expect({ found, of: statuses.size, enough: found / statuses.size > 0.75 }).toMatchObject({ enough: true });
  });

  test('nor does a page of a link, in whatever state', async () => {
    const { rig, pages } = office;
    const before = await contents(rig);
    for (const url of Object.values(pages)) {
      await rig.call({ url, as: null });
      await rig.call({
        url: `${url}${url.includes('?') ? '&' : '?'}text=x&nextOn=2026-12-01&about=answerProblem+Q-1`,
        as: null,
      });
    }
    expect(await contents(rig)).toEqual(before);
  });
});
