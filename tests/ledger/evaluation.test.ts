import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localClock } from '../../src/calendar/zone.ts';
import type { Envelope } from '../../src/contract/commit.ts';
import { POINTS_RULES } from '../../src/domain/colour/rule-sets.ts';
import type { ColourRow } from '../../src/domain/colouring/types.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { fourBatches } from '../../src/ledger/evaluation/batches.ts';
import { colourTable, whyColour, type ColourTable } from '../../src/ledger/evaluation/colours.ts';
import { compareRules } from '../../src/ledger/evaluation/compare.ts';
import { paceTable, type PaceTable } from '../../src/ledger/evaluation/pace.ts';
import { silentProjects, type Silence } from '../../src/ledger/evaluation/silence.ts';
import { at, COORDINATOR, HANDLER, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const TODAY = '2026-11-23';
const COUNTY = '鲤城区';

/** A project of a plan and the months reported for it: month → done in it, and when that was said. Without a plan it is still a lead. */
function life(
  code: string,
  plan: number | null,
  months: Record<string, [doneWan: number, on: string]>,
  facts: Parameters<typeof makeProjectFacts>[0] = {},
): Envelope[] {
  const give = (when: string, command: ProjectCommand): Envelope =>
    makeEnvelope('project', code, command, { atMs: at(when) });
  const start: ProjectCommand = {
    type: 'start',
    facts: makeProjectFacts({ name: `园 ${code}`, ...facts }),
    ...(plan === null ? { stage: 'lead' } : { stage: 'signing', actuals: { signing: '2025-12-01' } }),
  };
  return [
    give('2026-01-05 09:00', start),
    ...(plan === null ? [] : [give('2026-01-06 09:00', { type: 'planYear', year: 2026, amountWan: plan })]),
    ...Object.entries(months).map(([month, [doneWan, on]]) =>
      give(`${on} 09:00`, { type: 'report', month, doneWan, ...(month.endsWith('-01') ? {} : {}) }),
    ),
  ];
}

/** By months, 12 of 12: January to October of a plan of 1200 is 1000. */
const OFFICE: Envelope[] = [
  ...life('A', 1_200, { '2026-01': [900, '2026-02-02'], '2026-10': [100, '2026-11-02'] }),
  // Red at the close; the money that came after it is enough.
  ...life('B', 1_200, { '2026-01': [100, '2026-02-02'], '2026-10': [950, '2026-11-10'] }),
  ...life('C', 1_200, {}, { county: '南安市' }),
  ...life('D', null, {}, { county: null }),
].sort((a, b) => a.atMs - b.atMs);

describe.each(DATABASES)('evaluation on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  const source = () => ({ db: office.db, clock: localClock() });

  beforeAll(async () => {
    databases = await start();
    office = await openLedger(databases);
    for (const envelope of OFFICE) expect(await office.give(envelope)).toMatchObject({ ok: true });
  });
  afterAll(async () => {
    await office.close();
    await databases.stop();
  });

  const colours = async (on: string, more: { month?: string; rules?: string } = {}): Promise<ColourTable> =>
    (await colourTable(source(), { month: '2026-10', on, today: TODAY, ...more })) as ColourTable;
  const lights = ({ rows }: { rows: readonly ColourRow[] }) =>
    Object.fromEntries(rows.map(({ id, colour }) => [id, colour]));

  describe('the colours of a month', () => {
    test('are those known on the day asked for: money that came late turns its red month yellow, not green', async () => {
      expect(lights(await colours('2026-11-03'))).toMatchObject({ A: 'green', B: 'red', C: 'none' });
      const later = await colours(TODAY);
      expect(lights(later)).toMatchObject({ A: 'green', B: 'yellow' });
      expect(later.rows.find(({ id }) => id === 'B')?.because.map(({ rule }) => rule)).toEqual(['pace', 'lateFigures']);
    });

    test('today come from the states, and are the same as from the events', async () => {
      // Nothing was written on the last days, so the day before tells from events what today tells from states.
      expect((await colours('2026-11-22')).rows).toEqual((await colours(TODAY)).rows);
    });

    test('name the rules they were made by, and the basis', async () => {
      const { rules, basis, closesOn, rows } = await colours(TODAY);
      expect({ rules: [rules.project.id, rules.county.id], basis, closesOn }).toEqual({
        rules: ['points', 'relative'],
        basis: 'days',
        closesOn: '2026-11-03',
      });
      expect(rows.map(({ subject, id }) => `${subject} ${id}`)).toEqual([
        'county 南安市',
        `county ${COUNTY}`,
        'project A',
        'project B',
        'project C',
        'project D',
      ]);
    });

    test('by another rule set that is named', async () => {
      expect(lights(await colours(TODAY, { rules: 'silence@1' }))).toEqual({
        ...{ A: 'green', B: 'yellow', C: 'red', D: 'none' },
        ...{ [COUNTY]: 'green', 南安市: 'red' },
      });
    });

    test.each([
      [{ rules: 'nobody' }, { code: 'notInList', field: 'rules', value: 'nobody' }],
      [{ rules: 'points@2' }, { code: 'notInList', params: { list: ['points@1', 'relative@1', 'silence@1'] } }],
      [{ month: '2026-12' }, { code: 'monthInFuture', field: 'month' }],
    ])('%j is refused', async (more, refusal) => {
      expect(await colours(TODAY, more)).toMatchObject(refusal);
    });

    test('are explained by the facts and the limits', async () => {
      const asked = { month: '2026-10', on: TODAY, today: TODAY };
      expect(await whyColour(source(), { ...asked, subject: 'project', id: 'B' })).toMatchObject({
        row: { colour: 'yellow', rule: { id: 'points', version: 1 } },
        facts: { planWan: 1_200, doneWan: 1_050, atClose: { doneWan: 100, monthsWithoutReport: 9 } },
        ruleSet: POINTS_RULES,
      });
      expect(await whyColour(source(), { ...asked, subject: 'county', id: COUNTY })).toMatchObject({
        facts: { planWan: 2_400, doneWan: 2_050, missesRunning: 0 },
      });
      const why = (subject: 'project' | 'county', id: string) => whyColour(source(), { ...asked, subject, id });
      expect(await why('project', 'Z')).toMatchObject({ code: 'notFound', field: 'project' });
      expect(await why('county', '晋江市')).toMatchObject({ code: 'notFound', field: 'county' });
    });
  });

  test('two rule sets over a period: who would change, month by month, as known when each was closed', async () => {
    const asked = { rules: ['points@1', 'silence@1'] as const, from: '2026-09', to: '2026-11', today: TODAY };
    const months = await compareRules(source(), asked);
    expect(months).toMatchObject([
      { month: '2026-09', on: '2026-10-03' },
      { month: '2026-10', on: '2026-11-03' },
      { month: '2026-11', on: TODAY },
    ]);
    const [, october] = months as { changes: { id: string; from: unknown; to: unknown }[]; counts: unknown }[];
    expect(october?.changes.map(({ id }) => id)).toEqual(expect.arrayContaining(['C']));
    expect(october?.changes.find(({ id }) => id === 'C')).toMatchObject({
      subject: 'project',
      name: '园 C',
      from: { colour: 'none' },
      to: { colour: 'red' },
    });
    expect(october?.counts).toMatchObject({
      project: { from: { green: 1, red: 1, none: 2 }, to: { red: 2, none: 1 } },
    });
    const nothing = await compareRules(source(), {
      ...asked,
      rules: ['points@1', 'points'],
      from: '2026-10',
      to: '2026-10',
    });
    expect(nothing).toMatchObject([{ changes: [] }]);
    expect(await compareRules(source(), { ...asked, to: '2027-01' })).toMatchObject({ code: 'monthInFuture' });
    expect(await compareRules(source(), { ...asked, from: '2026-12', to: '2026-10' })).toMatchObject({
      code: 'outOfRange',
    });
    expect(await compareRules(source(), { ...asked, rules: ['points@1', 'x'] })).toMatchObject({ code: 'notInList' });
  });

  test('序时 by project, county and of all adds up', async () => {
    const table = async (by: 'project' | 'county' | 'total', on = TODAY): Promise<PaceTable> =>
      (await paceTable(source(), { month: '2026-10', on, today: TODAY, by, bases: ['days', 'months'] })) as PaceTable;
    const byCounty = await table('county');
    expect(byCounty.rows.map(({ id, planWan, doneWan, withoutPlan }) => [id, planWan, doneWan, withoutPlan])).toEqual([
      ['南安市', 1_200, null, 0],
      [COUNTY, 2_400, 2_050, 0],
      [null, null, null, 1],
    ]);
    expect(byCounty.total).toMatchObject({ projects: 4, planWan: 3_600, doneWan: 2_050, notReported: 1 });
    expect(byCounty.rows[1]?.pace).toMatchObject({
      months: { ratio: { percent: '102.50' }, points: { percent: '2.08' } },
      days: { elapsed: { part: 304, whole: 365 } },
    });
    expect((await table('project')).rows.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D']);
    expect(await table('total')).toMatchObject({ rows: [], total: byCounty.total });
    expect((await table('county', '2026-11-03')).total).toMatchObject({ doneWan: 1_100, notReported: 2 });
  });

  test('silence: red and proposed, the longest first, and a report breaks it', async () => {
    const on = async (day: string) => (await silentProjects(source(), { on: day, today: TODAY })) as Silence;
    const lines = ({ rows }: Silence) =>
      rows.map(({ code, months, light, proposeRemoval }) => [code, months, light, proposeRemoval]);
    expect(lines(await on('2026-04-03'))).toEqual([['C', 2, 'yellow', false]]);
    expect((await on('2026-04-03')).month).toBe('2026-02');
    expect(lines(await on('2026-04-04'))).toEqual([
      ['C', 3, 'red', false],
      ...['A', 'B'].map(code => [code, 2, 'yellow', false]),
    ]);
    expect(lines(await on('2026-11-04'))).toEqual([
      ['C', 10, 'red', true],
      ['B', 9, 'red', true],
    ]);
    expect(lines(await on(TODAY))).toEqual([['C', 10, 'red', true]]);
  });

  test('四个一批 are those of the day, by its tiers', async () => {
    const counts = await fourBatches(source(), { on: TODAY, today: TODAY, year: 2026 });
    expect(counts.planned).toMatchObject({ count: 3, sumWan: 600_000, sumYi: '60' });
    expect(counts.planned.tiers.map(({ fromWan, count }) => [fromWan, count])).toEqual([
      ...[10_000, 100_000, 200_000].map(from => [from, 3]),
      ...[500_000, 1_000_000].map(from => [from, 0]),
    ]);
    expect((await fourBatches(source(), { on: '2026-01-04', today: TODAY, year: 2026 })).planned.count).toBe(0);
  });
});

describe.each(DATABASES)('publishing a month on the $name', ({ start, isServer }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
    office = await openLedger(databases);
    for (const envelope of OFFICE) if (envelope.atMs < at('2026-11-04 09:00')) await office.give(envelope);
  });
  afterAll(async () => {
    await office.close();
    await databases.stop();
  });

  const publish = (
    when: string,
    command: { reason?: string; rules?: string } = {},
    more: Partial<Envelope<'colouring'>> = {},
  ) => makeEnvelope('colouring', '2026-10', { type: 'publish', ...command }, { atMs: at(when), ...more });
  const rowsOf = (edition: number) =>
    office.db
      .selectFrom('colour_row')
      .select(['id', 'colour'])
      .where('edition', '=', edition)
      .orderBy('position')
      .execute();

  test('is a coordinator’s', async () => {
    expect(await office.give(publish('2026-11-04 09:00', {}, { actor: HANDLER }))).toMatchObject({
      ok: false,
      refusal: { code: 'notAllowed' },
    });
  });

  test('two at once: one publishes, the other is told that it is published', async () => {
    const both = [publish('2026-11-04 10:00'), publish('2026-11-04 10:00')];
    const outcomes = await Promise.all(both.map(envelope => office.give(envelope)));
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      refusal: { code: 'colouringUnchanged', params: { edition: 1 } },
    });
    const won = both[outcomes.findIndex(({ ok }) => ok)] as Envelope;
    expect(await office.give(won)).toMatchObject({ ok: true, replayed: true, result: { seq: 1 } });
    expect(await rowsOf(1)).toEqual([
      { id: '南安市', colour: 'red' },
      { id: COUNTY, colour: 'red' },
      { id: 'A', colour: 'green' },
      { id: 'B', colour: 'red' },
      { id: 'C', colour: 'none' },
      { id: 'D', colour: 'none' },
    ]);
  });

  test('again, nothing being new, is refused', async () => {
    expect(await office.give(publish('2026-11-05 10:00', { reason: '再发' }))).toMatchObject({
      refusal: { code: 'colouringUnchanged' },
    });
  });

  test('late money turns red to yellow in a new edition only, with who, why and what changed', async () => {
    for (const envelope of OFFICE) if (envelope.atMs >= at('2026-11-04 09:00')) await office.give(envelope);
    const before = await rowsOf(1);
    expect(await office.give(publish('2026-11-20 10:00'))).toMatchObject({
      refusal: { code: 'monthPublished', params: { edition: 1 } },
    });
    expect(await office.give(publish('2026-11-20 10:00', { reason: 'B 逾期补报' }))).toMatchObject({
      ok: true,
      result: { seq: 2, events: ['published'] },
    });
    expect(await rowsOf(1)).toEqual(before);
    expect((await rowsOf(2)).find(({ id }) => id === 'B')?.colour).toBe('yellow');
    const second = await office.db.selectFrom('colour_edition').selectAll().where('edition', '=', 2).executeTakeFirst();
    expect(second).toMatchObject({
      month: '2026-10',
      known_on: '2026-11-20',
      reason: 'B 逾期补报',
      actor_id: COORDINATOR.id,
      rules: { project: { id: 'points', version: 1 }, county: { id: 'relative', version: 1 } },
      changes: [
        { subject: 'project', id: 'B', name: '园 B', from: 'red', to: 'yellow' },
        { subject: 'county', id: COUNTY, name: COUNTY, from: 'red', to: 'yellow' },
      ],
    });
  });

  test('by other rules is another edition, and says so', async () => {
    expect(await office.give(publish('2026-11-21 10:00', { reason: '改按无填报', rules: 'silence@1' }))).toMatchObject({
      ok: true,
    });
    const third = await office.db.selectFrom('colour_edition').selectAll().where('edition', '=', 3).executeTakeFirst();
    expect(third?.rules).toEqual({ project: { id: 'silence', version: 1 }, county: { id: 'silence', version: 1 } });
    expect(await office.give(publish('2026-11-21 11:00', { reason: 'x', rules: 'points@9' }))).toMatchObject({
      refusal: { code: 'notInList', field: 'rules' },
    });
  });

  test('a month to come is refused', async () => {
    const december = makeEnvelope('colouring', '2026-12', { type: 'publish' });
    expect(await office.give(december)).toMatchObject({ ok: false, refusal: { code: 'monthInFuture' } });
  });

  test('what is published can be neither changed nor taken away, and is what the events say', async () => {
    for (const table of ['colour_row', 'colour_edition'] as const) {
      await expect(office.db.deleteFrom(table).execute()).rejects.toThrow('only appends');
    }
    await expect(office.db.updateTable('colour_row').set({ colour: 'green' }).execute()).rejects.toThrow(
      'only appends',
    );
    if (!isServer) await expectRebuilt(office.db);
  });
});

