import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createOutbox } from '../../src/ledger/outbox.ts';
import { at, NOW } from '../support/make.ts';
import { putMails, type MailToPut } from '../workflows/support/mails.ts';
import { startApi, type Answer, type ApiRig, type Call } from './rig.ts';

const NOW_MS = at(NOW);
const HOUR_MS = 3_600_000;

let rig: ApiRig;
let woken = 0;
beforeAll(async () => {
  rig = await startApi();
  rig.gateway.wakeMailroom = async () => void (woken += 1);
});
afterEach(async () => {
  woken = 0;
  await rig.db.deleteFrom('mail').execute();
});
afterAll(() => rig.stop());

/** Mails that are in `state`, to the address their person has. */
async function put(state: string, ...mails: MailToPut[]): Promise<void> {
  await putMails(rig.db, mails, NOW_MS);
  const { address } = await handler();
  const ids = mails.map(({ id }) => id);
  const row = { state, to_address: address ?? '', doubts: state === 'unknown' ? 2 : 0, attempts: 3 };
  await rig.db.updateTable('mail').set(row).where('id', 'in', ids).execute();
}
const handler = () =>
  rig.db.selectFrom('person').select('address').where('id', '=', 'handler').executeTakeFirstOrThrow();
const post = (path: string, more: Partial<Call> = {}): Promise<Answer> =>
  rig.call({ method: 'POST', url: `/api/v1/mails/${path}`, body: {}, ...more });
const row = (id: string) => rig.db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const logged = async (id: string) =>
  (await rig.db.selectFrom('command').select(['type', 'actor_id']).where('entity_id', '=', id).execute()).map(
    ({ type, actor_id: actor }) => `${type} ${actor}`,
  );

describe('a mail that is sent again', () => {
  test.each(['failed', 'unknown'])(
    'because it is %s goes out as it was stored, and it is known who wanted it',
    async state => {
      const id = `was-${state}`;
      await put(state, { id, expiresMs: NOW_MS + HOUR_MS });
      const before = await row(id);
      const { status, body } = await post(`${id}/resend`);
      expect([status, body]).toMatchObject([
        200,
        {
          state: 'pending',
          messageId: `<${id}@example.org>`,
          resentBy: 'coordinator',
          resentAt: '2026-11-23T10:00:00.000+08:00',
        },
      ]);
      const after = await row(id);
      for (const kept of ['body', 'subject', 'message_id', 'date_ms', 'doubts', 'to_address'] as const) {
        expect(after[kept]).toEqual(before[kept]);
      }
      expect([woken, await logged(id)]).toEqual([1, ['resendMail coordinator']]);
      const { mails } = await createOutbox({ db: rig.db, now: () => NOW_MS }).claim(10, 1_000);
      expect(mails).toMatchObject([{ id, stored: { messageId: `<${id}@example.org>`, text: id } }]);
    },
  );

  test('goes to where its person is reached today, written anew, when nobody had taken it', async () => {
    await put('failed', { id: 'moved' });
    await rig.db.updateTable('mail').set({ to_address: 'old@example.org' }).where('id', '=', 'moved').execute();
    const { address } = await handler();
    expect((await post('moved/resend')).body).toMatchObject({ to: address, subject: null, messageId: null });
    await put('unknown', { id: 'perhaps' });
    await rig.db.updateTable('mail').set({ to_address: 'old@example.org' }).where('id', '=', 'perhaps').execute();
    expect((await post('perhaps/resend')).body).toMatchObject({
      to: 'old@example.org',
      messageId: '<perhaps@example.org>',
    });
  });

  test('is asked for once a key', async () => {
    await put('failed', { id: 'once' }, { id: 'other' });
    const first = await post('once/resend', { key: 'again' });
    await rig.db.updateTable('mail').set({ state: 'failed' }).where('id', '=', 'once').execute();
    const second = await post('once/resend', { key: 'again' });
    expect([second.status, second.headers['idempotent-replayed'], second.body.state]).toEqual([200, 'true', 'failed']);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect((await post('other/resend', { key: 'again' })).body.code).toBe('keyReused');
    expect([woken, await logged('once')]).toEqual([1, ['resendMail coordinator']]);
  });

  test('lies in the outbox even when the mailroom cannot be woken', async () => {
    await put('failed', { id: 'm2' });
    const { wakeMailroom } = rig.gateway;
    rig.gateway.wakeMailroom = () => Promise.reject(new Error('Temporal is away'));
    expect((await post('m2/resend')).body.state).toBe('pending');
    rig.gateway.wakeMailroom = wakeMailroom;
  });
});

