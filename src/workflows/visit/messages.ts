import { defineUpdate } from '@temporalio/workflow';
import type { Envelope, Outcome } from '../../contract/commit.ts';
import type { VisitCommand } from '../../domain/visit/types.ts';

const update = (name: VisitCommand['type']) => defineUpdate<Outcome, [Envelope<'visit'>]>(name);

/** What people may do to a visit. Reminders and raised problems are missing on purpose: only its own workflow gives them. */
export const visitUpdates = {
  plan: update('plan'),
  recordVisit: update('recordVisit'),
  move: update('move'),
  cancel: update('cancel'),
  hold: update('hold'),
  find: update('find'),
} as const;
