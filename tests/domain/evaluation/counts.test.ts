import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  BATCHES,
  batchesOf,
  countBatches,
  DEFAULT_TIERS_WAN,
  isCounted,
  reachedAsOf,
  tiersOf,
  totalOf,
  type Countable,
} from '../../../src/domain/evaluation/counts.ts';
import { DEFAULT_PATHS, STANDARD_PATH } from '../../../src/domain/project/path.ts';
import { STAGES, type Stage } from '../../../src/domain/project/stages.ts';
import { achieved, signed } from '../project/walk.ts';

const SEED = 20261123;

/** Stage → its date; null = reached on a day nobody knows. */
type Dates = Partial<Record<Stage, string | null>>;

const dated = (dates: Dates, more: Partial<Countable> = {}): Countable => ({
  status: 'active',
  path: STANDARD_PATH,
  investmentWan: 200_000,
  milestones: Object.fromEntries(
    Object.entries(dates).map(([stage, actual]) => [stage, { actual, dateUnknown: actual === null }]),
  ),
  ...more,
});

const onPath = (id: string): Pick<Countable, 'path'> => {
  const path = DEFAULT_PATHS.find(template => template.id === id);
  if (!path) throw new Error(`no path ${id}`);
  return { path };
};

const WALK: Dates = {
  signing: '2024-04-28',
  landing: '2024-07',
  groundbreaking: '2025-03-15',
  completion: '2026-05-20',
  production: '2026-09-01',
  fullCapacity: '2027-02-01',
};

describe('四个一批 of one project', () => {
  test.each([
    ['before it is signed', '2024-04-27', []],
    ['on the day of signing', '2024-04-28', ['planned']],
    ['landed', '2024-12-31', ['planned']],
    ['the day before groundbreaking', '2025-03-14', ['planned']],
    ['on the day of groundbreaking', '2025-03-15', ['started', 'underConstruction']],
    ['at the end of that year', '2025-12-31', ['started', 'underConstruction']],
    ['in the next year', '2026-01-01', ['underConstruction']],
    ['the day before completion', '2026-05-19', ['underConstruction']],
    ['complete, and not producing', '2026-05-20', []],
    ['producing', '2026-09-01', ['inUse']],
    ['at full capacity', '2027-02-01', ['inUse']],
  ])('%s', (_what, asOf, batches) => {
    expect(batchesOf(dated(WALK), { asOf })).toEqual(batches);
  });

  test('the year of the starts may be another than that of the day', () => {
    expect(batchesOf(dated(WALK), { asOf: '2026-10-31', year: 2025 })).toEqual(['started', 'inUse']);
    // On that day the groundbreaking of 2025 had not happened.
    expect(batchesOf(dated(WALK), { asOf: '2024-12-31', year: 2025 })).toEqual(['planned']);
  });

  test('a park, which produces nothing, is in use once it is complete', () => {
    const park = dated({ signing: '2024', groundbreaking: '2025-03', completion: '2026-05-20' }, onPath('park'));
    expect(batchesOf(park, { asOf: '2026-05-19' })).toEqual(['underConstruction']);
    expect(batchesOf(park, { asOf: '2026-05-20' })).toEqual(['inUse']);
  });

  test('a service, which builds nothing, is planned until it opens', () => {
    const service = dated(
      { signing: '2025-02-01', landing: '2025-06-01', production: '2026-03-01' },
      onPath('service'),
    );
    expect(batchesOf(service, { asOf: '2026-02-28' })).toEqual(['planned']);
    expect(batchesOf(service, { asOf: '2026-03-01' })).toEqual(['inUse']);
  });

  test('a lead is in none', () => {
    expect(batchesOf(dated({}), { asOf: '2026-10-31' })).toEqual([]);
    expect(batchesOf(dated({ lead: '2026-01', negotiation: '2026-02' }), { asOf: '2026-10-31' })).toEqual([]);
  });

  test('a paused project stays where it is', () => {
    expect(batchesOf(dated(WALK, { status: 'paused' }), { asOf: '2024-12-31' })).toEqual(['planned']);
  });
});

