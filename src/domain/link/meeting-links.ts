import { addDays } from '../calendar/dates.ts';
import type { LocalClock } from '../calendar/office-hours.ts';
import type { Actor } from '../entity.ts';
import { collectionRefusal } from '../meeting/collection/answers.ts';
import { invitationRefusal } from '../meeting/responses.ts';
import type { MeetingState } from '../meeting/types.ts';
import type { Refusal } from '../refusal.ts';

/** Whether somebody can still say if he comes; null when he can. */
export const meetingLinkRefusal = (
  state: MeetingState,
  person: string,
  standing: { attendees: readonly string[]; nowMs: number },
): Refusal | null => invitationRefusal(state, person, standing);

/** Whether somebody's unit of today can still report before it. */
export const collectionLinkRefusal = (state: MeetingState, { unitId }: Actor, nowMs: number): Refusal | null =>
  collectionRefusal(state, unitId, nowMs);

/** An invitation may come weeks ahead: its link ends with the day of the meeting, and not before others do. */
export const invitationExpiry = (clock: LocalClock, startMs: number, usualMs: number): number =>
  Math.max(usualMs, clock.toInstant(addDays(clock.toLocal(startMs).date, 1), '00:00'));
