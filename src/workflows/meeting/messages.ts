import { defineUpdate } from '@temporalio/workflow';
import type { Envelope, Outcome } from '../../contract/commit.ts';
import type { MeetingCommand } from '../../domain/meeting/types.ts';

const update = (name: MeetingCommand['type']) => defineUpdate<Outcome, [Envelope<'meeting'>]>(name);

/** What people may do to a meeting. Steps are missing on purpose: only its own clock gives them. */
export const meetingUpdates = {
  remindNow: update('remindNow'),
  move: update('move'),
  cancel: update('cancel'),
  skipStep: update('skipStep'),
  answerCollection: update('answerCollection'),
  addItem: update('addItem'),
  dropItem: update('dropItem'),
  moveItem: update('moveItem'),
  timeItem: update('timeItem'),
  approveAgenda: update('approveAgenda'),
  answerInvitation: update('answerInvitation'),
  attend: update('attend'),
  concludeItem: update('concludeItem'),
  decideItem: update('decideItem'),
  dropDecision: update('dropDecision'),
  publishMinutes: update('publishMinutes'),
  reportDecision: update('reportDecision'),
  explainDecision: update('explainDecision'),
  postponeDecision: update('postponeDecision'),
} as const;