describe('mails that are kept back', () => {
  test('go one by one or all; those whose occasion has passed expire', async () => {
    const past = { expiresMs: NOW_MS - 1 };
    await put('held', { id: 'a' }, { id: 'b' }, { id: 'late', ...past }, { id: 'c', expiresMs: NOW_MS + HOUR_MS });
    expect((await post('a/release')).body).toMatchObject({ state: 'pending', releasedBy: 'coordinator' });
    const all = await post('release', { key: 'all' });
    expect([all.status, all.body]).toEqual([200, { released: 2, expired: 1 }]);
    expect((await post('release', { key: 'all' })).body).toEqual({ released: 2, expired: 1 });
    expect((await post('release')).body).toEqual({ released: 0, expired: 0 });
    const states = await Promise.all(['a', 'b', 'late', 'c'].map(async id => (await row(id)).state));
    expect(states).toEqual(['pending', 'pending', 'expired', 'pending']);
    const { mails } = await createOutbox({ db: rig.db, now: () => NOW_MS }).claim(10, 1_000);
    expect(mails.map(({ released }) => released)).toEqual([true, true, true]);
  });
});

describe('what is refused', () => {
  test.each<[string, string, MailToPut, string, Partial<Call>, string]>([
    ['a mail that was sent', 'sent', { id: 'm' }, 'm/resend', {}, '409 mailNotIn state sent'],
    ['one that is on its way', 'committing', { id: 'm' }, 'm/resend', {}, '409 mailNotIn state committing'],
    ['releasing one that is not kept back', 'failed', { id: 'm' }, 'm/release', {}, '409 mailNotIn state failed'],
    [
      'one whose occasion has passed',
      'failed',
      { id: 'm', expiresMs: NOW_MS },
      'm/resend',
      {},
      `409 mailOver expiresAt ${new Date(NOW_MS).toISOString()}`,
    ],
    ['one that is not there', 'failed', { id: 'm' }, 'x/resend', {}, '404 notFound id x'],
    ['a handler', 'held', { id: 'm' }, 'm/release', { as: 'handler' }, '403 notAllowed actor handler'],
    ['a handler who means all', 'held', { id: 'm' }, 'release', { as: 'handler' }, '403 notAllowed actor handler'],
    ['words besides', 'held', { id: 'm' }, 'm/release', { body: { to: 'x' } }, '400 unknownField to x'],
    ['no key', 'held', { id: 'm' }, 'm/release', { key: null }, '400 keyMissing Idempotency-Key null'],
  ])('%s', async (_, state, mail, path, more, refusal) => {
    await put(state, mail);
    const before = await rig.rows();
    for (const lang of ['zh-CN', 'en']) {
      const { status, body } = await post(path, { ...more, lang });
      const [{ code, field, value, message }] = body.errors;
      expect(`${status} ${code} ${field} ${value}`).toBe(refusal);
      expect(message).not.toMatch(/[{}?]/);
    }
    expect([(await row('m')).state, woken, await rig.rows()]).toEqual([state, 0, before]);
  });

  test('says states in the words of the language', async () => {
    await put('sent', { id: 'm' });
    expect((await post('m/resend', { lang: 'zh-CN' })).body.detail).toContain(
      '邮件现为 已发，此操作只能在：失败、退信、不确定',
    );
  });

  test('one whose person has no address', async () => {
    const { address } = await handler();
    await put('failed', { id: 'm' });
    await rig.db.updateTable('person').set({ address: null }).where('id', '=', 'handler').execute();
    expect((await post('m/resend')).body.errors).toMatchObject([
      { code: 'attendeeWithoutAddress', field: 'to', value: 'handler' },
    ]);
    await rig.db.updateTable('person').set({ address }).where('id', '=', 'handler').execute();
  });
});
