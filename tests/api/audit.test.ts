import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { startApi, type ApiRig, type Call } from './rig.ts';

let api: ApiRig;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const project = { name: '石材加工', county: '南安市', stage: 'lead' };
const audit = async (query = '', call: Partial<Call> = {}) =>
  (await api.call({ url: `/api/v1/audit?${query}`, as: 'admin', ...call })).body;
const last = async (query = '') => (await audit(query)).items[0];
const starting = (key: string): Call => ({ method: 'POST', url: '/api/v1/projects', body: project, key });

/** No row of the table can be written until the test is over, as on a full disk. */
/** No place is left, or nobody may write there any more. */
const FULL = '53100';
const FORBIDDEN = '42501';

async function withoutRoom(table: 'audit' | 'command', work: () => Promise<void>, code = FULL): Promise<void> {
  await sql
    .raw(
      `create or replace function no_room() returns trigger language plpgsql as
        $$ begin raise exception 'no room' using errcode = '${code}'; end $$`,
    )
    .execute(api.db);
  await sql
    .raw(`create trigger no_room before insert on ${table} for each row execute function no_room()`)
    .execute(api.db);
  try {
    await work();
  } finally {
    await sql.raw(`drop trigger no_room on ${table}`).execute(api.db);
  }
}

describe('the audit keeps', () => {
  test('a command with who, from where and by which token', async () => {
    const { body } = await api.call({ ...starting('k-start'), headers: { 'x-forwarded-for': '6.6.6.6' } });
    const entry = await last('action=start&kind=project');
    expect(entry).toMatchObject({
      ...{ outcome: 'done', actor: { id: 'coordinator' }, subject: { kind: 'project', id: body.code } },
      // No proxy is trusted here, so its word on the address is not taken.
      ...{ address: '127.0.0.1', means: expect.stringMatching(/^token:[0-9a-f]{16}$/) },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(entry.changes).toContainEqual({ field: expect.stringContaining('name'), old: null, new: '石材加工' });
  });

  test('a refused command, by its codes and places and not by what was typed', async () => {
    const { body } = await api.call({
      method: 'POST',
      url: '/api/v1/projects/P-0000/withdraw',
      body: { reason: '不办了' },
    });
    expect(body.status).toBe(404);
    const started = (await api.call(starting('k-2'))).body;
    expect(started.status).toBe(409);
    expect(await last('outcome=refused')).toMatchObject({
      ...{ action: 'startProject', actor: { id: 'coordinator' }, detail: { status: 409 } },
    });
    expect(JSON.stringify((await last('outcome=refused')).detail)).not.toContain('石材');
  });

  test('who was not let in, and who was not allowed to read', async () => {
    await api.call({ url: '/api/v1/projects', as: null });
    expect(await last()).toMatchObject({
      action: 'listProjects',
      actor: null,
      detail: { status: 401 },
      outcome: 'refused',
    });
    expect((await api.call({ url: '/api/v1/people/handler/tokens', as: 'leader' })).status).toBe(404);
    expect(await last()).toMatchObject({
      ...{ action: 'listTokens', actor: { id: 'leader' }, subject: { kind: 'person', id: 'handler' } },
      detail: { status: 404, errors: [{ code: 'notFound' }] },
    });
  });

  test('what can be no id at all, as far as a database can hold it', async () => {
    const { status } = await api.call({ url: '/api/v1/problems/a%00b', as: 'handler' });
    expect(status).toBe(404);
    expect(await last()).toMatchObject({
      ...{ action: 'getProblem', outcome: 'refused', actor: { id: 'handler' } },
      subject: { kind: 'problem', id: 'a\ufffdb' },
    });
  });

  test('what was taken out, before its first byte left', async () => {
    const { status } = await api.call({ url: '/api/v1/projects/export.csv?county=%E5%8D%97%E5%AE%89%E5%B8%82' });
    expect(status).toBe(200);
    expect(await last()).toMatchObject({ action: 'exportProjectsCsv', outcome: 'done', detail: { taken: true } });
  });

  test('tokens that were issued, settings with old and new, and what is no command', async () => {
    await api.call({ method: 'POST', url: '/api/v1/people/handler/tokens', body: { label: 'x' }, as: 'admin' });
    expect(await last('action=issueToken')).toMatchObject({ actor: { id: 'admin' }, address: '127.0.0.1' });
    const { value } = (await api.call({ url: '/api/v1/settings/problem' })).body;
    const set = { value: { ...value, leadWorkingDays: 9 }, validFrom: '2026-12-01', reason: '市委办通知' };
    const { status } = await api.call({ method: 'PUT', url: '/api/v1/settings/problem', body: set, as: 'admin' });
    expect(status).toBe(200);
    const { changes } = await last('kind=setting');
    expect(JSON.stringify(changes)).toMatch(/leadWorkingDays","old":\w+,"new":9/);
    await api.call({ method: 'POST', url: '/api/v1/rebuild', as: 'admin' });
    expect(await last()).toMatchObject({ action: 'rebuild', outcome: 'done', actor: { id: 'admin' } });
  });

  test('sign-ins, good and bad, and never what was typed', async () => {
    const typed = { user: 'nobody-here', password: 'a wrong password 1', keep: 'secret' };
    const { status } = await api.call({ method: 'POST', url: '/api/v1/session', body: typed, as: null });
    expect(status).toBe(401);
    const entry = await last();
    expect(entry).toMatchObject({ action: 'signInRefused', outcome: 'refused', actor: null, address: '127.0.0.1' });
    expect(JSON.stringify(entry)).not.toMatch(/nobody-here|wrong password/);
  });

  test('secrets of links that were tried', async () => {
    await api.call({ url: `/l/${'A'.repeat(43)}`, as: null });
    const entry = await last();
    expect(entry).toMatchObject({ action: 'openLink', outcome: 'refused', means: expect.stringMatching(/^link:/) });
    expect(JSON.stringify(entry)).not.toContain('AAAA');
  });
});

describe('what cannot be kept is not done', () => {
  const unavailable = { status: 503, body: { code: 'unavailable' } };

  test('a command', async () => {
    const before = await api.rows();
    await withoutRoom('command', async () => {
      expect(await api.call({ ...starting('k-3'), body: { ...project, name: '另一个' } })).toMatchObject(unavailable);
    });
    expect(await api.rows()).toEqual(before);
  });

  test.each([FULL, FORBIDDEN])('a download, a change that is no command, and even a refusal (%s)', async code => {
    const work = async (): Promise<void> => {
      const taken = await api.call({ url: '/api/v1/projects/export.csv' });
      expect(taken).toMatchObject(unavailable);
      expect(taken.headers['content-disposition']).toBeUndefined();
      expect(await api.call({ url: '/api/v1/projects/export.xlsx' })).toMatchObject(unavailable);
      expect(await api.call({ method: 'POST', url: '/api/v1/rebuild', as: 'admin' })).toMatchObject(unavailable);
      expect(await api.call({ url: '/api/v1/people/handler/tokens', as: 'leader' })).toMatchObject(unavailable);
      const typed = { user: 'handler', password: 'not this one at all' };
      expect(await api.call({ method: 'POST', url: '/api/v1/session', as: null, body: typed })).toMatchObject(
        unavailable,
      );
    };
    await withoutRoom('audit', work, code);
  });
});

describe('the audit is read', () => {
  test('by those who may, page by page, the newest first', async () => {
    expect((await api.call({ url: '/api/v1/audit', as: 'handler' })).status).toBe(403);
    const first = await audit('limit=3');
    const second = await audit(`limit=3&cursor=${first.next}`);
    const positions = [...first.items, ...second.items].map(({ position }: { position: number }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => b - a));
    expect(new Set(positions).size).toBe(6);
    expect((await audit('from=2026-11-24')).total).toBe(0);
  });

  test('verified, and against a head that was written down', async () => {
    const verify = async (head = '') =>
      (await api.call({ url: `/api/v1/audit/verification?head=${head}`, as: 'admin' })).body;
    const { head } = (await api.call({ url: '/api/v1/audit/verification', as: 'admin' })).body;
    expect(await verify(head)).toMatchObject({ whole: true, faults: [] });
    expect(await verify(`1:${'0'.repeat(64)}`)).toMatchObject({ whole: false, faults: [{ code: 'headUnknown' }] });
    expect((await verify('x')).code).toBe('badFormat');
  });

  test('and saved, which is kept too', async () => {
    const lines = await api.call({ url: '/api/v1/audit/export.jsonl', as: 'admin' });
    expect([lines.status, lines.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    expect(lines.text.split('\n').length).toBeGreaterThan(10);
    expect(await last()).toMatchObject({ action: 'exportAuditLines', outcome: 'done' });
    const csv = await api.call({ url: '/api/v1/audit/export.csv?to=2026-11-22', as: 'admin' });
    expect([csv.status, csv.text.trim().split('\n').length]).toEqual([200, 1]);
  });
});
