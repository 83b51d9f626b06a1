import { concernsProblem, type ScopedProblem, type ScopedProject, type Viewer } from '../../people/scope.ts';
import type { Role } from '../../people/types.ts';

/** What somebody is asked of before a meeting: what he reports for, and not what he coordinates, leads or verifies besides. */

const REPORTERS: readonly Role[] = ['countyReporter', 'departmentHandler'];

export const asReporter = (viewer: Viewer): Viewer => ({
  ...viewer,
  roles: viewer.roles.filter(role => REPORTERS.includes(role)),
});

/** Progress and money of projects are reported by their counties. */
export const reportsProject = ({ county, roles }: Viewer, project: ScopedProject): boolean =>
  roles.includes('countyReporter') && county !== null && project.county === county;

export const reportsProblem = (viewer: Viewer, problem: ScopedProblem): boolean =>
  concernsProblem(asReporter(viewer), { ...problem, leaderId: null });
