import { officeInstantOnOrAfter, startOfOfficeDay } from '../calendar/office-hours.ts';
import { addWorkingDays } from '../calendar/working-calendar.ts';
import { assertNever } from '../assert-never.ts';
import { decided, type Decision, type Reminder, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { noticesTo } from './notices.ts';
import type { CalledDepartment, WhistleEvent, WhistleRuleFacts, WhistleState } from './types.ts';

const HOUR_MS = 3_600_000;

export const WHISTLE_STEPS = ['remind', 'limit', 'start', 'result'] as const;
export type WhistleStep = (typeof WHISTLE_STEPS)[number];

interface Due extends Reminder {
  slot: WhistleStep;
}

type Clock = Pick<RuleContext, 'calendar' | 'settings' | 'nowMs'>;

export const unanswered = ({ departments }: Pick<WhistleState, 'departments'>): readonly CalledDepartment[] =>
  departments.filter(({ answer }) => answer === null);

/** What the clock does next: remind those that have not answered, list them at the limit, begin, ask for the result. */
export function nextWhistleStep(state: WhistleState, context: Clock): Due | null {
  switch (state.status) {
    case 'asking':
      return reminderOf(state, context) ?? { slot: 'limit', atMs: state.answerDueMs };
    case 'gathered':
      return { slot: 'start', atMs: state.startMs };
    case 'convened':
      return state.told.includes('result') ? null : { slot: 'result', atMs: resultDueMs(state, context) };
    case 'held':
    case 'calledOff':
      return null;
    default:
      return assertNever(state.status);
  }
}

/** Some hours before the limit, in office hours; none when the whistle was blown too late for one, or an outage has left it behind. */
function reminderOf({ told, answerDueMs, blownMs }: WhistleState, { calendar, settings, nowMs }: Clock): Due | null {
  const atMs = officeInstantOnOrAfter(calendar, answerDueMs - settings.whistle.remindHoursBefore * HOUR_MS);
  const fits = atMs > blownMs && atMs < answerDueMs && nowMs < answerDueMs;
  return fits && !told.includes('remind') ? { slot: 'remind', atMs } : null;
}

function resultDueMs({ startMs }: WhistleState, { calendar, settings }: Clock): number {
  const { date } = calendar.clock.toLocal(startMs);
  return startOfOfficeDay(calendar, addWorkingDays(calendar.table, date, settings.whistle.resultWorkingDays));
}

/** The clock says that a step is due; refused when the whistle has moved on. */
export function step(
  state: WhistleState,
  slot: string,
  facts: WhistleRuleFacts,
  context: RuleContext,
): Decision<WhistleEvent> | Refusal {
  const due = nextWhistleStep(state, context);
  if (due?.slot !== slot || due.atMs > context.nowMs) return refuse('clockStale', 'slot', slot);
  const units = unanswered(state).map(({ unit }) => unit);
  switch (due.slot) {
    case 'remind':
      return decided(
        [{ type: 'departmentsReminded', slot, units }],
        units.flatMap(unit =>
          noticesTo(state, { mail: 'reminder', unit, people: facts.handlers.get(unit) ?? [] }, context),
        ),
      );
    case 'limit': {
      const people = [...facts.supervisors, ...facts.coordinators, state.blownBy];
      return decided(
        [{ type: 'answersGathered', silent: units }],
        noticesTo(state, { mail: 'silent', unit: null, people }, context),
      );
    }
    case 'start':
      return decided([{ type: 'meetingBegun' }]);
    case 'result': {
      const people = [...facts.coordinators, state.blownBy];
      return decided(
        [{ type: 'resultAsked', slot }],
        noticesTo(state, { mail: 'resultAsked', unit: null, people }, context),
      );
    }
    default:
      return assertNever(due.slot);
  }
}
