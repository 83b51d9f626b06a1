import { defineUpdate } from '@temporalio/workflow';
import type { Envelope, Outcome } from '../../contract/commit.ts';
import type { BatchCommand } from '../../domain/batch/types.ts';

const update = (name: BatchCommand['type']) => defineUpdate<Outcome, [Envelope<'batch'>]>(name);

/** What people may do to an event. Its results and follow-ups are missing on purpose: only its own workflow records them. */
export const batchUpdates = {
  plan: update('plan'),
  add: update('add'),
  drop: update('drop'),
  substitute: update('substitute'),
  confirm: update('confirm'),
  cancel: update('cancel'),
} as const;