test('a rule of next year does not repaint the table of this year', async () => {
  const [embedded] = DATABASES;
  const databases = await (embedded as (typeof DATABASES)[number]).start();
  const office = await openLedger(databases);
  try {
    for (const envelope of OFFICE) if (envelope.entityId === 'A') await office.give(envelope);
    const strict = {
      ...POINTS_RULES,
      version: 2,
      validFrom: '2026-11-10',
      thresholds: { ...POINTS_RULES.thresholds, pace: { yellowFromPoints: '0.01', redAbovePoints: '0.01' } },
    };
    const value = { ...DEFAULT_SETTINGS.colours, ruleSets: [...DEFAULT_SETTINGS.colours.ruleSets, strict] };
    const set = makeEnvelope(
      'setting',
      'colours',
      { type: 'set', value, validFrom: '2026-11-10', reason: '从严' },
      { atMs: at('2026-11-10 09:00') },
    );
    expect(await office.give(set)).toMatchObject({ ok: true });
    const source = { db: office.db, clock: localClock() };
    const versionOf = async (month: string, on: string, rules?: string) => {
      const table = await colourTable(source, { month, on, today: TODAY, rules });
      return 'rules' in table ? table.rules.project.version : table.code;
    };
    expect(await versionOf('2026-10', TODAY)).toBe(1);
    expect(await versionOf('2026-11', TODAY)).toBe(2);
    expect(await versionOf('2026-10', TODAY, 'points@2')).toBe(2);
    expect(await versionOf('2026-10', TODAY, 'points')).toBe(1);
  } finally {
    await office.close();
    await databases.stop();
  }
});
