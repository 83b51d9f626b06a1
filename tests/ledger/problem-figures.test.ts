import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOLIDAYS } from '../../src/calendar/holidays.ts';
import { localClock } from '../../src/calendar/zone.ts';
import type { FigureGroup, FigureScope } from '../../src/domain/problem-figures/figures.ts';
import { KeptTables } from '../../src/ledger/as-of.ts';
import { problemFigures, promisesOfWeek } from '../../src/ledger/evaluation/problems.ts';
import { at, makeEnvelope } from '../support/make.ts';
import type { Step } from '../domain/problem-figures/lives.ts';
import { assign, close, raise, relapse, resolve, solvedOnTheSpot } from '../domain/problem-figures/lives.ts';
import { HANDLER } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

const LIVES: Record<string, Step[]> = {
  'Q-1': [
    raise('2026-09-01 10:00'),
    assign('2026-09-01 11:00'),
    ['2026-09-02 10:00', { type: 'answer', text: '已报省厅', nextOn: '2026-09-08' }, HANDLER],
    resolve('2026-09-08 10:00'),
    close('2026-09-09 10:00'),
    relapse('2026-10-20 10:00'),
  ],
  'Q-2': [
    raise('2026-09-03 10:00', { county: '南安市', category: 'finance' }),
    assign('2026-09-03 11:00', 'approvals'),
  ],
  'Q-3': [raise('2026-10-12 10:00', { source: 'visit' }), solvedOnTheSpot('2026-10-12 16:00')],
  'Q-4': [raise('2026-10-13 10:00'), ['2026-10-14 10:00', { type: 'withdraw', reason: '不是问题' }]],
};

describe.each(DATABASES)('figures of problems on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  const source = () => ({ db: office.db, clock: localClock() });

  beforeAll(async () => {
    databases = await start();
    office = await openLedger(databases);
    const county = { name: '南安市', kind: 'county', county: '南安市' } as const;
    await office.give(makeEnvelope('unit', 'nanan', { type: 'define', unit: county }));
    const steps = Object.entries(LIVES).flatMap(([code, life]) =>
      life.map(([when, command, actor]) =>
        makeEnvelope('problem', code, command, { atMs: at(when), ...(actor ? { actor } : {}) }),
      ),
    );
    for (const envelope of steps.sort((a, b) => a.atMs - b.atMs)) {
      expect(await office.give(envelope)).toMatchObject({ ok: true });
    }
  });
  afterAll(async () => {
    await office.close();
    await databases.stop();
  });

  const kept = new KeptTables();
  const figures = async (asOf: string, by: FigureGroup = 'total', more: Partial<FigureScope> = {}) => {
    const scope = { from: '2026-01-01', to: asOf, asOf, atMs: at(`${asOf} 23:59`), ...more };
    const found = await problemFigures(source(), { scope, by, table: HOLIDAYS });
    // Of whichever days others were told before.
    expect(await problemFigures({ ...source(), kept }, { scope, by, table: HOLIDAYS })).toEqual(found);
    return found;
  };

  test('of a past day are those of that day, from the events', async () => {
    expect((await figures('2026-08-31')).total).toMatchObject({ raised: 0, solveRate: null });
    expect((await figures('2026-09-07')).total).toMatchObject({ raised: 2, solved: 0, open: 2 });
    expect((await figures('2026-09-09')).total).toMatchObject({ raised: 2, solved: 1, closed: 1, solveRate: '50.00' });
    // Q-2 had seven working days from 3 September: until the 14th.
    expect((await figures('2026-09-13')).total.overdue).toBe(0);
    expect((await figures('2026-09-14')).total.overdue).toBe(1);
    const later = (await figures('2026-11-23')).total;
    expect(later).toMatchObject({ raised: 3, solved: 1, closed: 0, reopened: 1, onTheSpot: 1, withdrawn: 1 });
  });

  test('are told by department, county, category, source, level and month; the rows add up to all', async () => {
    const rowsBy = async (by: FigureGroup) => {
      const { rows, total } = await figures('2026-11-23', by);
      expect(rows.reduce((sum, row) => sum + row.raised, 0)).toBe(total.raised);
      return rows.map(({ id, raised }) => [id, raised]);
    };
    expect(await rowsBy('department')).toEqual([
      ['approvals', 1],
      ['land', 1],
      [null, 1],
    ]);
    expect(await rowsBy('county')).toEqual([
      ['南安市', 1],
      ['鲤城区', 2],
    ]);
    expect(await rowsBy('category')).toEqual([
      ['finance', 1],
      ['land', 2],
    ]);
    expect(await rowsBy('source')).toEqual([
      ['meeting', 2],
      ['visit', 1],
    ]);
    expect(await rowsBy('level')).toEqual([['0', 3]]);
    expect(await rowsBy('month')).toEqual([
      ['2026-09', 2],
      ['2026-10', 1],
    ]);
  });

  test('promises of a week are those known on the day asked for', async () => {
    const week = '2026-W37';
    const ppc = async (asOf: string) => (await promisesOfWeek(source(), { week, asOf })).total;
    expect(await ppc('2026-09-01')).toMatchObject({ due: 0, open: 0 });
    expect(await ppc('2026-09-07')).toMatchObject({ due: 0, open: 1, percent: null });
    // The result came on the day itself; that it keeps what was promised is known when it has been verified.
    expect(await ppc('2026-09-08')).toMatchObject({ due: 0, open: 1 });
    expect(await ppc('2026-09-09')).toMatchObject({ due: 1, kept: 1, open: 0 });
    expect((await promisesOfWeek(source(), { week, asOf: '2026-11-23', unit: 'approvals' })).rows).toEqual([]);
  });
});
