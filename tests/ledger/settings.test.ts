import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Migrator } from 'kysely';
import { createLedger } from '../../src/ledger/commit.ts';
import { openDatabase } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { foundation } from '../../src/ledger/migrations/0001-foundation.ts';
import { settingHistory, settingOn } from '../../src/ledger/reads/settings.ts';
import { settingsAt } from '../../src/ledger/settings.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import type { SeriesFacts } from '../../src/domain/meeting/types.ts';
import type { SettingCommand } from '../../src/domain/settings/types.ts';
import type { Envelope } from '../../src/contract/commit.ts';
import { at, local, makeCalendar, makeEnvelope, makeProblemFacts, makeSeriesFacts, NOW } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const limits = (leadWorkingDays: number) => ({ ...DEFAULT_SETTINGS.problem, leadWorkingDays });
const set = (
  leadWorkingDays: number,
  validFrom: string,
  { basedOn, ...more }: Partial<Envelope<'setting'>> & Pick<SettingCommand, 'basedOn'> = {},
): Envelope<'setting'> =>
  makeEnvelope(
    'setting',
    'problem',
    { type: 'set', value: limits(leadWorkingDays), validFrom, reason: `${leadWorkingDays} 天`, basedOn },
    more,
  );
const ALL = { limit: 50, after: null };

