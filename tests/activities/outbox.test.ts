import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql, type Selectable, type Updateable } from 'kysely';
import { createOutbox } from '../../src/ledger/outbox.ts';
import type { Tables } from '../../src/ledger/tables.ts';
import type { ClaimedMail, Outbox, Settled, StoredMessage } from '../../src/mail/outbox-port.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';
import { putMails, type MailToPut } from '../workflows/support/mails.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-01-05T01:00:00.123Z');
const LEASE = 5 * MINUTE;

describe.each(DATABASES)('the outbox on the $name', ({ start, isServer }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  let nowMs: number;
  let outbox: Outbox;

  beforeAll(async () => {
    databases = await start();
  });
  beforeEach(async () => {
    nowMs = START;
    office = await openLedger(databases);
    outbox = createOutbox({ db: office.db, now: () => nowMs });
  });
  afterEach(() => office.close());
  afterAll(() => databases?.stop());

  const put = (...mails: MailToPut[]): Promise<void> => putMails(office.db, mails, nowMs);
  const row = async (id: string): Promise<Selectable<Tables['mail']>> =>
    office.db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const stateOf = async (id: string): Promise<string> => (await row(id)).state;
  const change = (id: string, values: Updateable<Tables['mail']>) =>
    office.db.updateTable('mail').set(values).where('id', '=', id).execute();
  const claimOne = async (): Promise<ClaimedMail> => {
    const { mails } = await outbox.claim(1, LEASE);
    expect(mails).toHaveLength(1);
    return mails[0] as ClaimedMail;
  };
  const settled = (mail: ClaimedMail, state: Settled['state'], more: Partial<Settled> = {}): Settled => ({
    id: mail.id,
    key: mail.key,
    leaseUntil: mail.leaseUntil,
    state,
    reply: null,
    notBefore: null,
    attempts: mail.attempts + 1,
    doubts: mail.doubts,
    ...more,
  });

  test('is due from its instant on; what is claimed is not claimed again', async () => {
    await put({ id: 'later', notBeforeMs: START + MINUTE }, { id: 'now' });
    expect((await outbox.claim(10, LEASE)).mails.map(({ id }) => id)).toEqual(['now']);
    expect((await outbox.claim(10, LEASE)).mails).toEqual([]);
    nowMs += MINUTE;
    expect((await outbox.claim(10, LEASE)).mails.map(({ id }) => id)).toEqual(['later']);
  });

  test('takes as many as are asked for, the oldest first', async () => {
    const ids = Array.from({ length: 5 }, (_, index) => `m${index}`);
    await put(...ids.map((id, index) => ({ id, notBeforeMs: START - index * MINUTE })));
    const { mails } = await outbox.claim(2, LEASE);
    expect(mails.map(({ id }) => id).sort()).toEqual(['m3', 'm4']);
    expect(mails[0]).toMatchObject({ leaseUntil: START + LEASE, attempts: 0, doubts: 0, policy: 'resend' });
  });

  test('gives a claimed mail as it is stored, and the first rendering wins', async () => {
    await put({ id: 'm' });
    await change('m', { subject: null, body: null, message_id: null, date_ms: null });
    const mail = await claimOne();
    expect(mail.stored).toBeNull();
    const message: StoredMessage = { subject: 's', html: 'h', text: 't', ics: null, messageId: '<m@x>', dateMs: START };
    const fence = { id: 'm', leaseUntil: mail.leaseUntil };
    await outbox.storeRendered([{ ...fence, message, links: [] }]);
    await outbox.storeRendered([{ ...fence, message: { ...message, subject: 'another' }, links: [] }]);
    nowMs += LEASE;
    expect((await claimOne()).stored).toEqual(message);
  });

  test('settles what was sent; saying it twice, or after it, changes nothing', async () => {
    await put({ id: 'm' });
    const mail = await claimOne();
    expect(await outbox.markCommitting([mail])).toEqual(new Set(['m']));
    expect(await outbox.markCommitting([mail])).toEqual(new Set());
    await outbox.settle([settled(mail, 'sent', { reply: '250 ok' })]);
    nowMs += MINUTE;
    await outbox.settle([settled(mail, 'failed', { reply: '550 no' })]);
    expect(await row('m')).toMatchObject({ state: 'sent', last_reply: '250 ok', attempts: 1, lease_until: null });
    expect((await row('m')).sent_at).toEqual(new Date(START));
    expect(await outbox.nextDueMs()).toBeNull();
  });

  test('lets nobody write whose lease has passed to another', async () => {
    await put({ id: 'm' });
    const lost = await claimOne();
    nowMs += LEASE;
    const held = await claimOne();
    expect(await outbox.markCommitting([lost])).toEqual(new Set());
    await outbox.settle([settled(lost, 'sent')]);
    expect(await stateOf('m')).toBe('sending');
    expect(await outbox.markCommitting([held])).toEqual(new Set(['m']));
  });

  test('marks some of a batch and names them', async () => {
    await put({ id: 'a' }, { id: 'b' }, { id: 'c' });
    const { mails } = await outbox.claim(3, LEASE);
    const stale = mails.map(mail => (mail.id === 'b' ? { ...mail, leaseUntil: mail.leaseUntil - 1 } : mail));
    expect([...(await outbox.markCommitting(stale))].sort()).toEqual(['a', 'c']);
    expect(await Promise.all(['a', 'b', 'c'].map(stateOf))).toEqual(['committing', 'sending', 'committing']);
  });

  test('keeps a deferred mail until its instant, and a returned one not at all', async () => {
    await put({ id: 'deferred' }, { id: 'returned' });
    const { mails } = await outbox.claim(2, LEASE);
    const of = (id: string): ClaimedMail => mails.find(mail => mail.id === id) as ClaimedMail;
    const notBefore = START + 2 * MINUTE;
    await outbox.settle([
      settled(of('deferred'), 'retry', { reply: '450 later', notBefore }),
      settled(of('returned'), 'pending', { attempts: 0 }),
    ]);
    expect(await row('deferred')).toMatchObject({ state: 'retry', last_reply: '450 later', attempts: 1 });
    expect((await row('deferred')).not_before).toEqual(new Date(notBefore));
    expect((await outbox.claim(10, LEASE)).mails.map(({ id }) => id)).toEqual(['returned']);
    nowMs = notBefore;
    expect((await outbox.claim(10, LEASE)).mails).toMatchObject([{ id: 'deferred', attempts: 1 }]);
  });

  test('lets a mail expire whose slot has passed, also when its holder died before the mark', async () => {
    await put({ id: 'waiting', expiresMs: START + LEASE }, { id: 'held', expiresMs: START + LEASE });
    await change('waiting', { not_before: new Date(START + MINUTE) });
    await claimOne();
    nowMs += LEASE;
    expect(await outbox.claim(10, LEASE)).toEqual({ mails: [], expired: 2, unknown: 0 });
    expect(await Promise.all(['waiting', 'held'].map(stateOf))).toEqual(['expired', 'expired']);
  });

  test('sends once more after one doubt, and leaves the second one to a person', async () => {
    await put({ id: 'm' });
    await outbox.markCommitting([await claimOne()]);
    nowMs += LEASE;
    const again = await claimOne();
    expect(again.doubts).toBe(1);
    await outbox.markCommitting([again]);
    nowMs += LEASE;
    expect(await outbox.claim(10, LEASE)).toEqual({ mails: [], expired: 0, unknown: 1 });
    expect(await row('m')).toMatchObject({ state: 'unknown', doubts: 2 });
  });

  test('never sends a doubtful letter again, nor a doubtful reminder whose slot has passed', async () => {
    await put({ id: 'letter', policy: 'hold' }, { id: 'reminder', expiresMs: START + LEASE });
    const { mails } = await outbox.claim(2, LEASE);
    await outbox.markCommitting(mails);
    nowMs += LEASE;
    expect(await outbox.claim(10, LEASE)).toEqual({ mails: [], expired: 0, unknown: 2 });
    expect(await Promise.all(['letter', 'reminder'].map(stateOf))).toEqual(['unknown', 'unknown']);
  });

  test('names the next instant at which there is something to do', async () => {
    expect(await outbox.nextDueMs()).toBeNull();
    await put({ id: 'later', notBeforeMs: START + 60 * MINUTE });
    expect(await outbox.nextDueMs()).toBe(START + 60 * MINUTE);
    await put({ id: 'now' });
    expect(await outbox.nextDueMs()).toBe(START);
    await claimOne();
    expect(await outbox.nextDueMs()).toBe(START + LEASE);
    await change('now', { state: 'held', lease_until: null });
    expect(await outbox.nextDueMs()).toBe(START + 60 * MINUTE);
  });

  test('what is for office hours waits for them, unless it would be over by then; the rest leaves at any hour', async () => {
    const opensMs = START + 600 * MINUTE;
    const closed = createOutbox({
      db: office.db,
      now: () => nowMs,
      opens: ms => Promise.resolve(Math.max(ms, opensMs)),
    });
    await put({ id: 'paper' }, { id: 'lastCall', expiresMs: opensMs }, { id: 'deferred' }, { id: 'died' });
    await change('deferred', { state: 'retry', not_before: new Date(START + MINUTE) });
    await change('died', { state: 'committing', lease_until: new Date(START) });
    await office.db.updateTable('mail').set({ in_office_hours: true }).execute();
    await put({ id: 'byHand' });
    nowMs += MINUTE;
    const tonight = await closed.claim(10, LEASE);
    expect(tonight.mails.map(({ id }) => id).sort()).toEqual(['byHand', 'lastCall']);
    await closed.settle(tonight.mails.map(mail => settled(mail, 'sent')));
    expect(await closed.nextDueMs()).toBe(opensMs);
    nowMs = opensMs;
    expect((await closed.claim(10, LEASE)).mails.map(({ id }) => id).sort()).toEqual(['deferred', 'died', 'paper']);
  });

  test('reads the mails it names, however many others wait', async () => {
    await put(...Array.from({ length: 2_000 }, (_, index) => ({ id: `m${index}` })));
    await office.db.transaction().execute(async tx => {
      const rowsRead = async (): Promise<number> => {
        const { rows } = await sql<{ rows: number }>`select (seq_tup_read + idx_tup_fetch)::int as rows
          from pg_stat_xact_user_tables where relname = 'mail'`.execute(tx);
        return rows[0]?.rows ?? Number.NaN;
      };
      const inside = createOutbox({ db: tx, now: () => nowMs });
      const { mails } = await inside.claim(3, LEASE);
      const before = await rowsRead();
      expect(before).toBeGreaterThanOrEqual(3);
      expect(await inside.markCommitting(mails)).toEqual(new Set(mails.map(({ id }) => id)));
      await inside.settle(mails.map(mail => settled(mail, 'sent')));
      expect((await rowsRead()) - before).toBeLessThanOrEqual(2 * 3 * mails.length);
    });
  });

  test('never gives one mail to two who claim at the same time', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `m${index}`);
    await put(...ids.map(id => ({ id })));
    const claims = await Promise.all(Array.from({ length: isServer ? 6 : 2 }, () => outbox.claim(20, LEASE)));
    const taken = claims.flatMap(({ mails }) => mails.map(({ id }) => id));
    expect(new Set(taken).size).toBe(taken.length);
    const rest = await outbox.claim(60, LEASE);
    expect([...taken, ...rest.mails.map(({ id }) => id)].sort()).toEqual([...ids].sort());
  });
});
