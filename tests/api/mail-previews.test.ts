import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { createRender } from '../../src/activities/render-mails.ts';
import type { ClaimedMail } from '../../src/mail/outbox-port.ts';
import { withoutSecrets } from '../../src/links/secret.ts';
import { at, MAIL_FROM, makeCalendar, NOW } from '../support/make.ts';
import { startApi, type Answer, type ApiRig, type Call } from './rig.ts';

let rig: ApiRig;
let clock = NOW;
beforeAll(async () => {
  rig = await startApi({ now: () => at(clock) });
});
afterAll(() => rig.stop());

const post = (path: string, body: unknown) => rig.call({ method: 'POST', url: `/api/v1/${path}`, body });
const ahead = async (date: string, person?: string) =>
  rig.call({ url: `/api/v1/meetings/weekly/${date}/mails/preview${person === undefined ? '' : `?person=${person}`}` });
const form = (query: Record<string, string>, more: Partial<Call> = {}): Promise<Answer> =>
  rig.call({
    url: `/api/v1/meetings/weekly/2026-12-21/mails/page?${new URLSearchParams(query).toString()}`,
    ...more,
  });
const told = (body: any) =>
  body.mails.map(({ step, person, at: when }: any) => `${step} ${person} ${when.slice(0, 16)}`);

