import { describe, expect, test } from '@jest/globals';
import { refusalsOf } from '../../../src/contract/schemas/issues.ts';
import { coloursSection } from '../../../src/contract/schemas/settings/colours.ts';
import { DEFAULT_COLOURS } from '../../../src/domain/colour/rule-sets.ts';

type Path = readonly (string | number)[];

/** The defaults as JSON, with one value replaced; `undefined` leaves it out. */
function changed(path: Path, value: unknown): unknown {
  const body = JSON.parse(JSON.stringify(DEFAULT_COLOURS)) as Record<string | number, unknown>;
  const holder = path.slice(0, -1).reduce((at, key) => at[key] as Record<string | number, unknown>, body);
  const last = path.at(-1);
  if (last !== undefined) holder[last] = value;
  return JSON.parse(JSON.stringify(body));
}

const refusals = (body: unknown) => {
  const answer = coloursSection.safeParse(body);
  return answer.success ? [] : refusalsOf(answer.error, body);
};

const [points, relative] = DEFAULT_COLOURS.ruleSets;
const pace: Path = ['ruleSets', 0, 'thresholds', 'pace'];
const silence: Path = ['ruleSets', 2, 'thresholds', 'silence'];

describe('the section colours', () => {
  test('takes the defaults and gives them back unchanged', () => {
    expect(coloursSection.parse(changed([], null))).toEqual(DEFAULT_COLOURS);
  });

  test.each([
    ['other limits, with decimals', [...pace, 'yellowFromPoints'], '12.5'],
    ['yellow and red at one limit', [...pace, 'yellowFromPoints'], '30.00'],
    ['no yellow before red', [...silence, 'yellowFromMonths'], 3],
    ['a new version beside the old one', ['ruleSets', 3], { ...points, version: 2, validFrom: '2027-01-01' }],
    ['another rule set for the counties', ['report', 'county'], 'points'],
    ['the other basis', ['basis'], 'months'],
  ])('takes %s', (_what, path, value) => {
    expect(refusals(changed(path, value))).toEqual([]);
  });

  test.each([
    [
      'a limit as a number',
      [...pace, 'yellowFromPoints'],
      10,
      'wrongType',
      'ruleSets[0].thresholds.pace.yellowFromPoints',
    ],
    [
      'a limit that is no number',
      [...pace, 'redAbovePoints'],
      'a lot',
      'badFormat',
      'ruleSets[0].thresholds.pace.redAbovePoints',
    ],
    [
      'a limit below nothing',
      [...pace, 'yellowFromPoints'],
      '-1',
      'outOfRange',
      'ruleSets[0].thresholds.pace.yellowFromPoints',
    ],
    [
      'red before yellow',
      [...pace, 'redAbovePoints'],
      '9.99',
      'outOfRange',
      'ruleSets[0].thresholds.pace.redAbovePoints',
    ],
    [
      'removal before red',
      [...silence, 'removeAboveMonths'],
      2,
      'outOfRange',
      'ruleSets[2].thresholds.silence.removeAboveMonths',
    ],
    [
      'yellow from the first day',
      [...silence, 'yellowFromMonths'],
      0,
      'outOfRange',
      'ruleSets[2].thresholds.silence.yellowFromMonths',
    ],
    ['half a month', [...silence, 'redFromMonths'], 2.5, 'wrongType', 'ruleSets[2].thresholds.silence.redFromMonths'],
    [
      'a limit of another family',
      [...pace, 'redAbovePercent'],
      '50',
      'unknownField',
      'ruleSets[0].thresholds.pace.redAbovePercent',
    ],
    [
      'a limit left out',
      [...pace, 'redAbovePoints'],
      undefined,
      'required',
      'ruleSets[0].thresholds.pace.redAbovePoints',
    ],
    ['a family nobody knows', ['ruleSets', 0, 'family'], 'mood', 'notInList', 'ruleSets[0].family'],
    ['no family', ['ruleSets', 0, 'family'], undefined, 'required', 'ruleSets[0].family'],
    ['a day that does not exist', ['ruleSets', 0, 'validFrom'], '2026-02-30', 'noSuchDate', 'ruleSets[0].validFrom'],
    ['a name in one language', ['ruleSets', 0, 'name', 'en'], ' ', 'required', 'ruleSets[0].name.en'],
    ['one version twice', ['ruleSets', 3], points, 'alreadyExists', 'ruleSets[3].version'],
    [
      'one name for two families',
      ['ruleSets', 3],
      { ...relative, id: 'points', version: 2 },
      'notInList',
      'ruleSets[3].family',
    ],
    ['a report by rules nobody gave', ['report', 'project'], 'mood', 'notInList', 'report.project'],
    ['a basis nobody knows', ['basis'], 'weeks', 'notInList', 'basis'],
    ['no rules', ['ruleSets'], [], 'required', 'ruleSets'],
    ['a field nobody knows', ['colour'], 'blue', 'unknownField', 'colour'],
  ])('refuses %s by its place', (_what, path, value, code, field) => {
    expect(refusals(changed(path, value))).toMatchObject([{ code, field }]);
  });
});
