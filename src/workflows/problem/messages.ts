import { defineUpdate } from '@temporalio/workflow';
import type { Envelope, Outcome } from '../../contract/commit.ts';
import type { ProblemCommand } from '../../domain/problem/types.ts';

const update = (name: ProblemCommand['type']) => defineUpdate<Outcome, [Envelope<'problem'>]>(name);

export const problemUpdates = {
  raise: update('raise'),
  assign: update('assign'),
  answer: update('answer'),
  resolve: update('resolve'),
  verify: update('verify'),
  withdraw: update('withdraw'),
} as const;
