import { defineUpdate } from '@temporalio/workflow';
import type { Envelope, Outcome } from '../../contract/commit.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';

const update = (name: ProjectCommand['type']) => defineUpdate<Outcome, [Envelope<'project'>]>(name);

/** What people may do to a project. `warn` is missing on purpose: only the project's own clock warns. */
export const projectUpdates = {
  start: update('start'),
  advance: update('advance'),
  revisePlan: update('revisePlan'),
  pause: update('pause'),
  resume: update('resume'),
  withdraw: update('withdraw'),
  correct: update('correct'),
  prove: update('prove'),
  waive: update('waive'),
  movePath: update('movePath'),
  upgrade: update('upgrade'),
  merge: update('merge'),
  remove: update('remove'),
  restore: update('restore'),
  planYear: update('planYear'),
  report: update('report'),
  correctReport: update('correctReport'),
  arrive: update('arrive'),
  correctArrival: update('correctArrival'),
  dueCapital: update('dueCapital'),
  correctDue: update('correctDue'),
  enterStatistics: update('enterStatistics'),
  askReview: update('askReview'),
  recuseReviewer: update('recuseReviewer'),
  giveOpinion: update('giveOpinion'),
  concludeReview: update('concludeReview'),
  promise: update('promise'),
  keepPromise: update('keepPromise'),
  endPromise: update('endPromise'),
} as const;
