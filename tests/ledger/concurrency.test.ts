import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Migrator, sql } from 'kysely';
import type { Envelope, Outcome } from '../../src/contract/commit.ts';
import { openDatabase } from '../../src/ledger/database.ts';
import { allocateCodes } from '../../src/ledger/codes.ts';
import { migrate, MIGRATIONS } from '../../src/ledger/migrate.ts';
import { writeNotices, type EntityNotice } from '../../src/ledger/notices.ts';
import { createOutbox } from '../../src/ledger/outbox.ts';
import { at, makeEnvelope, makeProblemFacts, makeProjectFacts } from '../support/make.ts';
import { until } from '../support/until.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const NOW_MS = at('2026-11-23 10:00');
const start = (code: string): Envelope<'project'> =>
  makeEnvelope('project', code, { type: 'start', facts: makeProjectFacts({ name: code }), stage: 'lead' });
const correct = (code: string, value: number): Envelope<'project'> =>
  makeEnvelope('project', code, { type: 'correct', field: 'investmentWan', value, reason: 'r' });
const codesOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map(outcome => (outcome.ok ? 'ok' : outcome.refusal.code)).sort();

/** The embedded database queues transactions; the same promises hold there, only without the race. */
describe.each(DATABASES)('many at once on the $name', ({ isServer, start: startDatabase }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await startDatabase();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterEach(() => office.close());

  const seqs = async (id: string): Promise<number[]> => {
    const rows = await office.db.selectFrom('event').select('seq').where('entity_id', '=', id).orderBy('seq').execute();
    return rows.map(({ seq }) => seq);
  };

  test('of eight starts of one code exactly one wins, the others are refused', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => office.give(start('A-1'))));
    expect(codesOf(outcomes)).toEqual([...Array.from({ length: 7 }, () => 'alreadyExists'), 'ok']);
    expect(await seqs('A-1')).toEqual([1]);
  });

  test('one command that comes eight times at once happens once, and all get its answer', async () => {
    const envelope = start('A-1');
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => office.give(envelope)));
    expect(codesOf(outcomes)).toEqual(Array.from({ length: 8 }, () => 'ok'));
    expect(outcomes.filter(outcome => outcome.ok && !outcome.replayed)).toHaveLength(1);
    expect(await seqs('A-1')).toEqual([1]);
  });

  test('commands on one entity are decided one after another, without a gap and without a loss', async () => {
    await office.give(start('A-1'));
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => office.give(correct('A-1', n))));
    expect(codesOf(outcomes)).toEqual(Array.from({ length: 20 }, () => 'ok'));
    expect(await seqs('A-1')).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
    // Each one saw what the one before it left.
    const events = await office.db
      .selectFrom('event')
      .select('data')
      .where('seq', '>', 1)
      .where('entity_id', '=', 'A-1')
      .orderBy('seq')
      .execute();
    const steps = events.map(({ data }) => data as { old: number; new: number });
    for (const [index, step] of steps.entries()) if (index > 0) expect(step.old).toBe(steps[index - 1]?.new);
    await expectRebuilt(office.db);
  });

  test('of two moves to one stage one wins', async () => {
    await office.give(start('A-1'));
    const move = () => makeEnvelope('project', 'A-1', { type: 'advance', to: 'signing', on: '2026-11-01' });
    expect(codesOf(await Promise.all([office.give(move()), office.give(move())]))).toEqual(['milestoneCounted', 'ok']);
  });

  test('batches over the same entities in opposite order all come through', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `A-${n}`);
    const rounds = await Promise.all(
      [names, names.toReversed(), names, names.toReversed()].map(order => office.ledger.commit(order.map(start))),
    );
    expect(codesOf(rounds.flat()).filter(code => code === 'ok')).toHaveLength(12);
    const again = await Promise.all(
      [names, names.toReversed()].map((order, n) => office.ledger.commit(order.map(code => correct(code, n)))),
    );
    expect(codesOf(again.flat())).toEqual(Array.from({ length: 24 }, () => 'ok'));
    await expectRebuilt(office.db);
  });

  test('a batch whose new members somebody else begins meanwhile is decided again as a whole', async () => {
    const batch = Array.from({ length: 30 }, (_, n) => start(`A-${n}`));
    const [outcomes, single] = await Promise.all([office.ledger.commit(batch), office.give(start('A-29'))]);
    const won = codesOf([...outcomes, single]);
    expect(won).toEqual(['alreadyExists', ...Array.from({ length: 30 }, () => 'ok')]);
  });

  test('overdue notices of many problems to the same people make one mail each', async () => {
    const overdue = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        const { view } = await office.give(
          makeEnvelope('problem', `P-${n}`, { type: 'raise', facts: makeProblemFacts() }),
        );
        const { slot, atMs } = view?.next ?? { slot: '', atMs: 0 };
        return makeEnvelope('problem', `P-${n}`, { type: 'overdue', slot }, { atMs, via: 'clock' });
      }),
    );
    const outcomes = await Promise.all(overdue.map(envelope => office.give(envelope)));
    expect(codesOf(outcomes)).toEqual(Array.from({ length: 10 }, () => 'ok'));
    const mails = await office.db
      .selectFrom('mail_item')
      .innerJoin('mail', 'mail.id', 'mail_item.mail_id')
      .select(({ fn }) => ['person_id', fn.countAll<number>().as('lines')])
      .groupBy(['mail.id', 'person_id'])
      .orderBy('person_id')
      .execute();
    expect(mails).toEqual([
      { person_id: 'coordinator', lines: 10 },
      { person_id: 'inspector', lines: 10 },
      // Nobody has them yet, and the office has no head: the leaders.
      { person_id: 'leader', lines: 10 },
    ]);
  });

  test('codes are given once, and the same command gets the same code', async () => {
    await office.give(start('P-2026-0002'));
    const keys = Array.from({ length: 12 }, (_, n) => `k:${n}`);
    const [a, b, c] = await Promise.all([
      allocateCodes(office.db, 'P-2026', keys.slice(0, 8)),
      allocateCodes(office.db, 'P-2026', keys.slice(4)),
      allocateCodes(office.db, 'P-2026', keys),
    ]);
    for (const key of keys) expect(new Set([a?.get(key), b?.get(key), c?.get(key)].filter(Boolean)).size).toBe(1);
    const codes = keys.map(key => c?.get(key));
    expect(new Set(codes).size).toBe(12);
    expect(codes).not.toContain('P-2026-0002');
    expect(await allocateCodes(office.db, 'P-2026', ['k:3'])).toEqual(new Map([['k:3', codes[3]]]));
    expect((await allocateCodes(office.db, 'Q-2026', ['k:q'])).get('k:q')).toBe('Q-2026-0001');
  });

  test('several starters bring an empty database up to date together', async () => {
    const { pool, close } = await databases.pool();
    const db = openDatabase(pool);
    await Promise.all([migrate(db), migrate(db), migrate(db)]);
    await migrate(db);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from kysely_migration`.execute(db);
    expect(rows[0]?.n).toBe(Object.keys(MIGRATIONS).length);
    await close();
  });

  test('a database that was begun while the clock was ahead is brought up to date all the same, again and again', async () => {
    const { pool, close } = await databases.pool();
    const db = openDatabase(pool);
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
    expect((await migrator.migrateTo('0068-briefs')).error).toBeUndefined();
    await sql`update kysely_migration set timestamp = '2036-01-01T00:00:00.000Z'`.execute(db);
    await migrate(db);
    await migrate(db);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from kysely_migration`.execute(db);
    expect(rows[0]?.n).toBe(Object.keys(MIGRATIONS).length);
    await close();
  });

  // Transactions queue up in the embedded database: what follows cannot happen there.
  if (!isServer) return;

  const line = (entityId: string): EntityNotice => ({
    entityKind: 'problem',
    entityId,
    notice: {
      kind: 'problem-overdue',
      slot: '2026-11-23',
      personId: 'handler',
      notBeforeMs: NOW_MS,
      expiresMs: NOW_MS + 86_400_000,
      data: { problem: entityId },
    },
  });
  const claim = () => createOutbox({ db: office.db, now: () => NOW_MS }).claim(10, 60_000);

  test('the sender does not claim a mail that a transaction is adding a line to', async () => {
    await office.db.transaction().execute(tx => writeNotices(tx, [line('P-1')], NOW_MS));
    let finish = (): void => undefined;
    const held = new Promise<void>(resolve => (finish = resolve));
    let written = false;
    const adding = office.db.transaction().execute(async tx => {
      await writeNotices(tx, [line('P-2')], NOW_MS);
      written = true;
      await held;
    });
    await until('the line is written', () => written);
    expect((await claim()).mails).toEqual([]);
    finish();
    await adding;
    expect((await claim()).mails).toHaveLength(1);
    const lines = await office.db.selectFrom('mail_item').select('entity_id').orderBy('position').execute();
    expect(lines.map(({ entity_id }) => entity_id)).toEqual(['P-1', 'P-2']);
  });

  test('two transactions that wait for each other: the one rolled back decides again', async () => {
    await office.ledger.commit([start('A-1'), start('A-2')]);
    let go = (): void => undefined;
    const held = new Promise<void>(resolve => (go = resolve));
    let locked = false;
    // Takes A-2 first and A-1 then, as no code of ours does: the database must break the circle.
    const rude = office.db
      .transaction()
      .execute(async tx => {
        await sql`select 1 from entity where id = 'A-2' for update`.execute(tx);
        locked = true;
        await held;
        await sql`select 1 from entity where id = 'A-1' for update`.execute(tx);
      })
      .catch((error: { code?: string }) => error.code);
    await until('A-2 is locked', () => locked);
    const ours = office.ledger.commit([correct('A-1', 1), correct('A-2', 1)]);
    await until('we wait for A-2', async () => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_locks where not granted`.execute(
        office.db,
      );
      return (rows[0]?.n ?? 0) > 0;
    });
    go();
    expect(codesOf(await ours)).toEqual(['ok', 'ok']);
    expect([undefined, '40P01']).toContain(await rude);
  });
});
