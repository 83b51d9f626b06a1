import { describe, expect, test } from '@jest/globals';
import { compareColours, type MonthOfFacts } from '../../../src/domain/colour/compare.ts';
import { colourOfProject } from '../../../src/domain/colour/colours.ts';
import {
  DEFAULT_COLOURS,
  POINTS_RULES,
  RELATIVE_RULES,
  ruleSetInForce,
  ruleSetOfReport,
  SILENCE_RULES,
} from '../../../src/domain/colour/rule-sets.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import type { PointsRuleSet } from '../../../src/domain/colour/types.ts';
import { behind, county, project } from './facts.ts';

const pointsFrom = (validFrom: string, version: number, redAbovePoints = '30'): PointsRuleSet => ({
  ...POINTS_RULES,
  version,
  validFrom,
  thresholds: { ...POINTS_RULES.thresholds, pace: { yellowFromPoints: '10', redAbovePoints } },
});

describe('the rules in force', () => {
  const versions = [
    pointsFrom('2026-07-01', 3),
    pointsFrom('2025-01-01', 1),
    pointsFrom('2026-01-01', 2),
    SILENCE_RULES,
  ];

  test.each([
    ['2024-12-31', null],
    ['2025-01-01', 1],
    ['2025-12-31', 1],
    ['2026-01-01', 2],
    ['2026-06-30', 2],
    ['2026-07-01', 3],
    ['2030-01-01', 3],
  ])('on %s are version %s, wherever it stands in the list', (date, version) => {
    expect(ruleSetInForce(versions, 'points', date)?.version ?? null).toBe(version);
  });

  test('of two versions from one day are the later version', () => {
    const same = [pointsFrom('2026-01-01', 2), pointsFrom('2026-01-01', 1)];
    expect(ruleSetInForce(same, 'points', '2026-05-01')?.version).toBe(2);
    expect(ruleSetInForce(same.toReversed(), 'points', '2026-05-01')?.version).toBe(2);
  });

  test('of a name nobody gave are none', () => {
    expect(ruleSetInForce(versions, 'relative', '2026-01-01')).toBeNull();
  });

  test('an office starts with one set of each family, and reports that name two of them', () => {
    expect(DEFAULT_SETTINGS.colours).toBe(DEFAULT_COLOURS);
    expect(DEFAULT_COLOURS.ruleSets.map(({ family }) => family)).toEqual(['points', 'relative', 'silence']);
    expect(ruleSetOfReport(DEFAULT_COLOURS, 'project', '2020-01-31')).toBe(POINTS_RULES);
    expect(ruleSetOfReport(DEFAULT_COLOURS, 'county', '2020-01-31')).toBe(RELATIVE_RULES);
  });

  test('next year’s limits do not repaint this year', () => {
    const [old, strict] = [pointsFrom('2026-01-01', 1), pointsFrom('2027-01-01', 2, '15')];
    const coloured = (date: string) => {
      const rules = ruleSetInForce([old, strict], 'points', date);
      return rules && colourOfProject(rules, behind(20));
    };
    expect(coloured('2026-12-31')).toMatchObject({ colour: 'yellow', rule: { version: 1 } });
    expect(coloured('2027-01-01')).toMatchObject({ colour: 'red', rule: { version: 2 } });
  });

  test('travel as JSON and colour alike', () => {
    for (const rules of DEFAULT_COLOURS.ruleSets) {
      const copy = JSON.parse(JSON.stringify(rules)) as typeof rules;
      const coloured = colourOfProject(copy, behind(20, { monthsWithoutReport: 2 }));
      expect(coloured).toEqual(colourOfProject(rules, behind(20, { monthsWithoutReport: 2 })));
      expect(JSON.parse(JSON.stringify(coloured))).toEqual(coloured);
    }
  });
});

describe('comparing two rule sets over a period', () => {
  const months: MonthOfFacts[] = [
    {
      month: '2026-10',
      projects: [
        { code: 'QZ-1', facts: project({ planWan: 120_000, doneWan: 100_000 }) },
        { code: 'QZ-2', facts: project({ planWan: 120_000, doneWan: 60_000 }) },
      ],
      counties: [{ county: '南安市', facts: county({ planWan: 120, doneWan: 100, missesRunning: 2 }) }],
    },
    {
      month: '2026-12',
      projects: [
        { code: 'QZ-1', facts: behind(5) },
        { code: 'QZ-2', facts: project() },
      ],
      counties: [],
    },
  ];

  test('names who would change, from what to what and why, and counts the colours', () => {
    const [october, december] = compareColours(POINTS_RULES, RELATIVE_RULES, months);
    expect(october?.changes).toMatchObject([
      {
        subject: 'project',
        id: 'QZ-2',
        from: { colour: 'red', because: [{ rule: 'pace' }] },
        to: { colour: 'yellow', because: [{ rule: 'shortfall' }] },
      },
      { subject: 'county', id: '南安市', from: { colour: 'green' }, to: { colour: 'red' } },
    ]);
    expect(october?.counts.project).toEqual({
      from: { green: 1, yellow: 0, red: 1, none: 0 },
      to: { green: 1, yellow: 1, red: 0, none: 0 },
    });
    // Green with a note is another answer than yellow, and nothing to measure is none under both.
    expect(december?.changes.map(({ id }) => id)).toEqual(['QZ-1']);
    expect(december?.counts.project.to).toEqual({ green: 0, yellow: 1, red: 0, none: 1 });
  });

  test('a note or a proposal that comes or goes is a change', () => {
    const strict = {
      ...SILENCE_RULES,
      thresholds: { silence: { ...SILENCE_RULES.thresholds.silence, removeAboveMonths: 4 } },
    };
    const silent: MonthOfFacts[] = [
      { month: '2026-10', projects: [{ code: 'QZ-1', facts: project({ monthsWithoutReport: 5 }) }], counties: [] },
    ];
    expect(compareColours(SILENCE_RULES, strict, silent)[0]?.changes).toMatchObject([
      { from: { colour: 'red', proposeRemoval: false }, to: { colour: 'red', proposeRemoval: true } },
    ]);
  });

  test('a version still to come is tried on months before it', () => {
    const [changed] = compareColours(POINTS_RULES, pointsFrom('2030-01-01', 2, '25'), months);
    expect(changed?.changes).toEqual([]);
    const strict = compareColours(POINTS_RULES, pointsFrom('2030-01-01', 2, '4'), months);
    expect(strict.flatMap(({ changes }) => changes.map(({ id }) => id))).toEqual(['QZ-1']);
  });

  test('rules may be looked up month by month; before the first of them nobody has a colour', () => {
    const versions = [pointsFrom('2026-11-01', 1)];
    const inForce = (month: string) => ruleSetInForce(versions, 'points', `${month}-28`);
    const [october, december] = compareColours(inForce, POINTS_RULES, months);
    expect(october?.changes.map(({ id, from }) => [id, from])).toEqual([
      ['QZ-1', null],
      ['QZ-2', null],
      ['南安市', null],
    ]);
    expect(december?.changes).toEqual([]);
  });

  test('the same rules change nobody', () => {
    for (const rules of DEFAULT_COLOURS.ruleSets) {
      expect(compareColours(rules, rules, months).flatMap(({ changes }) => changes)).toEqual([]);
    }
  });
});
