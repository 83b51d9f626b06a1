import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRender } from '../../src/activities/render-mails.ts';
import type { MailKind } from '../../src/domain/mail-kinds.ts';
import { writeNotices } from '../../src/ledger/notices.ts';
import { createOutbox } from '../../src/ledger/outbox.ts';
import type { RenderedMail } from '../../src/mail/deliver.ts';
import { composeMessage, messageIdFor } from '../../src/mail/compose.ts';
import { at, MAIL_FROM, makeCalendar, NOW, person } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
let slots = 0;
beforeAll(async () => {
  rig = await startApi();
  await rig.ledger.commit([person('colleague', 'land')]);
});
afterAll(() => rig.stop());

const post = (path: string, body: unknown, as: 'coordinator' | 'handler' | 'leader' = 'coordinator') =>
  rig.call({ method: 'POST', url: `/api/v1/${path}`, body, as });

/** What is written when somebody is told, whoever it goes to. */
async function told(
  personId: string,
  { kind = 'plan-warning' as MailKind, on = NOW, slot = `occasion-${(slots += 1)}` } = {},
) {
  const notice = { kind, slot, personId, notBeforeMs: at(on), expiresMs: at('2026-12-30 10:00'), data: {} };
  await rig.db
    .transaction()
    .execute(tx => writeNotices(tx, [{ notice, entityKind: 'project', entityId: 'P-1' }], at(NOW)));
  return rig.db.selectFrom('mail').selectAll().where('slot', '=', slot).orderBy('copy_of', 'desc').execute();
}

/** As the sender renders and stores what is due. */
async function rendered(on = NOW): Promise<Map<string, RenderedMail>> {
  const now = () => at(on);
  const outbox = createOutbox({ db: rig.db, now });
  const { mails } = await outbox.claim(100, 60_000);
  const { clock, table } = makeCalendar();
  const render = createRender({
    db: rig.db,
    clock,
    table,
    now,
    from: MAIL_FROM,
    publicUrl: 'https://dispatch.example',
  });
  const found = new Map<string, RenderedMail>();
  const all = [...(await render(mails))];
  const errors = all.flatMap(([, mail]) => ('error' in mail ? [mail.error] : []));
  if (errors.length > 0) throw new Error(errors.join('; '));
  for (const [id, mail] of all) {
    if ('error' in mail) continue;
    const { subject, html, text, ics = null, unsubscribe, links = [], deputyLinks = [] } = mail;
    const message = { subject, html, text, ics, messageId: messageIdFor(id, 'office.example'), dateMs: 0 };
    const { leaseUntil = 0 } = mails.find(each => each.id === id) ?? {};
    const stored = { ...message, ...(unsubscribe && { unsubscribe: unsubscribe.address }) };
    await outbox.storeRendered([{ id, leaseUntil, message: stored, links, deputyLinks, muteLink: unsubscribe?.link }]);
    found.set(id, mail);
  }
  return found;
}

describe('a kind of mails that somebody mutes', () => {
  test('is written as muted for him, not sent and not lost; other kinds and other people get theirs', async () => {
    const muted = await post('people/handler/mutes', { kind: 'plan-warning', muted: true }, 'handler');
    expect([muted.status, muted.body.muted]).toMatchObject([200, [{ kind: 'plan-warning', by: 'handler' }]]);
    expect((await told('handler')).map(({ state }) => state)).toEqual(['muted']);
    expect((await told('handler', { kind: 'review-request' })).map(({ state }) => state)).toEqual(['pending']);
    expect((await told('reporter')).map(({ state }) => state)).toEqual(['pending']);
    const again = await post('people/handler/mutes', { kind: 'plan-warning', muted: false }, 'handler');
    expect(again.body.muted).toEqual([]);
    expect((await told('handler')).map(({ state }) => state)).toEqual(['pending']);
  });

  test('is one that asks for nothing; what must be answered is refused', async () => {
    for (const kind of ['meeting-reminder', 'problem-notice', 'problem-overdue', 'account', 'nonsense']) {
      const answer = await post('people/handler/mutes', { kind, muted: true }, 'handler');
      expect([kind, answer.status, answer.body.errors[0].code]).toEqual([kind, 400, 'notInList']);
    }
  });

  test('is one’s own, or the office’s to say', async () => {
    const body = { kind: 'plan-warning', muted: true };
    expect((await post('people/reporter/mutes', body, 'handler')).status).toBe(404);
    expect((await post('people/reporter/mutes', body, 'leader')).status).toBe(403);
    expect((await post('people/reporter/mutes', body)).status).toBe(200);
    await post('people/reporter/mutes', { ...body, muted: false });
  });
});

