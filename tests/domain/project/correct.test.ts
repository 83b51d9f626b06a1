import { describe, expect, test } from '@jest/globals';
import { gapsOf } from '../../../src/domain/project/gaps.ts';
import { STANDARD_PATH } from '../../../src/domain/project/path.ts';
import type { ProjectCommand } from '../../../src/domain/project/commands.ts';
import type { CorrectableField } from '../../../src/domain/project/types.ts';
import { makeContext } from '../../support/make.ts';
import { achieved, decide, signed, starting, walk } from './walk.ts';

const correct = (field: string, value: string | number | null): ProjectCommand => ({
  type: 'correct',
  field: field as CorrectableField,
  value,
  reason: '台账填错',
});
const imported = makeContext(undefined, { via: 'import' });
const built = () =>
  walk(signed(), [{ type: 'advance', to: 'groundbreaking', on: '2026-09-10', passed: { landing: '2026-07' } }]);

describe('a correction', () => {
  test('is an event of its own with old, new and reason', () => {
    expect(decide(signed(), correct('county', '南安市'))).toEqual({
      events: [{ type: 'corrected', field: 'county', old: '鲤城区', new: '南安市', reason: '台账填错' }],
      notices: [],
    });
  });

  test.each([
    ['county', null],
    ['investor', '某公司'],
    ['investmentWan', 12_345],
    ['investmentWan', null],
    ['agreement', 'framework'],
    ['agreement', null],
    ['landKind', 'readyFactory'],
    ['leaderId', 'leader'],
    ['teamUnitId', 'team-1'],
  ] as const)('of %s to %s is applied', (field, value) => {
    expect(walk(signed(), [correct(field, value)])[field]).toBe(value);
  });

  test.each([
    ['the value it has', correct('county', '鲤城区'), { code: 'correctionUnchanged', field: 'county' }],
    ['a name that is blank', correct('name', ' '), { code: 'required', field: 'value' }],
    ['a name that is taken away', correct('name', null), { code: 'required' }],
    ['a number for a text', correct('county', 7), { code: 'wrongType' }],
    ['a text for money', correct('investmentWan', '7'), { code: 'wrongType' }],
    ['money below one 万元', correct('investmentWan', 1.5), { code: 'notWholeWan' }],
    ['negative money', correct('investmentWan', -1), { code: 'negativeMoney' }],
    ['a kind of land nobody knows', correct('landKind', '海域'), { code: 'notInList', field: 'value', value: '海域' }],
    ['an agreement nobody knows', correct('agreement', 'handshake'), { code: 'notInList' }],
    ['a field that is no fact', correct('code', 'X'), { code: 'nothingToCorrect', field: 'field' }],
    ['a field of the object itself', correct('__proto__', 'X'), { code: 'nothingToCorrect' }],
    ['the date of no stage', correct('actual.出让', '2026'), { code: 'stageUnknown' }],
    ['the date of a stage not reached', correct('actual.completion', '2026-10'), { code: 'nothingToCorrect' }],
    ['a date taken away', correct('actual.landing', null), { code: 'wrongType' }],
    ['a date in the future', correct('actual.groundbreaking', '2026-11-24'), { code: 'dateInFuture' }],
    ['a date before the stage before', correct('actual.landing', '2026-04-27'), { code: 'dateBeforeLastStage' }],
    ['a date after the stage after', correct('actual.landing', '2026-09-11'), { code: 'dateAfterNextStage' }],
    ['a day that does not exist', correct('actual.landing', '2026-06-31'), { code: 'noSuchDate' }],
    [
      'a stage ahead',
      correct('stage', 'completion'),
      { code: 'nothingToCorrect', params: { reached: 'groundbreaking' } },
    ],
    ['a stage nobody knows', correct('stage', '出让'), { code: 'stageUnknown' }],
    ['no stage', correct('stage', null), { code: 'stageUnknown' }],
  ])('to %s is refused', (_what, command, refusal) => {
    expect(decide(built(), command)).toMatchObject(refusal);
  });

  test('of an actual date lies between its neighbours', () => {
    for (const date of ['2026-04-28', '2026-09-10', '2026-09', '2026']) {
      expect(walk(built(), [correct('actual.landing', date)]).milestones.landing?.actual).toBe(date);
    }
  });

  test('of a stage takes back what was reached after it and keeps the plans', () => {
    const state = walk(signed({ plans: { groundbreaking: '2026-12-01' } }), [
      {
        type: 'advance',
        to: 'groundbreaking',
        on: '2026-09-10',
        passed: { landing: '2026-07' },
        evidence: [{ kind: '许可证' }],
      },
      correct('stage', 'signing'),
    ]);
    expect(state.stage).toBe('signing');
    expect(state.milestones.groundbreaking).toMatchObject({ plan: '2026-12-01', actual: null, evidence: [] });
    expect(state.milestones.signing?.actual).toBe('2026-04-28');
  });

  test('of the last stage makes an achieved project walk again', () => {
    expect(walk(achieved(), [correct('stage', 'production')])).toMatchObject({ status: 'active', stage: 'production' });
  });

  test('of a paused project leaves it paused', () => {
    const state = walk(built(), [{ type: 'pause', reason: 'r', reviewOn: '2026-12-31' }, correct('stage', 'landing')]);
    expect(state).toMatchObject({ status: 'paused', stage: 'landing' });
  });
});

describe('data gaps', () => {
  const gaps = (state: ReturnType<typeof signed>) => gapsOf(state, STANDARD_PATH);

  test('are a blank county, a stage taken for granted, unknown dates and dates without a day', () => {
    const state = walk(null, [starting({ stageAssumed: true }, { county: null })], imported);
    expect(gaps(state)).toEqual(['county', 'stage']);
    const far = walk(
      null,
      [starting({ stage: 'completion', actuals: { signing: '2022', landing: '2022-11' } })],
      imported,
    );
    expect(gaps(far)).toEqual(['precision.signing', 'precision.landing', 'actual.groundbreaking', 'actual.completion']);
  });

  test('a project with all its days has none', () => {
    expect(gaps(signed())).toEqual([]);
  });

  test('close one by one as the facts are filled', () => {
    const state = walk(
      null,
      [starting({ stage: 'landing', actuals: { signing: '2022' } }, { county: null })],
      imported,
    );
    const filled = walk(state, [correct('county', '南安市'), correct('actual.landing', '2023-03-01')]);
    expect(gaps(filled)).toEqual(['precision.signing']);
    expect(filled.milestones.landing?.dateUnknown).toBe(false);
    expect(gaps(walk(filled, [correct('actual.signing', '2022-05-06')]))).toEqual([]);
  });

  test('an assumed stage is settled by confirming it, or by moving on', () => {
    const assumed = walk(null, [starting({ stageAssumed: true })], imported);
    expect(gaps(walk(assumed, [correct('stage', 'lead')]))).toEqual([]);
    expect(gaps(walk(assumed, [{ type: 'advance', to: 'signing', on: '2026-11-01' }]))).toEqual([]);
    const confirmed = walk(assumed, [correct('stage', 'lead')]);
    expect(decide(confirmed, correct('stage', 'lead'))).toMatchObject({ code: 'correctionUnchanged' });
  });

  test('stages that are no milestones have no date to miss', () => {
    const state = walk(null, [starting({ stage: 'negotiation' })]);
    expect(gaps(state)).toEqual([]);
    expect(state.milestones.negotiation?.dateUnknown).toBe(false);
  });
});
