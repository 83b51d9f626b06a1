import { defineUpdate } from '@temporalio/workflow';
import type { Envelope, Outcome } from '../../contract/commit.ts';
import type { ProblemCommand } from '../../domain/problem/commands.ts';

const update = (name: ProblemCommand['type']) => defineUpdate<Outcome, [Envelope<'problem'>]>(name);

/** What people and meetings may do to a problem. The clock's own commands are missing on purpose: only its own workflow gives them. */
export const problemUpdates = {
  raise: update('raise'),
  assign: update('assign'),
  acknowledge: update('acknowledge'),
  object: update('object'),
  ruleObjection: update('ruleObjection'),
  answer: update('answer'),
  coAnswer: update('coAnswer'),
  table: update('table'),
  explainMiss: update('explainMiss'),
  askExtension: update('askExtension'),
  ruleExtension: update('ruleExtension'),
  resolve: update('resolve'),
  solveOnTheSpot: update('solveOnTheSpot'),
  verify: update('verify'),
  lookBack: update('lookBack'),
  withdraw: update('withdraw'),
  mergeInto: update('mergeInto'),
  carryOver: update('carryOver'),
  interview: update('interview'),
} as const;
