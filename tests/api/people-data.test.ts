import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { packBody, unpackBody } from '../../src/ledger/mail-bodies.ts';
import { erasing, ERASED_NAME } from '../../src/ledger/erase-person.ts';
import { issueToken } from '../../src/ledger/tokens.ts';
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
/** By somebody who has no token of the rig. */
const tokenOf = (id: string): Promise<string> => issueToken(api.db, id, { label: '本人', atMs: at(NOW) });
const dataAs = async (id: string, token: string) => {
  const headers = { authorization: `Bearer ${token}` };
  return (await api.call({ url: `/api/v1/people/${id}/data`, as: null, headers })).body;
};
const erase = (id: string, key?: string) =>
  api.call({
    ...{ method: 'POST', url: `/api/v1/people/${id}/erase`, body: { reason: '本人申请' }, as: 'admin' },
    ...(key ? { key } : {}),
  });

const post = (path: string, body: object, as: 'admin' | 'coordinator' = 'coordinator') =>
  api.call({ method: 'POST', url: `/api/v1/${path}`, body, as });

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
      // That there was one; what it says is not for administrators, here as elsewhere.
      mails: [{ id: 'm-own', subject: null, text: null }],
      history: [{ data: { unitId: 'land', roles: ['departmentHandler'] } }],
    });
    const own = await dataAs('bu', await tokenOf('bu'));
    expect(own.mails).toMatchObject([{ subject: '请卜藏生处理', text: '请卜藏生处理' }]);
    // Of whom he may not know anything he is not even told that he is there.
    expect((await dataOf('bu', 'handler')).status).toBe(404);
    expect((await dataOf('handler', 'handler')).status).toBe(200);
    const { items } = (await api.call({ url: '/api/v1/audit?action=exportPerson&outcome=done', as: 'admin' })).body;
    expect(items[0]).toMatchObject({ actor: { id: 'handler' }, subject: { kind: 'person', id: 'handler' } });
    expect((await dataOf('nobody')).status).toBe(404);
  });
});

/** What somebody has left behind everywhere, under his name and others'. */
async function leaveTraces(): Promise<void> {
  await sql`update series set attendee_ids = array['bu', 'handler'] where id = 'weekly'`.execute(api.db);
  await sql`update entity set state = jsonb_set(state, '{attendeeIds}', '["bu", "handler"]')
    where kind = 'series' and id = 'weekly'`.execute(api.db);
  await post('series/weekly/trigger', {});
  const answer = (person: string, body: object) => post('meetings/weekly/2026-11-30/answer', { person, ...body });
  expect((await answer('bu', { response: 'deputy', deputy: '王小明', note: '住院检查' })).status).toBe(200);
  expect((await answer('handler', { response: 'deputy', deputy: '卜藏生', note: '请卜藏生龙转达' })).status).toBe(200);
  const away = { from: '2026-12-01', to: '2026-12-02', reason: '家事' };
  expect((await post('people/bu/absences', { ...away, deputy: 'handler' })).status).toBe(201);
  expect((await post('people/handler/absences', { ...away, deputy: 'bu' })).status).toBe(201);
  const at_ = new Date(at(NOW));
  const reported = { action: 'failed', status: '5.1.1', hard: true, reported_at: at_, reported_by: 'admin' };
  await api.db
    .insertInto('bounce')
    .values({
      ...{ hash: 'b'.repeat(64), mail_id: 'm-own', address: 'bu@planted.example', ...reported },
      diagnostic: '550 <bu@planted.example> unknown',
    })
    .execute();
  const identity = { issuer: 'https://login.example', subject: 'subject-of-bu', person_id: 'bu', bound_at: at_ };
  await api.db.insertInto('identity').values(identity).execute();
  const view = { id: '0f0c8a52', person_id: 'bu', list: 'projects', name: '家乡的项目', query: 'q=1', kept_at: at_ };
  await api.db.insertInto('kept_view').values(view).execute();
  expect((await post('people/bu/account-link', { by: 'hand' }, 'admin')).status).toBe(201);
}

