import { assertNever } from '../assert-never.ts';
import { endOfOfficeDay, officeInstantOnOrAfter, workingDayLimit } from '../calendar/office-hours.ts';
import { decided, type Decision, type Notice, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { parseIsoDate } from '../calendar/dates.ts';
import { missingFile } from '../project/gates.ts';
import { isRefusal } from '../refusal.ts';
import { overdueSlot } from './reminders.ts';
import type { ProblemCommand, ProblemEvent, ProblemRuleFacts, ProblemState, ProblemStatus } from './types.ts';

type Answer = Decision<ProblemEvent> | Refusal;
type Of<T extends ProblemCommand['type']> = Extract<ProblemCommand, { type: T }>;

const DAY_MS = 86_400_000;
const GATHERING_MS = 2 * 60_000;

/** The rules of a problem (domain §3; limits after the 泉州 2022-08 protocol): what a command does, or why it is refused. Pure. */
export function decideProblem(
  state: ProblemState | null,
  command: ProblemCommand,
  facts: ProblemRuleFacts,
  context: RuleContext,
): Answer {
  const missing = missingReference(command, facts);
  if (missing) return missing;
  if (command.type === 'raise') {
    return state ? refuse('alreadyExists', 'code', state.code, { name: state.title }) : raise(command, facts, context);
  }
  if (!state) return refuse('notFound', 'code', facts.code);
  switch (command.type) {
    case 'assign':
      return assign(state, command, facts, context);
    case 'answer':
      return answer(state, command, context);
    case 'resolve':
      return missingFile(command.evidence, facts.unknownFiles) ?? resolve(state, command, context);
    case 'verify':
      return verify(state, command, context);
    case 'withdraw':
      if (isOver(state)) return refuse('problemNotIn', 'state', state.status, { states: STATES_OPEN });
      return decided([{ type: 'withdrawn', reason: command.reason }]);
    case 'overdue':
      return overdue(state, command, facts, context);
    default:
      return assertNever(command);
  }
}

const STATES_OPEN: readonly ProblemStatus[] = ['raised', 'assigned', 'handling', 'resolved'];
const STATES_HANDLED: readonly ProblemStatus[] = ['assigned', 'handling'];

export const isOver = (state: ProblemState): boolean => !STATES_OPEN.includes(state.status);

function missingReference(command: ProblemCommand, facts: ProblemRuleFacts): Refusal | null {
  if (command.type === 'raise' && command.facts.project !== null && !facts.project) {
    return refuse('projectNotFound', 'project', command.facts.project);
  }
  const [unit] = facts.unknownUnitIds;
  if (unit !== undefined) {
    const isLead = command.type === 'assign' && command.leadUnit === unit;
    return refuse('unitNotFound', isLead ? 'leadUnit' : 'coUnits', unit);
  }
  const [person] = facts.unknownPersonIds;
  return person === undefined ? null : refuse('personNotFound', 'handler', person);
}

/** Intake is the same day: until it is assigned, the limit is the end of that (or the next) office day. */
function raise(command: Of<'raise'>, facts: ProblemRuleFacts, context: RuleContext): Answer {
  if (facts.project?.withdrawn) return refuse('projectWithdrawn', 'project', command.facts.project);
  const home = facts.project?.county ?? null;
  if (home !== null && (command.facts.county ?? home) !== home) {
    return refuse('projectElsewhere', 'project', command.facts.project, { county: home });
  }
  const county = command.facts.county ?? home;
  if (command.facts.project === null && county === null) return refuse('required', 'project', null);
  const intake = officeInstantOnOrAfter(context.calendar, context.nowMs);
  const dueMs = endOfOfficeDay(context.calendar, context.calendar.clock.toLocal(intake).date);
  const raised = { ...command.facts, county };
  return decided([{ type: 'raised', code: facts.code, facts: raised, by: context.actor.id, dueMs }]);
}

function assign(state: ProblemState, command: Of<'assign'>, facts: ProblemRuleFacts, context: RuleContext): Answer {
  const states: readonly ProblemStatus[] = ['raised', 'assigned'];
  if (!states.includes(state.status)) return refuse('problemNotIn', 'state', state.status, { states });
  const { leadUnit, coUnits = [], handler } = command;
  if (handler !== undefined && facts.handlerUnitId !== leadUnit) {
    return refuse('handlerOutsideUnit', 'handler', handler, { unit: leadUnit });
  }
  const coUnitIds = [...new Set(coUnits)].filter(unit => unit !== leadUnit);
  const dueMs = workingDayLimit(context.calendar, context.nowMs, context.settings.problem.leadWorkingDays);
  return decided([{ type: 'assigned', leadUnitId: leadUnit, coUnitIds, handlerId: handler ?? null, dueMs }]);
}

/** An interim answer must set the next date (一跟到底); it does not move the limit. */
function answer(state: ProblemState, command: Of<'answer'>, context: RuleContext): Answer {
  if (!STATES_HANDLED.includes(state.status)) {
    return refuse('problemNotIn', 'state', state.status, { states: STATES_HANDLED });
  }
  const nextOn = parseIsoDate(command.nextOn, 'nextOn');
  if (isRefusal(nextOn)) return nextOn;
  if (nextOn <= context.today) return refuse('promiseInPast', 'nextOn', nextOn, { today: context.today });
  return decided([{ type: 'answered', text: command.text, nextOn, by: context.actor.id }]);
}

function resolve(state: ProblemState, command: Of<'resolve'>, context: RuleContext): Answer {
  if (!STATES_HANDLED.includes(state.status)) {
    return refuse('problemNotIn', 'state', state.status, { states: STATES_HANDLED });
  }
  if (!mayResolve(state, context)) {
    return refuse('solverOutsideUnits', 'actor', context.actor.id, { unit: state.leadUnitId });
  }
  if (command.evidence.length === 0) return refuse('evidenceMissing', 'evidence', null);
  const { id: solverId, unitId: solverUnitId } = context.actor;
  const { result, evidence } = command;
  return decided([{ type: 'resolved', solution: { result, evidence, solverId, solverUnitId } }]);
}

/** The units the problem was assigned to answer for it; a coordinator may enter what they reported. Nobody else has the first key. */
function mayResolve({ leadUnitId, coUnitIds, handlerId }: ProblemState, { actor }: RuleContext): boolean {
  if (actor.id === handlerId || actor.roles.includes('coordinator')) return true;
  return actor.unitId !== null && [leadUnitId, ...coUnitIds].includes(actor.unitId);
}

/** Two keys on closing: a supervision team verifies, and it is neither the solver nor the solver's unit (domain §3). */
function verify(state: ProblemState, command: Of<'verify'>, context: RuleContext): Answer {
  const { actor } = context;
  if (state.status !== 'resolved' || !state.solution) {
    return refuse('problemNotIn', 'state', state.status, { states: ['resolved'] });
  }
  if (!actor.roles.includes('supervisionTeam')) {
    return refuse('verifierNotSupervision', 'actor', actor.id, { roles: actor.roles });
  }
  const { solverId, solverUnitId } = state.solution;
  const sameUnit = actor.unitId !== null && [solverUnitId, state.leadUnitId].includes(actor.unitId);
  if (actor.id === solverId || sameUnit) {
    return refuse('solverIsVerifier', 'actor', actor.id, { solver: solverId, unit: solverUnitId });
  }
  if (command.accepted) return decided([{ type: 'closed', by: actor.id, note: command.reason ?? null }]);
  if (!command.reason) return refuse('required', 'reason', null);
  const dueMs = workingDayLimit(context.calendar, context.nowMs, context.settings.problem.reworkWorkingDays);
  return decided([{ type: 'rejected', by: actor.id, reason: command.reason, dueMs }]);
}

function overdue(state: ProblemState, command: Of<'overdue'>, facts: ProblemRuleFacts, context: RuleContext): Answer {
  const { dueMs } = state;
  if (dueMs === null || overdueSlot(state) !== command.slot || dueMs > context.nowMs) {
    return refuse('clockStale', 'slot', command.slot);
  }
  const sendMs = tellingInstant(dueMs, context);
  const slot = context.calendar.clock.toLocal(sendMs).date;
  const notices = [...new Set([...facts.answerable, ...facts.supervisors])].map((personId): Notice => ({
    kind: 'problem-overdue',
    slot,
    personId,
    notBeforeMs: sendMs + GATHERING_MS,
    expiresMs: sendMs + 7 * DAY_MS,
    data: { problem: state.code, dueMs },
  }));
  return decided([{ type: 'overdueTold', slot: command.slot, dueMs }], notices);
}

/** On the day the limit passes it is told at once (domain §3); a clock that comes later than that waits for the office to open. */
function tellingInstant(dueMs: number, { calendar, nowMs }: RuleContext): number {
  const { clock } = calendar;
  const sameDay = clock.toLocal(dueMs).date === clock.toLocal(nowMs).date;
  return sameDay ? nowMs : officeInstantOnOrAfter(calendar, nowMs);
}
