import { problemLinkRefusal } from '../domain/link/problem-links.ts';
import type { Viewer } from '../domain/people/scope.ts';
import type { Tidings } from '../domain/problem/notices.ts';
import { unitsOf } from '../domain/problem/standing.ts';
import type { NoticeLine, OverdueLine } from '../ledger/mail-data/digests.ts';
import type { Standing } from '../mail/messages/index.ts';

interface Reading {
  reader: Viewer;
  /** He reads of limits because his office supervises, and for nothing else. */
  supervises: boolean;
}

/** The units copied when a limit passes; every supervision team where an office has named none. */
export const supervises = ({ unitId, roles }: Viewer, supervisionUnits: readonly string[]): boolean =>
  supervisionUnits.length === 0 ? roles.includes('supervisionTeam') : supervisionUnits.includes(unitId);

/**
 * How the reader of a passed limit stands to it: whoever owes it acts, whoever leads it presses the others, the office assigns and passes on
 * what its department cannot be sent. The rest watches.
 */
export function standingOf(
  { problem, unitId, reached }: Pick<OverdueLine, 'problem' | 'unitId' | 'reached'>,
  { reader: { unitId: own, roles }, supervises: watches }: Reading,
): Standing {
  const { leadUnitId } = problem;
  if (own === (unitId ?? leadUnitId)) return 'act';
  const isOffice = roles.includes('coordinator');
  if (leadUnitId === null) {
    if (isOffice) return 'intake';
    return !watches && (roles.includes('leader') || roles.includes('departmentHead')) ? 'intake' : 'copied';
  }
  if (unitId !== null && own === leadUnitId) return 'press';
  return isOffice && !reached ? 'relay' : 'copied';
}

/** What tells a department that it is to do something; whoever else reads it has a copy. */
const ASKS_DEPARTMENTS: readonly Tidings[] = [
  'assigned',
  'partAssigned',
  'rejected',
  'warned',
  'promiseMissed',
  'proposalAsked',
  'heldBack',
  'reopened',
];

export function isCopy({ what, problem, unitId }: NoticeLine, reader: Viewer): boolean {
  if (what === 'verificationOverdue') return problemLinkRefusal('verifyProblem', problem, reader) !== null;
  // What nobody has yet is the office's, which reads it.
  if (!ASKS_DEPARTMENTS.includes(what) || problem.leadUnitId === null) return false;
  const asked = unitId === null ? unitsOf(problem) : [unitId];
  return reader.id !== problem.solution?.solverId && !asked.includes(reader.unitId);
}
