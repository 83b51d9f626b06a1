import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localClock } from '../../src/calendar/zone.ts';
import type { Envelope } from '../../src/contract/commit.ts';
import { PROJECT_SORTS, SORT_ORDERS } from '../../src/contract/sorting.ts';
import {
  KeptTables,
  ledgerOn,
  projectOn,
  projectsNow,
  projectsOnDays,
  type ProjectThen,
} from '../../src/ledger/as-of.ts';
import { PastProjects } from '../../src/ledger/reads/past-projects.ts';
import { cursorKeys, type ProjectOrder } from '../../src/ledger/reads/project-order.ts';
import { readCursor, writeCursor } from '../../src/ledger/reads/paging.ts';
import { listProjects, type ProjectPage } from '../../src/ledger/reads/projects.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import { at, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

const ALL = { limit: 200, after: null };
const BY_CODE: ProjectOrder = { sort: 'code', order: 'asc' };

const command = (when: string, code: string, given: ProjectCommand): Envelope =>
  makeEnvelope('project', code, given, { atMs: at(when) });
const start = (when: string, code: string, facts: Parameters<typeof makeProjectFacts>[0] = {}): Envelope =>
  command(when, code, {
    type: 'start',
    facts: makeProjectFacts({ name: `园 ${code}`, ...facts }),
    stage: 'signing',
    actuals: { signing: '2026-01' },
    plans: { groundbreaking: '2026-12-01' },
  });

/** Some weeks of an office, day by day; money, moves, corrections, a withdrawal and a removal. */
const WEEKS: Record<string, Envelope[]> = {
  '2026-09-01': [start('2026-09-01 10:00', 'A'), start('2026-09-01 23:59', 'B', { investmentWan: null, county: null })],
  '2026-09-02': [
    start('2026-09-02 00:00', 'C', { county: '南安市', investmentWan: 10_000 }),
    command('2026-09-02 09:00', 'A', { type: 'planYear', year: 2026, amountWan: 6_000 }),
  ],
  '2026-09-20': [
    command('2026-09-20 09:00', 'A', { type: 'report', month: '2026-08', doneWan: 500, toDateWan: 900 }),
    command('2026-09-20 10:00', 'B', { type: 'correct', field: 'county', value: '南安市', reason: '补录' }),
    command('2026-09-20 11:00', 'C', {
      type: 'advance',
      to: 'groundbreaking',
      on: '2026-09-19',
      passed: { landing: '2026-05' },
    }),
  ],
  '2026-10-31': [
    command('2026-10-31 23:59', 'A', { type: 'correctReport', month: '2026-08', doneWan: 600, reason: '核实' }),
    command('2026-10-31 12:00', 'C', { type: 'correct', field: 'investmentWan', value: 12_345, reason: '核实' }),
  ],
  '2026-11-05': [
    command('2026-11-05 09:00', 'B', { type: 'remove', reason: '长期无进展' }),
    command('2026-11-05 09:30', 'A', { type: 'withdraw', reason: '退出' }),
  ],
};
const DAYS = Object.keys(WEEKS);

