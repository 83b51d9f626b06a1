import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { at, makeEnvelope, NOW } from '../support/make.ts';
import { letterPath } from '../../src/api/mailbox-keys.ts';
import { letterBox, startApi, type ApiRig, type Call } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi({ mailbox: letterBox });
});
afterAll(() => rig.stop());

const post = (url: string, body: unknown, more: Partial<Call> = {}) => rig.call({ method: 'POST', url, body, ...more });
const put = (url: string, body: unknown, more: Partial<Call> = {}) =>
  rig.call({ method: 'PUT', url, body, as: 'admin', ...more });
const get = (url: string, more: Partial<Call> = {}) => rig.call({ url, ...more });

describe('a problem over HTTP', () => {
  const PROBLEM = '/api/v1/problems/Q-2026-0001';
  const evidence = [{ kind: '批复', number: '泉自然资〔2026〕1号', link: 'https://example.org/a' }];

  test('is raised, assigned, answered, resolved, and closed by a supervision team only', async () => {
    const raised = await post('/api/v1/problems', {
      title: '缺地',
      county: '鲤城区',
      category: 'land',
      source: 'meeting',
    });
    expect(raised.status).toBe(201);
    expect(raised.body).toMatchObject({ code: 'Q-2026-0001', state: 'raised', dueAt: '2026-11-23T17:30:00.000+08:00' });
    const assigned = await post(`${PROBLEM}/assign`, { leadUnit: 'land', coUnits: ['approvals'], handler: 'handler' });
    expect(assigned.body).toMatchObject({
      state: 'assigned',
      leadUnit: 'land',
      coUnits: ['approvals'],
      handler: 'handler',
    });
    expect(
      (await post(`${PROBLEM}/answer`, { text: '正在报批', nextOn: '2026-11-30' }, { as: 'handler' })).body.state,
    ).toBe('handling');
    const resolved = await post(`${PROBLEM}/resolve`, { result: '指标已下达', evidence }, { as: 'handler' });
    expect(resolved.body).toMatchObject({
      state: 'resolved',
      dueAt: null,
      solution: { solverId: 'handler', evidence },
    });

    const twice = await post(`${PROBLEM}/resolve`, { result: '另一说法', evidence }, { as: 'handler' });
    expect(twice.body.errors).toMatchObject([
      { code: 'problemNotIn', params: { solver: 'handler', result: '指标已下达' } },
    ]);
    const bySolver = await post(`${PROBLEM}/verify`, { accepted: true }, { as: 'handler', lang: 'zh' });
    expect([bySolver.status, bySolver.body.code]).toEqual([403, 'notAllowed']);
    expect((await post(`${PROBLEM}/verify`, { accepted: false }, { as: 'inspector' })).body.errors[0].field).toBe(
      'reason',
    );
    const back = await post(`${PROBLEM}/verify`, { accepted: false, reason: '未到位' }, { as: 'inspector' });
    const rejected = { by: 'inspector', reason: '未到位' };
    expect(back.body).toMatchObject({ state: 'handling', rejections: 1, rejected });
    expect((await get(PROBLEM)).body).toMatchObject({ rejected, rejectedByName: 'inspector' });
    await post(`${PROBLEM}/resolve`, { result: '已到位', evidence }, { as: 'handler' });
    const closed = await post(`${PROBLEM}/verify`, { accepted: true }, { as: 'inspector' });
    expect(closed.body).toMatchObject({ state: 'closed', verifiedBy: 'inspector', rejected: null });
    expect((await post(`${PROBLEM}/withdraw`, { reason: 'x' })).body.code).toBe('problemNotIn');
    const { items } = (await get(`${PROBLEM}/events`)).body;
    expect(items.map(({ type }: { type: string }) => type)).toEqual([
      ...['raised', 'assigned', 'answered', 'resolved', 'rejected', 'resolved', 'promiseKept', 'closed'],
    ]);
    // Closed, it waits for its look-back.
    expect((await get(`${PROBLEM}/waiting`)).body).toMatchObject({ running: true, status: 'closed' });
  });

  test('is found by state, unit, county and whether it is overdue', async () => {
    await rig.ledger.commit([
      makeEnvelope('unit', 'jinjiang', { type: 'define', unit: { name: '晋江市', kind: 'county', county: '晋江市' } }),
    ]);
    await post('/api/v1/problems', { title: '用电', county: '晋江市', category: 'utilities', source: 'firm' });
    const codes = async (query: string) =>
      (await get(`/api/v1/problems?${query}`)).body.items.map(({ code }: { code: string }) => code);
    expect(await codes('limit=10')).toEqual(['Q-2026-0002', 'Q-2026-0001']);
    expect(await codes('state=closed')).toEqual(['Q-2026-0001']);
    expect(await codes('unit=approvals')).toEqual(['Q-2026-0001']);
    expect(await codes(`county=${encodeURIComponent('晋江市')}`)).toEqual(['Q-2026-0002']);
    expect(await codes('overdue=true')).toEqual([]);
    expect(await codes('overdue=false')).toHaveLength(2);
  });

  test('leads to what was split from it, and that one back', async () => {
    const half = { title: '用气', splitFrom: 'Q-2026-0002', county: '晋江市', category: 'utilities', source: 'firm' };
    const { code } = (await post('/api/v1/problems', half)).body;
    expect((await get('/api/v1/problems/Q-2026-0002')).body).toMatchObject({ splitFrom: null, splitInto: [code] });
    expect((await get(`/api/v1/problems/${code}`)).body).toMatchObject({ splitFrom: 'Q-2026-0002', splitInto: [] });
  });

  test('says of a unit or a person that it does not know which field named them', async () => {
    const assign = (body: object) => post('/api/v1/problems/Q-2026-0002/assign', body);
    expect((await assign({ leadUnit: 'nowhere' })).body).toMatchObject({ status: 422, code: 'unitNotFound' });
    expect((await assign({ leadUnit: 'land', handler: 'nobody' })).body).toMatchObject({ code: 'personNotFound' });
    expect((await assign({ leadUnit: 'land', handler: 'clerk' })).body).toMatchObject({ code: 'handlerOutsideUnit' });
  });

  test('has the names of its project, people and units beside their ids when it is read alone', async () => {
    await put('/api/v1/units/harbour', { name: '港务局', kind: 'department' });
    await put('/api/v1/people/gu', { name: '顾海', unit: 'harbour', roles: ['departmentHandler'] });
    await post('/api/v1/projects', { code: 'QZ-9', name: '海丝物流港' });
    const facts = { title: '岸线未批', project: 'QZ-9', category: 'approvals', source: 'meeting' };
    const { code } = (await post('/api/v1/problems', facts)).body;
    const assigned = await post(`/api/v1/problems/${code}/assign`, {
      leadUnit: 'harbour',
      coUnits: ['land', 'approvals'],
      handler: 'gu',
    });
    expect(assigned.body).toMatchObject({ leadUnit: 'harbour', handler: 'gu' });
    expect((await get(`/api/v1/problems/${code}`)).body).toMatchObject({
      ...{ project: 'QZ-9', projectName: '海丝物流港', leadUnit: 'harbour', leadUnitName: '港务局' },
      ...{ coUnits: ['land', 'approvals'], coUnitNames: ['land', 'approvals'], handler: 'gu', handlerName: '顾海' },
      ...{ partUnitNames: ['land', 'approvals'], splitUnitNames: [], objectionByName: null, extensionByName: null },
      ...{ raisedBy: 'coordinator', raisedByName: 'coordinator', verifiedByName: null, solution: null },
    });
    expect((await get(PROBLEM)).body).toMatchObject({
      ...{ project: null, projectName: null, verifiedBy: 'inspector', verifiedByName: 'inspector' },
      solution: { solverId: 'handler', solverName: 'handler', solverUnitId: 'land', solverUnitName: 'land' },
    });
  });
});

