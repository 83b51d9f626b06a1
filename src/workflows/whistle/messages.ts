import { defineUpdate } from '@temporalio/workflow';
import type { Envelope, Outcome } from '../../contract/commit.ts';
import type { WhistleCommand } from '../../domain/whistle/types.ts';

const update = (name: WhistleCommand['type']) => defineUpdate<Outcome, [Envelope<'whistle'>]>(name);

/** What people may do to a whistle. Steps are missing on purpose: only its own clock gives them. */
export const whistleUpdates = {
  blow: update('blow'),
  answer: update('answer'),
  hold: update('hold'),
  callOff: update('callOff'),
} as const;
