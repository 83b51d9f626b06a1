import { describe, expect, test } from '@jest/globals';
import { colourOfCounty, colourOfProject, worse } from '../../../src/domain/colour/colours.ts';
import { POINTS_RULES, RELATIVE_RULES, SILENCE_RULES } from '../../../src/domain/colour/rule-sets.ts';
import type { Coloured, ProjectColourFacts } from '../../../src/domain/colour/types.ts';
import { behind, county, project } from './facts.ts';

const light = ({ colour, noted }: Coloured): string => (noted ? `${colour} with a note` : colour);

describe('points behind schedule (银川 2025)', () => {
  test.each([
    ['-20', 'green'],
    ['0', 'green'],
    ['0.01', 'green with a note'],
    ['9.99', 'green with a note'],
    ['9.999999', 'green with a note'],
    ['10', 'yellow'],
    ['20', 'yellow'],
    ['30', 'yellow'],
    ['30.000001', 'red'],
    ['30.01', 'red'],
    ['100', 'red'],
  ])('%s behind is %s', (points, expected) => {
    const ahead = project({ month: '2026-12', planWan: 100, doneWan: 120 });
    const facts = points === '-20' ? ahead : behind(points);
    expect(light(colourOfProject(POINTS_RULES, facts))).toBe(expected);
  });

  test('says what it looked at, the limit it met and the version of the rules', () => {
    const facts = project({ month: '2025-10', basis: 'days', planWan: 10_000, doneWan: '5328.766' });
    expect(colourOfProject(POINTS_RULES, facts)).toEqual({
      colour: 'red',
      noted: false,
      because: [
        {
          rule: 'pace',
          light: 'red',
          noted: false,
          facts: {
            month: '2025-10',
            planWan: '10000',
            doneWan: '5328.766',
            basis: 'days',
            elapsed: '304/365',
            // 30.00 would look like the limit it lies beyond.
            pointsBehind: '30.00001',
          },
          threshold: { is: 'above', value: '30', unit: 'points' },
        },
      ],
      unmeasured: [],
      proposeRemoval: false,
      rule: { id: 'points', version: 1 },
    });
  });

  test('just short of a limit never reads as if it had met it', () => {
    const read = (points: string) => colourOfProject(POINTS_RULES, behind(points)).because[0]?.facts.pointsBehind;
    expect(['9.9999', '10', '29.999', '30', '12.3456', '0.0001'].map(read)).toEqual([
      '9.9999',
      '10.00',
      '29.999',
      '30.00',
      '12.35',
      '0.0001',
    ]);
  });

  test('by days and by months may differ, and each says its basis', () => {
    // February is 2/12 = 16.7 % of the year by months, 59/365 = 16.2 % by days.
    const facts = project({ month: '2026-02', planWan: 10_000, doneWan: 640 });
    const [months, days] = [facts, { ...facts, basis: 'days' as const }].map(each =>
      colourOfProject(POINTS_RULES, each),
    );
    expect(months?.colour).toBe('yellow');
    expect(days).toMatchObject({ colour: 'green', noted: true, because: [{ facts: { elapsed: '59/365' } }] });
  });

  test.each([
    ['no plan', { planWan: null, doneWan: 5 }, 'noPlan'],
    ['a plan of nothing', { planWan: 0, doneWan: 5 }, 'zeroPlan'],
    ['no report ever', { planWan: 100, doneWan: null }, 'notReported'],
  ])('with %s there is no colour, and it says why', (_what, money, gap) => {
    expect(colourOfProject(POINTS_RULES, project(money))).toMatchObject({
      colour: 'none',
      noted: false,
      because: [],
      unmeasured: [{ rule: 'pace', gap }],
    });
  });

  describe('a start that is due', () => {
    const start = (monthsNotStarted: number, reached = false): ProjectColourFacts =>
      project({ start: { dueMonth: '2026-08', reached, monthsNotStarted } });

    test.each([
      [0, 'none'],
      [1, 'yellow'],
      [2, 'yellow'],
      [3, 'red'],
      [4, 'red'],
    ])('and not reached for %d months running is %s', (months, expected) => {
      expect(light(colourOfProject(POINTS_RULES, start(months)))).toBe(expected);
    });

    test('is nothing to talk about once it is reached', () => {
      expect(colourOfProject(POINTS_RULES, start(5, true))).toMatchObject({ colour: 'none', because: [] });
    });

    test('says since when', () => {
      expect(colourOfProject(POINTS_RULES, start(3)).because).toEqual([
        {
          rule: 'start',
          light: 'red',
          noted: false,
          facts: { month: '2026-10', dueMonth: '2026-08', monthsNotStarted: '3' },
          threshold: { is: 'atLeast', value: '3', unit: 'months' },
        },
      ]);
    });
  });

  describe('entry into the statistics (入库)', () => {
    const started = (monthsSinceStart: number, entered = false): ProjectColourFacts =>
      project({ statistics: { entered, monthsSinceStart } });

    test.each([
      [0, 'none'],
      [1, 'yellow'],
      [2, 'yellow'],
      [3, 'red'],
    ])('missing %d months after the start is %s', (months, expected) => {
      expect(light(colourOfProject(POINTS_RULES, started(months)))).toBe(expected);
    });

    test('that has happened says nothing', () => {
      expect(colourOfProject(POINTS_RULES, started(9, true)).because).toEqual([]);
    });
  });

  test('the worst of all rules is the colour, and each is named', () => {
    const facts = behind(5, {
      start: { dueMonth: '2026-10', reached: false, monthsNotStarted: 3 },
      statistics: { entered: false, monthsSinceStart: 1 },
    });
    const { colour, noted, because } = colourOfProject(POINTS_RULES, facts);
    expect({ colour, noted }).toEqual({ colour: 'red', noted: false });
    expect(because.map(reason => [reason.rule, reason.light, reason.noted])).toEqual([
      ['pace', 'green', true],
      ['start', 'red', false],
      ['statistics', 'yellow', false],
    ]);
  });

  test('a county is coloured by its summed money', () => {
    const facts = county({ month: '2026-12', planWan: 3_000_000, doneWan: 2_700_000 });
    expect(colourOfCounty(POINTS_RULES, facts)).toMatchObject({
      colour: 'yellow',
      because: [{ rule: 'pace', facts: { pointsBehind: '10.00' } }],
    });
  });
});

