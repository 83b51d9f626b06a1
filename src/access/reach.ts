import type { Role } from '../domain/people/types.ts';
import type { NarrowScope, Permission, Scope } from './types.ts';

/** Who asks, as far as it decides what he may. */
export interface Asking {
  id: string;
  unitId: string | null;
  roles: readonly Role[];
}

/** How far somebody sees or acts, when it is not everywhere: the scopes of all his roles together. Without any, it is nowhere. */
export interface Narrow {
  id: string;
  unitId: string | null;
  scopes: readonly NarrowScope[];
}

/** Null: everywhere, and nothing has to be looked up. */
export type Reach = Narrow | null;

export interface Granted {
  reach: Reach;
  /** The reach is `null` instead while the three administrations are one: the caller asks the settings, and only then. */
  unseparated: boolean;
}

/** What the table gives somebody: the grants of his roles and those of everybody, added up. */
export function grantedTo({ id, unitId, roles }: Asking, { may }: Pick<Permission, 'may'>): Granted {
  const scopes = new Set<Scope>();
  for (const holder of ['everyone', ...roles] as const) {
    const scope = may[holder];
    if (scope !== undefined) scopes.add(scope);
  }
  if (scopes.has('all')) return { reach: null, unseparated: false };
  const narrow = [...scopes].filter((scope): scope is NarrowScope => scope !== 'all' && scope !== 'unseparated');
  return { reach: { id, unitId, scopes: narrow }, unseparated: scopes.has('unseparated') };
}

export const isNowhere = (reach: Reach): boolean => reach !== null && reach.scopes.length === 0;

/** The roles a refusal names: who else may do it, and so whom to ask. */
export const rolesOf = ({ may }: Permission): Role[] =>
  (Object.keys(may) as (Role | 'everyone')[]).filter(
    (holder): holder is Role => holder !== 'everyone' && may[holder] !== 'unseparated',
  );
