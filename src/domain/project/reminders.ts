import { addDays, daysBetween, weekdayOf, type IsoDate } from '../calendar/dates.ts';
import { officeInstantOnOrAfter } from '../calendar/office-hours.ts';
import { decided, type Decision, type Notice, type Reminder, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { milestoneOf } from './evolve.ts';
import { hasLeft } from './leaving.ts';
import { stagesAfter } from './path.ts';
import { isStage, type Stage } from './stages.ts';
import type { ProjectEvent, ProjectRuleFacts } from './commands.ts';
import type { ProjectState } from './types.ts';

interface Warning extends Reminder {
  stage: Stage | null;
  /** Negative: days before the plan date; positive: after it. */
  dayOffset: number;
}

const DAY_MS = 86_400_000;
/** Lines of one slot wait this long for each other, so that a person gets one mail. */
const GATHERING_MS = 2 * 60_000;

/**
 * The next warning of a project: 30 and 7 days before a planned milestone (settings), on the day, and once it has passed every week with the
 * digest of that weekday, until it is reached or planned anew. Moved into office hours; for a paused project the review date. Of several
 * that are overdue at once (a long outage) only the latest is given.
 */
export function nextProjectReminder(state: ProjectState, context: RuleContext): Reminder | null {
  const warning = nextWarning(state, context);
  return warning && { slot: warning.slot, atMs: warning.atMs };
}

function nextWarning(state: ProjectState, context: RuleContext): Warning | null {
  if (hasLeft(state) || state.status === 'achieved') return null;
  if (state.status === 'paused') return pauseReview(state, context);
  // A plan for a stage that another path has not is no plan any more.
  const candidates = stagesAfter(state.path, state.stage).flatMap(stage => warningFor(state, stage, context));
  return candidates.reduce<Warning | null>((first, next) => (first && first.atMs <= next.atMs ? first : next), null);
}

function pauseReview(state: ProjectState, context: RuleContext): Warning | null {
  if (!state.pause || state.pause.reviewed) return null;
  const { reviewOn } = state.pause;
  return { slot: `review:${reviewOn}`, atMs: openingOn(reviewOn, context), stage: null, dayOffset: 0 };
}

function warningFor(state: ProjectState, stage: Stage, context: RuleContext): Warning[] {
  const { plan, plannedOn, warned } = milestoneOf(state, stage);
  if (!plan) return [];
  const { warnDaysBefore, digestWeekday } = context.settings.project;
  const warningOf = (dayOffset: number): Warning => {
    const atMs = openingOn(addDays(plan, dayOffset), context);
    return { slot: `${stage}:${plan}:${dayOffset}`, atMs, stage, dayOffset };
  };
  const open = [...warnDaysBefore.map(days => -days).sort((a, b) => a - b), 0]
    .filter(dayOffset => dayOffset > (warned ?? -Infinity) && addDays(plan, dayOffset) > (plannedOn ?? ''))
    .map(warningOf);
  const digests = lateOffsets(plan, { warned, digestWeekday, today: context.today }).map(warningOf);
  const all = [...open, ...digests];
  const overdue = all.filter(({ atMs }) => atMs <= context.nowMs).at(-1);
  const next = overdue ?? all[0];
  return next ? [next] : [];
}

/** The coming digest after the plan date and the last warning, and where that one has passed already the latest that has. */
function lateOffsets(
  plan: IsoDate,
  { warned, digestWeekday, today }: { warned: number | null; digestWeekday: number; today: IsoDate },
): number[] {
  const untilDigest = (day: IsoDate): number => ((digestWeekday - weekdayOf(day) + 6) % 7) + 1;
  const last = Math.max(warned ?? 0, 0);
  const coming = last + untilDigest(addDays(plan, last));
  const sinceComing = daysBetween(addDays(plan, coming), today);
  const latest = sinceComing >= 7 ? coming + 7 * Math.floor(sinceComing / 7) : coming;
  return latest === coming ? [coming] : [coming, latest];
}

const openingOn = (day: IsoDate, { calendar, settings }: RuleContext): number =>
  officeInstantOnOrAfter(calendar, calendar.clock.toInstant(day, settings.officeHours.start));

/** The clock says a warning is due; refused when the project has moved on, so that a stale timer does nothing. */
export function decideWarning(
  state: ProjectState,
  slot: string,
  facts: ProjectRuleFacts,
  context: RuleContext,
): Decision<ProjectEvent> | Refusal {
  const warning = nextWarning(state, context);
  if (!warning || warning.slot !== slot || warning.atMs > context.nowMs) return refuse('clockStale', 'slot', slot);
  const { stage, dayOffset } = warning;
  return decided([{ type: 'warned', slot, stage, dayOffset }], noticesFor(state, warning, facts, context));
}

function noticesFor(state: ProjectState, warning: Warning, facts: ProjectRuleFacts, context: RuleContext): Notice[] {
  const late = warning.dayOffset > 0;
  const people = new Set(late && state.leaderId ? [...facts.team, state.leaderId] : facts.team);
  const { stage } = warning;
  // A clock that comes late (an outage) comes at any hour; the mail still waits for the office, and for the mails of that day.
  const sendMs = officeInstantOnOrAfter(context.calendar, context.nowMs);
  const sentOn = context.calendar.clock.toLocal(sendMs).date;
  return [...people].map(personId => ({
    kind: 'plan-warning',
    slot: sentOn,
    personId,
    notBeforeMs: sendMs + GATHERING_MS,
    expiresMs: sendMs + 7 * DAY_MS,
    data: {
      project: state.code,
      stage: stage !== null && isStage(stage) ? stage : null,
      plan: stage === null ? (state.pause?.reviewOn ?? null) : milestoneOf(state, stage).plan,
      dayOffset: warning.dayOffset,
    },
  }));
}
