import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeNotices } from '../../src/ledger/notices.ts';
import { issueToken } from '../../src/ledger/tokens.ts';
import { bounceOf } from '../mail/support/bounces.ts';
import { at, NOW } from '../support/make.ts';
import { startApi, type ApiRig, type Call } from './rig.ts';

let rig: ApiRig;
let slots = 0;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

/** A mail to somebody that his server has taken. */
async function sentTo(personId: string): Promise<string> {
  const slot = `2026-11-${(slots += 1)}`;
  await rig.db.transaction().execute(tx =>
    writeNotices(
      tx,
      [
        {
          notice: {
            ...{
              kind: 'plan-warning',
              slot,
              personId,
              notBeforeMs: at(NOW),
              expiresMs: at('2026-12-30 10:00'),
              data: {},
            },
          },
          ...{ entityKind: 'project', entityId: 'P-1' },
        },
      ],
      at(NOW),
    ),
  );
  const { id } = await rig.db.selectFrom('mail').select('id').where('slot', '=', slot).executeTakeFirstOrThrow();
  const messageId = `<${id}@office.example>`;
  await rig.db.updateTable('mail').set({ state: 'sent', message_id: messageId }).where('id', '=', id).execute();
  return id;
}
const mailOf = async (id: string) => (await rig.call({ url: `/api/v1/mails/${id}` })).body;
const hand = (payload: Buffer, more: Partial<Call> = {}) =>
  rig.call({
    ...{ method: 'POST', url: '/api/v1/mails/bounces', payload, headers: { 'content-type': 'message/rfc822' } },
    ...more,
  });
const reportOf = (id: string, more: object = {}): Buffer => bounceOf({ messageId: `<${id}@office.example>`, ...more });
const personOf = async (id: string) => (await rig.call({ url: `/api/v1/people/${id}` })).body;

describe('a delivery report that is handed in', () => {
  test('marks its mail, with the words of the server; the same report twice is one', async () => {
    const id = await sentTo('handler');
    const first = await hand(reportOf(id));
    expect([first.status, first.body]).toEqual([
      200,
      { mail: id, person: 'handler', outcome: 'bounced', hard: true, known: false, addressDead: false },
    ]);
    expect(await mailOf(id)).toMatchObject({
      ...{ state: 'bounced', lastReply: '5.1.1 550 5.1.1 <wang@county.example>: user unknown' },
    });
    expect((await hand(reportOf(id))).body).toMatchObject({ known: true, outcome: 'bounced' });
    expect(await rig.db.selectFrom('bounce').selectAll().where('mail_id', '=', id).execute()).toHaveLength(1);
  });

  test('of a server that goes on trying, or has delivered, leaves the mail as it is', async () => {
    const id = await sentTo('handler');
    expect((await hand(reportOf(id, { action: 'delayed', status: '4.4.1' }))).body).toMatchObject({
      outcome: 'delayed',
    });
    expect((await hand(reportOf(id, { action: 'delivered', status: '2.0.0' }))).body).toMatchObject({
      ...{ outcome: 'arrived', hard: false },
    });
    expect((await mailOf(id)).state).toBe('sent');
    const given = await hand(reportOf(id, { action: 'failed', status: '4.4.7' }));
    expect(given.body).toMatchObject({ outcome: 'bounced', hard: false });
    expect((await mailOf(id)).state).toBe('bounced');
  });

  test.each<[string, Buffer, number, string]>([
    ['an absence notice', Buffer.from('Auto-Submitted: auto-replied\r\n\r\n休假'), 422, 'notABounce'],
    ['an ordinary mail', Buffer.from('Subject: x\r\n\r\nhello'), 422, 'notABounce'],
    ['a report about a mail of others', bounceOf({ messageId: '<x@elsewhere.example>' }), 404, 'bounceOfUnknown'],
    ['more than 1 MiB', Buffer.alloc(1024 * 1024 + 1, 'x'), 413, 'bodyTooLarge'],
  ])('is refused when it is %s, and nothing is written', async (_, raw, status, code) => {
    const before = await rig.rows();
    const answer = await hand(raw);
    expect([answer.status, answer.body.errors[0].code]).toEqual([status, code]);
    expect(await rig.rows()).toEqual(before);
  });

  test('comes as bytes, and by who may', async () => {
    const json = await rig.call({ method: 'POST', url: '/api/v1/mails/bounces', body: { report: 'x' } });
    expect([json.status, json.body.errors[0].code]).toEqual([415, 'wrongMediaType']);
    const id = await sentTo('handler');
    expect((await hand(reportOf(id), { as: 'handler' })).status).toBe(403);
    const scoped = await issueToken(rig.db, 'coordinator', { label: 'x', atMs: at(NOW), scopes: ['reportBounce'] });
    const headers = { 'content-type': 'message/rfc822', authorization: `Bearer ${scoped}` };
    expect((await hand(reportOf(id), { as: null, headers })).status).toBe(200);
    const other = await rig.call({ url: '/api/v1/mails', as: null, headers: { authorization: `Bearer ${scoped}` } });
    expect(other.status).toBe(403);
  });
});

