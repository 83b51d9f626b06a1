import { permission } from './index.ts';
import { grantedTo, type Asking, type Reach } from './reach.ts';

/** What mails tell of somebody's work. */
const TOLD = ['project.read', 'problem.read'] as const;

/**
 * Whether whoever stands in for somebody may read what he reads: a copy of his mails shows nothing then that was not the deputy's to see. True of
 * who reads everything, and of colleagues of one unit whose roles reach as far.
 */
export const mayStandInFor = (deputy: Asking, other: Asking): boolean =>
  TOLD.every(id => covers(grantedTo(deputy, permission(id)).reach, grantedTo(other, permission(id)).reach));

function covers(wide: Reach, narrow: Reach): boolean {
  if (wide === null) return true;
  if (narrow === null) return false;
  // Who reads nothing by his roles is written to all the same, of what he is asked to: that stays in his unit.
  return wide.unitId === narrow.unitId && narrow.scopes.every(scope => wide.scopes.includes(scope));
}
