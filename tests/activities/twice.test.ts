import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createImportActivities } from '../../src/activities/import.ts';
import { createLedgerActivities } from '../../src/activities/ledger.ts';
import { createMailActivities } from '../../src/activities/mail.ts';
import { createMeetingActivities } from '../../src/activities/meeting.ts';
import type { Outcome } from '../../src/contract/commit.ts';
import type { CommandGateway, EntityRef } from '../../src/contract/ports.ts';
import { listImportRows } from '../../src/ledger/reads/imports.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';
import { at, makeCalendar, makeEnvelope, makeProjectFacts, makeSeriesFacts, NOW } from '../support/make.ts';
import { ledgerOf, plan } from '../workflows/support/imports.ts';
import { putMails, ScriptedSender } from '../workflows/support/mails.ts';

const calendar = makeCalendar();
const now = (): number => at(NOW);

let databases: TestDatabases;
let office: TestLedger;
let sender: ScriptedSender;
let started: EntityRef[];
let woken: number;
beforeAll(async () => {
  databases = await (DATABASES[0] as (typeof DATABASES)[number]).start();
});
beforeEach(async () => {
  office = await openLedger(databases);
  sender = new ScriptedSender();
  started = [];
  woken = 0;
});
afterAll(() => databases?.stop());

/** What the activities ask of Temporal, written down. */
const gateway: Pick<CommandGateway, 'startProjects' | 'wakeMailroom' | 'send'> = {
  startProjects: async projects => {
    started.push(...projects);
  },
  wakeMailroom: async () => {
    woken += 1;
  },
  send: envelope => office.ledger.commit([envelope]).then(([outcome]) => outcome as Outcome),
};
const shared = () => ({
  ...office,
  gateway: gateway as CommandGateway,
  calendar,
  clock: calendar.clock,
  table: calendar.table,
  now,
  publicUrl: 'https://dispatch.example',
});

/** Without words about failures that are asked for. */
const environment = () => new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });

/** As a worker that died after the first one would run it. */
async function twice<T>(run: () => Promise<T>): Promise<[T, T]> {
  const once = (): Promise<T> => environment().run(run);
  return [await once(), await once()];
}

const count = async (table: 'event' | 'command' | 'project' | 'mail'): Promise<number> =>
  Number(
    (
      await office.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirst()
    )?.n,
  );

