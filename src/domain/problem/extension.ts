import { parseIsoDate } from '../calendar/dates.ts';
import { addWorkingDays, isWorkday, nextWorkday } from '../calendar/working-calendar.ts';
import { decided, type RuleContext } from '../entity.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { limitOnDay } from './clocks.ts';
import type { ProblemCommand, ProblemEvent, ProblemRuleFacts } from './commands.ts';
import { tell } from './notices.ts';
import { onlyLeader, refuseUnless, refuseUnlessLead, rulersOf, STATES_HANDLED, type Answer } from './standing.ts';
import type { ProblemState } from './types.ts';

type Of<T extends ProblemCommand['type']> = Extract<ProblemCommand, { type: T }>;

interface Given {
  facts: ProblemRuleFacts;
  context: RuleContext;
}

/** Asked by the lead, at the latest one working day before the limit, for a working day after it. */
export function askExtension(state: ProblemState, command: Of<'askExtension'>, { facts, context }: Given): Answer {
  const wrong = refuseUnless(state, STATES_HANDLED) ?? refuseUnlessLead(state, context.actor);
  if (wrong) return wrong;
  if (state.extension) return refuse('extensionPending', 'until', command.until, { until: state.extension.until });
  const until = parseIsoDate(command.until, 'until');
  if (isRefusal(until)) return until;
  const refusal = extensionTooLate(state, context) ?? wrongDay(state, until, context);
  if (refusal) return refusal;
  const more = { until, note: command.reason };
  return decided(
    [{ type: 'extensionAsked', until, reason: command.reason, by: context.actor.id }],
    tell('extensionAsked', { people: rulersOf(facts.people), problem: state.code, more }, context),
  );
}

/** An extension nobody has ruled on is asked for no more: it is told, and not just gone. */
export const lapsedExtension = ({ extension }: ProblemState): ProblemEvent[] =>
  extension ? [{ type: 'extensionLapsed', until: extension.until, reason: extension.reason, by: extension.by }] : [];

/** On the day of the limit, before it passes: whoever rules is reminded, and the coordinators with him. */
export function remindOfRuling(state: ProblemState, { facts, context }: Given): Answer {
  const { dueMs, extension, code } = state;
  const people = [...rulersOf(facts.people), ...facts.people.coordinators];
  const more = { until: extension?.until ?? null, note: extension?.reason ?? null, dueMs };
  return decided(
    [{ type: 'rulingOfExtensionAsked', dueMs: dueMs ?? context.nowMs }],
    tell('extensionAsked', { people, problem: code, more }, context),
  );
}

/** Asked at the latest so many working days before the limit, by the rules of now. */
export function extensionTooLate(
  { dueMs }: ProblemState,
  { calendar: { table, clock }, settings: { problem }, today }: Pick<RuleContext, 'calendar' | 'settings' | 'today'>,
): Refusal | null {
  const due = dueMs === null ? today : clock.toLocal(dueMs).date;
  const last = addWorkingDays(table, due, -problem.extensionWorkingDaysBefore);
  return today > last ? refuse('extensionTooLate', 'today', today, { due, last }) : null;
}

function wrongDay({ dueMs }: ProblemState, until: string, { calendar, today }: RuleContext): Refusal | null {
  const { table, clock } = calendar;
  const due = dueMs === null ? today : clock.toLocal(dueMs).date;
  if (until <= due || until < today) return refuse('extensionNotLater', 'until', until, { due });
  return isWorkday(table, until) ? null : refuse('notAWorkingDay', 'until', until, { next: nextWorkday(table, until) });
}

/** By a leader. Whatever he says, the firm is told: by mail when the problem has a contact, else by the handler. */
export function ruleExtension(state: ProblemState, command: Of<'ruleExtension'>, { facts, context }: Given): Answer {
  const { granted, reason = null } = command;
  const wrong = onlyLeader(context.actor);
  if (wrong) return wrong;
  if (!state.extension) return refuse('nothingToRule', 'state', state.status);
  if (!granted && !reason) return refuse('required', 'reason', null);
  const { until } = state.extension;
  const late = granted ? wrongDay(state, until, context) : null;
  if (late) return late;
  const { code, limit } = state;
  const { answerable, firm } = facts.people;
  const running = granted ? limitOnDay(until, limit?.fromMs ?? context.nowMs, context) : { dueMs: null, limit: null };
  const people = [...answerable, ...firm];
  const firmTold = firm.length === 0 ? 'handler' : 'mail';
  return decided(
    [{ type: 'extensionRuled', granted, until, reason, by: context.actor.id, firmTold, ...running }],
    tell('extensionRuled', { people, problem: code, more: { until, granted: granted ? 1 : 0, note: reason } }, context),
  );
}
