import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fillDemo } from '../../src/demo/index.ts';
import { addDays } from '../../src/domain/calendar/dates.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';
import { at, makeCalendar, NOW } from '../support/make.ts';

const LIMIT_MS = 240_000;

describe('the year of the demo', () => {
  let databases: TestDatabases;
  let office: TestLedger;
  /** What the office of the tests had before. */
  let people: { last: unknown } | undefined;
  const calendar = makeCalendar();
  const until = addDays(calendar.clock.toLocal(at(NOW)).date, -1);

  beforeAll(async () => {
    const [embedded] = DATABASES;
    databases = await (embedded as (typeof DATABASES)[number]).start();
    office = await openLedger(databases);
    const { db, ledger } = office;
    people = await db
      .selectFrom('event')
      .select(eb => eb.fn.max('position').as('last'))
      .executeTakeFirst();
    await fillDemo({ db, ledger, calendar }, { seed: 1, until });
  }, LIMIT_MS);
  afterAll(async () => {
    await office.close();
    await databases.stop();
  });

  test('has problems in every state that an office meets', async () => {
    const rows = await office.db.selectFrom('problem').select('state').distinct().execute();
    expect(rows.map(({ state }) => state)).toEqual(expect.arrayContaining(['handling', 'resolved', 'closed']));
  });

  test('has weekly dispatches that were held, with decisions and published minutes, and visits', async () => {
    const held = await office.db.selectFrom('meeting').select('id').where('status', '=', 'held').execute();
    expect(held.length).toBeGreaterThan(8);
    const minutes = await office.db.selectFrom('meeting_minutes').selectAll().execute();
    expect(minutes.length).toBeGreaterThan(8);
    const visits = await office.db.selectFrom('visit').select('status').execute();
    expect(new Set(visits.map(({ status }) => status))).toEqual(new Set(['held', 'planned']));
  });

  test('writes to nobody about the past', async () => {
    expect(await office.db.selectFrom('mail').selectAll().execute()).toEqual([]);
  });

  test('happened before the day after it', async () => {
    const events = await office.db
      .selectFrom('event')
      .select('at')
      .where('position', '>', Number(people?.last))
      .orderBy('at', 'desc')
      .limit(1)
      .execute();
    expect(calendar.clock.toLocal(events[0]?.at.getTime() ?? 0).date <= until).toBe(true);
  });
});
