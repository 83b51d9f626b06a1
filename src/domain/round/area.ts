import { officeInstantOnOrAfter } from '../calendar/office-hours.ts';
import { decided, type Area, type Decision, type Notice, type RuleContext } from '../entity.ts';
import { onlyCoordinator } from '../project/leaving.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { closeOf, nextRoundReminder } from './timetable.ts';
import { CLOSE, isSilent, type RoundCommand, type RoundEvent, type RoundRuleFacts, type RoundState } from './types.ts';

type Answer = Decision<RoundEvent> | Refusal;
type Counties = RoundRuleFacts['counties'];

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

function decideRound(
  state: RoundState | null,
  command: RoundCommand,
  facts: RoundRuleFacts,
  context: RuleContext,
): Answer {
  if (command.type === 'open') return open(state, facts, context);
  if (!state) return refuse('notFound', 'month', facts.month);
  if (state.status === 'closed')
    return refuse('roundClosed', 'month', state.month, { closed: state.closing?.on ?? null });
  const next = nextRoundReminder(state, context);
  if (command.type === 'skipStep') {
    // The close is no reminder: without it nobody would know who was silent.
    const skippable = next !== null && next.slot !== CLOSE && next.slot === command.slot;
    const { slot, reason } = command;
    return (
      onlyCoordinator(context.actor) ??
      (skippable
        ? decided([{ type: 'reminderSkipped', slot, dueMs: next.atMs, reason }])
        : refuse('stepNotNext', 'slot', slot, { next: next?.slot ?? null }))
    );
  }
  const { slot } = command;
  if (next?.slot !== slot || next.atMs > context.nowMs) return refuse('clockStale', 'slot', slot);
  if (slot === CLOSE) return decided([{ type: 'roundClosed', on: context.today, counties: countsOf(facts.counties) }]);
  const silent = facts.counties.filter(isSilent);
  const counties = silent.flatMap(({ county }) => county ?? []);
  return decided(
    [{ type: 'silentReminded', slot, dueMs: next.atMs, counties }],
    noticesTo(silent, `${state.month}/${slot}`, { month: state.month, context }),
  );
}

/** By the clock, or earlier or later by a coordinator; never for a month to come, and not when its time is over. */
function open(state: RoundState | null, { month, counties }: RoundRuleFacts, context: RuleContext): Answer {
  const refusal = context.via === 'clock' ? null : onlyCoordinator(context.actor);
  if (refusal) return refusal;
  if (!MONTH.test(month)) return refuse('badFormat', 'month', month, { shape: 'YYYY-MM' });
  if (state) return refuse('alreadyExists', 'month', month);
  const present = context.today.slice(0, 7);
  if (month > present) return refuse('monthInFuture', 'month', month, { present });
  const close = closeOf(month, context);
  if (close.on < context.today) return refuse('roundClosed', 'month', month, { closed: close.on });
  const due = counties.filter(({ projects }) => projects > 0);
  const unasked = due.filter(({ reporters }) => reporters.length === 0).flatMap(({ county }) => county ?? []);
  const askMs = officeInstantOnOrAfter(context.calendar, context.nowMs);
  return decided(
    [{ type: 'roundOpened', month, askMs, counties: countsOf(counties), unasked }],
    noticesTo(due, `${month}/request`, { month, context }),
  );
}

const countsOf = (counties: Counties) =>
  counties.map(({ county, projects, reported }) => ({ county, projects, reported }));

/** One mail to each reporter of a county, in office hours; one that could only leave after the close is not written. */
function noticesTo(
  counties: Counties,
  slot: string,
  { month, context }: { month: string; context: RuleContext },
): Notice[] {
  const sendMs = officeInstantOnOrAfter(context.calendar, context.nowMs);
  const close = closeOf(month, context);
  if (sendMs >= close.atMs) return [];
  return counties.flatMap(({ county, reporters }) =>
    reporters.map((personId): Notice => ({
      kind: 'report-request',
      slot,
      personId,
      notBeforeMs: sendMs,
      expiresMs: close.atMs,
      data: { month, county, closesOn: close.on },
    })),
  );
}

function evolveRound(state: RoundState | null, event: RoundEvent): RoundState {
  if (event.type === 'roundOpened') {
    const { month, unasked, askMs } = event;
    return { month, unasked, status: 'open', done: [], passedMs: askMs, closing: null };
  }
  if (!state) throw new Error(`a round cannot begin with the event ${event.type}`);
  if (event.type === 'roundClosed') {
    const { on, counties } = event;
    return { ...state, status: 'closed', done: [...state.done, CLOSE], closing: { on, counties } };
  }
  return { ...state, done: [...state.done, event.slot], passedMs: event.dueMs };
}

export const roundArea: Area<RoundState, RoundCommand, RoundEvent, RoundRuleFacts> = {
  kind: 'round',
  decide: decideRound,
  evolve: evolveRound,
  nextReminder: nextRoundReminder,
};
