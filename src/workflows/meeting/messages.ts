import { defineUpdate } from '@temporalio/workflow';
import type { Envelope, Outcome } from '../../contract/commit.ts';

export const meetingUpdates = {
  remindNow: defineUpdate<Outcome, [Envelope<'meeting'>]>('remindNow'),
  move: defineUpdate<Outcome, [Envelope<'meeting'>]>('move'),
  cancel: defineUpdate<Outcome, [Envelope<'meeting'>]>('cancel'),
  answerInvitation: defineUpdate<Outcome, [Envelope<'meeting'>]>('answerInvitation'),
} as const;