describe('units, people and tokens', () => {
  const LIN = { name: '林晓', title: '科长', address: 'lin@Nanan.example', unit: 'nanan', roles: ['countyReporter'] };

  test('are defined by an administrator', async () => {
    const unit = await put('/api/v1/units/nanan', { name: '南安市', kind: 'county', county: '南安市' });
    expect(unit.body).toMatchObject({ id: 'nanan', kind: 'county', command: { events: ['defined'] } });
    const person = await put('/api/v1/people/lin', LIN);
    expect(person.body).toMatchObject({ id: 'lin', unit: 'nanan', address: 'lin@nanan.example', active: true });
    expect((await put('/api/v1/people/lin', { ...LIN, unit: 'nowhere' })).body.code).toBe('unitNotFound');
    expect((await get('/api/v1/people?unit=nanan')).body.items).toHaveLength(1);
    expect((await get('/api/v1/people?role=supervisionTeam')).body.items).toHaveLength(1);
    expect((await get('/api/v1/units?kind=county')).body.total).toBe(3);
  });

  test('a token opens for its person, is shown once, and is gone when revoked', async () => {
    const issued = await post('/api/v1/people/lin/tokens', { label: 'CLI' }, { as: 'admin', key: 'token' });
    expect(issued.status).toBe(201);
    const me = () => get('/api/v1/me', { as: null, headers: { authorization: `Bearer ${issued.body.token}` } });
    expect((await me()).body).toEqual({ id: 'lin', name: '林晓', unit: 'nanan', roles: ['countyReporter'] });

    const again = await post('/api/v1/people/lin/tokens', { label: 'CLI' }, { as: 'admin', key: 'token' });
    expect(again.body).toEqual({ ...issued.body, token: null, lastUsedAt: '2026-11-23T10:00:00.000+08:00' });
    expect(again.headers['idempotent-replayed']).toBe('true');
    const tokens = await get('/api/v1/people/lin/tokens', { as: 'admin' });
    expect(tokens.body.items).toHaveLength(1);
    expect(tokens.text).not.toContain(issued.body.token);

    const url = `/api/v1/people/lin/tokens/${issued.body.id}`;
    expect((await rig.call({ method: 'DELETE', url, as: 'admin' })).body.revokedAt).toBe(
      '2026-11-23T10:00:00.000+08:00',
    );
    expect((await me()).status).toBe(401);
    expect((await rig.call({ method: 'DELETE', url: `${url}0`, as: 'admin' })).status).toBe(404);
  });

  test('nobody takes a token of somebody else, and a person who has left has none', async () => {
    expect((await post('/api/v1/people/admin/tokens', { label: 'x' })).status).toBe(403);
    const own = await post('/api/v1/people/coordinator/tokens', { label: 'x' });
    const asked = () => get('/api/v1/me', { as: null, headers: { authorization: `Bearer ${own.body.token}` } });
    expect((await asked()).status).toBe(200);
    await put('/api/v1/people/coordinator', { name: 'c', unit: 'office', roles: ['coordinator'], active: false });
    expect((await asked()).status).toBe(401);
    await put('/api/v1/people/coordinator', { name: 'c', unit: 'office', roles: ['coordinator'] });
    expect((await asked()).status).toBe(200);
  });

  test('two tokens asked for at once with one key are one', async () => {
    const ask = () => post('/api/v1/people/handler/tokens', { label: 'twice' }, { as: 'admin', key: 'token-twice' });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers.filter(({ body }) => body.token !== null)).toHaveLength(1);
  });
});

