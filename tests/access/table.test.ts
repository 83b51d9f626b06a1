import { describe, expect, test } from '@jest/globals';
import { byRoute, permission, PERMISSIONS, permissionOfRoute } from '../../src/access/index.ts';
import { LINK_ROUTES, mayUse } from '../../src/access/links.ts';
import { grantedTo, isNowhere, rolesOf } from '../../src/access/reach.ts';
import type { Permission } from '../../src/access/types.ts';
import { ROLES, type Role } from '../../src/domain/people/types.ts';

const row = (more: Partial<Permission>): Permission => ({
  id: 'thing.read',
  name: { zh: '看', en: 'see' },
  effect: 'read',
  subject: 'project',
  routes: ['getThing'],
  may: {},
  ...more,
});
const asking = (...roles: Role[]) => ({ id: 'lin', unitId: 'nanan', roles });

describe('the table', () => {
  test('names each action once, in both languages', () => {
    expect(new Set(PERMISSIONS.map(({ id }) => id)).size).toBe(PERMISSIONS.length);
    for (const { id, name, routes } of PERMISSIONS) {
      expect([id, name.zh, name.en]).toEqual([
        expect.stringMatching(/^[a-z]+\.[a-zA-Z]+$/),
        expect.stringMatching(/\p{Script=Han}/u),
        expect.stringMatching(/^[^\p{Script=Han}]+$/u),
      ]);
      expect([id, routes.length > 0]).toEqual([id, true]);
    }
  });

  test('lets an auditor read everything and change nothing', () => {
    for (const { id, effect, may } of PERMISSIONS) {
      const all = may.auditor === 'all' || may.everyone === 'all';
      expect([id, effect === 'read' ? all : may.auditor]).toEqual([id, effect === 'read' ? true : undefined]);
    }
  });

  test('gives everybody nothing to change but what is his own by name', () => {
    const wide = PERMISSIONS.filter(({ effect, may }) => effect === 'change' && (may.everyone ?? 'own') !== 'own');
    expect(wide).toEqual([]);
  });

  test('gives the security administrator no business, and the administrator none of the security that has its own', () => {
    const business = PERMISSIONS.filter(({ may }) => may.coordinator !== undefined || may.countyReporter !== undefined);
    const both = business.filter(({ effect, may }) => effect === 'change' && may.securityAdministrator !== undefined);
    expect(both).toEqual([]);
    expect(permission('security.change').may).toEqual({ securityAdministrator: 'all', administrator: 'unseparated' });
  });

  test('is refused with a route in two rows, or with a narrow grant on what is nobody’s in particular', () => {
    expect(() => byRoute([row({}), row({ id: 'other.read' })])).toThrow(
      'getThing stands in thing.read and in other.read',
    );
    expect(() => byRoute([row({ subject: 'office', may: { countyReporter: 'county' } })])).toThrow('can be narrow');
  });

  test('knows the command of every one-click link', () => {
    for (const route of Object.values(LINK_ROUTES)) expect(permissionOfRoute(route)?.effect).toBe('change');
  });
});

describe('what somebody’s roles add up to', () => {
  test('is nothing where no role of his is named', () => {
    const { reach } = grantedTo(asking('leader'), row({ may: { coordinator: 'all' } }));
    expect([reach, isNowhere(reach)]).toEqual([{ id: 'lin', unitId: 'nanan', scopes: [] }, true]);
  });

  test('is everything as soon as one role reaches everywhere', () => {
    const may = { coordinator: 'all', countyReporter: 'county', everyone: 'own' } as const;
    expect(grantedTo(asking('countyReporter', 'coordinator'), row({ may }))).toEqual({
      reach: null,
      unseparated: false,
    });
  });

  test('is the sum of the narrow ones otherwise', () => {
    const may = {
      countyReporter: 'county',
      supervisionTeam: 'charge',
      everyone: 'own',
      administrator: 'unseparated',
    } as const;
    const { reach, unseparated } = grantedTo(
      asking('supervisionTeam', 'countyReporter', 'administrator'),
      row({ may }),
    );
    expect([[...(reach?.scopes ?? [])].sort(), unseparated]).toEqual([['charge', 'county', 'own'], true]);
  });

  test('names in a refusal the roles that may, not those that may only while duties are together', () => {
    const may = { securityAdministrator: 'all', administrator: 'unseparated', everyone: 'own' } as const;
    expect(rolesOf(row({ may }))).toEqual(['securityAdministrator']);
  });

  test('decides what a mail offers: a link is no use to who may not give its command', () => {
    expect(mayUse('verifyProblem', asking('supervisionTeam'))).toBe(true);
    expect(mayUse('verifyProblem', asking('departmentHandler'))).toBe(false);
    expect(mayUse('lookBackProblem', asking())).toBe(true);
    expect(ROLES.filter(role => mayUse('ruleExtension', asking(role)))).toEqual(['leader']);
  });
});
