import type { Area } from '../entity.ts';
import { decideBatch } from './decide.ts';
import { evolveBatch } from './evolve.ts';
import { nextBatchReminder } from './follow-up.ts';
import type { BatchCommand, BatchEvent, BatchRuleFacts, BatchState } from './types.ts';

export const batchArea: Area<BatchState, BatchCommand, BatchEvent, BatchRuleFacts> = {
  kind: 'batch',
  decide: decideBatch,
  evolve: evolveBatch,
  nextReminder: nextBatchReminder,
};
