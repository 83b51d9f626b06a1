import { addDays } from '../calendar/dates.ts';
import type { LocalClock } from '../calendar/office-hours.ts';
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

/** What is asked for a day weeks ahead (a meeting, a decision) may be answered as long as that day lasts, and not less long than usual. */
export const expiryWithDay = (clock: LocalClock, dayMs: number, usualMs: number): number =>
  Math.max(usualMs, clock.toInstant(addDays(clock.toLocal(dayMs).date, 1), '00:00'));
