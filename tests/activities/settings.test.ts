import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSettingActivities, lookAtCalendar, type SettingActivities } from '../../src/activities/settings.ts';
import { isCalendarNew, rememberCalendar } from '../../src/ledger/calendar-seen.ts';
import type { EntityKind } from '../../src/domain/entity.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/domain/settings.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';
import { at, NOW, makeCalendar, makeEnvelope, makeProjectFacts } from '../support/make.ts';

let databases: TestDatabases;
let office: TestLedger;
let activities: SettingActivities;
/** What was asked of Temporal: entities, or rounds. */
let looked: string[];
let rounds: EntityKind[][];
/** How often the Schedules were brought in line. */
let applied: number;
beforeAll(async () => {
  databases = await (DATABASES[0] as (typeof DATABASES)[number]).start();
});
beforeEach(async () => {
  office = await openLedger(databases);
  looked = [];
  rounds = [];
  const gateway = {
    lookAgain: async (kind: EntityKind, ids: readonly string[]) => void looked.push(...ids.map(id => `${kind} ${id}`)),
    lookAgainEverywhere: async (kinds: readonly EntityKind[]) => void rounds.push([...kinds]),
  };
  // As after the start of a worker: what is tested here is the settings.
  await rememberCalendar(office.db, makeCalendar().table, at('2026-11-23 08:00'));
  applied = 0;
  const schedules = { apply: async () => ((applied += 1), []) };
  activities = createSettingActivities({
    ...office,
    gateway,
    schedules,
    ...{ clock: makeCalendar().clock, table: makeCalendar().table },
  });
});
afterAll(() => databases?.stop());

const set = async (section: keyof Settings, value: object, [validFrom, setOn]: [string, string]) => {
  const command = { type: 'set', value: { ...DEFAULT_SETTINGS[section], ...value }, validFrom, reason: 'r' } as const;
  const outcome = await office.give(makeEnvelope('setting', section, command, { atMs: at(`${setOn} 10:00`) }));
  expect(outcome).toMatchObject({ ok: true });
};
const warnBefore = (days: number, when: [string, string]) => set('project', { warnDaysBefore: [days] }, when);
const dayAfter = async (since: string | null, day: string): Promise<EntityKind[]> => {
  rounds = [];
  const answer = await activities.lookAgainWhereDue({ since, nowMs: at(`${day} 00:10`) });
  expect(answer).toEqual({ day });
  return rounds.flat();
};

describe('lookAgainWhereDue', () => {
  test('asks everything with timers once when this release knows other holidays than the last', async () => {
    await rememberCalendar(office.db, { years: {} }, at('2026-11-23 08:00'));
    expect(await dayAfter(null, '2026-11-24')).toEqual(expect.arrayContaining(['problem', 'project', 'meeting']));
    expect(await dayAfter(null, '2026-11-25')).toEqual([]);
  });

  test('tells again when whoever told died before it was remembered', async () => {
    await rememberCalendar(office.db, { years: {} }, at('2026-11-23 08:00'));
    const gateway = { lookAgainEverywhere: () => Promise.reject(new Error('Temporal is away')) };
    const { table } = makeCalendar();
    await expect(lookAtCalendar({ db: office.db, gateway, table }, at(NOW))).rejects.toThrow('away');
    expect(await isCalendarNew(office.db, table)).toBe(true);
  });

  test('asks nobody on a day on which nothing begins', async () => {
    expect(await dayAfter(null, '2026-11-24')).toEqual([]);
    await warnBefore(20, ['2027-01-01', '2026-11-23']);
    expect(await dayAfter('2026-12-30', '2026-12-31')).toEqual([]);
    expect(await dayAfter('2027-01-01', '2027-01-02')).toEqual([]);
  });

  test('asks the kinds that hang on the section that begins, again when the day is looked at again', async () => {
    await warnBefore(20, ['2027-01-01', '2026-11-23']);
    await set('meeting', { openDaysAhead: 10 }, ['2027-01-01', '2026-11-23']);
    await set('problem', { leadWorkingDays: 5 }, ['2027-01-01', '2026-11-23']);
    for (let times = 1; times <= 2; times += 1) {
      expect((await dayAfter('2026-12-31', '2027-01-01')).sort()).toEqual(['meeting', 'problem', 'project']);
    }
  });

  test('brings the Schedules in line when the day on which a reporting round opens may have changed', async () => {
    await set('money', { opensDay: 20 }, ['2027-01-01', '2026-11-23']);
    expect(await dayAfter('2026-12-30', '2026-12-31')).toEqual([]);
    expect(applied).toBe(0);
    expect(await dayAfter('2026-12-31', '2027-01-01')).toEqual(['round']);
    expect(applied).toBe(1);
  });

  test('leaves no day of an outage out', async () => {
    await warnBefore(20, ['2027-01-01', '2026-11-23']);
    expect(await dayAfter('2026-12-20', '2027-01-10')).toEqual(['project']);
    expect(await dayAfter(null, '2027-01-10')).toEqual([]);
  });

  test('catches up with a setting of yesterday whose setter died before anybody was told', async () => {
    await warnBefore(20, ['2026-11-23', '2026-11-23']);
    expect(await dayAfter('2026-11-23', '2026-11-24')).toEqual(['project']);
    expect(await dayAfter('2026-11-24', '2026-11-25')).toEqual([]);
  });
});

describe('askToLookAgain', () => {
  test('walks the open entities chunk by chunk; the same input twice asks the same', async () => {
    const codes = Array.from({ length: 401 }, (_, n) => `P-${1000 + n}`);
    const start = (code: string) =>
      makeEnvelope('project', code, { type: 'start', facts: makeProjectFacts({ name: code }), stage: 'lead' });
    await office.ledger.commit(codes.map(start));
    await office.give(makeEnvelope('project', 'P-1000', { type: 'withdraw', reason: 'r' }));
    const first = { kind: 'project', afterId: '' } as const;
    expect(await activities.askToLookAgain(first)).toEqual(await activities.askToLookAgain(first));
    expect(looked.slice(0, 200)).toEqual(looked.slice(200));
    looked = [];
    let afterId: string | null = '';
    for (let chunks = 0; afterId !== null; chunks += 1) {
      expect(chunks).toBeLessThan(5);
      ({ lastId: afterId } = await activities.askToLookAgain({ kind: 'project', afterId }));
    }
    expect(looked).toEqual(codes.slice(1).map(code => `project ${code}`));
    expect(await activities.askToLookAgain({ kind: 'problem', afterId: '' })).toEqual({ lastId: null });
  });
});
