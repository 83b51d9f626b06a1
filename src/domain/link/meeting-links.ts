import type { Actor } from '../entity.ts';
import { collectionRefusal } from '../meeting/collection/answers.ts';
import { invitationRefusal } from '../meeting/responses.ts';
import { openOf } from '../meeting/minutes/decisions.ts';
import { minutesOfMeeting } from '../meeting/minutes/record.ts';
import type { MeetingState } from '../meeting/types.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';

/** Whether somebody can still say if he comes; null when he can. */
export const meetingLinkRefusal = (
  state: MeetingState,
  person: string,
  standing: { attendees: readonly string[]; nowMs: number },
): Refusal | null => invitationRefusal(state, person, standing);

/** Whether somebody's unit of today can still report before it. */
export const collectionLinkRefusal = (state: MeetingState, { unitId }: Actor, nowMs: number): Refusal | null =>
  collectionRefusal(state, unitId, nowMs);

/** Whether somebody can still say what became of a decision. */
export function decisionLinkRefusal(state: MeetingState, no: number, actor: Actor): Refusal | null {
  const decision = openOf(minutesOfMeeting(state), no, actor);
  if (!isRefusal(decision)) return null;
  return decision.code === 'notTheOwner'
    ? refuse('linkNotFor', 'person', actor.id, { purpose: 'reportDecision' })
    : decision;
}
