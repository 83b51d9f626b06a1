import { expect, test } from '@jest/globals';
import { expertArea, type ExpertCommand } from '../../../src/domain/expert/area.ts';
import { LEADER, makeContext } from '../../support/make.ts';

const define: ExpertCommand = { type: 'define', fields: ['新材料'], firms: ['晶旭科技'], active: true };
const expert = { id: 'chen', fields: ['新材料'], firms: ['晶旭科技'], active: true };

test('an expert is a person of the ledger, put into the pool by a coordinator', () => {
  const facts = { id: 'chen', personKnown: true };
  expect(expertArea.decide(null, define, facts, makeContext())).toMatchObject({
    events: [{ type: 'defined', ...expert }],
  });
  expect(expertArea.decide(null, define, facts, makeContext(undefined, { actor: LEADER }))).toMatchObject({
    code: 'notAllowed',
  });
  expect(expertArea.evolve(null, { type: 'defined', ...expert })).toEqual(expert);
  expect(expertArea.nextReminder(expert, makeContext())).toBeNull();
});

test('somebody who is nobody’s person is refused, and can still be taken out', () => {
  const facts = { id: 'chen', personKnown: false };
  expect(expertArea.decide(null, define, facts, makeContext())).toMatchObject({ code: 'personNotFound', field: 'id' });
  expect(expertArea.decide(expert, { ...define, active: false }, facts, makeContext())).toHaveProperty('events');
});