test('a project is counted as its own history left it', () => {
  expect(batchesOf(signed(), { asOf: '2026-04-28' })).toEqual(['planned']);
  expect(batchesOf(achieved(), { asOf: '2026-11-23' })).toEqual(['started', 'inUse']);
});

describe('dates that are not days', () => {
  test('count from the first day they can mean, so that what is reported today is counted today', () => {
    expect(reachedAsOf(dated({ signing: '2026-11' }), '2026-10-31')).toEqual([]);
    expect(reachedAsOf(dated({ signing: '2026-11' }), '2026-11-01')).toEqual(['signing']);
    expect(reachedAsOf(dated({ signing: '2022' }), '2022-01-01')).toEqual(['signing']);
    expect(batchesOf(dated({ signing: '2022', groundbreaking: '2022' }), { asOf: '2022-06-30' })).toContain('started');
  });

  test('a stage reached on a day nobody knows was not reached before the dated ones that lead to it', () => {
    const project = dated({ signing: '2022-04-28', landing: null, groundbreaking: null, completion: '2024-08-01' });
    expect(reachedAsOf(project, '2022-04-27')).toEqual([]);
    expect(reachedAsOf(project, '2022-04-28')).toEqual(['signing', 'landing', 'groundbreaking']);
    expect(reachedAsOf(project, '2024-08-01')).toEqual(['signing', 'landing', 'groundbreaking', 'completion']);
    expect(reachedAsOf(dated({ signing: null }), '1990-01-01')).toEqual(['signing']);
  });

  test('a start on a day nobody knows is under construction, but a start of no year', () => {
    const project = dated({ signing: '2022', groundbreaking: null });
    for (const year of [2022, 2023, 2026]) {
      expect(batchesOf(project, { asOf: '2026-10-31', year })).toEqual(['underConstruction']);
    }
  });
});

describe('a project that left', () => {
  test.each(['withdrawn', 'merged', 'removed'] as const)('is out of the counts: %s', status => {
    expect(batchesOf(dated(WALK, { status }), { asOf: '2025-06-30' })).toEqual([]);
    const left = dated(WALK, { status, leftOn: '2025-07-01' });
    expect(batchesOf(left, { asOf: '2025-06-30' })).toEqual(['started', 'underConstruction']);
    expect(batchesOf(left, { asOf: '2025-07-01' })).toEqual([]);
  });

  test('and came back is counted again', () => {
    expect(isCounted(dated(WALK, { status: 'active', leftOn: '2025-07-01' }), '2025-07-01')).toBe(true);
  });
});

describe('sums and tiers', () => {
  test('are by number and by money, exact, and say for how many no amount is known', () => {
    expect(totalOf([138_000, null, 1, 5_600_000])).toEqual({
      count: 4,
      sumWan: 5_738_001,
      sumYi: '573.8001',
      withoutAmount: 1,
    });
    expect(totalOf([])).toEqual({ count: 0, sumWan: 0, sumYi: '0', withoutAmount: 0 });
  });

  test.each([
    [9_999, []],
    [10_000, [1]],
    [99_999, [1]],
    [100_000, [1, 10]],
    [200_000, [1, 10, 20]],
    [500_000, [1, 10, 20, 50]],
    [999_999, [1, 10, 20, 50]],
    [1_000_000, [1, 10, 20, 50, 100]],
    [null, []],
  ])('%d 万元 belongs to the tiers ≥ %j 亿元', (amount, tiers) => {
    const filled = tiersOf([amount]).filter(({ count }) => count === 1);
    expect(filled.map(({ fromWan }) => fromWan / 10_000)).toEqual(tiers);
  });

  test('tiers are the office’s own, in rising order', () => {
    expect(tiersOf([50_000, 300_000], [300_000, 50_000])).toMatchObject([
      { fromWan: 50_000, count: 2, sumYi: '35' },
      { fromWan: 300_000, count: 1, sumYi: '30' },
    ]);
  });

  test('of the four batches', () => {
    const projects = [
      dated({ signing: '2026-02-01' }, { investmentWan: 138_000 }),
      dated({ signing: '2026-02-01' }, { investmentWan: null }),
      dated({ signing: '2025', groundbreaking: '2026-03-15' }, { investmentWan: 1_200_000 }),
      dated(WALK, { investmentWan: 9_999 }),
      dated(WALK, { status: 'withdrawn' }),
    ];
    const counts = countBatches(projects, { asOf: '2026-10-31' });
    expect(counts.planned).toMatchObject({ count: 2, sumYi: '13.8', withoutAmount: 1 });
    expect(counts.planned.tiers.map(({ count }) => count)).toEqual([1, 1, 0, 0, 0]);
    expect(counts.started).toMatchObject({ count: 1, sumYi: '120' });
    expect(counts.underConstruction.tiers.map(({ sumYi }) => sumYi)).toEqual(['120', '120', '120', '120', '120']);
    expect(counts.inUse).toMatchObject({ count: 1, sumWan: 9_999 });
  });
});

