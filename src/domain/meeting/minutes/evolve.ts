import { assertNever } from '../../assert-never.ts';
import type { ItemOutcome, MeetingDecision, Minutes, MinutesEvent } from './types.ts';

export function evolveMinutes(minutes: Minutes, event: MinutesEvent): Minutes {
  switch (event.type) {
    case 'attendanceRecorded': {
      const { personId, presence, by } = event;
      const others = minutes.attendance.filter(each => each.personId !== personId);
      return corrected({ ...minutes, attendance: [...others, { personId, presence, by }] }, event);
    }
    case 'itemConcluded': {
      const { no, outcome, note } = event;
      return corrected(concluded(minutes, { no, outcome, note }), event);
    }
    case 'decisionMade': {
      const { item, no } = event.decision;
      const decision: MeetingDecision = {
        ...event.decision,
        ...{ doneOn: null, result: null, missReason: null, explainedOn: null, droppedOn: null, told: false },
      };
      const next = { ...minutes, decisions: [...minutes.decisions, decision], lastDecision: no };
      return corrected(item === null ? next : concluded(next, { no: item, outcome: 'decided', note: null }), event);
    }
    case 'decisionDropped':
      return corrected(dropped(minutes, event), event);
    case 'minutesPublished': {
      const { outcomes, hash, by, atMs, on } = event;
      return { ...minutes, outcomes: [...minutes.outcomes, ...outcomes], published: { by, atMs, on, hash } };
    }
    case 'decisionReported':
      return changed(minutes, event.no, { doneOn: event.on, result: event.result });
    case 'decisionExplained':
      return changed(minutes, event.no, { missReason: event.reason, explainedOn: event.on });
    case 'decisionPostponed': {
      const { no, until, untilMs, on, reason } = event;
      // Its new day is told like the first when it passes.
      return changed(minutes, no, {
        postponed: { until, untilMs, on },
        missReason: reason,
        explainedOn: on,
        told: false,
      });
    }
    case 'decisionMissed':
      return changed(minutes, event.no, { told: true });
    case 'meetingFollowedUp':
      return { ...minutes, followedUp: true };
    default:
      return assertNever(event);
  }
}

const concluded = (minutes: Minutes, outcome: ItemOutcome): Minutes => ({
  ...minutes,
  outcomes: [...minutes.outcomes.filter(({ no }) => no !== outcome.no), outcome],
});

const changed = (minutes: Minutes, no: number, change: Partial<MeetingDecision>): Minutes => ({
  ...minutes,
  decisions: minutes.decisions.map(each => (each.no === no ? { ...each, ...change } : each)),
});

/** Before the publishing nobody has heard of it, and it is gone; after that it stays, as one that was taken back. */
function dropped(minutes: Minutes, { no, on }: Extract<MinutesEvent, { type: 'decisionDropped' }>): Minutes {
  const next = minutes.published
    ? changed(minutes, no, { droppedOn: on })
    : { ...minutes, decisions: minutes.decisions.filter(each => each.no !== no) };
  const item = minutes.decisions.find(each => each.no === no)?.item ?? null;
  const others = next.decisions.some(each => each.item === item && each.droppedOn === null);
  if (item === null || others) return next;
  return { ...next, outcomes: next.outcomes.filter(outcome => outcome.no !== item) };
}

function corrected(
  minutes: Minutes,
  { correction, actor, atMs }: { correction: string | null; actor: string; atMs: number },
): Minutes {
  if (correction === null) return minutes;
  return { ...minutes, corrections: [...minutes.corrections, { reason: correction, by: actor, atMs }] };
}
