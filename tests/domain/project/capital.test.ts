import { describe, expect, test } from '@jest/globals';
import { capitalByCounty, capitalOf } from '../../../src/domain/evaluation/capital.ts';
import type { ProjectCommand } from '../../../src/domain/project/commands.ts';
import type { ProjectState } from '../../../src/domain/project/types.ts';
import { decide, signed, walk } from './walk.ts';

const due = (on: string, amount: string, currency = 'USD'): ProjectCommand => ({
  type: 'dueCapital',
  on,
  amount,
  currency,
});
const arrived = (on: string, amount: string, currency = 'USD'): ProjectCommand => ({
  type: 'arrive',
  on,
  amount,
  currency,
});
const correct = (more: object): ProjectCommand => ({ type: 'correctDue', number: 1, reason: '补充协议', ...more });
const owing = (): ProjectState => walk(signed(), [due('2026-06-30', '1000000.10'), due('2026-12-31', '500000')]);

describe('foreign capital that is due', () => {
  test.each<[string, ProjectCommand, object]>([
    ['nothing', due('2026-06-30', '0'), { code: 'badFormat', field: 'amount' }],
    ['a third of a cent', due('2026-06-30', '0.001'), { code: 'badFormat', field: 'amount' }],
    ['in yuan', due('2026-06-30', '1', 'CNY'), { code: 'currencyNotForeign', field: 'currency', value: 'CNY' }],
    ['in a currency there is not', due('2026-06-30', '1', 'ZZZ'), { code: 'currencyUnknown', field: 'currency' }],
    ['in no currency', due('2026-06-30', '1', 'usd'), { code: 'badFormat', field: 'currency', value: 'usd' }],
    ['on no day', due('2026-02-30', '1'), { code: 'noSuchDate', field: 'on' }],
  ])('%s is refused', (_what, command, refusal) => {
    expect(decide(signed(), command)).toMatchObject(refusal);
  });

  test('is set right by an event of its own: another day, another amount, or none', () => {
    const answer = decide(owing(), correct({ on: '2026-09-30' }));
    expect(answer).toMatchObject({
      events: [{ type: 'dueCorrected', old: { on: '2026-06-30' }, new: { on: '2026-09-30', amount: '1000000.10' } }],
    });
    expect(walk(owing(), [correct({ amount: '0' })]).money.dues).toMatchObject([{ on: '2026-06-30', amount: '0' }, {}]);
  });

  test.each<[string, object, object]>([
    ['of nothing', {}, { code: 'required', params: { other: 'on' } }],
    ['to what it is', { amount: '1000000.1', on: '2026-06-30' }, { code: 'correctionUnchanged', field: 'amount' }],
    ['to the day it has', { on: '2026-06-30' }, { code: 'correctionUnchanged', field: 'on', value: '2026-06-30' }],
    ['of one that is not there', { number: 3, amount: '1' }, { code: 'outOfRange', params: { min: 1, max: 2 } }],
    ['to less than nothing', { amount: '-1' }, { code: 'badFormat', field: 'amount' }],
    ['to no day', { on: '2026-13-01' }, { code: 'noSuchDate', field: 'on' }],
  ])('a correction %s is refused', (_what, more, refusal) => {
    expect(decide(owing(), correct(more))).toMatchObject(refusal);
  });
});

describe('what is due and what has arrived', () => {
  test('is summed to the cent for each currency, as of a day', () => {
    const state = walk(owing(), [
      arrived('2026-07-01', '0.20'),
      arrived('2026-11-01', '999999'),
      arrived('2026-11-02', '8', 'HKD'),
    ]);
    const common = { code: 'QZ-1', name: state.name, county: '鲤城区' };
    const next = { on: '2026-12-31', amount: '500000.00' };
    expect(capitalOf(state, '2026-11-23')).toEqual([
      {
        ...common,
        currency: 'HKD',
        due: '0.00',
        dueBy: '0.00',
        arrived: '8.00',
        short: '0.00',
        lateSince: null,
        next: null,
      },
      {
        ...{ ...common, currency: 'USD', due: '1500000.10', dueBy: '1000000.10', arrived: '999999.20' },
        ...{ short: '0.90', lateSince: '2026-06-30', next },
      },
    ]);
    expect(capitalOf(state, '2026-06-29')).toMatchObject([
      {},
      { dueBy: '0.00', arrived: '0.00', short: '0.00', lateSince: null },
    ]);
  });

  test('pays the instalments in the order of their days; more than was due makes none that is to come late', () => {
    const state = walk(owing(), [arrived('2026-03-01', '1200000')]);
    expect(capitalOf(state, '2026-11-23')).toMatchObject([
      { short: '0.00', lateSince: null, next: { on: '2026-12-31' } },
    ]);
    expect(capitalOf(state, '2027-01-01')).toMatchObject([{ short: '300000.10', lateSince: '2026-12-31', next: null }]);
  });

  test('of a project that has left counts nowhere', () => {
    expect(capitalOf(walk(owing(), [{ type: 'withdraw', reason: 'r' }]), '2026-11-23')).toEqual([]);
  });

  test('is added up by county and currency, one project’s surplus making no other’s shortfall good', () => {
    const rich = walk(signed(), [arrived('2026-03-01', '5000000')]);
    const nowhere = { ...owing(), county: null };
    const rows = [owing(), rich, nowhere].flatMap(state => capitalOf(state, '2026-11-23'));
    expect(capitalByCounty(rows)).toEqual([
      {
        ...{ county: '鲤城区', currency: 'USD', projects: 2, due: '1500000.10', dueBy: '1000000.10' },
        ...{ arrived: '5000000.00', short: '1000000.10' },
      },
      expect.objectContaining({ county: null, projects: 1, short: '1000000.10' }),
    ]);
  });
});
