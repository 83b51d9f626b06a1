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
  before: { roles: readonly Role[]; active: boolean };
  after: { roles: readonly Role[]; active: boolean };
  addressMoves: boolean;
  /** Duties that other active people hold. */
  heldByOthers: readonly Role[];
}

/**
 * Once the three are apart nobody holds two of them, and roles are given by the security administrator alone. So is what the three hang on: their
 * addresses, as a link to a new password goes there, and whether they are in office at all. Nobody takes the last one of a duty away.
 */
export function refuseDuties(
  { before, after, addressMoves, heldByOthers }: Given,
  context: RuleContext,
): Refusal | null {
  const { settings, actor } = context;
  const { separateAdministration: apart } = settings.access;
  if (actor.id === SYSTEM_ACTOR.id) return null;
  const duties = dutiesOf(after.roles);
  if (apart && duties.length > 1) return refuse('dutiesTogether', 'roles', after.roles, { duties });
  const same = after.roles.length === before.roles.length && after.roles.every(role => before.roles.includes(role));
  const unseats = dutiesOf(before.roles).length > 0 && (addressMoves || before.active !== after.active);
  if (apart && (!same || unseats) && !actor.roles.includes('securityAdministrator'))
    return refuse('notAllowed', 'actor', actor.id, { roles: ['securityAdministrator'] });
  return refuseLast({ before, after, heldByOthers }, apart);
}

/** Whoever runs the product cannot be the last to leave it; once they are apart, neither can the two others. */
function refuseLast({ before, after, heldByOthers }: Omit<Given, 'addressMoves'>, apart: boolean): Refusal | null {
  const [had, has] = [before, after].map(({ roles, active }) => (active ? dutiesOf(roles) : []));
  const lost = (had ?? []).filter(duty => !has?.includes(duty) && !heldByOthers.includes(duty));
  const missing = lost.filter(duty => apart || duty === 'administrator');
  return missing.length === 0 ? null : refuse('dutyWouldEnd', 'roles', after.roles, { missing });
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
