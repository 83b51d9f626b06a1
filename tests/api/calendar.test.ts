import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { at, NOW } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

const MEETING = 'weekly/2026-11-30';
let rig: ApiRig;
let clock = NOW;

beforeAll(async () => {
  rig = await startApi({ now: () => at(clock) });
  await given('series/weekly/trigger', {});
});
afterAll(() => rig.stop());

const given = (path: string, body: unknown, as: 'coordinator' | 'handler' | 'leader' = 'coordinator') =>
  rig.call({ method: 'POST', url: `/api/v1/${path}`, body, as });
const open = (url: string, headers: Record<string, string> = {}): Promise<Answer> =>
  rig.call({ url, as: null, headers });

async function addressOf(person: string, as: 'coordinator' | 'handler' = 'coordinator', key?: string) {
  const answer = await rig.call({
    ...{ method: 'POST', url: `/api/v1/people/${person}/calendar`, body: {}, as },
    ...(key === undefined ? {} : { key }),
  });
  expect(answer.status).toBe(201);
  return answer.body.url === null ? null : new URL(answer.body.url).pathname;
}
const read = async (path: string) => {
  const { status, text } = await open(path);
  expect(status).toBe(200);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[] as never);
  return calendar.getAllSubcomponents('vevent').map(event => ({
    uid: String(event.getFirstPropertyValue('uid')),
    status: String(event.getFirstPropertyValue('status')),
    sequence: Number(event.getFirstPropertyValue('sequence')),
    start: String(event.getFirstPropertyValue('dtstart')),
  }));
};
const auditOf = (action: string) =>
  rig.db.selectFrom('audit').select(['outcome', 'means', 'detail']).where('action', '=', action).execute();

