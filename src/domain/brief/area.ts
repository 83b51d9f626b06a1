import { officeInstantOnOrAfter } from '../calendar/office-hours.ts';
import { parseWeek, type Week } from '../calendar/weeks.ts';
import { decided, type Area, type Decision, type Notice, type RuleContext } from '../entity.ts';
import { onlyCoordinator } from '../project/leaving.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { compileMsOf, deliverMsOf, nextCompileMs, weekDue } from './days.ts';
import type { BriefCommand, BriefCompiled, BriefRuleFacts, BriefState } from './types.ts';

/** Later than so many minutes after its instant a brief is marked as late: the clock itself needs a moment. */
const PUNCTUAL_MINUTES = 30;
const MINUTE_MS = 60_000;

/**
 * Why a week's brief may not be compiled now, before anything is worked out for it. By the clock it is not compiled any more once it should have
 * been delivered an office day ago; a coordinator may have it until the next one is due.
 */
export function briefRefusal(state: BriefState | null, week: Week, context: RuleContext): Refusal | null {
  const { nowMs, via, actor, calendar } = context;
  const byClock = via === 'clock';
  const stranger = byClock ? null : onlyCoordinator(actor);
  if (stranger) return stranger;
  const known = parseWeek(week, 'week');
  if (isRefusal(known)) return known;
  if (state) return refuse('alreadyExists', 'week', week);
  const atMs = compileMsOf(week, context);
  if (atMs === null) return refuse('weekWithoutWork', 'week', week);
  const local = (ms: number): string => Object.values(calendar.clock.toLocal(ms)).join(' ');
  if (atMs > nowMs) return refuse('briefAhead', 'week', week, { at: local(atMs) });
  if (weekDue(nowMs, context) !== week)
    return refuse('briefPassed', 'week', week, { at: local(nextCompileMs(week, context)) });
  const { date: deliveredOn } = calendar.clock.toLocal(deliverMsOf(week, context));
  return byClock && context.today > deliveredOn ? refuse('clockStale', 'week', week) : null;
}

function compile(
  state: BriefState | null,
  _command: BriefCommand,
  { week, found }: BriefRuleFacts,
  context: RuleContext,
): Decision<BriefCompiled> | Refusal {
  const refusal = briefRefusal(state, week, context);
  if (refusal) return refusal;
  if (!found) throw new Error(`nothing was worked out for the brief of ${week}`);
  const { nowMs, calendar } = context;
  const deliverMs = Math.max(deliverMsOf(week, context), officeInstantOnOrAfter(calendar, nowMs));
  const late = nowMs - (compileMsOf(week, context) ?? nowMs) > PUNCTUAL_MINUTES * MINUTE_MS;
  // When the next one is compiled nobody wants this one any more.
  const expiresMs = Math.max(nextCompileMs(week, context), deliverMs + MINUTE_MS);
  const notices = found.recipients.map((personId): Notice => ({
    kind: 'weekly-brief',
    slot: week,
    personId,
    notBeforeMs: deliverMs,
    expiresMs,
    data: { week },
  }));
  return decided([{ type: 'compiled', week, deliverMs, late, ...found }], notices);
}

export const briefArea: Area<BriefState, BriefCommand, BriefCompiled, BriefRuleFacts> = {
  kind: 'brief',
  decide: compile,
  evolve: (_state, { week, deliverMs }) => ({ week, deliverMs }),
  nextReminder: () => null,
};
