import { expect, test } from '@jest/globals';
import { contactArea, type ContactCommand } from '../../../src/domain/contact/area.ts';
import { makeContext } from '../../support/make.ts';

const define: ContactCommand = {
  type: 'define',
  personal: {
    name: '王小明',
    organisation: '晶旭科技',
    title: '总经理',
    phone: '13800000000',
    address: 'wang@example.org',
  },
};
const decide = (command: ContactCommand, there = true, known: boolean | null = null) =>
  contactArea.decide(
    known === null ? null : { project: 'QZ-1', known },
    command,
    { project: 'QZ-1', there },
    makeContext(),
  );

test('a contact never enters an event: only that there is one', () => {
  const answer = decide(define);
  expect(answer).toMatchObject({ events: [{ type: 'defined', project: 'QZ-1', known: true }] });
  expect(JSON.stringify(answer)).not.toMatch(/王小明|晶旭|总经理|138|example/);
});

test('it can be erased once, and only that of a project that is there can be kept', () => {
  const erase: ContactCommand = { type: 'define', personal: null };
  expect(decide(erase, true, true)).toMatchObject({ events: [{ known: false }] });
  for (const known of [null, false])
    expect(decide(erase, true, known)).toMatchObject({ code: 'notFound', field: 'contact' });
  expect(decide(define, false)).toMatchObject({ code: 'notFound', field: 'code', value: 'QZ-1' });
  expect(contactArea.evolve(null, { type: 'defined', project: 'QZ-1', known: true })).toEqual({
    project: 'QZ-1',
    known: true,
  });
  expect(contactArea.nextReminder({ project: 'QZ-1', known: true }, makeContext())).toBeNull();
});