describe('the calendar of a person', () => {
  test('has the meetings he is asked to under the UIDs of their invitations, and follows them', async () => {
    const path = (await addressOf('handler')) ?? '';
    expect(path).toMatch(/^\/calendar\/[\w-]{43}\.ics$/);
    const uid = `meeting/${MEETING}@office.example`;
    expect(await read(path)).toEqual([{ uid, status: 'CONFIRMED', sequence: 0, start: '2026-11-30T09:00:00' }]);
    await given(`meetings/${MEETING}/move`, { date: '2026-12-01', time: '15:00', reason: '市领导外出' });
    expect(await read(path)).toEqual([{ uid, status: 'CONFIRMED', sequence: 1, start: '2026-12-01T15:00:00' }]);
    await given(`meetings/${MEETING}/cancel`, { reason: '与全市大会冲突' });
    expect(await read(path)).toEqual([{ uid, status: 'CANCELLED', sequence: 2, start: '2026-12-01T15:00:00' }]);
  });

  test('has the whistles he is called to, and takes out what was called off', async () => {
    await given('problems', { code: 'Q-9', title: '用地指标', county: '鲤城区', category: 'land', source: 'firm' });
    const { body } = await given('whistles', {
      ...{ county: '鲤城区', problem: 'Q-9', topic: '用地指标现场协调', departments: ['approvals'] },
      ...{ on: '2026-11-25', time: '15:00', venue: '区政务中心' },
    });
    const path = (await addressOf('clerk')) ?? '';
    const uid = `whistle/${body.code}@office.example`;
    expect(await read(path)).toEqual([{ uid, status: 'CONFIRMED', sequence: 0, start: '2026-11-25T15:00:00' }]);
    await given(`whistles/${body.code}/call-off`, { reason: '已解决' });
    expect(await read(path)).toEqual([{ uid, status: 'CANCELLED', sequence: 1, start: '2026-11-25T15:00:00' }]);
  });

  test('has his visits as whole days, and nothing of others', async () => {
    const planned = await given('visits', {
      ...{ on: '2026-12-02', county: '鲤城区', team: 'team-1', people: ['inspector'] },
    });
    expect({ text: planned.text, status: planned.status }).toMatchObject({ status: 201 });
    const code = planned.body.code as string;
    const path = (await addressOf('inspector')) ?? '';
    expect(await read(path)).toEqual([
      { uid: `visit/${code}@office.example`, status: 'CONFIRMED', sequence: 0, start: '2026-12-02' },
    ]);
    expect(await read((await addressOf('leader')) ?? '')).toEqual([]);
  });

  test('is answered with 304 while nothing is new, by its tag or by its date', async () => {
    const path = (await addressOf('handler')) ?? '';
    const first = await open(path);
    const { etag, 'last-modified': modified } = first.headers as Record<string, string>;
    expect(first.headers['content-type']).toBe('text/calendar; charset=utf-8');
    for (const headers of [
      { 'if-none-match': etag ?? '' },
      { 'if-none-match': `"other", W/${etag}` },
      { 'if-modified-since': modified ?? '' },
    ]) {
      const again = await open(path, headers);
      expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', etag]);
    }
    const other = await open(path, { 'if-none-match': '"other"', 'if-modified-since': modified ?? '' });
    expect(other.status).toBe(200);
    const old = await open(path, { 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' });
    expect(old.status).toBe(200);
  });

  test('has one address: a new one ends the one before, and what was never drawn is the same nothing', async () => {
    const [first, second] = [await addressOf('reporter'), await addressOf('reporter')];
    expect((await open(first ?? '')).status).toBe(404);
    expect((await open(second ?? '')).status).toBe(200);
    for (const path of [
      `/calendar/${'A'.repeat(43)}.ics`,
      '/calendar/short.ics',
      '/calendar/.ics',
      '/calendar/%00.ics',
    ]) {
      const answer = await open(path);
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
      expect(answer.text).not.toContain('VCALENDAR');
    }
    const revoke = () => rig.call({ method: 'DELETE', url: '/api/v1/people/reporter/calendar' });
    expect((await revoke()).body).toEqual({ person: 'reporter', revoked: 1 });
    expect((await revoke()).body).toEqual({ person: 'reporter', revoked: 0 });
    expect((await open(second ?? '')).status).toBe(404);
  });

  test('shows its address once: the same key makes none and tells none', async () => {
    const path = await addressOf('handler', 'handler', 'calendar-once');
    expect(path).not.toBeNull();
    expect(await addressOf('handler', 'handler', 'calendar-once')).toBeNull();
    expect((await open(path ?? '')).status).toBe(200);
    const shown = await rig.call({ url: '/api/v1/people/handler/calendar', as: 'handler' });
    expect(shown.body).toMatchObject({ person: 'handler', madeBy: 'handler', readAt: '2026-11-23' });
    expect(shown.text).not.toContain(path ?? '-');
    const rows = await rig.db.selectFrom('calendar_feed').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain((path ?? '').slice(10, -4));
  });

  test('is one’s own: nobody else’s is made, seen or revoked but by who runs the office', async () => {
    const other = '/api/v1/people/reporter/calendar';
    expect((await rig.call({ url: other, as: 'handler' })).status).toBe(404);
    expect((await rig.call({ method: 'POST', url: other, body: {}, as: 'leader' })).status).toBe(403);
    expect((await rig.call({ method: 'DELETE', url: other, as: 'handler' })).status).toBe(404);
    expect((await rig.call({ method: 'POST', url: '/api/v1/people/nobody/calendar', body: {} })).status).toBe(404);
  });

  test('is written down in the audit once a day, and every address that opens nothing', async () => {
    const before = (await auditOf('readCalendar')).length;
    const path = (await addressOf('leader')) ?? '';
    clock = '2026-11-24 09:00';
    await open(path);
    await open(path);
    clock = '2026-11-25 09:00';
    await open(path);
    await open(`/calendar/${'B'.repeat(43)}.ics`);
    const entries = (await auditOf('readCalendar')).slice(before);
    expect(entries.map(({ outcome }) => outcome).sort()).toEqual(['done', 'done', 'refused']);
    expect(JSON.stringify(entries)).not.toContain(path.slice(10, -4));
    clock = NOW;
  });

  test('of somebody who has left is not there', async () => {
    const path = (await addressOf('reporter')) ?? '';
    await rig.db.updateTable('person').set({ active: false }).where('id', '=', 'reporter').execute();
    expect((await open(path)).status).toBe(404);
    await rig.db.updateTable('person').set({ active: true }).where('id', '=', 'reporter').execute();
  });
});

test('of one address too many are asked for: it is slowed', async () => {
  const answers = await Promise.all(Array.from({ length: 80 }, () => open(`/calendar/${'C'.repeat(43)}.ics`)));
  expect(answers.map(({ status }) => status)).toContain(429);
});
