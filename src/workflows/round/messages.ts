import { defineUpdate } from '@temporalio/workflow';
import type { Envelope, Outcome } from '../../contract/commit.ts';
import type { RoundCommand } from '../../domain/round/types.ts';

const update = (name: RoundCommand['type']) => defineUpdate<Outcome, [Envelope<'round'>]>(name);

/** Steps are missing on purpose: only the round's own clock gives them. */
export const roundUpdates = { open: update('open'), skipStep: update('skipStep') } as const;
