import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../src/domain/calendar/dates.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { sameValue } from '../../../src/domain/same-value.ts';
import { completed, replacedOn, versionOn } from '../../../src/domain/settings/versions.ts';

const dated = (...days: string[]) => days.map((validFrom, index) => ({ version: index + 1, validFrom }));

describe('the version of a day', () => {
  const versions = dated('2027-01-01', '2027-06-01', '2027-03-01', '2027-03-01');

  test.each([
    ['2026-12-31', undefined],
    ['2027-01-01', 1],
    ['2027-03-01', 4],
    ['2027-05-31', 4],
    // Set earlier, but it begins later: it stands from its day on.
    ['2027-06-01', 2],
    ['2030-01-01', 2],
  ])('on %s is %p', (day, version) => {
    expect(versionOn(versions, day)?.version).toBe(version);
  });

  test('gives way to the next one on a known day', () => {
    expect(versions.map(version => replacedOn(version, versions))).toEqual([
      '2027-03-01',
      null,
      '2027-03-01',
      '2027-06-01',
    ]);
    expect(replacedOn({ version: 0, validFrom: '' }, versions)).toBe('2027-01-01');
  });

  test('is always in force from its first day until it is replaced, and on no other day', () => {
    const days = fc.array(
      fc.integer({ min: 0, max: 12 }).map(n => addDays('2027-01-01', n)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 14 }), (starts, n) => {
        const all = dated(...starts);
        const day = addDays('2027-01-01', n);
        const inForce = all.filter(version => {
          const until = replacedOn(version, all);
          return version.validFrom <= day && (until === null || day < until);
        });
        const standing = versionOn(all, day);
        expect(inForce).toEqual(standing ? [standing] : []);
      }),
      { seed: 20_261_123 },
    );
  });
});

test('a value from before its section had a field takes the default of the field', () => {
  const old = { leadWorkingDays: 5 } as never;
  expect(completed('problem', old)).toEqual({ ...DEFAULT_SETTINGS.problem, leadWorkingDays: 5 });
  expect(completed('problem', undefined)).toEqual(DEFAULT_SETTINGS.problem);
});

test('two values are the same when they say the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(sameValue(value, JSON.parse(JSON.stringify(value)))).toBe(true);
    }),
    { seed: 20_261_123 },
  );
  expect(sameValue({ a: 1, b: [2, { c: 3 }] }, { b: [2, { c: 3 }], a: 1 })).toBe(true);
  expect(sameValue({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  for (const [a, b] of [
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [{ a: 1 }, { a: 1, b: null }],
    [{ a: undefined }, { b: undefined, c: 1 }],
    ['1', 1],
  ])
    expect(sameValue(a, b)).toBe(false);
});