describe('relative shortfall (三亚 2022)', () => {
  test.each([
    ['0', 'green'],
    ['0.000001', 'yellow'],
    ['49.99', 'yellow'],
    ['50', 'yellow'],
    ['50.000001', 'red'],
    ['100', 'red'],
  ])('of %s %% is %s', (percent, expected) => {
    expect(light(colourOfProject(RELATIVE_RULES, behind(percent)))).toBe(expected);
  });

  test('is measured against what is due by now, not against the year', () => {
    // 10/12 of 120000 = 100000 due; 50000 done is short by half, but 41.67 points of the year.
    const facts = project({ planWan: 120_000, doneWan: 50_000 });
    expect(colourOfProject(RELATIVE_RULES, facts)).toMatchObject({
      colour: 'yellow',
      because: [
        {
          rule: 'shortfall',
          facts: { planWan: '120000', doneWan: '50000', elapsed: '10/12', basis: 'months', percentShort: '50.00' },
          threshold: { is: 'above', value: '0', unit: 'percent' },
        },
      ],
      rule: { id: 'relative', version: 1 },
    });
    expect(colourOfProject(RELATIVE_RULES, { ...facts, doneWan: '49999.99' }).colour).toBe('red');
    expect(colourOfProject(POINTS_RULES, facts).colour).toBe('red');
  });

  test('ahead of schedule is green', () => {
    expect(colourOfProject(RELATIVE_RULES, project({ planWan: 120_000, doneWan: 100_001 })).colour).toBe('green');
  });

  test.each([
    [0, 'green'],
    [1, 'yellow'],
    [2, 'red'],
    [3, 'red'],
  ])('a county that missed %d months running is %s', (missesRunning, expected) => {
    const coloured = colourOfCounty(RELATIVE_RULES, county({ missesRunning }));
    expect(coloured).toMatchObject({
      colour: expected,
      because: [{ rule: 'misses', facts: { month: '2026-10', missesRunning: String(missesRunning) } }],
    });
  });

  test('a county without a target has no colour', () => {
    expect(colourOfCounty(RELATIVE_RULES, county())).toMatchObject({ colour: 'none', because: [], unmeasured: [] });
  });
});