describe.each(DATABASES)('the ledger of a past day on the $name', ({ start: startDatabases }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  const source = () => ({ db: office.db, clock: localClock() });
  const kept = new KeptTables();
  /** What was told on each day, at its end. */
  const told = new Map<string, { list: ProjectPage; states: ProjectThen[] }>();

  beforeAll(async () => {
    databases = await startDatabases();
    office = await openLedger(databases);
    for (const [day, envelopes] of Object.entries(WEEKS)) {
      for (const envelope of envelopes) expect(await office.give(envelope)).toMatchObject({ ok: true });
      const states = await all(projectsNow(source()));
      // What was kept the days before is told anew where something has happened since.
      expect(await all(projectsNow({ ...source(), kept }))).toEqual(states);
      told.set(day, { list: await listProjects(office.db, {}, ALL), states });
    }
  });
  afterAll(async () => {
    await office.close();
    await databases.stop();
  });

  const all = async (projects: AsyncIterable<ProjectThen>): Promise<ProjectThen[]> => {
    const found: ProjectThen[] = [];
    for await (const project of projects) found.push(project);
    return found;
  };
  const past = () => new PastProjects(source());
  const walk = async (read: (after: readonly string[] | null) => Promise<ProjectPage>, keys: number) => {
    const pages: ProjectPage[] = [];
    for (let after: readonly string[] | null = null; ;) {
      const page = await read(after);
      pages.push(page);
      if (page.next === null) return pages;
      after = readCursor(page.next, keys) as readonly string[];
    }
  };

  test.each(DAYS)('is what was told at the end of %s, state by state', async day => {
    const today = '2026-11-23';
    expect(await all(ledgerOn(source(), { day, today }))).toEqual(told.get(day)?.states);
  });

  test.each(DAYS)('lists, sums and pages as on %s', async day => {
    expect(await past().list(day, {}, { page: ALL, order: BY_CODE })).toEqual(told.get(day)?.list);
  });

  test('a day without events is that of the last event before it', async () => {
    expect(await all(ledgerOn(source(), { day: '2026-10-30', today: '2026-11-23' }))).toEqual(
      told.get('2026-09-20')?.states,
    );
    expect(await all(ledgerOn(source(), { day: '2026-08-31', today: '2026-11-23' }))).toEqual([]);
  });

  test('today is the present state', async () => {
    expect(await all(ledgerOn(source(), { day: '2026-11-23', today: '2026-11-23' }))).toEqual(
      told.get('2026-11-05')?.states,
    );
  });

  test('several days are worked out in one passage', async () => {
    const found: Record<string, (number | null)[]> = {};
    for await (const { code, then } of projectsOnDays(source(), ['2026-08-31', ...DAYS])) {
      found[code] = then.map(project => project?.seq ?? null);
    }
    const counts = (code: string) =>
      DAYS.map(day => told.get(day)?.states.find(each => each.code === code)?.seq ?? null);
    expect(found).toEqual({ A: [null, ...counts('A')], B: [null, ...counts('B')], C: [null, ...counts('C')] });
  });

  test('one project alone', async () => {
    const when = { day: '2026-10-31', today: '2026-11-23' };
    expect(await projectOn(source(), 'C', when)).toEqual(
      told.get('2026-10-31')?.states.find(({ code }) => code === 'C'),
    );
    expect(await projectOn(source(), 'C', { ...when, day: '2026-09-01' })).toBeNull();
    expect(await projectOn(source(), 'none', when)).toBeNull();
  });

  test('is found and filtered by what was true then', async () => {
    const codes = async (day: string, filter: Parameters<PastProjects['list']>[1]) =>
      (await past().list(day, filter, { page: ALL, order: BY_CODE })).items.map(({ code }) => code);
    expect(await codes('2026-09-02', { county: '南安市' })).toEqual(['C']);
    expect(await codes('2026-09-20', { county: '南安市' })).toEqual(['B', 'C']);
    expect(await codes('2026-09-20', { stage: 'groundbreaking' })).toEqual(['C']);
    expect(await codes('2026-10-31', { status: 'removed' })).toEqual([]);
    expect(await codes('2026-11-05', { status: 'removed' })).toEqual(['B']);
    expect(await codes('2026-09-02', { gaps: true, q: '园' })).toEqual(['A', 'B', 'C']);
    expect(await codes('2026-09-02', { q: '100%' })).toEqual([]);
  });

  test('removed projects are out of the counts from that day on, and in before it', async () => {
    const sums = async (day: string) => (await past().list(day, {}, { page: ALL, order: BY_CODE })).sums;
    expect(await sums('2026-10-31')).toEqual({
      investmentWan: 212_345,
      investmentYi: '21.2345',
      withoutAmount: 1,
      counted: { projects: 3, investmentWan: 212_345, investmentYi: '21.2345' },
    });
    expect(await sums('2026-11-05')).toMatchObject({
      investmentWan: 212_345,
      counted: { projects: 1, investmentWan: 12_345, investmentYi: '1.2345' },
    });
  });

  describe.each(PROJECT_SORTS.flatMap(sort => SORT_ORDERS.map(order => ({ sort, order }))))(
    'ordered by $sort $order',
    order => {
      const codesOf = (pages: readonly ProjectPage[]) => pages.flatMap(({ items }) => items.map(({ code }) => code));
      const now = (limit: number) =>
        walk(after => listProjects(office.db, {}, { limit, after }, order), cursorKeys(order));

      test('pages hold each project once, in one order, and the same on a past day as now', async () => {
        const whole = codesOf(await now(200));
        expect(whole.toSorted()).toEqual(['A', 'B', 'C']);
        expect(codesOf(await now(1))).toEqual(whole);
        expect(codesOf(await now(2))).toEqual(whole);
        const lists = past();
        const then = await walk(
          after => lists.list('2026-11-05', {}, { page: { limit: 1, after }, order }),
          cursorKeys(order),
        );
        expect(codesOf(then)).toEqual(whole);
        for (const { sums, total } of then) expect({ sums, total }).toEqual({ sums: then[0]?.sums, total: 3 });
      });

      test('a forged cursor reads from somewhere, and breaks no statement', async () => {
        const forged = [`${order.sort} ${order.order}`, "' or 1=1 --", 'x'].slice(-cursorKeys(order));
        const after = readCursor(writeCursor(forged), cursorKeys(order)) as readonly string[];
        await expect(listProjects(office.db, {}, { limit: 5, after }, order)).resolves.toMatchObject({ total: 3 });
        const far = [`${order.sort} ${order.order}`, '9'.repeat(30), 'x'].slice(-cursorKeys(order));
        await expect(listProjects(office.db, {}, { limit: 5, after: far }, order)).resolves.toMatchObject({ total: 3 });
      });
    },
  );

  test('who has no amount stands last, whatever the direction', async () => {
    for (const order of SORT_ORDERS) {
      const { items } = await listProjects(office.db, {}, ALL, { sort: 'investment', order });
      expect(items.at(-1)?.code).toBe('B');
    }
    const { items } = await listProjects(office.db, {}, ALL, { sort: 'investment', order: 'desc' });
    expect(items.map(({ code }) => code)).toEqual(['A', 'C', 'B']);
  });
});