describe('series, meetings and mails', () => {
  const WEEKLY = {
    name: '周调度会',
    weekday: 1,
    time: '09:00',
    venue: '三楼',
    chair: 'leader',
    attendees: ['handler', 'reporter'],
  };

  test('a series is defined whole, paused and resumed', async () => {
    const defined = await put('/api/v1/series/city', WEEKLY, { as: 'coordinator' });
    expect(defined.body).toMatchObject({
      id: 'city',
      status: 'running',
      durationMinutes: 120,
      holidayRule: 'previousWorkday',
    });
    expect((await post('/api/v1/series/city/pause', { reason: '春节' })).body.status).toBe('paused');
    expect((await post('/api/v1/series/city/resume', undefined)).body.status).toBe('running');
    expect((await get('/api/v1/series')).body.items.map(({ id }: { id: string }) => id)).toEqual(['city', 'weekly']);
    const again = (more: object) => put('/api/v1/series/city', { ...WEEKLY, ...more }, { as: 'coordinator' });
    expect((await again({ attendees: ['offline'] })).body.code).toBe('attendeeWithoutAddress');
    expect((await again({ time: '9:00' })).body).toMatchObject({
      code: 'badFormat',
      status: 400,
    });
    // A series without themes leaves them out: a list that is empty was meant to say something.
    const empty = await again({ themes: [] });
    expect([empty.status, empty.body.errors]).toMatchObject([400, [{ field: 'themes', code: 'noThemes' }]]);
    const without = await again({});
    expect([without.status, without.body.themes]).toEqual([200, []]);
    expect((await get('/api/v1/series/none')).status).toBe(404);
  });

  test('the next meeting is called now, once a key, and its mails wait in the outbox', async () => {
    const called = await post('/api/v1/series/weekly/trigger', undefined, { key: 'now' });
    expect(called.status).toBe(200);
    expect(called.body).toMatchObject({
      id: 'weekly/2026-11-30',
      startAt: '2026-11-30T09:00:00.000+08:00',
      status: 'planned',
    });
    const again = await post('/api/v1/series/weekly/trigger', {}, { key: 'now' });
    expect(again.body.command).toMatchObject({ replayed: true });
    expect((await post('/api/v1/series/none/trigger', {})).body).toMatchObject({ status: 404, code: 'seriesNotFound' });

    const meeting = await get('/api/v1/meetings/weekly/2026-11-30');
    expect(meeting.body.mails.map(({ person }: { person: string }) => person).sort()).toEqual(['handler', 'reporter']);
    expect(meeting.body).toMatchObject({ mailsTotal: 2, seriesName: '周调度', chairName: expect.stringMatching(/^c/) });
    expect((await get('/api/v1/meetings?series=weekly')).body.total).toBe(1);
    expect((await get('/api/v1/meetings?status=held')).body.total).toBe(0);

    const mails = await get('/api/v1/mails?state=pending&kind=meeting-reminder&person=handler');
    expect(mails.body.items).toMatchObject([
      { to: 'handler@example.org', state: 'pending', slot: 'weekly/2026-11-30/reminder' },
    ]);
    const { id } = mails.body.items[0];
    const mail = await get(`/api/v1/mails/${encodeURIComponent(id)}`);
    expect(mail.body).toMatchObject({ id, html: null, items: [{ kind: 'meeting', id: 'weekly/2026-11-30' }] });
    expect((await get(`/api/v1/mails/${encodeURIComponent(id)}/invitation.ics`)).status).toBe(404);
  });

  test('mails are paged, also those of one instant', async () => {
    const first = await get('/api/v1/mails?kind=meeting-reminder&limit=1');
    const second = await get(`/api/v1/mails?kind=meeting-reminder&limit=1&cursor=${first.body.next}`);
    expect(first.body.total).toBe(2);
    expect(second.body.next).toBeNull();
    expect(first.body.items[0].id).not.toBe(second.body.items[0].id);
  });
});

