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

const BEGUN = { type: 'defined' as const, id: 'wang', unitId: 'land', roles: [], active: true };

describe('people', () => {
  test('a name and an address never enter an event', () => {
    const answer = personArea.decide(
      null,
      define,
      { id: 'wang', unitKnown: true, changed: [], oldAddress: null, heldByOthers: [] },
      makeContext(),
    );
    expect(JSON.stringify(answer)).not.toMatch(/王小明|科长|example/);
    expect(answer).toMatchObject({
      events: [{ id: 'wang', unitId: 'land', roles: ['departmentHandler'], active: true }],
    });
  });

  test('that one was changed does, without what it was and is; and the old address hears of the new', () => {
    const facts = {
      id: 'wang',
      unitKnown: true,
      changed: ['address' as const],
      oldAddress: 'old@example.org',
      heldByOthers: [],
    };
    const answer = personArea.decide(personArea.evolve(null, BEGUN), define, facts, makeContext());
    if ('code' in answer) throw new Error(answer.code);
    expect(JSON.stringify(answer.events)).not.toMatch(/王小明|科长|example/);
    expect(answer.notices).toMatchObject([{ kind: 'account', personId: 'wang', to: 'old@example.org' }]);
    const [event] = answer.events;
    const once = personArea.evolve(personArea.evolve(null, BEGUN), event!);
    expect(once.revisions).toEqual({ address: 1 });
    expect(personArea.evolve(once, event!).revisions).toEqual({ address: 2 });
  });

  test('an address that is taken out of somebody who stays is told there too; of somebody who leaves, nobody is told', () => {
    const facts = {
      id: 'wang',
      unitKnown: true,
      changed: ['address' as const],
      oldAddress: 'old@example.org',
      heldByOthers: [],
    };
    const without = { ...define, personal: { ...define.personal, address: null } };
    const told = (command: PersonCommand) => {
      const answer = personArea.decide(personArea.evolve(null, BEGUN), command, facts, makeContext());
      return 'notices' in answer ? answer.notices.map(({ to }) => to) : [];
    };
    expect(told(without)).toEqual(['old@example.org']);
    expect(told({ ...without, active: false })).toEqual([]);
  });

  test('a person needs a unit that is there', () => {
    const answer = personArea.decide(
      null,
      define,
      { id: 'wang', unitKnown: false, changed: [], oldAddress: null, heldByOthers: [] },
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
