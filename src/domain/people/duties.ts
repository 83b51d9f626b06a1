import { SYSTEM_ACTOR, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Role } from './types.ts';

/**
 * 三员分立: who runs the system, who says who may do what, and who looks at what both did are three people. Off where an office starts, as a
 * small one has one person for all of it (`settings.access`).
 */
export const DUTIES = ['administrator', 'securityAdministrator', 'auditor'] as const satisfies readonly Role[];

export const dutiesOf = (roles: readonly Role[]): Role[] => DUTIES.filter(duty => roles.includes(duty));

interface Given {
  before: readonly Role[];
  roles: readonly Role[];
  addressMoves: boolean;
}

/**
 * Once the three are apart nobody holds two of them, and roles are given by the security administrator alone. So are the addresses of the three: a
 * link to a new password goes there.
 */
export function refuseDuties({ before, roles, addressMoves }: Given, { settings, actor }: RuleContext): Refusal | null {
  if (!settings.access.separateAdministration) return null;
  const duties = dutiesOf(roles);
  if (duties.length > 1) return refuse('dutiesTogether', 'roles', roles, { duties });
  const same = roles.length === before.length && roles.every(role => before.includes(role));
  const takesOver = addressMoves && dutiesOf(before).length > 0;
  if ((same && !takesOver) || actor.id === SYSTEM_ACTOR.id || actor.roles.includes('securityAdministrator'))
    return null;
  return refuse('notAllowed', 'actor', actor.id, { roles: ['securityAdministrator'] });
}

/** How the duties are held on the day somebody sets them apart. */
export interface DutiesHeld {
  /** Ids of active people who hold two of them. */
  together: readonly string[];
  held: readonly Role[];
}

/** Setting them apart shuts nobody out: each has somebody, and nobody has two. */
export function refuseApart({ together, held }: DutiesHeld): Refusal | null {
  const field = 'value.separateAdministration';
  const missing = DUTIES.filter(duty => !held.includes(duty));
  if (missing.length > 0) return refuse('dutiesUnheld', field, true, { missing });
  return together.length === 0 ? null : refuse('dutiesHeldTogether', field, true, { people: together });
}