describe('silence (邯郸 2024)', () => {
  test.each([
    [0, 'green', false],
    [1, 'green', false],
    [2, 'yellow', false],
    [3, 'red', false],
    [6, 'red', false],
    [7, 'red', true],
    [24, 'red', true],
  ])('of %d months is %s; removal proposed: %s', (monthsWithoutReport, colour, proposeRemoval) => {
    const expected = { colour, proposeRemoval, noted: false };
    expect(colourOfProject(SILENCE_RULES, project({ monthsWithoutReport }))).toMatchObject(expected);
    expect(colourOfCounty(SILENCE_RULES, county({ monthsWithoutReport }))).toMatchObject(expected);
  });

  test('names the limit that led to the proposal', () => {
    expect(colourOfProject(SILENCE_RULES, project({ monthsWithoutReport: 7 })).because).toEqual([
      {
        rule: 'silence',
        light: 'red',
        noted: false,
        facts: { month: '2026-10', monthsWithoutReport: '7' },
        threshold: { is: 'above', value: '6', unit: 'months' },
      },
    ]);
  });

  test('of somebody nobody expects to report is nothing', () => {
    expect(colourOfProject(SILENCE_RULES, project())).toMatchObject({ colour: 'none', because: [] });
  });
});

describe('figures that came late (瓯海 2020)', () => {
  const closedWith = (doneWan: number | null, monthsWithoutReport: number | null = 1) => ({
    atClose: { doneWan, monthsWithoutReport },
  });

  test.each([
    ['on schedule', 100, 'yellow'],
    ['a little behind', 95, 'yellow'],
    ['behind', 80, 'yellow'],
    ['far behind still', 60, 'red'],
  ])('make a red month that is now %s (%d of 100) %s', (_what, doneWan, expected) => {
    const facts = project({ month: '2026-12', planWan: 100, doneWan, ...closedWith(50) });
    expect(light(colourOfProject(POINTS_RULES, facts))).toBe(expected);
  });

  test('are named beside what the figures say', () => {
    const facts = project({ month: '2026-12', planWan: 100, doneWan: 95, ...closedWith(50) });
    expect(colourOfProject(POINTS_RULES, facts).because).toMatchObject([
      { rule: 'pace', light: 'green', noted: true },
      { rule: 'lateFigures', light: 'yellow', facts: { colourAtClose: 'red', doneWanAtClose: '50' }, threshold: null },
    ]);
  });

  test('leave a month that was not red to its figures', () => {
    const facts = project({ month: '2026-12', planWan: 100, doneWan: 100, ...closedWith(80) });
    expect(colourOfProject(POINTS_RULES, facts)).toMatchObject({ colour: 'green', because: [{ rule: 'pace' }] });
  });

  test('do not help a month that is red for another reason', () => {
    const start = { dueMonth: '2026-08', reached: false, monthsNotStarted: 5 };
    const facts = project({ month: '2026-12', planWan: 100, doneWan: 100, start, ...closedWith(50) });
    expect(colourOfProject(POINTS_RULES, facts).colour).toBe('red');
  });

  test('end a silence in yellow, and the proposal to remove with it', () => {
    const facts = project({ monthsWithoutReport: 0, ...closedWith(null, 7) });
    expect(colourOfProject(SILENCE_RULES, facts)).toMatchObject({
      colour: 'yellow',
      proposeRemoval: false,
      because: [
        { rule: 'silence', light: 'green' },
        { rule: 'lateFigures', facts: { colourAtClose: 'red' } },
      ],
    });
  });

  test('count for a county as for a project', () => {
    const atClose = { doneWan: 10, monthsWithoutReport: 0, missesRunning: 2 };
    expect(colourOfCounty(RELATIVE_RULES, county({ missesRunning: 0, atClose })).colour).toBe('yellow');
    expect(colourOfCounty(RELATIVE_RULES, county({ missesRunning: 2, atClose })).colour).toBe('red');
  });
});

test('the worse of two lights is the worse one; no colour gives way to any', () => {
  expect([worse('none', 'green'), worse('green', 'none'), worse('none', 'none')]).toEqual(['green', 'green', 'none']);
  expect([worse('red', 'yellow'), worse('yellow', 'red'), worse('green', 'yellow')]).toEqual(['red', 'red', 'yellow']);
});