describe('what is held of a person, all of it', () => {
  test('has his answers to invitations, absences both ways, bounces, and who he is to a provider', async () => {
    await leaveTraces();
    const { body } = await dataOf('bu');
    expect(body).toMatchObject({
      invitations: [
        {
          meeting: 'weekly/2026-11-30',
          response: 'deputy',
          deputy: '王小明',
          // Why he does not come is for him and for who runs the meeting.
          note: '…',
          enteredBy: 'coordinator',
        },
      ],
      absences: [{ deputy: 'handler', from: '2026-12-01', to: '2026-12-02', reason: '家事', endedAt: null }],
      standsInFor: [{ person: 'handler', from: '2026-12-01', to: '2026-12-02', endedAt: null }],
      bounces: [{ mail: 'm-own', address: 'bu@planted.example', status: '5.1.1', hard: true }],
      views: [{ list: 'projects', name: '家乡的项目', query: 'q=1' }],
      identities: [{ issuer: 'https://login.example', subject: 'subject-of-bu' }],
      accountLinks: [{ purpose: 'invitation', madeBy: 'admin', usedAt: null }],
      passwordSince: null,
    });
    expect((await dataAs('bu', await tokenOf('bu'))).invitations).toMatchObject([{ note: '住院检查' }]);
    // Why the other is away is the other's.
    expect(body.standsInFor[0]).not.toHaveProperty('reason');
    expect((await dataOf('nobody')).status).toBe(404);
  });

  test('leaves no table out that names people by their id', async () => {
    const { rows } = await sql<{ at: string }>`select table_name || '.' || column_name as at
      from information_schema.columns where table_schema = 'public' and column_name in ('person_id', 'deputy_id')
      order by 1`.execute(api.db);
    expect(rows.map(row => row.at)).toEqual([...GIVEN, ...NOT_HIS].sort());
  });
});

/** What `people export` reads. */
const GIVEN = [
  ...['absence.deputy_id', 'absence.person_id', 'account_link.person_id', 'calendar_feed.person_id'],
  'kept_view.person_id',
  ...['credential.person_id', 'identity.person_id', 'link.person_id', 'mail.person_id', 'mail_mute.person_id'],
  ...['meeting_answer.person_id', 'passkey.person_id', 'session.person_id', 'token.person_id', 'totp.person_id'],
];
/** Hashes alone, or work of the office that he was given, which stands in its histories. */
const NOT_HIS = [
  ...['former_password.person_id', 'mute_link.person_id', 'recovery_code.person_id'],
  ...['meeting_decision.person_id', 'whistle_department.person_id'],
];

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
    await sql`update series set attendee_ids = array['handler'] where id = 'weekly'`.execute(api.db);
    await mail('m-other', 'handler', '主办人卜藏生（bu@planted.example），分办卜藏生龙');
    expect((await api.call({ method: 'POST', url: '/api/v1/people/bu/erase', body: { reason: 'x' } })).status).toBe(
      403,
    );
    const { status, body } = await erase('bu', 'k-erase');
    expect([status, body]).toEqual([200, { id: 'bu', replayed: false }]);
    const text = await dump();
    expect(text.replaceAll('卜藏生龙', '')).not.toContain('卜藏生');
    expect(text).not.toContain('bu@planted');
    expect(text).not.toMatch(/王小明|住院检查|subject-of-bu|家乡的项目/);
    const { rows: answers } = await sql<object>`select * from meeting_answer order by person_id`.execute(api.db);
    expect(answers).toMatchObject([
      { person_id: 'bu', deputy: ERASED_NAME, note: ERASED_NAME },
      { person_id: 'handler', deputy: ERASED_NAME, note: '请卜藏生龙转达' },
    ]);
    expect(text).toContain(`主办人${ERASED_NAME}（${ERASED_NAME}），分办卜藏生龙`);
    const person = (await api.call({ url: '/api/v1/people/bu' })).body;
    expect(person).toMatchObject({ id: 'bu', name: ERASED_NAME, title: null, address: null, roles: [], active: false });
    // What goes along with a mail to somebody else is not lost with the name in it.
    const other = await api.db.selectFrom('mail').select('body').where('id', '=', 'm-other').executeTakeFirstOrThrow();
    expect(unpackBody(other.body as Buffer).files).toEqual(FILES);
    const own = await api.db.selectFrom('mail').selectAll().where('id', '=', 'm-own').executeTakeFirstOrThrow();
    expect(own).toMatchObject({ body: null, subject: null, to_address: '', state: 'sent' });
    const tokens = await api.db.selectFrom('token').selectAll().where('person_id', '=', 'bu').execute();
    expect(tokens.length).toBeGreaterThan(1);
    expect(tokens.filter(({ revoked_at }) => revoked_at === null)).toEqual([]);
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
