import { describe, expect, test } from '@jest/globals';
import {
  maskedAddress,
  maskedPhone,
  PERSONAL_FIELDS,
  seesInFull,
  shownTo,
  type PersonalField,
} from '../../src/access/fields.ts';
import { PERMISSIONS } from '../../src/access/index.ts';
import { ROLES } from '../../src/domain/people/types.ts';

const fields = Object.keys(PERSONAL_FIELDS) as PersonalField[];

describe('a field of personal data', () => {
  test.each(fields.flatMap(field => ROLES.map(role => [field, role] as const)))('%s as a %s', (field, role) => {
    const viewer = { id: 'me', roles: [role] };
    const full = (PERSONAL_FIELDS[field].inFull as readonly string[]).includes(role);
    const value = PERSONAL_FIELDS[field].masks === 'phone' ? '13800000000' : 'wang@firm.example';
    const shown = shownTo(viewer, field, { value, ownerId: 'him' });
    expect(shown === value).toBe(full);
    expect(shownTo(viewer, field, { value, ownerId: 'me' })).toBe(value);
    expect(shownTo(viewer, field, { value: null, ownerId: 'him' })).toBeNull();
  });

  test('is seen in full by whoever may change it, or he would write back what was masked', () => {
    const changed = {
      definePerson: ['personAddress'],
      defineExpert: ['expertAddress'],
      defineProjectContact: ['contactAddress', 'contactPhone'],
    } as const;
    for (const [route, names] of Object.entries(changed)) {
      const row = PERMISSIONS.find(({ routes }) => routes.includes(route));
      const roles = ROLES.filter(role => row?.may[role] !== undefined);
      expect(roles.length).toBeGreaterThan(0);
      for (const field of names) {
        for (const role of roles)
          expect([route, role, seesInFull(field, { id: 'me', roles: [role] }, null)]).toEqual([route, role, true]);
      }
    }
  });

  test('is masked so that one is told from another and nobody is reached', () => {
    expect(maskedAddress('wang.xiaoming@firm.example')).toBe('w***@…');
    expect(maskedAddress('𠮷@firm.example')).toBe('𠮷***@…');
    expect(maskedAddress('')).toBe('');
    expect(['138 0000 0000', '0595-22220000', '22220000', '110'].map(maskedPhone)).toEqual([
      '138****0000',
      '059****0000',
      '****00',
      '****',
    ]);
  });
});
