import { expect, test } from '@jest/globals';
import { mayStandInFor } from '../../src/access/deputies.ts';
import type { Role } from '../../src/domain/people/types.ts';

const somebody = (unitId: string, ...roles: Role[]) => ({ id: `${unitId}-${roles.join()}`, unitId, roles });
const HANDLER = somebody('land', 'departmentHandler');

test.each([
  ['a colleague with the same role', HANDLER, somebody('land', 'departmentHandler'), true],
  ['the head of the department', HANDLER, somebody('land', 'departmentHead'), true],
  ['who reads everything', HANDLER, somebody('office', 'leader'), true],
  ['a handler of another department', HANDLER, somebody('water', 'departmentHandler'), false],
  ['a county’s reporter', HANDLER, somebody('nanan', 'countyReporter'), false],
  ['somebody of the unit without a role', HANDLER, somebody('land'), false],
  ['a handler, for who reads everything', somebody('office', 'coordinator'), HANDLER, false],
  ['another unit, for who has no role', somebody('land'), somebody('water', 'departmentHandler'), false],
  ['the own unit, for who has no role', somebody('land'), HANDLER, true],
])('%s stands in: %#', (_, other, deputy, may) => {
  expect(mayStandInFor(deputy, other)).toBe(may);
});
