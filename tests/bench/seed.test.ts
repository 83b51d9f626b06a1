import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fillCity } from '../../src/demo/fill.ts';
import { codeOf, lifeOf, type City } from '../../src/demo/life.ts';
import { NAMES, nameOf } from '../../src/demo/names.ts';
import { listProjects } from '../../src/ledger/reads/projects.ts';
import { makeCalendar } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';
import { rebuildState } from '../ledger/rebuild.ts';

const CITY: City = { seed: 1, until: '2026-11-23', years: 2 };
const PROJECTS = 150;

describe('the made-up city', () => {
  test('is the same for the same seed, project by project, and another for another', () => {
    expect(lifeOf(41, CITY)).toEqual(lifeOf(41, CITY));
    expect(lifeOf(41, { ...CITY, seed: 2 })).not.toEqual(lifeOf(41, CITY));
    expect(lifeOf(42, CITY)).not.toEqual(lifeOf(41, CITY));
  });

  test('calls no two projects alike', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => nameOf(index));
    expect(new Set(names).size).toBe(names.length);
    expect(nameOf(NAMES)).toBe(nameOf(0));
  });

  test('gives its commands in the order of their days, none in the future', () => {
    for (let index = 0; index < 300; index += 1) {
      const days = lifeOf(index, CITY).map(({ day }) => day);
      expect(days).toEqual(days.toSorted());
      expect(days.at(-1)! <= CITY.until).toBe(true);
    }
  });

  test('has all there is to see: every path, ends and pauses, late months, silence', () => {
    const lives = Array.from({ length: 3_000 }, (_, index) => lifeOf(index, CITY));
    const types = new Set(lives.flat().map(({ command }) => command.type));
    expect([...types].sort()).toEqual(
      [
        'advance',
        'arrive',
        'correct',
        'enterStatistics',
        'pause',
        'planYear',
        'remove',
        'report',
        'revisePlan',
        'start',
      ].concat('withdraw'),
    );
    const paths = lives.map(([first]) => (first?.command.type === 'start' ? first.command.pathId : undefined));
    expect([...new Set(paths)].sort()).toEqual(['foreign', 'park', 'service', 'standard']);
  });
});

describe('filled into a ledger', () => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    const [embedded] = DATABASES;
    databases = await (embedded as (typeof DATABASES)[number]).start();
    office = await openLedger(databases);
  });
  afterAll(async () => {
    await office.close();
    await databases.stop();
  });
  const fill = (count: number, from = 0) => {
    const { db, ledger } = office;
    return fillCity({ db, ledger, clock: makeCalendar().clock }, CITY, { from, count });
  };

  test('every command is one the rules allow, and a second time nothing happens', async () => {
    const first = await fill(PROJECTS);
    expect(first).toMatchObject({ projects: PROJECTS, fresh: first.commands });
    expect(await fill(PROJECTS)).toEqual({ ...first, fresh: 0 });
    // More projects of the same city add to those that are there.
    expect(await fill(PROJECTS + 10)).toMatchObject({ projects: PROJECTS + 10 });
    const { total, sums } = await listProjects(office.db, {}, { limit: 1, after: null });
    expect(total).toBe(PROJECTS + 10);
    expect(sums.counted.projects).toBeLessThan(total);
  });

  test('each project is what its events say', async () => {
    const rows = await office.db
      .selectFrom('entity')
      .select(['id', 'seq', 'state'])
      .where('kind', '=', 'project')
      .where('id', 'in', [codeOf(0), codeOf(7), codeOf(77)])
      .execute();
    expect(rows).toHaveLength(3);
    for (const { id, seq, state } of rows) expect(await rebuildState(office.db, 'project', id)).toEqual({ state, seq });
  });

  test('the people of the office that were there stay as they are', async () => {
    const person = await office.db
      .selectFrom('person')
      .select('name')
      .where('id', '=', 'coordinator')
      .executeTakeFirst();
    expect(person?.name).toBe('coordinator');
  });
});
