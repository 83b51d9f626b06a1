import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fillDemo } from '../../src/demo/index.ts';
import { addDays, firstDay } from '../../src/domain/calendar/dates.ts';
import { isCounted } from '../../src/domain/evaluation/counts.ts';
import type { ProjectState } from '../../src/domain/project/types.ts';
import { listProblems, listProblemsOn } from '../../src/ledger/reads/problems.ts';
import { listProjects } from '../../src/ledger/reads/projects.ts';
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

  test('the list of a figure has exactly the projects that reached the stage in the period and have not left', async () => {
    const [reachedFrom, reachedTo] = [addDays(until, -200), addDays(until, -20)];
    const rows = await office.db.selectFrom('entity').select('state').where('kind', '=', 'project').execute();
    const states = rows.map(({ state }) => state as unknown as ProjectState);
    for (const reached of ['signing', 'groundbreaking', 'production'] as const) {
      const fits = states.filter(state => {
        const on = state.milestones[reached]?.actual;
        return isCounted(state, until) && on != null && firstDay(on) >= reachedFrom && firstDay(on) <= reachedTo;
      });
      const filter = { reached, reachedFrom, reachedTo, counted: true };
      const { total } = await listProjects(office.db, filter, { limit: 1, after: null });
      expect([reached, total]).toEqual([reached, fits.length]);
      expect(total).toBeGreaterThan(0);
    }
  });

  test('problems are found by the day they were written down, open ones apart, today and of the same day in the past', async () => {
    const filter = { raisedFrom: addDays(until, -60), raisedTo: addDays(until, -5), open: true };
    const asked = { filter, atMs: calendar.clock.toInstant(until, '18:00') };
    const page = { limit: 200, after: null };
    const now = await listProblems(office.db, asked, page);
    const then = await listProblemsOn({ db: office.db, clock: calendar.clock }, { ...asked, day: until }, page);
    expect(now.total).toBeGreaterThan(0);
    expect(then.items.map(({ code }) => code)).toEqual(now.items.map(({ code }) => code));
    const all = await listProblems(office.db, { ...asked, filter: { ...filter, open: undefined } }, page);
    expect(all.total).toBeGreaterThan(now.total);
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
