import { describe, expect, test } from '@jest/globals';
import { personArea, unitArea, type PersonCommand } from '../../../src/domain/people/areas.ts';
import { makeContext } from '../../support/make.ts';

const define: PersonCommand = {
  type: 'define',
  unitId: 'land',
  roles: ['departmentHandler'],
  active: true,
  personal: { name: '王小明', title: '科长', address: 'wang@example.org' },
};

describe('people', () => {
  test('a name and an address never enter an event', () => {
    const answer = personArea.decide(null, define, { id: 'wang', unitKnown: true, addressMoves: false }, makeContext());
    expect(JSON.stringify(answer)).not.toMatch(/王小明|科长|example/);
    expect(answer).toMatchObject({
      events: [{ id: 'wang', unitId: 'land', roles: ['departmentHandler'], active: true }],
    });
  });

  test('a person needs a unit that is there', () => {
    const answer = personArea.decide(
      null,
      define,
      { id: 'wang', unitKnown: false, addressMoves: false },
      makeContext(),
    );
    expect(answer).toMatchObject({ code: 'unitNotFound', field: 'unit', value: 'land' });
  });

  test('who had which role is replaced as a whole', () => {
    const before = { id: 'wang', unitId: 'land', roles: ['leader' as const], active: true };
    const event = { type: 'defined' as const, id: 'wang', unitId: 'office', roles: [], active: false };
    expect(personArea.evolve(before, event)).toEqual({ id: 'wang', unitId: 'office', roles: [], active: false });
  });
});

test('a unit is what its last definition says, and neither units nor people wait for anything', () => {
  const unit = { name: '自然资源局', kind: 'department' as const, county: null };
  const answer = unitArea.decide(null, { type: 'define', unit }, { id: 'land' }, makeContext());
  expect(answer).toMatchObject({ events: [{ type: 'defined', unit: { id: 'land', ...unit } }] });
  expect(unitArea.evolve(null, { type: 'defined', unit: { id: 'land', ...unit } })).toEqual({ id: 'land', ...unit });
  expect(unitArea.nextReminder({ id: 'land', ...unit }, makeContext())).toBeNull();
});