describe('the same input twice', () => {
  test('commit: one fact, the same answer', async () => {
    const { commit } = createLedgerActivities(office);
    const start = { type: 'start', facts: makeProjectFacts(), stage: 'negotiation' } as const;
    const envelope = makeEnvelope('project', 'QZ-1', start);
    const before = await count('event');
    const [first, second] = await twice(() => commit(envelope));
    expect(first).toMatchObject({ ok: true, replayed: false });
    expect(second).toEqual({ ...first, replayed: true, notices: 0 });
    expect(await count('event')).toBe(before + 2);
  });

  test('deliverMail: one copy', async () => {
    await putMails(office.db, [{ id: 'a' }, { id: 'b' }], now());
    const { deliverMail } = createMailActivities({ ...shared(), sender, mode: 'live' });
    const [first, second] = await twice(deliverMail);
    expect([first.sent, second.sent]).toEqual([2, 0]);
    expect(sender.copies.sort()).toEqual(['a', 'b']);
  });

  test('deliverMail in the mode hold: held once, and nothing leaves', async () => {
    await putMails(office.db, [{ id: 'a' }], now());
    const { deliverMail } = createMailActivities({ ...shared(), sender, mode: 'hold' });
    const [first, second] = await twice(deliverMail);
    expect([first.held, second.held, second.nextDueMs]).toEqual([1, 0, null]);
    expect(sender.copies).toEqual([]);
  });

  test('deliverMail while the sender is stopped: fails by name each time, and the mail waits', async () => {
    await putMails(office.db, [{ id: 'a' }], now());
    sender.script = () => ({ kind: 'stop', reason: 'auth', reply: '535 wrong password' });
    const { deliverMail } = createMailActivities({ ...shared(), sender, mode: 'live' });
    const failure = { type: 'SenderStopped', nonRetryable: false, message: '535 wrong password' };
    await expect(environment().run(deliverMail)).rejects.toMatchObject(failure);
    await expect(environment().run(deliverMail)).rejects.toMatchObject(failure);
    expect(await office.db.selectFrom('mail').select('state').execute()).toEqual([{ state: 'pending' }]);
  });

  test('wakeMailroomIfDue: wakes while something is due, and leaves it asleep otherwise', async () => {
    const { wakeMailroomIfDue } = createMailActivities({ ...shared(), sender, mode: 'live' });
    await twice(wakeMailroomIfDue);
    await putMails(office.db, [{ id: 'later', notBeforeMs: now() + 60_000 }], now());
    await twice(wakeMailroomIfDue);
    expect(woken).toBe(0);
    await putMails(office.db, [{ id: 'due' }], now());
    await twice(wakeMailroomIfDue);
    expect(woken).toBe(2);
  });

  test('upcomingMeetings: the same occurrences, and none of a series that is paused or unknown', async () => {
    const { upcomingMeetings } = createMeetingActivities({ db: office.db, calendar });
    await office.give(makeEnvelope('series', 'weekly', { type: 'define', facts: makeSeriesFacts({ weekday: 1 }) }));
    const asked = { seriesId: 'weekly', nowMs: now() };
    const [first, second] = await twice(() => upcomingMeetings(asked));
    expect(first).toEqual(['weekly/2026-11-30', 'weekly/2026-12-07', 'weekly/2026-12-14']);
    expect(second).toEqual(first);
    await office.give(makeEnvelope('meeting', 'weekly/2026-11-30', { type: 'open' }));
    expect(await upcomingMeetings(asked)).toEqual(first);
    await office.give(makeEnvelope('series', 'weekly', { type: 'pause', reason: '春节' }));
    expect(await twice(() => upcomingMeetings(asked))).toEqual([[], []]);
    expect(await upcomingMeetings({ seriesId: 'nobody', nowMs: now() })).toEqual([]);
  });

  test('applyRows: every project once; what was applied before is only counted', async () => {
    await plan({ ...shared(), nowMs: () => Promise.resolve(now()) }, 'import-1', ledgerOf(12));
    const { applyRows } = createImportActivities(shared());
    const [first, second] = await twice(() => applyRows({ importId: 'import-1' }));
    expect(first).toEqual({ total: 12, done: 12, refused: 0 });
    expect(second).toEqual(first);
    expect(await count('project')).toBe(12);
    expect(started.map(({ id }) => id)).toHaveLength(12);
  });

  test('applyRows after a death before the rows were marked: the same codes, the same facts, workflows asked for again', async () => {
    await plan({ ...shared(), nowMs: () => Promise.resolve(now()) }, 'import-2', ledgerOf(5));
    const { applyRows } = createImportActivities(shared());
    await environment().run(applyRows, { importId: 'import-2' });
    const facts = await count('event');
    await office.db.updateTable('import_row').set({ state: 'pending' }).where('import_id', '=', 'import-2').execute();
    await environment().run(applyRows, { importId: 'import-2' });
    expect([await count('event'), await count('project')]).toEqual([facts, 5]);
    const codes = started.map(({ id }) => id);
    expect(codes.slice(5)).toEqual(codes.slice(0, 5));
  });

  test('applyRows: a row the ledger refuses by now is marked with the reason and does not stop the others', async () => {
    await plan({ ...shared(), nowMs: () => Promise.resolve(now()) }, 'import-3', ledgerOf(3));
    await office.db
      .updateTable('import_row')
      .set({ project_code: 'QZ-9' })
      .where('import_id', '=', 'import-3')
      .where('position', '=', 1)
      .execute();
    const start = { type: 'start', facts: makeProjectFacts({ name: '先来的' }), stage: 'lead' } as const;
    await office.give(makeEnvelope('project', 'QZ-9', start));
    const { applyRows } = createImportActivities(shared());
    const [first] = await twice(() => applyRows({ importId: 'import-3' }));
    expect(first).toEqual({ total: 3, done: 2, refused: 1 });
    const rows = office.db.selectFrom('import_row').select('problem').where('state', '=', 'refused');
    expect(await rows.execute()).toEqual([{ problem: expect.objectContaining({ code: 'alreadyExists' }) }]);
  });

  test('applyRows of two files planned before either is applied: each project once, and the second file says which are there', async () => {
    await plan({ ...shared(), nowMs: () => Promise.resolve(now()) }, 'import-5', ledgerOf(3));
    await plan({ ...shared(), nowMs: () => Promise.resolve(now()) }, 'import-6', ledgerOf(5));
    const { applyRows } = createImportActivities(shared());
    await twice(() => applyRows({ importId: 'import-5' }));
    const [first, second] = await twice(() => applyRows({ importId: 'import-6' }));
    expect(first).toEqual({ total: 5, done: 2, refused: 3 });
    expect(second).toEqual(first);
    expect(await count('project')).toBe(5);
    const found = await listImportRows(office.db, 'import-6', { limit: 50, after: null });
    const codes = await office.db.selectFrom('project').select('code').orderBy('code').limit(3).execute();
    const refused = found.items.filter(({ state }) => state === 'refused');
    expect(
      refused.map(({ projectCode, refusals }) => [projectCode, refusals[0]?.code, refusals[0]?.params.code]),
    ).toEqual(codes.map(({ code }) => [null, 'likelyDuplicate', code]));
    expect(found.items.filter(({ state }) => state === 'done')).toHaveLength(2);
    expect(started.map(({ id }) => id)).toHaveLength(5);
  });

  test('finishImport: applied', async () => {
    await plan({ ...shared(), nowMs: () => Promise.resolve(now()) }, 'import-4', ledgerOf(1));
    const { finishImport } = createImportActivities(shared());
    await twice(() => finishImport({ importId: 'import-4' }));
    const jobs = office.db.selectFrom('import_job').select('state').where('id', '=', 'import-4');
    expect(await jobs.execute()).toEqual([{ state: 'applied' }]);
  });
});
