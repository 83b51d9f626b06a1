import { ROLES, type Role } from '../../domain/people/types.ts';
import type { Permission, Scope } from '../types.ts';

type May = Permission['may'];

/** What any office reads as a whole: who runs the dispatch, who leads, who audits. */
export const READERS: May = { coordinator: 'all', leader: 'all', auditor: 'all' };

/** A department's people, for what their own unit has to answer. */
export const DEPARTMENTS: May = { departmentHandler: 'unit', departmentHead: 'unit' };

/** Of what lies in a place: counties their own, departments what they have a part in, supervision teams what is entrusted to them. */
export const PLACED_READERS: May = {
  ...READERS,
  countyReporter: 'county',
  ...DEPARTMENTS,
  supervisionTeam: 'charge',
};

/** Everybody with a role; somebody without one has an account and no work. */
export const STAFF = Object.fromEntries(ROLES.map(role => [role, 'all'])) as Readonly<Record<Role, Scope>>;
