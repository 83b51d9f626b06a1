import { gatheredUntil, officeInstantOnOrAfter, startOfOfficeDay } from '../calendar/office-hours.ts';
import { addWorkingDays } from '../calendar/working-calendar.ts';
import { decided, type Decision, type Notice, type Reminder, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { VisitEvent, VisitRuleFacts, VisitState } from './types.ts';

const DAY_MS = 86_400_000;
/** Lines of one slot wait this long for each other, so that a person gets one mail for all visits of a day. */
const GATHERING_MS = 2 * 60_000;

/** Before the day those who go; when it has passed and nobody has said how it went, they and the coordinators. */
type Step = 'remind' | 'missed';
interface Due extends Reminder {
  step: Step;
}

export function nextVisitReminder(state: VisitState, context: RuleContext): Reminder | null {
  const due = nextDue(state, context);
  return due && { slot: due.slot, atMs: due.atMs };
}

/** Named by the day, so that a visit that is moved is reminded of anew. Of two an outage made overdue only the later one is given. */
function nextDue(
  { status, on, told, passedMs }: VisitState,
  { calendar, settings, nowMs }: Pick<RuleContext, 'calendar' | 'settings' | 'nowMs'>,
): Due | null {
  if (status !== 'planned') return null;
  const { visitRemindWorkingDays, visitReportWorkingDays } = settings.supervision;
  const at = (workingDays: number): number =>
    startOfOfficeDay(calendar, addWorkingDays(calendar.table, on, workingDays));
  // Planned after the hour of its reminder it is told at once, as long as a mail still comes before the day is over.
  const reminderMs = at(-visitRemindWorkingDays);
  const reachesThem = officeInstantOnOrAfter(calendar, passedMs) < calendar.clock.toInstant(on, '23:59');
  const isLate = reminderMs <= passedMs && reachesThem;
  const steps: Due[] = [
    { step: 'remind', slot: `remind:${on}`, atMs: isLate ? passedMs + 1 : reminderMs },
    { step: 'missed', slot: `missed:${on}`, atMs: at(visitReportWorkingDays) },
  ];
  const ahead = steps.filter(({ slot, atMs }) => atMs > passedMs && !told.includes(slot));
  return ahead.filter(({ atMs }) => atMs <= nowMs).at(-1) ?? ahead[0] ?? null;
}

export function remind(
  state: VisitState,
  slot: string,
  { coordinators }: Pick<VisitRuleFacts, 'coordinators'>,
  context: RuleContext,
): Decision<VisitEvent> | Refusal {
  const due = nextDue(state, context);
  if (due?.slot !== slot || due.atMs > context.nowMs) return refuse('clockStale', 'slot', slot);
  const told = due.step === 'remind' ? state.people : [...new Set([...state.people, ...coordinators])];
  return decided([{ type: 'visitReminded', slot, dueMs: due.atMs, told }], noticesTo(told, state, due, context));
}

function noticesTo(people: readonly string[], { code, on }: VisitState, { step }: Due, context: RuleContext): Notice[] {
  const { calendar, nowMs } = context;
  // A clock that comes late comes at any hour; the mail still waits for the office.
  const sendMs = officeInstantOnOrAfter(calendar, nowMs);
  const dayOver = calendar.clock.toInstant(on, '23:59');
  return people.map(personId => ({
    kind: 'visit-reminder',
    slot: `${step}/${on}`,
    personId,
    notBeforeMs: gatheredUntil(calendar, sendMs, GATHERING_MS),
    // On the next day a reminder of the visit is noise; that it was not reported stays true for a while.
    expiresMs: step === 'remind' ? Math.max(dayOver, sendMs + GATHERING_MS + 1) : sendMs + 7 * DAY_MS,
    data: { visit: code, on, step },
  }));
}
