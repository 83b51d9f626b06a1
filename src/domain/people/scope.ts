import type { ProblemStatus } from '../problem/types.ts';
import type { Role } from './types.ts';

/**
 * How far a grant of the table of permissions (`src/access`) reaches. `all`: everything. The narrow ones: what lies in the county of one's
 * unit; what one's unit has to answer or drives; what is entrusted to one's team, or to none; what is one's own by name. `unseparated`:
 * everything, for as long as the office has not set its three administrations apart (三员分立).
 */
export const SCOPES = ['all', 'county', 'unit', 'charge', 'own', 'unseparated'] as const;
export type Scope = (typeof SCOPES)[number];

/** Somebody as far as it decides what concerns him. */
export interface Viewer {
  id: string;
  unitId: string;
  /** The county his unit speaks for. */
  county: string | null;
  roles: readonly Role[];
}

export interface ScopedProject {
  county: string | null;
  leaderId: string | null;
  teamUnitId: string | null;
}

export interface ScopedProblem {
  county: string | null;
  state: ProblemStatus;
  leadUnitId: string | null;
  coUnitIds: readonly string[];
  handlerId: string | null;
  /** The project's paired leader. */
  leaderId: string | null;
}

/** Whether a project is among "my projects" in a reminder: one's county's, one's team's, one's paired; a coordinator's are all. */
export function concernsProject({ id, unitId, county, roles }: Viewer, project: ScopedProject): boolean {
  if (roles.includes('coordinator')) return true;
  if (project.leaderId === id || project.teamUnitId === unitId) return true;
  return roles.includes('countyReporter') && county !== null && project.county === county;
}

/** Whether an open problem is somebody's: to coordinate, to answer, to report, or, once it is resolved, to verify. */
export function concernsProblem({ id, unitId, county, roles }: Viewer, problem: ScopedProblem): boolean {
  if (roles.includes('coordinator') || problem.handlerId === id || problem.leaderId === id) return true;
  if (roles.includes('supervisionTeam') && problem.state === 'resolved') return true;
  if (roles.includes('departmentHandler') && [problem.leadUnitId, ...problem.coUnitIds].includes(unitId)) return true;
  return roles.includes('countyReporter') && county !== null && problem.county === county;
}
