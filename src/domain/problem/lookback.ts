import { addDays } from '../calendar/dates.ts';
import { officeInstantOnOrAfter, startOfOfficeDay, workingDayLimit } from '../calendar/office-hours.ts';
import { decided, type Actor, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { limitFromNow } from './clocks.ts';
import type { ProblemCommand, ProblemRuleFacts } from './commands.ts';
import { tell } from './notices.ts';
import { isSolversUnit, partsOf, refuseUnless, type Answer } from './standing.ts';
import type { ProblemState } from './types.ts';

type Of<T extends ProblemCommand['type']> = Extract<ProblemCommand, { type: T }>;

interface Given {
  facts: ProblemRuleFacts;
  context: RuleContext;
}

/** 回访: so many days after the closing, as soon as an office is open. */
export const lookBackInstant = ({ calendar, settings, today }: RuleContext): number =>
  officeInstantOnOrAfter(calendar, startOfOfficeDay(calendar, addDays(today, settings.problem.lookBackDays)));

/** Until when it is waited for; before it has been asked, by the rules of now. Null: it is not waited for. */
export function lookBackEnd(
  { lookBack }: ProblemState,
  { calendar, settings }: Pick<RuleContext, 'calendar' | 'settings'>,
): number | null {
  if (!lookBack) return null;
  return lookBack.lapsesMs ?? workingDayLimit(calendar, lookBack.dueMs, settings.problem.lookBackWorkingDays);
}

/** What the firm says of it, once an episode. A relapse may be told at any time after the closing and begins a new episode at once. */
export function lookBack(state: ProblemState, command: Of<'lookBack'>, { facts, context }: Given): Answer {
  const { satisfaction, relapsed, note = null } = command;
  const wrong = refuseUnless(state, ['closed']) ?? refuseSolver(state, context.actor);
  if (wrong) return wrong;
  if (state.satisfaction != null && !relapsed) return refuse('lookBackDone', 'satisfaction', state.satisfaction);
  const dueMs = state.lookBack?.dueMs ?? 0;
  if (!relapsed && context.nowMs < dueMs) {
    return refuse('lookBackEarly', 'today', context.today, { on: context.calendar.clock.toLocal(dueMs).date });
  }
  const { id: by } = context.actor;
  if (!relapsed) {
    const { answerable, supervisors, coordinators } = facts.people;
    const people = [...answerable, ...supervisors, ...coordinators];
    return decided(
      [{ type: 'lookedBack', satisfaction, relapsed, by, note }],
      satisfaction === 'not' ? tell('unsatisfied', { people, problem: state.code, more: { note } }, context) : [],
    );
  }
  if (satisfaction === 'satisfied') return refuse('relapseSatisfied', 'satisfaction', satisfaction);
  if (!note) return refuse('required', 'note', null);
  const running = limitFromNow(state.leadUnitId === null ? 'intake' : 'lead', context);
  const episode = (state.episode ?? 1) + 1;
  // Whoever still owed his part begins anew with the lead.
  const parts = partsOf(state)
    .filter(({ answered }) => !answered)
    .map(({ unitId, role }) => ({ unitId, role, ...limitFromNow(role, context) }));
  const people = [...facts.people.answerable, ...facts.people.coordinators];
  return decided(
    [
      { type: 'lookedBack', satisfaction, relapsed, by, note },
      { type: 'reopened', episode, ...running, parts },
    ],
    [
      ...tell('reopened', { people, problem: state.code, more: { dueMs: running.dueMs, note } }, context),
      ...parts.flatMap(({ unitId: unit, dueMs }) =>
        tell(
          'reopened',
          { people: facts.people.members[unit] ?? [], problem: state.code, more: { dueMs, unit, note } },
          context,
        ),
      ),
    ],
  );
}

/** Who solved it does not say whether the firm is content. */
export function refuseSolver(state: ProblemState, actor: Actor): Refusal | null {
  const sameUnit = actor.unitId !== null && isSolversUnit(state, actor.unitId);
  if (actor.id !== state.solution?.solverId && !sameUnit) return null;
  return refuse('lookBackBySolver', 'actor', actor.id, { unit: actor.unitId });
}

/** On the day: the coordinators are to ask the firm; its contact is written to as well when there is one. */
export function askLookBack({ code }: ProblemState, { facts, context }: Given): Answer {
  const { calendar, nowMs, settings } = context;
  const lapsesMs = workingDayLimit(calendar, nowMs, settings.problem.lookBackWorkingDays);
  const people = [...facts.people.coordinators, ...facts.people.firm];
  return decided([{ type: 'lookBackAsked', lapsesMs }], tell('lookBack', { people, problem: code }, context));
}