describe('the development mailbox', () => {
  test('is listed', async () => {
    const page = await get('/api/v1/mailbox?limit=2');
    expect(page.body.items.map(({ id }: { id: string }) => id)).toEqual(['l3', 'l2']);
    expect(page.body.items[0]).toMatchObject({ at: '2026-11-23T10:00:00.000+08:00', to: ['reporter@example.org'] });
    const rest = await get(`/api/v1/mailbox?limit=2&cursor=${page.body.next}`);
    expect(rest.body).toMatchObject({ items: [{ id: 'l1' }], total: 3, next: null });
    expect((await get('/api/v1/mailbox/none')).status).toBe(404);
  });

  test('hands out no letter with what its links open by: that is for whom it was written to', async () => {
    const { body } = await get('/api/v1/mailbox/l1');
    expect(body).toMatchObject({ id: 'l1', text: '你好 https://dispatch.example/l/…', attachments: [] });
    expect(JSON.stringify(body)).not.toMatch(/\/l\/\w|key=/);
  });

  test('a letter opens whole in a browser by its own address, and can do nothing there', async () => {
    const page = await get(letterPath('l1'), { as: null });
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect(page.text).toContain(`/l/${'A'.repeat(43)}`);
    expect((await get(letterPath('l1').replace('l1', 'l2'), { as: null })).status).toBe(404);
    expect((await get('/api/v1/mailbox/l1/page?key=x', { as: null })).status).toBe(404);
  });
});

describe('the system', () => {
  test('tells its schedules, settings and that it is there', async () => {
    expect((await get('/api/v1/schedules')).body).toMatchObject({
      total: 1,
      items: [{ id: 'series/weekly', action: 'create' }],
    });
    expect((await post('/api/v1/schedules/apply', {})).status).toBe(200);
    expect((await get('/api/v1/settings')).body).toMatchObject({
      day: '2026-11-23',
      settings: { problem: { leadWorkingDays: 7 } },
    });
    expect((await post('/api/v1/rebuild', {})).status).toBe(403);
    expect((await post('/api/v1/rebuild', {}, { as: 'admin' })).body).toEqual({ started: 0, running: 3 });
    expect((await get('/api/health', { as: null })).body).toEqual({ status: 'ok', version: '0.0.0' });
    expect((await get('/api/ready', { as: null })).body).toMatchObject({
      status: 'ready',
      parts: { database: { ok: true } },
    });
  });

  test('records who gave a command that causes no event', async () => {
    const rows = await rig.db.selectFrom('command').selectAll().where('type', '=', 'issueToken').execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows[0]).toMatchObject({ entity_kind: 'person', actor_id: 'admin', via: 'person', at: new Date(at(NOW)) });
  });
});
