import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Unavailable } from '../../src/contract/ports.ts';
import { SYSTEM_ACTOR } from '../../src/domain/entity.ts';
import { createLedger } from '../../src/ledger/commit.ts';
import { at, makeCalendar, makeEnvelope, makeProjectFacts, NOW } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

const MONTH = '2026-11';
let api: ApiRig;
beforeAll(async () => {
  api = await startApi();
  const counties = { 'L-1': '鲤城区', 'L-2': '鲤城区', 'L-3': '鲤城区', 'H-1': '惠安县' };
  for (const [code, county] of Object.entries(counties)) {
    const facts = makeProjectFacts({ name: code === 'L-2' ? '=2+3 项目' : `项目 ${code}`, county });
    const command = { type: 'start', facts, stage: 'signing', actuals: { signing: '2026-04-28' } } as const;
    await api.ledger.commit([makeEnvelope('project', code, command)]);
  }
  await api.ledger.commit([
    makeEnvelope('project', 'L-1', { type: 'planYear', year: 2026, amountWan: 9000 }),
    makeEnvelope('project', 'L-1', { type: 'report', month: '2026-10', doneWan: 100, toDateWan: 4000 }),
  ]);
});
afterAll(() => api?.stop());

const file = (...lines: string[]): string => ['项目编号,本月完成(万元),本年累计(万元),备注', ...lines].join('\n');
const send = (text: string | Buffer, { query = '', ...more }: { query?: string; key?: string; lang?: string } = {}) =>
  api.call({
    method: 'POST',
    url: `/api/v1/rounds/${MONTH}/reports${query}`,
    payload: text,
    headers: { 'content-type': 'text/csv' },
    ...more,
  });
const verdicts = ({ body }: Answer): unknown =>
  body.rows.map(({ code, verdict, errors }: { code: string; verdict: string; errors: { code: string }[] }) =>
    [code, verdict, ...errors.map(error => error.code)].join(' '),
  );
const get = (path: string) => api.call({ url: `/api/v1${path}` });

