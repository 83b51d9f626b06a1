import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import exceljs from 'exceljs';
import { at, makeEnvelope, makeProjectFacts, NOW } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

// The clock of the rig stands on Monday 23 November 2026, 10:00; Friday’s brief of the week before may still be compiled by hand.
const LAST = '2026-W47';
let api: ApiRig;
let clock = NOW;
beforeAll(async () => {
  api = await startApi({ now: () => at(clock) });
  const facts = makeProjectFacts({ name: '=2+3 项目', leaderId: 'leader' });
  const start = { type: 'start', facts, stage: 'signing', actuals: { signing: '2026-11-18' } } as const;
  await api.ledger.commit([makeEnvelope('project', 'QZ-1', start, { atMs: at('2026-11-18 09:00') })]);
});
afterAll(() => api?.stop());

const get = (path: string, as: 'coordinator' | 'leader' | 'handler' = 'coordinator') =>
  api.call({ url: `/api/v1${path}`, as });
const compile = (week: string, more: object = {}) =>
  api.call({ method: 'POST', url: '/api/v1/briefs', body: { week }, ...more });

describe('the weekly brief', () => {
  test('can be looked at before it is compiled, and writes nothing', async () => {
    const before = await api.rows();
    const { status, body } = await get('/briefs/preview');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ week: '2026-W48', from: '2026-11-23', to: '2026-11-29' },
      ...{ compileAt: '2026-11-27T16:30:00.000+08:00', deliverAt: '2026-11-30T09:00:00.000+08:00' },
      content: { projects: { signing: { total: 0 } } },
    });
    expect(body.recipients).toEqual([
      { id: 'coordinator', name: 'coordinator', reachable: true },
      { id: 'leader', name: 'leader', reachable: true },
    ]);
    expect(await api.rows()).toEqual(before);
  });

  test('looked at on the Sunday before its week, the first of all begins with the week that is ending', async () => {
    clock = '2026-11-22 20:00';
    const { body } = await get('/briefs/preview');
    expect(body).toMatchObject({ week: '2026-W48', sinceAt: '2026-11-16T00:00:00.000+08:00' });
    expect(body.content.projects.signing.total).toBe(1);
    clock = NOW;
  });

  test('one that the clock has missed is compiled by a coordinator, once, until the next is due', async () => {
    expect(await compile(LAST, { as: 'leader' })).toMatchObject({ status: 403 });
    expect(await compile('2026-W48')).toMatchObject({ status: 409, body: { code: 'briefAhead' } });
    expect(await compile('2026-W46')).toMatchObject({ status: 409, body: { code: 'briefPassed' } });
    expect(await compile('2026-W08')).toMatchObject({ status: 422, body: { code: 'weekWithoutWork' } });
    expect(await compile('2026-W99')).toMatchObject({ status: 400, body: { code: 'noSuchWeek' } });
    // A day of the week names it as well.
    const first = await compile('2026-11-20', { key: 'brief-1' });
    expect(first).toMatchObject({
      status: 201,
      headers: { location: `/api/v1/briefs/${LAST}` },
      body: { week: LAST, late: true, by: 'coordinator', intact: true, counts: { signing: 1, recipients: 2 } },
    });
    expect(first.body.deliverAt).toBe('2026-11-23T10:00:00.000+08:00');
    expect(await compile('2026-11-20', { key: 'brief-1' })).toMatchObject({ body: { command: { replayed: true } } });
    expect(await compile(LAST)).toMatchObject({ status: 409, body: { code: 'alreadyExists' } });
    // What the brief has told is not in the next one.
    expect((await get('/briefs/preview')).body.sinceAt).toBe('2026-11-23T10:00:00.000+08:00');
  });

  test('is listed and shown as it was compiled, to those who read everything', async () => {
    expect((await get('/briefs')).body).toMatchObject({ total: 1, items: [{ week: LAST, counts: { signing: 1 } }] });
    const { body } = await get(`/briefs/${LAST}`, 'leader');
    expect(body.content.projects.signing).toEqual({
      items: [
        {
          ...{ code: 'QZ-1', name: '=2+3 项目', county: '鲤城区', investor: null, investmentWan: 200_000 },
          ...{ leader: { id: 'leader', name: 'leader' }, on: '2026-11-18' },
        },
      ],
      total: 1,
    });
    for (const path of ['/briefs', '/briefs/preview', `/briefs/${LAST}`, `/briefs/${LAST}/export.xlsx`])
      expect((await get(path, 'handler')).status).toBe(403);
    expect(await get('/briefs/2026-W40')).toMatchObject({ status: 404 });
  });

  test('comes as a workbook in which names are text', async () => {
    const { status, bytes, headers } = await get(`/briefs/${LAST}/export.xlsx`);
    expect([status, headers['content-disposition']]).toEqual([200, `attachment; filename="brief-${LAST}.xlsx"`]);
    const book = new exceljs.Workbook();
    await book.xlsx.load(bytes as never);
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      ...['项目进展', '问题', '失约事项', '会议议题', '亮灯变化', '说明'],
    ]);
    const sheet = book.getWorksheet('项目进展');
    expect(sheet?.getCell('A4').value).toBe('签约');
    expect(sheet?.getCell('C4')).toMatchObject({ value: '=2+3 项目', numFmt: '@' });
    expect(sheet?.getCell('F4').value).toBe(200_000);
  });

  test('waits in the outbox until Monday, where it can be read before it leaves', async () => {
    const { body: mails } = await get('/mails?kind=weekly-brief');
    expect(mails.items).toHaveLength(2);
    const { body } = await get(`/mails/${mails.items[0].id}/preview`);
    expect(body.subject).toBe('【周调度】一周简报 11月16日–11月22日');
    expect(body.text).toContain('签约 1 · 开工 0 · 投产 0');
    expect(body.text).toContain('挂钩领导 leader');
  });
});