describe(`any projects on any day (seed ${SEED})`, () => {
  const date = fc
    .record({
      y: fc.integer({ min: 2022, max: 2027 }),
      m: fc.integer({ min: 1, max: 12 }),
      d: fc.integer({ min: 1, max: 28 }),
    })
    .map(({ y, m, d }) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
  const partial = fc.oneof(
    date,
    date.map(day => day.slice(0, 7)),
    date.map(day => day.slice(0, 4)),
    fc.constant(null),
  );
  const path = fc.constantFrom(...DEFAULT_PATHS);
  // A walk along its path: dates in order, of any precision, some of them not known.
  const project = fc
    .record({
      path,
      dates: fc.array(partial, { maxLength: 6 }),
      amount: fc.option(fc.integer({ min: 0, max: 10 ** 9 })),
    })
    .map(({ path: template, dates, amount }) => {
      const sorted = dates.toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
      const walked = template.milestones.slice(0, dates.length).map((stage, index) => [stage, sorted[index] ?? null]);
      return dated(Object.fromEntries(walked) as Dates, { path: template, investmentWan: amount });
    });

  test('planned, under construction and in use never overlap', () => {
    fc.assert(
      fc.property(project, date, (each, asOf) => {
        const stands = batchesOf(each, { asOf }).filter(batch => batch !== 'started');
        expect(stands.length).toBeLessThanOrEqual(1);
        expect(stands).toEqual(BATCHES.filter(batch => (stands as string[]).includes(batch)));
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  test('nothing that is reached is ever unreached on a later day', () => {
    fc.assert(
      fc.property(project, date, date, (each, a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(reachedAsOf(each, late)).toEqual(expect.arrayContaining(reachedAsOf(each, early)));
        expect(reachedAsOf(each, late).every(stage => STAGES.includes(stage))).toBe(true);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  test('the sums are those of the projects, each tier holds the next, and order does not matter', () => {
    fc.assert(
      fc.property(fc.array(project, { maxLength: 40 }), date, (projects, asOf) => {
        const counts = countBatches(projects, { asOf });
        expect(countBatches(projects.toReversed(), { asOf })).toEqual(counts);
        for (const batch of BATCHES) {
          const inIt = projects.filter(each => batchesOf(each, { asOf }).includes(batch));
          const sum = inIt.reduce((total, { investmentWan }) => total + BigInt(investmentWan ?? 0), 0n);
          expect([counts[batch].count, BigInt(counts[batch].sumWan)]).toEqual([inIt.length, sum]);
          const sizes = [counts[batch], ...counts[batch].tiers].map(({ count }) => count);
          expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
          expect(counts[batch].tiers.map(({ fromWan }) => fromWan)).toEqual(DEFAULT_TIERS_WAN);
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