describe('rounds of reporting', () => {
  test('are opened by a coordinator, once', async () => {
    expect((await get(`/rounds/${MONTH}`)).status).toBe(404);
    const open = (as: 'coordinator' | 'handler', key?: string) =>
      api.call({
        method: 'POST',
        url: '/api/v1/rounds',
        body: { month: MONTH },
        as,
        ...(key !== undefined && { key }),
      });
    expect(await open('handler')).toMatchObject({ status: 403, body: { code: 'notAllowed' } });
    const first = await open('coordinator', 'open-1');
    expect(first).toMatchObject({
      status: 201,
      body: { month: MONTH, status: 'open', closesOn: '2026-12-03', unasked: ['惠安县'], command: { replayed: false } },
    });
    expect(await open('coordinator', 'open-1')).toMatchObject({ status: 201, body: { command: { replayed: true } } });
    expect(await open('coordinator')).toMatchObject({ status: 409, body: { code: 'alreadyExists' } });
    expect((await get('/rounds')).body).toMatchObject({ total: 1, items: [{ month: MONTH }] });
  });

  test('give a county its form, in JSON and as a CSV in which names are text', async () => {
    const { body } = await get(`/rounds/${MONTH}/form?county=${encodeURIComponent('鲤城区')}`);
    expect(body).toMatchObject({
      county: '鲤城区',
      rows: [{ code: 'L-1', yearPlanWan: 9000, lastMonth: '2026-10' }, {}, {}],
    });
    const { bytes, headers } = await get(`/rounds/${MONTH}/form.csv?county=${encodeURIComponent('鲤城区')}`);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(bytes.toString('utf8').split('\r\n').slice(0, 3)).toEqual([
      '\ufeff项目编号,项目名称,年度计划(万元),上次上报月份,上次上报累计(万元),本月完成(万元),本年累计(万元),备注',
      'L-1,项目 L-1,9000,2026-10,4000,,,',
      "L-2,'=2+3 项目,,,,,,",
    ]);
  });

  test('take a file row by row: what is wrong is refused with its reason and stops nothing', async () => {
    const text = file('L-1,200,4200,设备到场', 'L-2,一百,,', 'L-3,,,', 'H-1,50,,', 'nobody,5,,');
    const answer = await send(text, { query: `?county=${encodeURIComponent('鲤城区')}`, key: 'file-1', lang: 'zh-CN' });
    expect(answer.status).toBe(200);
    expect(verdicts(answer)).toEqual([
      'L-1 taken',
      'L-2 refused cellNotMoney',
      'L-3 blank',
      'H-1 refused projectElsewhere',
      'nobody refused projectNotFound',
    ]);
    expect(answer.body.counts).toEqual({ taken: 1, same: 0, blank: 1, refused: 3, unanswered: 0 });
    expect(answer.body.rows[3].errors[0].message).toContain('惠安县');
    expect((await get(`/rounds/${MONTH}`)).body.counties).toEqual([
      { county: '惠安县', projects: 1, reported: 0, late: 0, silent: 1 },
      { county: '鲤城区', projects: 3, reported: 1, late: 0, silent: 2 },
    ]);
  });

  test('change nothing when the same file comes again, with its key, with another, or from the form', async () => {
    const before = await api.rows();
    const text = file('L-1,200,4200,设备到场');
    for (const key of ['file-1', 'file-2']) expect(verdicts(await send(text, { key }))).toEqual(['L-1 same']);
    const form = await get(`/rounds/${MONTH}/form.csv`);
    expect(verdicts(await send(form.bytes))).toEqual(['H-1 blank', 'L-1 same', 'L-2 blank', 'L-3 blank']);
    expect(await api.rows()).toEqual(before);
  });

  test('refuse other figures for a reported month, and two rows for one project', async () => {
    const answer = await send(file('L-1,201,4201,', 'L-3,1,,', 'L-3,2,,', 'L-2,7,,'));
    expect(verdicts(answer)).toEqual([
      'L-1 refused monthReported',
      'L-3 refused projectTwice',
      'L-3 refused projectTwice',
      'L-2 taken',
    ]);
  });

  test('refuse what is no table of reports, and a round that is not there', async () => {
    expect(await send('a,b\n1,2')).toMatchObject({ status: 422, body: { code: 'headerNotFound' } });
    expect(await send(Buffer.from('%PDF-1.7'))).toMatchObject({ body: { code: 'notAWorkbook' } });
    const url = '/api/v1/rounds/2026-10/reports';
    const headers = { 'content-type': 'text/csv' };
    expect(await api.call({ method: 'POST', url, payload: file('L-1,1,,'), headers })).toMatchObject({ status: 404 });
    expect((await get('/rounds/2026-13')).status).toBe(400);
  });

  test('let a coordinator skip the reminder that comes next', async () => {
    const url = `/api/v1/rounds/${MONTH}/skip`;
    const skip = (slot: string) => api.call({ method: 'POST', url, body: { slot, reason: '已当面催过' } });
    expect(await skip('remind:1')).toMatchObject({ status: 409, body: { code: 'stepNotNext' } });
    expect(await skip('remind:3')).toMatchObject({ status: 200, body: { done: ['remind:3'] } });
    const { items } = (await get(`/rounds/${MONTH}/events`)).body;
    expect(items.map(({ type }: { type: string }) => type)).toEqual(['roundOpened', 'reminderSkipped']);
    expect(items[1]).toMatchObject({ actor: { id: 'coordinator' }, data: { reason: '已当面催过' } });
  });

  test('show after the close who was silent, and what came late beside it', async () => {
    const now = at('2026-12-04 09:00');
    const later = createLedger({ db: api.db, calendar: makeCalendar(), now: () => now });
    const clock = { atMs: now, actor: SYSTEM_ACTOR, via: 'clock' } as const;
    const [closed] = await later.commit([makeEnvelope('round', MONTH, { type: 'step', slot: 'close' }, clock)]);
    expect(closed).toMatchObject({ ok: true });
    await later.commit([makeEnvelope('project', 'H-1', { type: 'report', month: MONTH, doneWan: 5 }, { atMs: now })]);
    expect((await get(`/rounds/${MONTH}`)).body).toMatchObject({
      status: 'closed',
      closedOn: '2026-12-04',
      closesOn: null,
      counties: [
        { county: '惠安县', projects: 1, reported: 0, late: 1, silent: 1 },
        { county: '鲤城区', projects: 3, reported: 2, late: 0, silent: 1 },
      ],
      total: { projects: 4, reported: 2, late: 1, silent: 2 },
    });
  });
});

describe('a file of reports while Temporal is away', () => {
  test('says which rows have no answer, and is sent again', async () => {
    const away = await startApi();
    const facts = makeProjectFacts({ county: '鲤城区' });
    const start = { type: 'start', facts, stage: 'signing', actuals: { signing: '2026-04-28' } } as const;
    await away.ledger.commit([makeEnvelope('project', 'L-1', start)]);
    await away.ledger.commit([makeEnvelope('round', MONTH, { type: 'open' }, { atMs: at(NOW) })]);
    const { send: reach } = away.gateway;
    away.gateway.send = () => Promise.reject(new Unavailable('temporal'));
    const url = `/api/v1/rounds/${MONTH}/reports`;
    const given = {
      method: 'POST',
      url,
      payload: file('L-1,5,,'),
      headers: { 'content-type': 'text/csv' },
      key: 'k',
    } as const;
    expect(verdicts(await away.call(given))).toEqual(['L-1 unanswered unavailable']);
    away.gateway.send = reach;
    expect(verdicts(await away.call(given))).toEqual(['L-1 taken']);
    await away.stop();
  });
});
