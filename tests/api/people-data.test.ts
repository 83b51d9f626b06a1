import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { packBody, unpackBody } from '../../src/ledger/mail-bodies.ts';
import { erasing, ERASED_NAME } from '../../src/ledger/erase-person.ts';
import { at, NOW } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

const FILES = [{ name: '纪要.docx', type: 'application/octet-stream', sha256: '0'.repeat(64) }];
let api: ApiRig;
beforeAll(async () => {
  api = await startApi();
  for (const [id, name] of [
    ['bu', '卜藏生'],
    ['bulong', '卜藏生龙'],
    ['busy', '忙人'],
  ] as const) {
    const body = { name, title: '科长', address: `${id}@planted.example`, unit: 'land', roles: ['departmentHandler'] };
    expect((await api.call({ method: 'PUT', url: `/api/v1/people/${id}`, body, as: 'admin' })).status).toBe(200);
  }
});
afterAll(() => api.stop());

const dataOf = (id: string, as: 'admin' | 'handler' = 'admin') => api.call({ url: `/api/v1/people/${id}/data`, as });
const erase = (id: string, key?: string) =>
  api.call({
    ...{ method: 'POST', url: `/api/v1/people/${id}/erase`, body: { reason: '本人申请' }, as: 'admin' },
    ...(key ? { key } : {}),
  });

/** A mail as the mailroom leaves it. */
const mail = async (id: string, personId: string, text: string): Promise<void> => {
  await api.db
    .insertInto('mail')
    .values({
      ...{ id, dedupe_key: id, kind: 'problem-notice', slot: id, person_id: personId, policy: 'resend', state: 'sent' },
      ...{ to_name: personId, to_address: `${personId}@planted.example`, subject: text, attempts: 1, doubts: 0 },
      body: packBody({ html: `<p>${text}</p>`, text, ics: null, files: FILES }),
      ...{ message_id: null, date_ms: null, not_before: null, expires_at: null, lease_until: null, last_reply: null },
      ...{ created_at: new Date(at(NOW)), changed_at: new Date(at(NOW)), sent_at: null, resent_at: null },
      ...{ resent_by: null, released_at: null, released_by: null },
    })
    .execute();
  await sql`insert into mail_item (mail_id, entity_kind, entity_id, data) values (${id}, 'problem', 'D-1', ${JSON.stringify({ who: text })})`.execute(
    api.db,
  );
};

/** Every table as text, bodies of mails unpacked. */
async function dump(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(api.db);
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ t: string }>`select t::text as t from ${sql.table(name)} t`.execute(api.db);
    parts.push(...rows.map(({ t }) => `${name} ${t}`));
  }
  for (const { body } of await api.db.selectFrom('mail').select('body').execute()) {
    if (body) parts.push(JSON.stringify(unpackBody(body)));
  }
  return parts.join('\n');
}

describe('what is held of a person', () => {
  test('is given to himself and to administrators, and that it was is kept', async () => {
    await api.call({ method: 'POST', url: '/api/v1/people/bu/tokens', body: { label: '办公室' }, as: 'admin' });
    await mail('m-own', 'bu', '请卜藏生处理');
    const { status, body, headers } = await dataOf('bu');
    expect(status).toBe(200);
    expect(headers['content-disposition']).toContain('bu.json');
    expect(body).toMatchObject({
      person: { id: 'bu', name: '卜藏生', address: 'bu@planted.example' },
      tokens: [{ label: '办公室' }],
      mails: [{ subject: '请卜藏生处理', text: '请卜藏生处理' }],
      history: [{ data: { unitId: 'land', roles: ['departmentHandler'] } }],
    });
    // Of whom he may not know anything he is not even told that he is there.
    expect((await dataOf('bu', 'handler')).status).toBe(404);
    expect((await dataOf('handler', 'handler')).status).toBe(200);
    const { items } = (await api.call({ url: '/api/v1/audit?action=exportPerson&outcome=done', as: 'admin' })).body;
    expect(items[0]).toMatchObject({ actor: { id: 'handler' }, subject: { kind: 'person', id: 'handler' } });
    expect((await dataOf('nobody')).status).toBe(404);
  });
});

describe('erasing a person', () => {
  test('is refused while he has open tasks, which are named', async () => {
    const series = { kind: 'series', id: 'weekly' };
    await sql`update series set attendee_ids = array_append(attendee_ids, 'busy') where id = ${series.id}`.execute(
      api.db,
    );
    const before = await dump();
    const { status, body } = await erase('busy');
    expect([status, body.code]).toEqual([409, 'personHasTasks']);
    expect(body.errors[0].params).toEqual({ list: ['series weekly'], total: 1 });
    const last = await erase('admin');
    expect(last.body.errors[0].params.list).toEqual(['role administrator']);
    expect(last.body.detail).toContain('role administrator');
    const without = (text: string) => text.split('\n').filter(line => !/^audit(_number|_counter)? /.test(line));
    expect(without(await dump())).toEqual(without(before));
  });

  test('takes him out of his row, of mails to him and of mails to others; another of a longer name stays', async () => {
    await mail('m-other', 'handler', '主办人卜藏生（bu@planted.example），分办卜藏生龙');
    expect((await api.call({ method: 'POST', url: '/api/v1/people/bu/erase', body: { reason: 'x' } })).status).toBe(
      403,
    );
    const { status, body } = await erase('bu', 'k-erase');
    expect([status, body]).toEqual([200, { id: 'bu', replayed: false }]);
    const text = await dump();
    expect(text.replaceAll('卜藏生龙', '')).not.toContain('卜藏生');
    expect(text).not.toContain('bu@planted');
    expect(text).toContain(`主办人${ERASED_NAME}（${ERASED_NAME}），分办卜藏生龙`);
    const person = (await api.call({ url: '/api/v1/people/bu' })).body;
    expect(person).toMatchObject({ id: 'bu', name: ERASED_NAME, title: null, address: null, roles: [], active: false });
    // What goes along with a mail to somebody else is not lost with the name in it.
    const other = await api.db.selectFrom('mail').select('body').where('id', '=', 'm-other').executeTakeFirstOrThrow();
    expect(unpackBody(other.body as Buffer).files).toEqual(FILES);
    const own = await api.db.selectFrom('mail').selectAll().where('id', '=', 'm-own').executeTakeFirstOrThrow();
    expect(own).toMatchObject({ body: null, subject: null, to_address: '', state: 'sent' });
    const { revoked_at } = await api.db
      .selectFrom('token')
      .selectAll()
      .where('person_id', '=', 'bu')
      .executeTakeFirstOrThrow();
    expect(revoked_at).not.toBeNull();
  });

  test('happens once, stays in the audit by his id, and leaves the chain whole', async () => {
    expect((await erase('bu', 'k-erase')).body).toEqual({ id: 'bu', replayed: true });
    const { items } = (await api.call({ url: '/api/v1/audit?kind=person&id=bu&action=erasePerson', as: 'admin' })).body;
    expect(items.filter(({ outcome }: { outcome: string }) => outcome === 'done')).toHaveLength(1);
    expect((await api.call({ url: '/api/v1/audit/verification', as: 'admin' })).body).toMatchObject({ whole: true });
  });

  test('knows a name from a longer one, and takes signs as they are', () => {
    const without = erasing({ name: 'A.B', address: 'a+b@x.example', longer: ['A.BC'] });
    expect(without('A.B AxB A.BC a+b@x.example aab@x.example')).toBe(
      `${ERASED_NAME} AxB A.BC ${ERASED_NAME} aab@x.example`,
    );
  });
});