describe('an address that bounces', () => {
  const bounced = async (person: string, more: object = {}) => (await hand(reportOf(await sentTo(person), more))).body;

  test('takes nothing more after the third mail that will never be taken, and the coordinators are told once', async () => {
    const pending = async () => rig.db.selectFrom('mail').selectAll().where('kind', '=', 'address-dead').execute();
    expect((await bounced('reporter')).addressDead).toBe(false);
    const again = await sentTo('reporter');
    await hand(reportOf(again));
    await hand(reportOf(again, { diagnostic: 'smtp; 550 the same mail, told in other words' }));
    await bounced('reporter', { status: '4.2.2' });
    expect((await personOf('reporter')).addressDead).toBe(false);
    expect(await pending()).toEqual([]);

    expect((await bounced('reporter')).addressDead).toBe(true);
    expect((await personOf('reporter')).addressDead).toBe(true);
    expect((await pending()).map(({ person_id: id }) => id)).toEqual(['coordinator']);
    const listed = await rig.call({ url: '/api/v1/people?addressDead=true' });
    expect(listed.body.items.map(({ id }: any) => id)).toEqual(['reporter']);
  });

  test('fails what is written to it then, and who has it is named by the meeting', async () => {
    const id = await sentTo('reporter').catch(() => '');
    expect(id).not.toBe('');
    const [written] = await rig.db.selectFrom('mail').selectAll().where('id', '=', id).execute();
    expect(written?.last_reply).toContain('bounced 3 times');
    await rig.call({ method: 'POST', url: '/api/v1/series/weekly/trigger', body: {} });
    const events = await rig.db
      .selectFrom('event')
      .select('data')
      .where('entity_kind', '=', 'meeting')
      .where('type', '=', 'stepDone')
      .execute();
    const invited = events.map(({ data }) => data as { step?: string }).find(({ step }) => step === 'reminder');
    expect(invited).toMatchObject({ told: ['handler'], unreachable: ['reporter'] });
  });

  test('gets mails again when it is cleared, and its count begins anew', async () => {
    const clear = () => rig.call({ method: 'POST', url: '/api/v1/people/reporter/address/clear', body: {} });
    expect((await clear()).body).toEqual({ person: 'reporter', cleared: true });
    expect((await clear()).body.errors[0].code).toBe('addressNotDead');
    expect((await personOf('reporter')).addressDead).toBe(false);
    const id = await sentTo('reporter');
    expect((await mailOf(id)).state).toBe('sent');
  });

  test('is left behind when another address is entered', async () => {
    for (let n = 0; n < 3; n += 1) await bounced('leader');
    expect((await personOf('leader')).addressDead).toBe(true);
    const [mail] = await rig.db.selectFrom('mail').selectAll().where('person_id', '=', 'leader').execute();
    const resend = () => rig.call({ method: 'POST', url: `/api/v1/mails/${mail?.id}/resend`, body: {} });
    expect((await resend()).body.errors[0].code).toBe('addressDead');
    await rig.db.updateTable('person').set({ address: 'new@office.example' }).where('id', '=', 'leader').execute();
    expect((await personOf('leader')).addressDead).toBe(false);
    expect((await resend()).body).toMatchObject({ state: 'pending', to: 'new@office.example' });
  });
});