describe('the address in a mail by which its program mutes it', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
  const press = (url: string): Promise<Answer> =>
    rig.call({ method: 'POST', url, as: null, key: null, headers: FORM, payload: 'List-Unsubscribe=One-Click' });

  test('stands in the headers of what may be muted, and in no other mail', async () => {
    const [warning] = await told('handler');
    const [notice] = await told('handler', { kind: 'review-request' });
    const mails = await rendered();
    const address = mails.get(warning!.id)?.unsubscribe?.address ?? '';
    expect(address).toMatch(/^https:\/\/dispatch\.example\/u\/[\w-]{43}$/);
    expect(mails.get(notice!.id)?.unsubscribe).toBeUndefined();
    const message = { subject: 'x', html: 'x', text: 'x', ics: null, messageId: '<m@x>', dateMs: 0 };
    const bytes = (unsubscribe?: string): string =>
      composeMessage(
        { id: 'm', to: MAIL_FROM, message: { ...message, ...(unsubscribe !== undefined && { unsubscribe }) } },
        MAIL_FROM,
      ).toString();
    expect(bytes(address).replaceAll(/\r\n\s+/g, ' ')).toContain(`List-Unsubscribe: <${address}>\r\n`);
    expect(bytes(address)).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    for (const bad of ['https://x/\r\nBcc: a@b.example', 'https://x/>', 'javascript:alert(1)']) {
      expect(bytes(bad)).toBe(bytes());
    }
  });

  test('shows a page and changes nothing by a GET; one POST mutes the kind for its reader, twice is once', async () => {
    const [mail] = await told('handler');
    const { pathname } = new URL((await rendered()).get(mail!.id)?.unsubscribe?.address ?? '');
    const before = await rig.rows();
    const page = await rig.call({ url: pathname, as: null });
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('停收“节点预警”邮件')]);
    expect(await rig.rows()).toEqual(before);
    for (const answer of [await press(pathname), await press(pathname)]) {
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('已停收')]);
    }
    const { body } = await rig.call({ url: '/api/v1/people/handler/mail-preferences', as: 'handler' });
    expect(body.muted).toMatchObject([{ kind: 'plan-warning', by: 'handler' }]);
    expect((await told('handler')).map(({ state }) => state)).toEqual(['muted']);
    const kept = await rig.db.selectFrom('audit').selectAll().where('action', '=', 'muteByMail').execute();
    expect(kept).toHaveLength(1);
    await post('people/handler/mutes', { kind: 'plan-warning', muted: false });
  });

  test('pressed too often from one address is asked to wait, in words', async () => {
    const own = await startApi();
    const pressed = () =>
      own.app.inject({
        method: 'POST',
        url: `/u/${'A'.repeat(43)}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: '',
      });
    for (let n = 0; n < 60; n += 1) expect((await pressed()).statusCode).toBe(404);
    const answer = await pressed();
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    await own.stop();
  });

  test('that was never drawn opens nothing', async () => {
    for (const url of [`/u/${'A'.repeat(43)}`, '/u/short']) {
      expect([(await press(url)).status, (await rig.call({ url, as: null })).status]).toEqual([404, 404]);
    }
    const rows = await rig.db.selectFrom('mute_link').selectAll().execute();
    expect(rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });
});

describe('somebody who is away', () => {
  const leave = { from: '2026-11-24', to: '2026-11-26', deputy: 'colleague', reason: '出差' };

  test('names a deputy, who gets a copy of what leaves in those days, without buttons and without an invitation', async () => {
    const answer = await post('people/handler/absences', leave, 'handler');
    expect([answer.status, answer.body.absences]).toMatchObject([201, [{ from: '2026-11-24', deputy: 'colleague' }]]);
    const before = await told('handler');
    expect(before.map(({ person_id: to }) => to)).toEqual(['handler']);
    const on = '2026-11-25 09:00';
    const mails = await told('handler', { kind: 'review-request', on });
    expect(mails.map(({ person_id: to, copy_of: of, state }) => [to, of, state])).toEqual([
      ['handler', null, 'pending'],
      ['colleague', 'handler', 'pending'],
    ]);
    const written = await rendered(on);
    const copy = written.get(mails[1]!.id);
    expect(copy?.subject).toContain('（代 handler）');
    expect(copy?.text).toContain('由您代理');
    expect([copy?.ics, copy?.links ?? []]).toEqual([null, []]);
    expect(`${copy?.html}${copy?.text}`).not.toMatch(/\/l\/[\w-]{43}/);
    await post('series/weekly/trigger', {});
    const invited = await told('handler', { kind: 'meeting-reminder', on, slot: 'weekly/2026-11-30/again' });
    const [own, other] = await rendered(on).then(all => invited.map(({ id }) => all.get(id)));
    expect([own?.text, own?.ics]).toEqual([
      expect.stringContaining('请回复是否参加'),
      expect.stringContaining('METHOD:REQUEST'),
    ]);
    expect([other?.text.includes('请回复'), other?.ics, other?.links]).toEqual([false, null, []]);
    const after = await told('handler', { on: '2026-11-27 09:00' });
    expect(after).toHaveLength(1);
  });

  test('is named in what his deputy sees of himself', async () => {
    const { body } = await rig.call({ url: '/api/v1/people/colleague/mail-preferences' });
    expect(body.standsInFor).toEqual([
      {
        ...{ id: expect.stringMatching(/^[0-9a-f]{8}$/), person: 'handler', personName: 'handler' },
        ...{ from: '2026-11-24', to: '2026-11-26' },
      },
    ]);
  });

  test('is not copied to a deputy who has moved to where he reads less', async () => {
    const on = '2026-11-25 11:00';
    const move = (unitId: string) => rig.ledger.commit([person('colleague', unitId)]);
    await move('approvals');
    const mails = await told('handler', { kind: 'review-request', on, slot: 'moved' });
    const [own, copy] = mails;
    await expect(rendered(on)).rejects.toThrow('may not read');
    const states = await rig.db.selectFrom('mail').select(['id', 'copy_of']).where('slot', '=', 'moved').execute();
    expect(states.map(({ copy_of: of }) => of).sort()).toEqual(['handler', null]);
    expect([own?.copy_of, copy?.copy_of]).toEqual([null, 'handler']);
    await move('land');
  });

  test('is copied no letters about his account', async () => {
    expect(await told('handler', { kind: 'account', on: '2026-11-25 09:00' })).toHaveLength(1);
  });

  test.each<[string, object, number, string]>([
    [
      'a deputy who is himself',
      { ...leave, from: '2026-12-10', to: '2026-12-11', deputy: 'handler' },
      422,
      'deputyIsSelf',
    ],
    [
      'a deputy nobody knows',
      { ...leave, from: '2026-12-10', to: '2026-12-11', deputy: 'nobody' },
      422,
      'personNotFound',
    ],
    [
      'a deputy who reads less than he does',
      { ...leave, from: '2026-12-10', to: '2026-12-11', deputy: 'clerk' },
      422,
      'deputyReadsLess',
    ],
    ['more than sixty days', { ...leave, from: '2026-12-10', to: '2027-02-08' }, 400, 'outOfRange'],
    ['an end before its beginning', { ...leave, from: '2026-12-11', to: '2026-12-10' }, 422, 'endBeforeStart'],
    ['days that have passed', { ...leave, from: '2026-11-02', to: '2026-11-06' }, 422, 'absenceOver'],
    ['days that have a deputy', { ...leave, from: '2026-11-26', to: '2026-12-03' }, 409, 'absentAlready'],
    ['no day', { ...leave, from: '2026-02-30' }, 400, 'noSuchDate'],
  ])('is refused %s', async (_, body, status, code) => {
    const answer = await post('people/handler/absences', body, 'handler');
    expect([answer.status, answer.body.errors[0].code]).toEqual([status, code]);
  });

  test('and comes back sooner gets his mails alone again', async () => {
    const { body } = await rig.call({ url: '/api/v1/people/handler/mail-preferences', as: 'handler' });
    const url = `/api/v1/people/handler/absences/${body.absences[0].id}`;
    expect((await rig.call({ method: 'DELETE', url, as: 'handler' })).status).toBe(200);
    expect((await rig.call({ method: 'DELETE', url, as: 'handler' })).status).toBe(404);
    expect(await told('handler', { on: '2026-11-25 10:00' })).toHaveLength(1);
  });

  test('and what was written for his deputy before that is sent no more', async () => {
    const on = '2026-12-15 09:00';
    await post('people/handler/absences', { from: '2026-12-14', to: '2026-12-16', deputy: 'colleague' });
    const [own, copy] = await told('handler', { kind: 'review-request', on });
    const { body } = await rig.call({ url: '/api/v1/people/handler/mail-preferences', as: 'handler' });
    const url = `/api/v1/people/handler/absences/${body.absences[0].id}`;
    expect((await rig.call({ method: 'DELETE', url, as: 'handler' })).status).toBe(200);
    await expect(rendered(on)).rejects.toThrow('the deputy stands in no more');
    expect([own?.copy_of, copy?.copy_of]).toEqual([null, 'handler']);
  });
});

describe('a deputy', () => {
  const FORM = {
    ...{ 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
    'sec-fetch-site': 'same-origin',
  };
  const days = { from: '2027-01-05', to: '2027-01-06' };
  const named = async (by: 'handler' | 'coordinator' = 'handler') => {
    const { status, body } = await post(
      'people/handler/absences',
      { ...days, deputy: 'colleague', reason: '家事' },
      by,
    );
    expect(status).toBe(201);
    return body.absences.at(-1).id as string;
  };
  const mailsAbout = (absence: string) =>
    rig.db.selectFrom('mail').selectAll().where('slot', 'like', `${absence}/%`).orderBy('person_id').execute();
  /** What the mail to him opens. */
  async function pageOf(absence: string): Promise<string> {
    const [mail] = await mailsAbout(absence);
    await rig.db.updateTable('mail').set({ state: 'expired' }).where('id', '<>', mail!.id).execute();
    const { html = '', text = '', subject = '' } = (await rendered()).get(mail!.id) ?? {};
    expect(subject).toBe('【周调度】请您代理 handler（2027-01-05 至 2027-01-06）');
    expect(`${html}${text}`).not.toContain('家事');
    const [address = ''] = /https:\/\/dispatch\.example\/d\/[\w-]{43}/.exec(text) ?? [];
    expect(html).toContain(address);
    return new URL(address).pathname;
  }
  const press = (url: string, headers: Record<string, string> = FORM): Promise<Answer> =>
    rig.call({ method: 'POST', url, as: null, key: null, headers, payload: '' });

  test('is told when he is named, himself alone, and declines by the button of that mail, once', async () => {
    const absence = await named();
    expect((await mailsAbout(absence)).map(({ person_id: to, kind, state }) => [to, kind, state])).toEqual([
      ['colleague', 'deputy', 'pending'],
    ]);
    const url = await pageOf(absence);
    const before = await rig.rows();
    const shown = await rig.call({ url, as: null });
    expect([shown.status, shown.text]).toEqual([
      200,
      expect.stringContaining('<button type="submit">无法代理</button>'),
    ]);
    expect(await rig.rows()).toEqual(before);
    expect((await press(url, { ...FORM, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    );
    for (const answer of [await press(url), await press(url)]) {
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('已告知无法代理')]);
    }
    const { body } = await rig.call({ url: '/api/v1/people/handler/mail-preferences', as: 'handler' });
    expect(body.declined).toEqual([{ id: absence, ...days, deputy: 'colleague' }]);
    expect(body.absences.map(({ id }: { id: string }) => id)).not.toContain(absence);
    expect(await told('handler', { kind: 'review-request', on: '2027-01-05 09:00' })).toHaveLength(1);
    const kept = await rig.db.selectFrom('audit').selectAll().where('action', '=', 'declineDeputyByMail').execute();
    expect(kept).toMatchObject([{ actor_id: 'colleague', means: 'mail', detail: { absence } }]);
    const mails = await mailsAbout(absence);
    expect(mails.map(({ person_id: to, slot }) => [to, slot])).toEqual([
      ['colleague', `${absence}/named`],
      ['handler', `${absence}/declined`],
    ]);
  });

  test('declines by a command; who is away and who named him are told, and he cannot decline twice', async () => {
    const absence = await named('coordinator');
    const url = `people/colleague/deputising/${absence}/decline`;
    expect((await post(url, {}, 'handler')).status).toBe(403);
    expect((await post(url, {})).status).toBe(200);
    expect((await post(url, {})).status).toBe(404);
    const told = (await mailsAbout(absence)).filter(({ slot }) => slot.endsWith('/declined'));
    // The coordinator did it, and knows.
    expect(told.map(({ person_id: to }) => to)).toEqual(['handler']);
    await rig.db.updateTable('mail').set({ state: 'expired' }).where('id', '<>', told[0]!.id).execute();
    const mail = (await rendered()).get(told[0]!.id);
    expect([mail?.subject, mail?.deputyLinks]).toEqual(['【周调度】colleague 无法代理 handler', []]);
    const { items } = (await rig.call({ url: '/api/v1/audit?action=declineAbsence', as: 'admin' })).body;
    expect(items[0].changes).toEqual([{ field: `deputising.${absence}.declined`, old: false, new: true }]);
  });

  test('is not told of what is over before its mail leaves, and its page says so', async () => {
    const absence = await named();
    const url = await pageOf(absence);
    expect(
      (await rig.call({ method: 'DELETE', url: `/api/v1/people/handler/absences/${absence}`, as: 'handler' })).status,
    ).toBe(200);
    for (const answer of [await rig.call({ url, as: null }), await press(url)]) {
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('代理已结束')]);
    }
    const other = await named();
    await rig.call({ method: 'DELETE', url: `/api/v1/people/handler/absences/${other}`, as: 'handler' });
    await expect(rendered()).rejects.toThrow('he stands in no more');
    for (const wrong of [`/d/${'A'.repeat(43)}`, '/d/short']) {
      expect([(await press(wrong)).status, (await rig.call({ url: wrong, as: null })).status]).toEqual([404, 404]);
    }
    const rows = await rig.db.selectFrom('deputy_link').selectAll().execute();
    expect(rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });
});
