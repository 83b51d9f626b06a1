import { officeInstantOnOrAfter } from '../../calendar/office-hours.ts';
import { decided, type Decision, type Notice, type RuleContext } from '../../entity.ts';
import type { MeetingRuleFacts, MeetingState } from '../types.ts';
import { isOpen, limitMsOf } from './decisions.ts';
import { minutesOfMeeting, ownersOf } from './record.ts';
import { FOLLOW_UP } from './slots.ts';
import type { MinutesEvent } from './types.ts';

/** What the clock does once a meeting was held: asks for the minutes, says that they are late, and tells of decisions whose day has passed. */

const DECISION = 'decision:';

interface Due {
  slot: string;
  atMs: number;
}

type Clock = Pick<RuleContext, 'nowMs' | 'calendar'>;

/** After the steps of the timetable; null when nothing is waited for. */
export function nextOfMinutes(state: MeetingState, { nowMs, calendar }: Clock): Due | null {
  const minutes = minutesOfMeeting(state);
  if (state.status !== 'held' || minutes.dueMs === null) return null;
  const isDue = minutes.published !== null || minutes.dueMs <= nowMs || isWaived(state);
  // When they are late, the step of the timetable says so first.
  if (!minutes.followedUp) return isDue ? { slot: FOLLOW_UP, atMs: nowMs } : null;
  if (!minutes.published) return null;
  const open = minutes.decisions.filter(each => isOpen(each) && !each.told).sort((a, b) => limitMsOf(a) - limitMsOf(b));
  const [first] = open;
  // The day itself counts: it is told when the office opens after it.
  return first
    ? { slot: `${DECISION}${first.no}`, atMs: officeInstantOnOrAfter(calendar, limitMsOf(first) + 1) }
    : null;
}

/** Whether the meeting still waits for its minutes, or for what was decided. */
export function waitsForMinutes(state: MeetingState): boolean {
  const { dueMs, published, followedUp, decisions } = minutesOfMeeting(state);
  if (state.status !== 'held' || dueMs === null) return false;
  if (!followedUp) return true;
  // Late minutes may still be published; until then nothing is waited for.
  return published !== null && decisions.some(each => isOpen(each) && !each.told);
}

export const isWaived = ({ skipped = [] }: MeetingState): boolean => skipped.some(({ step }) => step === 'minutesDue');

/** The day of a decision has passed, and nobody has said that it was done. */
export function decisionMissed(
  state: MeetingState,
  slot: string,
  { facts, context }: { facts: MeetingRuleFacts; context: RuleContext },
): Decision<MinutesEvent> {
  const no = Number(slot.slice(DECISION.length));
  const decision = minutesOfMeeting(state).decisions.find(each => each.no === no);
  const people = decision ? [...ownersOf(decision, facts), ...facts.coordinators] : facts.coordinators;
  const notices = toPeople(state, { name: `decision/${no}`, people }, context);
  return decided([{ type: 'decisionMissed', no }], notices);
}

const WEEK_MS = 7 * 86_400_000;

export const toPeople = (
  { id }: MeetingState,
  { name, people }: { name: string; people: readonly string[] },
  { nowMs }: RuleContext,
): Notice[] =>
  [...new Set(people)].map(personId => ({
    ...{ kind: 'meeting-minutes', slot: `${id}/${name}`, personId, notBeforeMs: nowMs, expiresMs: nowMs + WEEK_MS },
    data: { meeting: id },
  }));
