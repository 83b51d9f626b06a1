import { expect, test } from '@jest/globals';
import { isValidOn, policyArea, type PolicyCommand } from '../../../src/domain/policy/area.ts';
import { HANDLER, makeContext } from '../../support/make.ts';

const entry = {
  ...{ title: '设备补助', unitId: 'land', offer: '按设备投资额 8% 补助' },
  ...{ validFrom: '2026-01-01', validTo: '2026-12-31' },
};
const define = (more: Partial<PolicyCommand> = {}): PolicyCommand => ({ type: 'define', ...entry, ...more });
const decide = (command: PolicyCommand, unitKnown = true, context = makeContext()) =>
  policyArea.decide(null, command, { id: 'H-07', unitKnown }, context);

test('an entry of the handbook is what its last definition says', () => {
  expect(decide(define())).toMatchObject({ events: [{ type: 'defined', id: 'H-07', ...entry }] });
  expect(policyArea.evolve(null, { type: 'defined', id: 'H-07', ...entry })).toEqual({ id: 'H-07', ...entry });
  expect(policyArea.nextReminder({ id: 'H-07', ...entry }, makeContext())).toBeNull();
});

test.each<[string, PolicyCommand, boolean, object]>([
  ['of no unit', define(), false, { code: 'unitNotFound', field: 'unit', value: 'land' }],
  [
    'that ends before it begins',
    define({ validTo: '2025-12-31' }),
    true,
    { code: 'endBeforeStart', params: { start: '2026-01-01' } },
  ],
  ['that begins on no day', define({ validFrom: '2026-02-30' }), true, { code: 'noSuchDate', field: 'validFrom' }],
  ['that ends on no day', define({ validTo: '2026-02-30' }), true, { code: 'noSuchDate', field: 'validTo' }],
])('one %s is refused', (_what, command, unitKnown, refusal) => {
  expect(decide(command, unitKnown)).toMatchObject(refusal);
});

test('the handbook is the coordinators’', () => {
  expect(decide(define(), true, makeContext(undefined, { actor: HANDLER }))).toMatchObject({ code: 'notAllowed' });
});

test('it is valid from its first day to its last, or until further notice', () => {
  const policy = { id: 'H-07', ...entry };
  const days = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'];
  expect(days.map(day => isValidOn(policy, day))).toEqual([false, true, true, false]);
  expect(isValidOn({ ...policy, validTo: null }, '2099-01-01')).toBe(true);
});