describe.each(DATABASES)('settings on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterEach(() => office.close());

  const leadDaysOn = async (day: string): Promise<number> => (await settingsAt(office.db, day)).problem.leadWorkingDays;
  const rows = () => office.db.selectFrom('setting').selectAll().orderBy('key').orderBy('version').execute();

  test('are decided, kept as events and stand as dated rows', async () => {
    const envelope = set(5, '2027-01-01');
    expect(await office.give(envelope)).toMatchObject({
      ok: true,
      result: { entityId: 'problem', seq: 1, events: ['set'] },
      view: { status: 'known', open: false },
    });
    expect(await rows()).toMatchObject([
      { key: 'problem', version: 1, valid_from: '2027-01-01', value: limits(5), command_id: envelope.commandId },
    ]);
    await expectRebuilt(office.db);
  });

  test('of meetings are measured against the series that run, with those of a month and without those that pause', async () => {
    const row = { step: 'collection', at: { workingDays: -8, time: '09:00' } } as const;
    const value = { ...DEFAULT_SETTINGS.meeting, timetable: [row, { step: 'held', at: { hours: 0 } } as const] };
    const outcome = () =>
      office.give(makeEnvelope('setting', 'meeting', { type: 'set', value, validFrom: '2027-01-01', reason: '提前' }));
    const define = (id: string, more: Partial<SeriesFacts>) =>
      office.give(makeEnvelope('series', id, { type: 'define', facts: makeSeriesFacts({ name: id, ...more }) }));
    await define('monthly', { rhythm: { every: 'month', nth: 1 } });
    await define('weekly', {});
    expect(await outcome()).toMatchObject({
      ok: false,
      refusal: {
        code: 'leadTooLong',
        field: 'value.timetable[0].at.workingDays',
        value: -8,
        params: { series: 'weekly' },
      },
    });
    await office.give(makeEnvelope('series', 'weekly', { type: 'pause', reason: '换届' }));
    expect(await outcome()).toMatchObject({ ok: true });
  });

  test('are the rule from their first day, and never before', async () => {
    await office.give(set(5, '2027-01-01'));
    expect([await leadDaysOn('2026-12-31'), await leadDaysOn('2027-01-01')]).toEqual([7, 5]);
    expect((await settingsAt(office.db, '2027-01-01')).meeting).toEqual(DEFAULT_SETTINGS.meeting);
    const assign = async (code: string, day: string): Promise<string> => {
      const [atMs] = [at(day)];
      await office.give(makeEnvelope('problem', code, { type: 'raise', facts: makeProblemFacts() }, { atMs }));
      await office.give(makeEnvelope('problem', code, { type: 'assign', leadUnit: 'land' }, { atMs }));
      const { due_at } = await office.db
        .selectFrom('problem')
        .select('due_at')
        .where('code', '=', code)
        .executeTakeFirstOrThrow();
      return local(due_at?.getTime() ?? 0);
    };
    expect(await assign('P-1', '2026-12-07 10:00')).toBe('2026-12-16 17:30');
    expect(await assign('P-2', '2027-01-11 10:00')).toBe('2027-01-18 17:30');
  });

  test('the latest first day stands, and of one day the version that was set last', async () => {
    await office.give(set(5, '2027-06-01'));
    await office.give(set(4, '2027-01-01'));
    await office.give(set(3, '2027-01-01'));
    const days = ['2026-12-31', '2027-01-01', '2027-05-31', '2027-06-01', '2099-01-01'];
    expect(await Promise.all(days.map(leadDaysOn))).toEqual([7, 3, 3, 5, 5]);
    for (const day of days) {
      const { value } = await settingOn(office.db, 'problem', day);
      expect(value).toEqual((await settingsAt(office.db, day)).problem);
    }
  });

  test('a row that lacks a field of its section takes the default of it; a section nobody knows is no setting', async () => {
    const row = { valid_from: '2026-01-01', version: 1, command_id: null, set_at: new Date(0) };
    await office.db
      .insertInto('setting')
      .values([
        { key: 'problem', value: JSON.stringify({ leadWorkingDays: 5 }), ...row },
        { key: 'retired', value: '{}', ...row },
      ])
      .execute();
    const settings = await settingsAt(office.db, '2026-11-23');
    expect(settings.problem).toEqual(limits(5));
    expect(Object.keys(settings)).toEqual(Object.keys(DEFAULT_SETTINGS));
  });

  test('two that are written from the same version at once: the second is refused and loses nothing', async () => {
    const outcomes = await Promise.all([
      office.give(set(5, '2027-01-01', { basedOn: 0 })),
      office.give(set(6, '2027-01-01', { basedOn: 0 })),
    ]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const refused = outcomes.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ refusal: { code: 'settingMoved', value: 0, params: { version: 1 } } });
    expect(await rows()).toHaveLength(1);
  });

  test('the same command twice sets one version', async () => {
    const envelope = set(5, '2027-01-01');
    await office.give(envelope);
    expect(await office.give(envelope)).toMatchObject({ ok: true, replayed: true, result: { seq: 1 } });
    expect(await rows()).toHaveLength(1);
  });

  test('a refused one writes nothing', async () => {
    const outcome = await office.give(set(5, '2026-11-22'));
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'settingInPast' }, view: null });
    expect(await rows()).toEqual([]);
  });

  test('their history says who, when, why, and what stood before', async () => {
    await office.give(set(5, '2027-06-01'));
    await office.give(set(4, '2027-01-01', { actor: { id: 'leader', unitId: 'office', roles: ['leader'] } }));
    const { items, total, next } = await settingHistory(office.db, 'problem', ALL);
    expect({ total, next }).toEqual({ total: 2, next: null });
    expect(items).toMatchObject([
      { version: 1, validFrom: '2027-06-01', replacedOn: null, old: limits(7), value: limits(5), reason: '5 天' },
      { version: 2, validFrom: '2027-01-01', replacedOn: '2027-06-01', old: limits(7), value: limits(4) },
    ]);
    expect(items[1]).toMatchObject({ setBy: { id: 'leader', name: 'leader' }, setAt: new Date(at(NOW)) });
    const page = await settingHistory(office.db, 'problem', { limit: 1, after: null });
    expect(page.items.map(({ version }) => version)).toEqual([1]);
    expect(page.next).not.toBeNull();
    expect((await settingHistory(office.db, 'problem', { limit: 1, after: ['1'] })).items).toMatchObject([
      { version: 2 },
    ]);
  });

  test('rows that were written by hand become the first versions of their history', async () => {
    const { pool, close } = await databases.pool();
    const db = openDatabase(pool);
    const before = new Migrator({ db, provider: { getMigrations: async () => ({ '0001-foundation': foundation }) } });
    await before.migrateToLatest();
    const row = (version: number, valid_from: string, days: number) => ({
      ...{ key: 'problem', version, valid_from, command_id: null, set_at: new Date(at(NOW)) },
      value: JSON.stringify(limits(days)),
    });
    await db
      .insertInto('setting')
      .values([row(2, '2026-06-01', 6), row(5, '2027-01-01', 5)])
      .execute();
    await migrate(db);
    const ledger = createLedger({ db, calendar: makeCalendar(), now: () => at(NOW) });
    const [outcome] = await ledger.commit([set(4, '2027-03-01', { basedOn: 5 })]);
    expect(outcome).toMatchObject({ ok: true, result: { seq: 3 } });
    const { items } = await settingHistory(db, 'problem', ALL);
    expect(items.map(({ version, validFrom }) => [version, validFrom])).toEqual([
      [2, '2026-06-01'],
      [5, '2027-01-01'],
      [6, '2027-03-01'],
    ]);
    expect(items[0]).toMatchObject({ reason: 'written by hand', setBy: { id: 'system' }, value: limits(6) });
    expect((await settingsAt(db, '2027-02-01')).problem.leadWorkingDays).toBe(5);
    await expectRebuilt(db);
    await close();
  });
});