describe('the mails of a meeting, before they are sent', () => {
  test('weeks ahead, of an occurrence that nobody has opened; nothing is written', async () => {
    const before = await rig.rows();
    const { status, body } = await ahead('2026-12-21');
    expect([status, body.opened, body.startAt]).toEqual([200, false, '2026-12-21T09:00:00.000+08:00']);
    expect(told(body)).toEqual([
      'agenda coordinator 2026-12-18T10:00',
      'approval coordinator 2026-12-18T14:30',
      'reminder handler 2026-12-18T16:00',
      'reminder reporter 2026-12-18T16:00',
      'lastReminder handler 2026-12-18T17:00',
      'lastReminder reporter 2026-12-18T17:00',
    ]);
    expect(body.mails[0]).toMatchObject({ subject: null, html: null, to: 'coordinator@example.org' });
    expect(await rig.rows()).toEqual(before);
  });

  test('say to one person what he will read, with an invitation and buttons that open nothing', async () => {
    const { body } = await ahead('2026-12-21', 'handler');
    expect(body.mails.map(({ step }: any) => step)).toEqual(['reminder', 'lastReminder']);
    const [first, last] = body.mails;
    expect(first.subject).toContain('周调度');
    expect(first.html).toContain('委派他人');
    expect(`${first.html}${first.text}${first.ics}`).not.toMatch(/\/l\/[A-Za-z0-9_-]{20,}/);
    const event = new ICAL.Component(ICAL.parse(first.ics) as unknown[] as never).getFirstSubcomponent('vevent');
    expect(String(event?.getFirstPropertyValue('uid'))).toBe('meeting/weekly/2026-12-21@office.example');
    expect([last.ics, last.subject]).toEqual([null, expect.stringContaining('请回复是否参加')]);
    expect(await rig.db.selectFrom('link').selectAll().execute()).toEqual([]);
  });

  test('show the agenda as it would be composed now', async () => {
    const composed = await ahead('2026-12-21', 'coordinator');
    expect(composed.body.mails[0].subject).toContain('请审定议程');
    expect(composed.body.mails[0].text).toMatch(/【会议议程】\d/);
    const sent = await ahead('2026-12-21', 'handler');
    expect(sent.body.mails[0].text).toContain('未经审定');
    expect(await rig.db.selectFrom('meeting_agenda').selectAll().execute()).toEqual([]);
  });

  test('are what the sender writes', async () => {
    await post('series/weekly/trigger', {});
    const rows = await rig.db.selectFrom('mail').selectAll().where('kind', '=', 'meeting-reminder').execute();
    const row = rows.find(({ person_id: id }) => id === 'handler')!;
    const mail: ClaimedMail = {
      ...{
        id: row.id,
        key: row.dedupe_key,
        leaseUntil: 0,
        kind: row.kind,
        slot: row.slot,
        personId: 'handler',
        toName: row.to_name,
      },
      ...{ toAddress: row.to_address, policy: 'resend', attempts: 0, doubts: 0, expiresAt: null, released: false },
      stored: null,
    };
    const { clock: local, table } = makeCalendar();
    const render = createRender({
      ...{ db: rig.db, clock: local, table, now: () => at(clock), from: MAIL_FROM },
      publicUrl: 'https://dispatch.example',
    });
    const sent = (await render([mail])).get(row.id);
    if (!sent || 'error' in sent) throw new Error('not rendered');
    const { body } = await rig.call({ url: `/api/v1/mails/${row.id}/preview` });
    expect(body).toMatchObject({ rendered: false, subject: sent.subject, text: withoutSecrets(sent.text) });
    expect(body.html).toBe(withoutSecrets(sent.html));
    const page = await rig.call({ url: `/api/v1/mails/${row.id}/page` });
    expect([page.status, page.text]).toEqual([200, body.html]);
  });

  test('have their form too, under a policy that lets nothing run and only our pages frame it', async () => {
    const [first] = (await ahead('2026-12-21', 'handler')).body.mails;
    const page = await form({ person: 'handler', step: first.step, kind: first.kind });
    expect([page.status, page.text]).toEqual([200, first.html]);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(page.headers['content-security-policy']);
    for (const rule of ['sandbox', "default-src 'none'", "frame-ancestors 'self'"]) expect(policy).toContain(rule);
    expect(page.headers['x-frame-options']).toBe('SAMEORIGIN');
    const other = await form({ person: 'handler', step: 'minutes', kind: first.kind });
    expect([other.status, other.body.errors[0].field]).toEqual([404, 'step']);
    expect((await form({ person: 'handler', step: first.step, kind: first.kind, copyOf: 'leader' })).status).toBe(404);
  });

  test('once sent are not told again, and who has answered gets no last one', async () => {
    await post('meetings/weekly/2026-11-30/answer', { person: 'handler', response: 'coming' });
    const { body } = await ahead('2026-11-30');
    expect([body.opened, told(body)]).toEqual([true, ['lastReminder reporter 2026-11-27T17:00']]);
    const none = await ahead('2026-11-30', 'handler');
    expect([none.status, none.body.errors[0].code]).toEqual([404, 'noMailAhead']);
  });

  test('go to the deputy too of who is away when they leave, without what the other alone may press', async () => {
    const leave = { from: '2026-12-17', to: '2026-12-18', deputy: 'leader' };
    expect((await post('people/reporter/absences', leave)).status).toBe(201);
    const { body } = await ahead('2026-12-21', 'leader');
    expect(told(body)).toEqual(['reminder leader 2026-12-18T16:00', 'lastReminder leader 2026-12-18T17:00']);
    const [copy] = body.mails;
    expect([copy.copyOf, copy.ics]).toEqual(['reporter', null]);
    expect(copy.text).toContain('由您代理');
    expect(copy.text).not.toContain('请回复');
  });

  test('of a meeting that is over, or none, are none', async () => {
    await post('meetings/weekly/2026-12-14/cancel', { reason: '与全市大会冲突' });
    await rig.db.selectFrom('meeting').selectAll().execute();
    const strange = await ahead('2026-12-22');
    expect([strange.status, strange.body.errors[0].code]).toEqual([422, 'notAnOccurrence']);
    const nowhere = await rig.call({ url: '/api/v1/meetings/other/2026-12-21/mails/preview' });
    expect(nowhere.body.errors[0].code).toBe('seriesNotFound');
    clock = '2026-11-30 09:30';
    expect((await ahead('2026-11-30')).body.mails).toEqual([]);
    clock = NOW;
  });

  test('are for who reads mails', async () => {
    expect((await rig.call({ url: '/api/v1/meetings/weekly/2026-12-21/mails/preview', as: 'handler' })).status).toBe(
      403,
    );
    const mails = await rig.db.selectFrom('mail').selectAll().execute();
    const [own, other] = ['handler', 'reporter'].map(who => mails.find(({ person_id: id }) => id === who)!.id);
    for (const look of ['preview', 'page']) {
      expect((await rig.call({ url: `/api/v1/mails/${own}/${look}`, as: 'handler' })).status).toBe(200);
      expect((await rig.call({ url: `/api/v1/mails/${other}/${look}`, as: 'handler' })).status).toBe(404);
    }
    const ofMeeting = { person: 'handler', step: 'reminder', kind: 'meeting-reminder' };
    expect((await form(ofMeeting, { as: 'handler' })).status).toBe(403);
  });
});
